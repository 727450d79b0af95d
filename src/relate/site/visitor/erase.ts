import { sql } from 'kysely'
import { type Handle, inTransaction, notify } from '../../../../lib/db/index.ts'
import { idsWhere } from '../../../activity/index.ts'
import type { SiteDeps } from '../deps.ts'
import { sitesOf } from '../door/site.ts'

/** At one turn, in one workspace. */
const AT_ONCE = 100
const DAY = 86_400_000

/**
 * Erases visitors with all of theirs: what was said in their threads, on both sides, files, forms, calls asked for.
 * Answers how many there were.
 */
export function eraseVisitors(
  { db, erase }: Pick<SiteDeps, 'erase'> & { db: Handle },
  workspaceId: string,
  visitorIds: string[],
): Promise<number> {
  if (visitorIds.length === 0) return Promise.resolve(0)
  return inTransaction(db, async (tx) => {
    const { rows } = await sql<{ activity_id: string }>`
      select activity_id from site_item
      where workspace_id = ${workspaceId} and visitor_id = any(${visitorIds}::uuid[])`.execute(tx)
    // Out of the stream first, which holds whoever may be adding to a thread; the visitors with their rows after.
    await erase(
      tx,
      workspaceId,
      rows.map((row) => row.activity_id),
    )
    await erase(tx, workspaceId, await notFollowed(tx, workspaceId, visitorIds))
    const { numAffectedRows } = await sql`
      delete from site_visitor where workspace_id = ${workspaceId} and id = any(${visitorIds}::uuid[])`.execute(
      tx,
    )
    // Their pages ask again, and are told.
    for (const id of visitorIds) await notify(tx, { w: workspaceId, k: 'visitor', id })
    return Number(numAffectedRows ?? 0)
  })
}

/** Answers of ours that came into the stream while it was not held, and that no thread has yet. */
async function notFollowed(tx: Handle, workspaceId: string, visitorIds: string[]): Promise<string[]> {
  const late = sql<boolean>`activity.channel = 'site' and activity.thread = any(${visitorIds}::text[])
    and activity.published > now() - interval '4 days'`
  const { rows } = await sql<{ id: string }>`${idsWhere(workspaceId, late)}`.execute(tx)
  return rows.map((row) => row.id)
}

/** Erases who was not here for as long as their site says that it keeps anything; answers how many. */
export async function forgetVisitors(
  deps: Pick<SiteDeps, 'erase'> & { db: Handle },
  workspaceId: string,
  now: Date,
): Promise<number> {
  let count = 0
  for (const { accountId, config } of await sitesOf(deps.db, workspaceId)) {
    const { rows } = await sql<{ id: string }>`
      select id from site_visitor where workspace_id = ${workspaceId} and account_id = ${accountId}
        and seen < ${new Date(now.getTime() - config.retention * DAY)}
      order by seen limit ${AT_ONCE}`.execute(deps.db)
    count += await eraseVisitors(
      deps,
      workspaceId,
      rows.map((row) => row.id),
    )
  }
  return count
}
