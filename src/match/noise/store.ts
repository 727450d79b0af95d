import { type Handle, inTransaction, tables } from '../../../lib/db/index.ts'
import { invalid } from '../../../lib/errors/index.ts'
import { getAlert } from '../alerts/store.ts'
import type { NoiseTables } from './tables.ts'

/** Rejections of one alert that are kept; the oldest ones make room. */
export const MAX_REJECTIONS = 2000
/** In one call. */
export const MAX_AT_ONCE = 200

/** Ids of the posts that were said to be beside the point of an alert, newest said first. */
export async function rejectionsOf(db: Handle, workspaceId: string, alertId: string): Promise<string[]> {
  const rows = await tables<NoiseTables>(db)
    .selectFrom('alert_rejection')
    .select('activity_id')
    .where('workspace_id', '=', workspaceId)
    .where('alert_id', '=', alertId)
    .orderBy('at', 'desc')
    .orderBy('activity_id')
    .limit(MAX_REJECTIONS)
    .execute()
  return rows.map((row) => row.activity_id)
}

/** @throws Problem `not_found`, `rejections_full` (422) */
export function reject(
  db: Handle,
  workspaceId: string,
  alertId: string,
  ids: readonly string[],
  userId: string | null,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    await getAlert(tx, workspaceId, alertId)
    const there = (await rejectionsOf(tx, workspaceId, alertId)).length
    if (there + ids.length > MAX_REJECTIONS) throw invalid('rejections_full', { max: MAX_REJECTIONS })
    if (ids.length === 0) return
    await tables<NoiseTables>(tx)
      .insertInto('alert_rejection')
      .values(
        ids.map((id) => ({ workspace_id: workspaceId, alert_id: alertId, activity_id: id, by_user: userId })),
      )
      .onConflict((clash) => clash.doNothing())
      .execute()
  })
}

/** Takes back that some are beside the point; all of them without `ids`. */
export async function unreject(
  db: Handle,
  workspaceId: string,
  alertId: string,
  ids?: readonly string[],
): Promise<void> {
  let query = tables<NoiseTables>(db)
    .deleteFrom('alert_rejection')
    .where('workspace_id', '=', workspaceId)
    .where('alert_id', '=', alertId)
  if (ids) query = query.where('activity_id', 'in', [...ids])
  await query.execute()
}
