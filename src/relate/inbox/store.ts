import { type RawBuilder, sql } from 'kysely'
import { type Handle, tables } from '../../../lib/db/index.ts'
import { notFound } from '../../../lib/errors/index.ts'
import { harmOf, idsWhere } from '../../activity/index.ts'
import { type Tier, tiersOf } from '../../people/index.ts'
import { shownBy } from './merge/way.ts'
import { PRESSING, pressingAt, type Reason } from './priority/priority.ts'
import { type Due, dueFirst, duesIn, isDueBefore } from './service-level/due.ts'
import type { ConversationTable, InboxTables, Merged, Status } from './tables.ts'

/** A conversation as read: generated columns are plain. */
export type Conversation = Omit<
  ConversationTable,
  'labels' | 'alerts' | 'priority_reasons' | 'review' | 'merged' | 'messages' | 'notes'
> & {
  labels: string[]
  alerts: string[]
  priority_reasons: Reason[]
  review: boolean
  merged: Merged | null
  messages: number
  notes: number
}

/** What lists show. */
const SHOWN = [
  'id',
  'channel',
  'thread_key',
  'account_id',
  'visibility',
  'author_id',
  'author_name',
  'author_handle',
  'author_avatar',
  'person_id',
  'title',
  'snippet',
  'status',
  'assignee_id',
  'labels',
  'alerts',
  'priority',
  'priority_reasons',
  'review',
  'sentiment',
  'lang',
  'messages',
  'notes',
  'last_at',
  'last_activity_id',
  'waiting_since',
  'snoozed_until',
] as const
const COLUMNS = sql.raw(SHOWN.join(', '))
export type ShownConversation = Pick<Conversation, (typeof SHOWN)[number]> & {
  /** In a list by what is due. */
  due?: Date
  /** What comes due first in it. */
  comes?: Due
  /** How likely the words that it shows offend, 0 to 1. */
  harm?: number
  /** Of whoever wrote. */
  tier?: Tier
}

/** Newest activity first; longest wait first; what presses most first, of those that are open; what is due first. */
export const SORTS = ['recent', 'waiting', 'priority', 'due'] as const
export type Sort = (typeof SORTS)[number]

export interface ConversationFilter {
  status?: Status
  /** A member's id, or `none`. */
  assignee?: string
  channel?: string
  alert?: string
  sentiment?: string
  lang?: string
  label?: string
  person?: string
  /** A compiled query over the columns of `activity`: some message of the conversation answers it. */
  query?: RawBuilder<boolean>
  /** Whose newest activity is older than this. */
  lastBefore?: Date
  visibility?: 'public' | 'private'
  /** Only those with a review. */
  review?: boolean
  /** Only those in which something is due before this. */
  dueBefore?: Date
  /** A condition of another part of the inbox on the columns of `conversation`. */
  only?: RawBuilder<unknown>
  sort: Sort
  /** Values of the sort key of the last row of the page before: an instant, or a place among what presses. */
  after?: { at: Date | number; id: string }
}

/** One page; by wait only those who wait, by priority only what is open. */
export async function listConversations(
  db: Handle,
  workspaceId: string,
  filter: ConversationFilter,
  limit: number,
): Promise<ShownConversation[]> {
  const { rows } = await sql<ShownConversation>`
    select ${COLUMNS} ${filter.sort === 'due' ? sql`, due` : sql``}
    from ${filter.sort === 'due' ? dueFirst(workspaceId, { before: filter.dueBefore, after: filter.after }) : sql`conversation`}
    where ${sql.join(conditions(workspaceId, filter), sql` and `)}
    order by ${ORDER[filter.sort]} limit ${limit}`.execute(db)
  return withDues(db, workspaceId, rows)
}

/** How many each filter finds, up to `most`, by one question: what a view shows as "99+" is not counted to its end. */
export async function countsUpTo(
  db: Handle,
  workspaceId: string,
  filters: ConversationFilter[],
  most: number,
): Promise<number[]> {
  if (filters.length === 0) return []
  const counts = filters.map((filter) => {
    const from =
      filter.sort === 'due'
        ? dueFirst(workspaceId, { before: filter.dueBefore, after: undefined })
        : sql`conversation`
    return sql`(select count(*)::int from (
      select 1 from ${from} where ${sql.join(conditions(workspaceId, filter), sql` and `)} limit ${most}) as found)`
  })
  const { rows } = await sql<{ counts: number[] }>`select array[${sql.join(counts)}] as counts`.execute(db)
  return rows[0]?.counts ?? []
}

/** Each with what comes due first in it, how likely its last words offend, and the tier of whoever wrote. */
export async function withDues<T extends ShownConversation>(
  db: Handle,
  workspaceId: string,
  rows: T[],
): Promise<T[]> {
  const last = rows.map((row) => row.last_activity_id)
  const ids = rows.map(({ id }) => id)
  const [dues, harms] = [await duesIn(db, workspaceId, ids), await harmOf(db, workspaceId, last)]
  const tiers = await tiersOf(
    db,
    workspaceId,
    rows.flatMap((row) => row.person_id ?? []),
  )
  return rows.map((row) => {
    const [comes, harm] = [dues.get(row.id), harms.get(row.last_activity_id)]
    const tier = row.person_id ? tiers.get(row.person_id) : undefined
    return { ...row, ...(comes && { comes }), ...(harm !== undefined && { harm }), ...(tier && { tier }) }
  })
}

const ORDER: Record<Sort, RawBuilder<unknown>> = {
  recent: sql`last_at desc, id desc`,
  waiting: sql`waiting_since, id`,
  priority: sql`${PRESSING}, id`,
  due: sql`due, clock_id`,
}

/** Where a row stands in the order of a list, for the page after it. */
export function placeIn(sort: Sort, row: ShownConversation): Date | number | null {
  if (sort === 'priority') return pressingAt(row)
  if (sort === 'due') return row.due ?? null
  return sort === 'waiting' ? row.waiting_since : row.last_at
}

function conditions(workspaceId: string, filter: ConversationFilter): RawBuilder<unknown>[] {
  const all: RawBuilder<unknown>[] = [sql`workspace_id = ${workspaceId}`]
  if (filter.sort === 'waiting') all.push(sql`waiting_since is not null and status = 'open'`)
  else if (filter.sort === 'priority') all.push(sql`status = 'open'`)
  else all.push(filter.status ? sql`status = ${filter.status}` : sql`merged_into is null`)
  if (filter.visibility === 'private') all.push(sql`visibility = 'private'`)
  else if (filter.visibility) all.push(sql`visibility = ${filter.visibility}`)
  if (filter.review) all.push(sql`review`)
  if (filter.only) all.push(filter.only)
  if (filter.assignee === 'none') all.push(sql`assignee_id is null`)
  else if (filter.assignee) all.push(sql`assignee_id = ${filter.assignee}`)
  if (filter.channel) all.push(sql`channel = ${filter.channel}`)
  if (filter.sentiment) all.push(sql`sentiment = ${filter.sentiment}`)
  if (filter.lang) all.push(sql`lang = ${filter.lang}`)
  if (filter.person) all.push(sql`person_id = ${filter.person}`)
  if (filter.alert) all.push(sql`alerts @> ${[filter.alert]}::uuid[]`)
  if (filter.label) all.push(sql`labels @> ${[filter.label]}::text[]`)
  if (filter.lastBefore) all.push(sql`last_at < ${filter.lastBefore}`)
  if (filter.query) all.push(answers(workspaceId, filter.query))
  if (filter.sort !== 'due') {
    if (filter.dueBefore) all.push(isDueBefore(workspaceId, filter.dueBefore))
    if (filter.after) all.push(beyond(filter.sort, filter.after))
  }
  return all
}

function beyond(sort: Sort, { at, id }: { at: Date | number; id: string }): RawBuilder<unknown> {
  if (sort === 'priority') return sql`(${PRESSING}, id) > (${at}::float8, ${id}::uuid)`
  if (sort === 'waiting') return sql`(waiting_since, id) > (${at}::timestamptz, ${id}::uuid)`
  return sql`(last_at, id) < (${at}::timestamptz, ${id}::uuid)`
}

function answers(workspaceId: string, query: RawBuilder<boolean>): RawBuilder<unknown> {
  return sql`id in (
    select conversation_id from conversation_item
    where workspace_id = ${workspaceId} and activity_id in (${idsWhere(workspaceId, query)}))`
}

/** @throws Problem `not_found`, also when the conversation is another workspace's. */
export async function getConversation(db: Handle, workspaceId: string, id: string): Promise<Conversation> {
  const [row] = await getConversations(db, workspaceId, [id])
  if (!row) throw notFound('conversation')
  return row
}

/** How often is looked again for what was joined to another while one waited for it. */
const TRIES = 5

/**
 * Each once, in the order of the ids, so that two writers lock them in the same one. For one that was joined to another,
 * that which shows it.
 */
export async function getConversations(
  db: Handle,
  workspaceId: string,
  ids: string[],
  lock = false,
): Promise<Conversation[]> {
  let asked = ids
  for (let n = 0; ; n++) {
    if (lock) await sql`savepoint conversations`.execute(db)
    const rows = await rowsOf(db, workspaceId, asked, lock)
    if (n === TRIES || rows.every(({ merged_into }) => merged_into === null)) return rows
    // What is held is let go: to hold one and wait for another out of their order is how two wait for each other.
    if (lock) await sql`rollback to savepoint conversations`.execute(db)
    const shown = await shownBy(db, workspaceId, ids)
    asked = [...new Set(shown.values())]
    if (asked.length === 0) return []
  }
}

/** As they are, in the order of the ids, joined to another or not. */
export function rowsOf(
  db: Handle,
  workspaceId: string,
  ids: string[],
  lock: boolean,
): Promise<Conversation[]> {
  const query = tables<InboxTables>(db)
    .selectFrom('conversation')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .orderBy('id')
  return lock ? query.forUpdate().execute() : query.execute()
}

/** Conversations that have waited since before each of the given moments. */
export async function waitingCounts(db: Handle, workspaceId: string, now: Date) {
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
  const { rows } = await sql<{ total: number; over4h: number; over24h: number }>`
    select count(*)::int as total, (count(*) filter (where waiting_since < ${hoursAgo(4)}))::int as "over4h",
      (count(*) filter (where waiting_since < ${hoursAgo(24)}))::int as "over24h"
    from conversation
    where workspace_id = ${workspaceId} and waiting_since is not null and status = 'open'`.execute(db)
  return rows[0] ?? { total: 0, over4h: 0, over24h: 0 }
}

/** How conversations that began in a span were answered: `hours` is the median to the first answer. */
export async function answerFigures(db: Handle, workspaceId: string, from: Date, to: Date) {
  const { rows } = await sql<{ begun: number; answered: number; hours: number | null }>`
    select count(*)::int as begun, count(first_answer_at)::int as answered,
      percentile_cont(0.5) within group (order by extract(epoch from first_answer_at - first_at) / 3600)
        filter (where first_answer_at is not null) as hours
    from conversation where workspace_id = ${workspaceId} and first_at >= ${from} and first_at < ${to}`.execute(
    db,
  )
  return rows[0] ?? { begun: 0, answered: 0, hours: null }
}
