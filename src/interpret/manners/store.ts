import { sql } from 'kysely'
import { type Handle, tables } from '../../../lib/db/index.ts'
import { conflict } from '../../../lib/errors/index.ts'
import { type Manners, mannersShape, TRADE } from './manners.ts'
import type { MannersTables } from './tables.ts'

export interface Kept {
  revision: number
  manners: Manners
  byPerson: boolean
}

/** How the workspace wants its answers; what was kept before something was added has it as the trade does. */
export async function mannersOf(db: Handle, workspaceId: string): Promise<Kept> {
  const row = await tables<MannersTables>(db)
    .selectFrom('courtesy_manners')
    .select(['revision', 'manners', 'by_person'])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  if (!row) return { revision: 0, manners: TRADE, byPerson: false }
  const read = mannersShape.safeParse({ ...TRADE, ...row.manners })
  return { revision: row.revision, manners: read.success ? read.data : TRADE, byPerson: row.by_person }
}

/**
 * Keeps manners that were made from `revision`.
 * @throws Problem `manners_changed` where somebody changed them since
 */
export async function keepManners(
  tx: Handle,
  workspaceId: string,
  { revision, manners }: { revision: number; manners: Manners },
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    insert into courtesy_manners as kept (workspace_id, revision, manners, changed)
    select ${workspaceId}::uuid, 1, ${JSON.stringify(manners)}::jsonb, ${now}::timestamptz where ${revision} = 0
      or exists (select 1 from courtesy_manners where workspace_id = ${workspaceId}::uuid)
    on conflict (workspace_id) do update
      set revision = kept.revision + 1, manners = excluded.manners, changed = excluded.changed
      where kept.revision = ${revision}
    returning revision`.execute(tx)
  const [kept] = rows
  if (!kept) throw conflict('manners_changed')
  return kept.revision
}

/** Whether reports tell persons apart. */
export async function keepByPerson(
  tx: Handle,
  workspaceId: string,
  byPerson: boolean,
  now: Date,
): Promise<void> {
  await tables<MannersTables>(tx)
    .insertInto('courtesy_manners')
    .values({
      workspace_id: workspaceId,
      revision: 0,
      manners: JSON.stringify(TRADE),
      by_person: byPerson,
      changed: now,
    })
    .onConflict((oc) => oc.column('workspace_id').doUpdateSet({ by_person: byPerson }))
    .execute()
}
