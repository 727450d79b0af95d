import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, tables } from '../../../lib/db/index.ts'
import type { DeliverTables } from '../tables.ts'
import { tellEnds } from '../webhook/tell.ts'

export interface LogLine {
  workspaceId: string
  deliveryId: string
  what: string
  detail?: string | null
  memberId?: string | null
}

/** Lines are only ever added, in the transaction of what they tell. */
export async function log(tx: Handle, lines: readonly LogLine[]): Promise<void> {
  if (lines.length === 0) return
  const given = lines.map((line) => ({
    workspace_id: line.workspaceId,
    delivery_id: line.deliveryId,
    id: uuidv7(),
    what: line.what,
    detail: line.detail ?? null,
    member_id: line.memberId ?? null,
  }))
  await sql`
    insert into delivery_log (workspace_id, delivery_id, id, what, detail, member_id)
    select workspace_id, delivery_id, id, what, detail, member_id
    from json_to_recordset(${JSON.stringify(given)}::json) as line (
      workspace_id uuid, delivery_id uuid, id uuid, what text, detail text, member_id uuid)`.execute(tx)
  await tellEnds(tx, lines)
}

export interface LogRow {
  at: Date
  what: string
  detail: string | null
  member_id: string | null
}

export function readLog(db: Handle, workspaceId: string, deliveryId: string): Promise<LogRow[]> {
  return tables<DeliverTables>(db)
    .selectFrom('delivery_log')
    .select(['at', 'what', 'detail', 'member_id'])
    .where('workspace_id', '=', workspaceId)
    .where('delivery_id', '=', deliveryId)
    .orderBy('id')
    .limit(500)
    .execute()
}
