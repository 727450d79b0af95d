import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { decodeCursor, pageQuery } from '../../../../lib/page/index.ts'
import type { Context } from '../../../access/index.ts'
import { compileQuery, readingOptions, requireQuery } from '../../../match/index.ts'
import { bears } from '../../../people/index.ts'
import { withService } from '../escalation/matter/store.ts'
import { namedIn } from '../mention/store.ts'
import { type ConversationFilter, SORTS, type Sort } from '../store.ts'
import { type Filter, filterFields } from '../view/filter.ts'
import { getView } from '../view/store.ts'

const place = z.tuple([z.iso.datetime(), z.uuid()])
const pressing = z.tuple([z.number(), z.uuid()])
/** Sorts after every identifier there can be. */
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
const HOUR = 3_600_000

export const listQuery = z.strictObject({
  ...pageQuery(),
  ...filterFields,
  /** A view that was kept: its filters and its order, and those named here before them. */
  saved: z.uuid().optional(),
  /** Leaps to what last moved before this instant; the newest first only. */
  before: z.iso.datetime().optional(),
  /**
   * `waiting`: who waits, the longest first; `priority`: what is open, the most pressing first; else, and unless a view
   * says so, the newest activity first.
   */
  sort: z.enum(SORTS).optional(),
})
export type ListQuery = z.output<typeof listQuery>

/** @throws Problem `not_found` where a view is not the reader's to see, and those of `requireQuery`. */
export async function askedFor(context: Context, query: ListQuery): Promise<ConversationFilter> {
  const { saved, sort, cursor, before, limit: _limit, ...own } = query
  const { db, workspaceId, principal } = context
  const view = saved ? await getView(db, workspaceId, principal.memberId, saved) : undefined
  const filter = await filterOf(context, { ...view?.filter, ...own }, sort ?? view?.sort ?? 'recent')
  if (before && filter.sort === 'recent') filter.after = { at: new Date(before), id: LAST_ID }
  if (cursor) filter.after = placeAfter(cursor, filter.sort)
  return filter
}

/** What a filter in words asks the store for, as the person who asks means it. */
export async function filterOf(context: Context, given: Filter, sort: Sort): Promise<ConversationFilter> {
  const { q, assignee, review, mentioned, service, due, tier, ...same } = given
  const { db, workspaceId, principal, clock, locale } = context
  const filter: ConversationFilter = { ...defined(same), sort, ...(review === 'yes' ? { review: true } : {}) }
  if (due) filter.dueBefore = new Date(clock.now().getTime() + (due === 'hour' ? HOUR : 0))
  const only: RawBuilder<unknown>[] = []
  if (mentioned === 'yes') only.push(namedIn(workspaceId, principal.memberId))
  if (service === 'yes') only.push(withService(workspaceId))
  if (tier) only.push(bears(workspaceId, tier, 'conversation.person_id'))
  if (only.length > 0) filter.only = sql<boolean>`${sql.join(only, sql` and `)}`
  if (assignee) filter.assignee = assignee === 'me' ? principal.memberId : assignee
  if (q) filter.query = compileQuery(requireQuery(q, locale, await readingOptions(db, workspaceId)))
  return filter
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function defined<T extends object>(given: T): Defined<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Defined<T>
}

function placeAfter(cursor: string, sort: Sort): { at: Date | number; id: string } {
  const [at, conversation] = decodeCursor(cursor, sort === 'priority' ? pressing : place)
  return { at: typeof at === 'number' ? at : new Date(at), id: conversation }
}
