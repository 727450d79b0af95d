import { type RawBuilder, sql } from 'kysely'
import { type Handle, tables } from '../../lib/db/index.ts'
import { TOXIC } from './entry.ts'
import { publishedOf } from './id.ts'
import type { ActivityTable, ActivityTables } from './tables.ts'

/** A row of the stream as readers see it: `media`, `extra` and `why` parsed, and the alerts it stands under. */
export type StoredActivity = Omit<ActivityTable, 'tokens' | 'media' | 'extra' | 'why'> & {
  media: { type: string; url: string; alt?: string; mediaType?: string; name?: string }[] | null
  extra: Record<string, unknown> | null
  why: { start: number; end: number; effect: string; weight: number; in?: 'title' }[] | null
  alerts: string[]
}

export interface ActivityFilter {
  /** A compiled query over the columns of `activity`. */
  where?: RawBuilder<boolean>
  alertId?: string
  channel?: string
  sentiment?: string
  lang?: string
  intent?: string
  topic?: string
  /** At least so urgent. */
  urgency?: number
  /** Only what likely offends. */
  toxic?: boolean
  personId?: string
  verbs?: readonly string[]
  /** Leaves out what was said in private. */
  publicOnly?: boolean
  /** Inclusive. */
  from?: Date
  /** Exclusive. */
  to?: Date
  /** Strictly older than this place: the keyset of the page before. */
  before?: { published: Date; id: string }
}

/** The facts about facts: they are in the stream, but a reader of posts does not want them among the posts. */
const NOT_POSTS = ['Update', 'Delete']

/** How many posts there are from a time on. */
export async function countPosts(db: Handle, workspaceId: string, from: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from activity where ${conditions(workspaceId, { from })}`.execute(db)
  return rows[0]?.n ?? 0
}

/** Newest first, at most `limit`. */
export async function searchActivities(
  db: Handle,
  workspaceId: string,
  filter: ActivityFilter & { limit: number },
): Promise<StoredActivity[]> {
  const { rows } = await sql<StoredActivity>`
    select ${COLUMNS} from activity ${joined(workspaceId, filter)}
    where ${conditions(workspaceId, filter)}
    order by activity.published desc, activity.id desc
    limit ${filter.limit}`.execute(db)
  return withAlerts(db, workspaceId, rows)
}

/** By id, in no particular order; ids that are not there are left out. */
export async function getActivities(
  db: Handle,
  workspaceId: string,
  ids: string[],
): Promise<StoredActivity[]> {
  if (ids.length === 0) return []
  const published = ids.map(publishedOf)
  const { rows } = await sql<StoredActivity>`
    select ${COLUMNS} from activity
    where workspace_id = ${workspaceId} and published = any(${published}::timestamptz[]) and id = any(${ids}::uuid[])`.execute(
    db,
  )
  return withAlerts(db, workspaceId, rows)
}

/** Every match of the filter, newest first, page by page: for exports and backfills of any size. */
export async function* readActivities(
  db: Handle,
  workspaceId: string,
  filter: ActivityFilter = {},
  page = 1000,
): AsyncIterable<StoredActivity> {
  let before = filter.before
  while (true) {
    const rows = await searchActivities(db, workspaceId, {
      ...filter,
      ...(before ? { before } : {}),
      limit: page,
    })
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < page) return
    before = { published: last.published, id: last.id }
  }
}

/** What stands in the stream after `position`, in the order of commit: what a consumer reads. */
export async function readStream(
  db: Handle,
  workspaceId: string,
  after: number,
  limit: number,
): Promise<StoredActivity[]> {
  const { rows } = await sql<StoredActivity>`
    select ${COLUMNS} from activity
    where workspace_id = ${workspaceId} and position > ${after}
    order by position limit ${limit}`.execute(db)
  return withAlerts(db, workspaceId, rows)
}

/** Day by day in `timeZone`, with the sentiment of each; days without any are absent. */
export async function dailyCounts(
  db: Handle,
  workspaceId: string,
  filter: ActivityFilter & { timeZone: string },
): Promise<{ day: string; count: number; negative: number; positive: number }[]> {
  const { rows } = await sql<{ day: string; count: number; negative: number; positive: number }>`
    select to_char(activity.published at time zone ${filter.timeZone}, 'YYYY-MM-DD') as day, count(*)::int as count,
      (count(*) filter (where activity.sentiment = 'negative'))::int as negative,
      (count(*) filter (where activity.sentiment = 'positive'))::int as positive
    from activity ${joined(workspaceId, filter)}
    where ${conditions(workspaceId, filter)}
    group by 1 order by 1`.execute(db)
  return rows
}

const COLUMNS = sql.raw(
  [
    'workspace_id id published position received channel account_id external_id verb visibility ours actor_id actor_name',
    'actor_handle actor_url actor_avatar actor_followers person_id object_type object_id title text url in_reply_to',
    'thread rating amount currency media extra lang sentiment p_positive p_negative why edited deleted country',
    'toxicity intent urgency topics corrected',
  ]
    .join(' ')
    .split(' ')
    .map((column) => `activity.${column}`)
    .join(', '),
)

function joined(workspaceId: string, filter: ActivityFilter): RawBuilder<unknown> {
  if (!filter.alertId) return sql``
  return sql`join activity_alert on activity_alert.workspace_id = ${workspaceId}
    and activity_alert.alert_id = ${filter.alertId} and activity_alert.published = activity.published
    and activity_alert.activity_id = activity.id`
}

function conditions(workspaceId: string, filter: ActivityFilter): RawBuilder<boolean> {
  const all: RawBuilder<unknown>[] = [sql`activity.workspace_id = ${workspaceId}`]
  if (filter.where) all.push(sql`(${filter.where})`)
  if (filter.channel) all.push(sql`activity.channel = ${filter.channel}`)
  if (filter.sentiment) all.push(sql`activity.sentiment = ${filter.sentiment}`)
  if (filter.lang) all.push(sql`activity.lang = ${filter.lang}`)
  if (filter.intent) all.push(sql`activity.intent = ${filter.intent}`)
  if (filter.topic) all.push(sql`activity.topics @> array[${filter.topic}::text]`)
  if (filter.urgency) all.push(sql`activity.urgency >= ${filter.urgency}`)
  if (filter.toxic) all.push(sql`activity.toxicity >= ${TOXIC}`)
  if (filter.personId) all.push(sql`activity.person_id = ${filter.personId}`)
  if (filter.publicOnly) all.push(sql`activity.visibility = 'public'`)
  if (filter.verbs) all.push(sql`activity.verb = any(${[...filter.verbs]}::text[])`)
  else all.push(sql`activity.verb <> all(${NOT_POSTS}::text[])`)
  // Said of the link as well: the planner carries equalities over a join, and not bounds.
  const times = filter.alertId
    ? [sql`activity.published`, sql`activity_alert.published`]
    : [sql`activity.published`]
  for (const published of times) {
    if (filter.from) all.push(sql`${published} >= ${filter.from}`)
    if (filter.to) all.push(sql`${published} < ${filter.to}`)
    if (filter.before) all.push(sql`${published} <= ${filter.before.published}`)
  }
  if (filter.before) {
    const { published, id } = filter.before
    all.push(sql`(activity.published, activity.id) < (${published}::timestamptz, ${id}::uuid)`)
  }
  return sql<boolean>`${sql.join(all, sql` and `)}`
}

async function withAlerts(
  db: Handle,
  workspaceId: string,
  rows: StoredActivity[],
): Promise<StoredActivity[]> {
  if (rows.length === 0) return rows
  const links = await tables<ActivityTables>(db)
    .selectFrom('activity_alert')
    .select(['activity_id', 'alert_id'])
    .where('workspace_id', '=', workspaceId)
    .where(
      'activity_id',
      'in',
      rows.map((row) => row.id),
    )
    .execute()
  const byActivity = Map.groupBy(links, (link) => link.activity_id)
  return rows.map((row) => ({ ...row, alerts: (byActivity.get(row.id) ?? []).map((link) => link.alert_id) }))
}

/** What the channel's ids stand for, where it is in the stream. */
export async function getByExternalId(
  db: Handle,
  workspaceId: string,
  channel: string,
  externalIds: string[],
): Promise<StoredActivity[]> {
  if (externalIds.length === 0) return []
  const keys = await tables<ActivityTables>(db)
    .selectFrom('activity_key')
    .select('activity_id')
    .where('workspace_id', '=', workspaceId)
    .where('channel', '=', channel)
    .where('external_id', 'in', externalIds)
    .execute()
  return getActivities(
    db,
    workspaceId,
    keys.flatMap((key) => key.activity_id ?? []),
  )
}
