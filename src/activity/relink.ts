import { type RawBuilder, sql } from 'kysely'
import { type Handle, inTransaction, notify } from '../../lib/db/index.ts'
import { advanceHead } from './head.ts'
import { SAID } from './series.ts'

/**
 * Links history since `from` to an alert anew, as its query stands, and counts it. Appends of the workspace wait
 * meanwhile, so that nothing is linked twice or falls between history and what comes next.
 * @returns how many activities stand under the alert now
 */
export function relink(
  db: Handle,
  workspaceId: string,
  alertId: string,
  where: RawBuilder<boolean>,
  from: Date,
): Promise<number> {
  return inTransaction(db, async (tx) => {
    await advanceHead(tx, workspaceId, 0)
    await unlink(tx, workspaceId, alertId)
    const { numAffectedRows } = await sql`
      insert into activity_alert (workspace_id, alert_id, published, activity_id)
      select ${workspaceId}::uuid, ${alertId}::uuid, activity.published, activity.id from activity
      where activity.workspace_id = ${workspaceId} and activity.published >= ${from} and not activity.ours
        and activity.verb = any(${[...SAID]}::text[]) and activity.deleted is null and (${where})`.execute(tx)
    await sql`
      insert into activity_counter (workspace_id, alert_id, hour, channel, verb, lang, sentiment, ours, count, reach)
      select ${workspaceId}::uuid, ${alertId}::uuid, date_trunc('hour', activity.published, 'UTC'), channel, verb, lang,
        sentiment, ours, count(*), sum(coalesce(actor_followers, 0))
      from activity join activity_alert as link on link.workspace_id = activity.workspace_id
        and link.published = activity.published and link.activity_id = activity.id
      where activity.workspace_id = ${workspaceId} and link.alert_id = ${alertId}
      group by 3, 4, 5, 6, 7, 8`.execute(tx)
    await notify(tx, { w: workspaceId, k: 'linked', id: alertId })
    return Number(numAffectedRows ?? 0)
  })
}

/** Takes an alert off everything: its links and its counts go, what was said stays. */
export async function unlink(db: Handle, workspaceId: string, alertId: string): Promise<void> {
  await sql`delete from activity_alert where workspace_id = ${workspaceId} and alert_id = ${alertId}`.execute(
    db,
  )
  await sql`delete from activity_counter where workspace_id = ${workspaceId} and alert_id = ${alertId}`.execute(
    db,
  )
}
