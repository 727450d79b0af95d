import { type RawBuilder, sql } from 'kysely'
import { type Handle, inTransaction, notify } from '../../lib/db/index.ts'
import { TOXIC } from './entry.ts'
import { advanceHead } from './head.ts'
import { publishedOf } from './id.ts'
import { SAID } from './series.ts'

export interface Relinking {
  workspaceId: string
  alertId: string
  /** The alert's query over the columns of `activity`. */
  where: RawBuilder<boolean>
  /** How far back what is not linked yet is looked for. */
  from: Date
  /** Asked in each transaction that holds the head: once it answers no, somebody else has other plans. */
  stands?(tx: Handle): Promise<boolean>
}

/** Links made or undone while appends of the workspace wait. */
const PAGE = 500

/**
 * Brings the links and the counts of an alert to what its query says: takes away those that no longer answer it, then
 * adds those of history that do. What is looked for is looked for without holding anybody up; only the links themselves
 * are changed under the head, a page at a time, each activity asked once more there, so that no edit comes between.
 * Cut anywhere, the next call goes on. What comes meanwhile is matched as it is appended (see `newGeneration`).
 * @returns whether it came to the end
 */
export async function relink(db: Handle, relinking: Relinking): Promise<boolean> {
  const { workspaceId, alertId } = relinking
  for (const [pages, change] of [
    [wrongLinks, unlinkPage],
    [missingLinks, linkPage],
  ] as const) {
    for await (const ids of pages(db, relinking)) {
      const stood = await inTransaction(db, async (tx) => {
        await advanceHead(tx, workspaceId, 0)
        if (!((await relinking.stands?.(tx)) ?? true)) return false
        await change(tx, relinking, ids)
        return true
      })
      if (!stood) return false
    }
  }
  await notify(db, { w: workspaceId, k: 'linked', id: alertId })
  return true
}

/** What an alert may stand over at all, and its query. */
function answers({ where }: Relinking): RawBuilder<boolean> {
  return sql<boolean>`(not activity.ours and activity.verb = any(${[...SAID]}::text[]) and activity.deleted is null
    and (${where}))`
}

type Place = { published: Date; id: string }

/** Ids page by page, newest first, from a reader of one page after a place. */
async function* pagesOf(read: (after: RawBuilder<unknown>) => Promise<string[]>): AsyncGenerator<string[]> {
  let place: Place | undefined
  while (true) {
    const after = place
      ? sql`and (activity.published, activity.id) < (${place.published}::timestamptz, ${place.id}::uuid)`
      : sql``
    const ids = await read(after)
    if (ids.length > 0) yield ids
    const last = ids.at(-1)
    if (!last || ids.length < PAGE) return
    place = { published: publishedOf(last), id: last }
  }
}

function wrongLinks(db: Handle, relinking: Relinking): AsyncGenerator<string[]> {
  const { workspaceId, alertId } = relinking
  return pagesOf(async (after) => {
    const { rows } = await sql<{ id: string }>`
      select activity.id from activity_alert as link join activity on activity.workspace_id = link.workspace_id
        and activity.published = link.published and activity.id = link.activity_id
      where link.workspace_id = ${workspaceId} and link.alert_id = ${alertId}
        and ${answers(relinking)} is not true ${after}
      order by activity.published desc, activity.id desc limit ${PAGE}`.execute(db)
    return rows.map((row) => row.id)
  })
}

function missingLinks(db: Handle, relinking: Relinking): AsyncGenerator<string[]> {
  const { workspaceId, alertId, from } = relinking
  return pagesOf(async (after) => {
    const { rows } = await sql<{ id: string }>`
      select activity.id from activity
      where activity.workspace_id = ${workspaceId} and activity.published >= ${from} and ${answers(relinking)}
        and not exists (
          select 1 from activity_alert as link where link.workspace_id = ${workspaceId} and link.alert_id = ${alertId}
            and link.published = activity.published and link.activity_id = activity.id) ${after}
      order by activity.published desc, activity.id desc limit ${PAGE}`.execute(db)
    return rows.map((row) => row.id)
  })
}

function among({ workspaceId }: Relinking, ids: string[]): RawBuilder<boolean> {
  return sql<boolean>`activity.workspace_id = ${workspaceId} and activity.id = any(${ids}::uuid[])
    and activity.published = any(${ids.map(publishedOf)}::timestamptz[])`
}

async function unlinkPage(tx: Handle, relinking: Relinking, ids: string[]): Promise<void> {
  const { workspaceId, alertId } = relinking
  const changed = sql`
    delete from activity_alert as link using activity
    where link.workspace_id = ${workspaceId} and link.alert_id = ${alertId}
      and link.published = activity.published and link.activity_id = activity.id
      and ${among(relinking, ids)} and ${answers(relinking)} is not true
    returning link.published, link.activity_id`
  await countChanged(tx, relinking, changed, -1)
}

async function linkPage(tx: Handle, relinking: Relinking, ids: string[]): Promise<void> {
  const changed = sql`
    insert into activity_alert (workspace_id, alert_id, published, activity_id)
    select activity.workspace_id, ${relinking.alertId}::uuid, activity.published, activity.id from activity
    where ${among(relinking, ids)} and ${answers(relinking)}
    on conflict do nothing
    returning published, activity_id`
  await countChanged(tx, relinking, changed, 1)
}

/** Runs what makes or undoes links, and counts just those. */
async function countChanged(
  tx: Handle,
  { workspaceId, alertId }: Relinking,
  changed: RawBuilder<unknown>,
  sign: 1 | -1,
): Promise<void> {
  await sql`
    with changed as (${changed})
    insert into activity_counter as counter
      (workspace_id, alert_id, hour, channel, verb, lang, sentiment, ours, count, reach, toxic)
    select ${workspaceId}::uuid, ${alertId}::uuid, date_trunc('hour', activity.published, 'UTC'), channel, verb, lang,
      sentiment, ours, ${sign}::int * count(*), ${sign}::int * sum(coalesce(actor_followers, 0)),
      ${sign}::int * count(*) filter (where toxicity >= ${TOXIC}::int)
    from changed join activity on activity.workspace_id = ${workspaceId} and activity.published = changed.published
      and activity.id = changed.activity_id
    group by 3, 4, 5, 6, 7, 8
    on conflict (workspace_id, alert_id, hour, channel, verb, lang, sentiment, ours)
    do update set count = counter.count + excluded.count, reach = counter.reach + excluded.reach,
      toxic = counter.toxic + excluded.toxic`.execute(tx)
}

/** Takes an alert off everything: its links and its counts go, what was said stays. Under the head, as `count` is. */
export async function unlink(tx: Handle, workspaceId: string, alertId: string): Promise<void> {
  await sql`delete from activity_alert where workspace_id = ${workspaceId} and alert_id = ${alertId}`.execute(
    tx,
  )
  await sql`delete from activity_counter where workspace_id = ${workspaceId} and alert_id = ${alertId}`.execute(
    tx,
  )
}
