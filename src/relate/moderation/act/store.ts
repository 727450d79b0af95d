import { type Selectable, sql } from 'kysely'
import { type Handle, notify, tables } from '../../../../lib/db/index.ts'
import { notFound } from '../../../../lib/errors/index.ts'
import type { ModerationTables } from '../tables.ts'

export type Act = Selectable<ModerationTables['moderation_act']>

const open = (db: Handle) => tables<ModerationTables>(db)

/** False where the same stands, or waits, on that post already. */
export async function insertAct(tx: Handle, act: Act): Promise<boolean> {
  const { numInsertedOrUpdatedRows: inserted } = await open(tx)
    .insertInto('moderation_act')
    .values(act)
    .onConflict((on) => on.doNothing())
    .executeTakeFirst()
  return Number(inserted ?? 0) > 0
}

/** @throws Problem `not_found`, also when it is another workspace's */
export async function getAct(db: Handle, workspaceId: string, id: string, lock = false): Promise<Act> {
  const query = open(db)
    .selectFrom('moderation_act')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!row) throw notFound('moderation_act')
  return row
}

/** Changes it and tells whoever looks. */
export async function changeAct(tx: Handle, act: Pick<Act, 'workspace_id' | 'id'>, change: Partial<Act>) {
  await open(tx)
    .updateTable('moderation_act')
    .set(change)
    .where('workspace_id', '=', act.workspace_id)
    .where('id', '=', act.id)
    .execute()
  await notify(tx, { w: act.workspace_id, k: 'moderation', id: act.id })
}

/** What was ever done to these posts, the first first. */
export async function actsOn(
  db: Handle,
  workspaceId: string,
  activityIds: readonly string[],
): Promise<Act[]> {
  if (activityIds.length === 0) return []
  return open(db)
    .selectFrom('moderation_act')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('activity_id', 'in', [...activityIds])
    .orderBy('id')
    .limit(2_000)
    .execute()
}

/** What waits: for a second person, and for an answer to an appeal. */
export async function countWaiting(
  db: Handle,
  workspaceId: string,
): Promise<{ proposed: number; appeals: number }> {
  const { rows } = await sql<{ proposed: number; appeals: number }>`
    select (select count(*)::int from moderation_act
        where workspace_id = ${workspaceId} and state = 'proposed') as proposed,
      (select count(*)::int from moderation_appeal
        where workspace_id = ${workspaceId} and state = 'filed') as appeals`.execute(db)
  return rows[0] ?? { proposed: 0, appeals: 0 }
}
