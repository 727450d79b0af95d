import { type Selectable, sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { SealedColumn } from '../../../../../lib/crypto/index.ts'
import { type Handle, tables } from '../../../../../lib/db/index.ts'
import { conflict, notFound } from '../../../../../lib/errors/index.ts'
import type { EscalationTables } from '../tables.ts'
import type { Tool } from '../tool/tool.ts'
import type { Field, Reason, Timing } from './service.ts'

export type Service = Selectable<EscalationTables['service']>

/** What a person sets of a service. */
export interface Settings {
  name: string
  emails: string[]
  manager: string | null
  locale: 'fr' | 'en'
  reasons: Reason[]
  fields: Field[]
  timing: Timing
  tool: Tool | null
}

export interface Sealing {
  seal(text: string, purpose: string): string
  open(sealed: string, purpose: string): string
}

const MOST = 50
const open = (db: Handle) => tables<EscalationTables>(db)

export function tokenPurpose(workspaceId: string, id: string): string {
  return `service:${workspaceId}:${id}`
}

export async function listServices(db: Handle, workspaceId: string): Promise<Service[]> {
  return await open(db)
    .selectFrom('service')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy(sql`archived is not null`)
    .orderBy('name')
    .orderBy('id')
    .execute()
}

/** @throws Problem `not_found`, also when it is another workspace's */
export async function getService(db: Handle, workspaceId: string, id: string): Promise<Service> {
  const row = await open(db)
    .selectFrom('service')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound('service')
  return row
}

/** @throws Problem `services_full` (409) */
export async function createService(
  tx: Handle,
  workspaceId: string,
  settings: Settings,
  now: Date,
): Promise<string> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from service where workspace_id = ${workspaceId} and archived is null`.execute(
    tx,
  )
  if ((rows[0]?.count ?? 0) >= MOST) throw conflict('services_full', { max: MOST })
  const id = uuidv7()
  await open(tx)
    .insertInto('service')
    .values({
      workspace_id: workspaceId,
      id,
      ...columnsOf(settings),
      sealed_token: null,
      created: now,
      archived: null,
    })
    .execute()
  return id
}

export async function changeService(
  tx: Handle,
  workspaceId: string,
  id: string,
  change: { settings?: Settings; sealedToken?: string | null; archived?: Date | null },
): Promise<void> {
  const { settings, sealedToken, archived } = change
  const values = {
    ...(settings ? columnsOf(settings) : {}),
    ...(sealedToken === undefined ? {} : { sealed_token: sealedToken }),
    ...(archived === undefined ? {} : { archived }),
  }
  if (Object.keys(values).length === 0) return
  await open(tx)
    .updateTable('service')
    .set(values)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

function columnsOf({ reasons, fields, timing, tool, ...plain }: Settings) {
  return {
    ...plain,
    reasons: JSON.stringify(reasons),
    fields: JSON.stringify(fields),
    timing: JSON.stringify(timing),
    tool: tool && JSON.stringify(tool),
  }
}

/** What this module keeps sealed, for a change of the key. */
export const sealedServices: readonly SealedColumn[] = [
  {
    name: 'service.sealed_token',
    async read(db, limit) {
      const { rows } = await sql<{ workspace_id: string; id: string; sealed: string }>`
        select workspace_id, id, sealed_token as sealed from service where sealed_token is not null limit ${limit}`.execute(
        db,
      )
      return rows.map(({ workspace_id, id, sealed }) => ({
        key: { workspace_id, id },
        sealed,
        purposes: [tokenPurpose(workspace_id, id)],
      }))
    },
    async write(tx, { workspace_id, id }, sealed) {
      await sql`
        update service set sealed_token = ${sealed} where workspace_id = ${workspace_id} and id = ${id}`.execute(
        tx,
      )
    },
  },
]
