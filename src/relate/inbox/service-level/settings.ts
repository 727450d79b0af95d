import { sql } from 'kysely'
import { type Handle, notify, tables } from '../../../../lib/db/index.ts'
import { conflict } from '../../../../lib/errors/index.ts'
import type { Settings } from './policy.ts'
import type { ServiceTables } from './tables.ts'

const NONE: Settings = { revision: 0, calendars: [], policies: [] }

/** The policies and calendars of a workspace; none until somebody keeps some. */
export async function serviceSettings(db: Handle, workspaceId: string): Promise<Settings> {
  const row = await tables<ServiceTables>(db)
    .selectFrom('service_setting')
    .select(['revision', 'calendars', 'policies'])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  return row ?? NONE
}

/**
 * Puts settings in place of those that `revision` names.
 * @throws Problem `service_changed` when somebody has changed them since
 */
export async function keepSettings(
  tx: Handle,
  workspaceId: string,
  { revision, calendars, policies }: Settings,
  now: Date,
): Promise<Settings> {
  const [a, b] = [JSON.stringify(calendars), JSON.stringify(policies)]
  const { rows } = await sql<{ revision: number }>`
    insert into service_setting as setting (workspace_id, revision, calendars, policies, changed)
    select ${workspaceId}::uuid, 1, ${a}::jsonb, ${b}::jsonb, ${now}::timestamptz
    where ${revision}::int = 0 or exists (select 1 from service_setting where workspace_id = ${workspaceId})
    on conflict (workspace_id) do update set revision = setting.revision + 1, calendars = excluded.calendars,
      policies = excluded.policies, changed = excluded.changed
    where setting.revision = ${revision}
    returning revision`.execute(tx)
  const [row] = rows
  if (!row) throw conflict('service_changed')
  await notify(tx, { w: workspaceId, k: 'service' })
  return { revision: row.revision, calendars, policies }
}
