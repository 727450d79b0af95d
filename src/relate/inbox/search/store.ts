import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'
import { placesWhere, type Stretch } from '../../../activity/index.ts'
import { compileQuery, plainWords, type Query, withAuthors } from '../../../match/index.ts'
import { shownBy } from '../merge/way.ts'
import { type ConversationFilter, listConversations, type ShownConversation } from '../store.ts'

/** A message or a note that answers a search, and where it stands. */
export interface Hit {
  kind: 'message' | 'note'
  id: string
  at: Date
  conversationId: string
}

export interface Place {
  at: Date
  id: string
}

/** Hits looked at in one go. */
const BATCH = 200
/** Looked at on the way to one page, at most: what is left is on the next. */
const MOST = 4000
const MONTH = 31 * 86_400_000

interface Source {
  hits: Hit[]
  /** Up to here everything was looked at; undefined: to the end. */
  reached?: Place | undefined
}

/**
 * Conversations in which something answers a query, in all history whatever their status: what was found last comes
 * first. Each once on a page; an older message of it may bring it again on a later one.
 */
export async function searchConversations(
  db: Handle,
  workspaceId: string,
  {
    query,
    filter,
    before,
    limit,
  }: { query: Query; filter: ConversationFilter; before?: Place; limit: number },
  now: Date,
): Promise<{ rows: ShownConversation[]; hits: Map<string, Hit>; next: Place | undefined }> {
  const from = before ?? { at: new Date(now.getTime() + MONTH), id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }
  const found = new Map<string, Hit>()
  const rows: ShownConversation[] = []
  let at: Place | undefined = from
  for (let looked = 0; at && rows.length < limit && looked < MOST; ) {
    const { hits, reached }: Source = await nextHits(db, workspaceId, query, at)
    const shown = await shownBy(db, workspaceId, [
      ...new Set(hits.map(({ conversationId }) => conversationId)),
    ])
    for (const hit of hits) {
      const id = shown.get(hit.conversationId)
      if (id && !found.has(id)) found.set(id, hit)
    }
    rows.push(...(await narrowed(db, workspaceId, filter, found, rows)))
    looked += hits.length
    at = reached
  }
  const inOrder = rows.toSorted((a, b) => later(found.get(a.id), found.get(b.id)))
  const page = inOrder.slice(0, limit)
  const last = page.at(-1)
  const lastHit = last && found.get(last.id)
  const next = inOrder.length > limit ? lastHit && { at: lastHit.at, id: lastHit.id } : at
  return { rows: page, hits: found, next }
}

function later(a: Hit | undefined, b: Hit | undefined): number {
  if (!a || !b) return 0
  return b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1)
}

/** Of what was found, the conversations that the filter lets through and that are not there yet. */
async function narrowed(
  db: Handle,
  workspaceId: string,
  filter: ConversationFilter,
  found: ReadonlyMap<string, Hit>,
  rows: readonly ShownConversation[],
): Promise<ShownConversation[]> {
  const there = new Set(rows.map(({ id }) => id))
  const ids = [...found.keys()].filter((id) => !there.has(id))
  if (ids.length === 0) return []
  const here = sql`id = any(${ids}::uuid[])`
  const only = filter.only ? sql`${here} and ${filter.only}` : here
  return listConversations(db, workspaceId, { ...filter, sort: 'recent', only }, ids.length)
}

/** The next messages and notes that answer, newest first. */
async function nextHits(db: Handle, workspaceId: string, query: Query, before: Place): Promise<Source> {
  const words = plainWords(query)
  const messages = await nextMessages(db, workspaceId, compileQuery(withAuthors(query)), before)
  const notes = words ? await nextNotes(db, workspaceId, words, before) : { hits: [] }
  // Beyond where either stopped the other has not been asked.
  const reached = [messages.reached, notes.reached].filter((one) => one !== undefined)
  const first = reached.toSorted((a, b) => b.at.getTime() - a.at.getTime())[0]
  const hits = [...messages.hits, ...notes.hits].filter((hit) => !first || hit.at >= first.at).toSorted(later)
  return { hits, reached: first }
}

async function nextNotes(db: Handle, workspaceId: string, words: string, before: Place): Promise<Source> {
  const folded = (text: RawBuilder<unknown>) =>
    sql`translate(lower(${text}), 'àâäáãåçéèêëíîïìñóôöòõúùûüÿ', 'aaaaaaceeeeiiiinooooouuuuy')`
  const { rows } = await sql<{ id: string; at: Date; conversation_id: string }>`
    select id, at, conversation_id from conversation_note
    where workspace_id = ${workspaceId} and (at, id) < (${before.at}::timestamptz, ${before.id}::uuid)
      and to_tsvector('simple', ${folded(sql`text`)}) @@ plainto_tsquery('simple', ${folded(sql`${words}::text`)})
    order by at desc, id desc limit ${BATCH}`.execute(db)
  const hits = rows.map(({ id, at, conversation_id }) => ({
    ...{ kind: 'note' as const, id, at, conversationId: conversation_id },
  }))
  return { hits, reached: rows.length === BATCH ? rows.at(-1) : undefined }
}

/** Enough for a page, as a rule. */
const ENOUGH = 60

/** Milliseconds: of each month the newest are looked at first, whatever is the shorter way there. */
const NEWEST = 3 * 86_400_000

/**
 * Month by month, as the stream is kept: in each, statistics of its own tell whether the index of words or the order of
 * time is the shorter way, so that a common word stops at the newest, and one that was common once costs nothing since.
 * They do not tell when in the month a word was said: where its last days hold too few, the index of words is asked for
 * the newest of the others, and the order of time is followed from there alone.
 */
async function nextMessages(
  db: Handle,
  workspaceId: string,
  where: RawBuilder<boolean>,
  before: Place,
): Promise<Source> {
  const oldest = await oldestOf(db, workspaceId)
  const hits: Hit[] = []
  let to: Date | undefined = before.at
  while (oldest && to && to > oldest) {
    const month = monthBefore(to)
    to = await newestIn(db, workspaceId, sql`true`, { from: month, to, before })
    for (const from of to ? [new Date(Math.max(month.getTime(), to.getTime() - NEWEST)), month] : []) {
      if (!to || to < from) break
      const some: Hit[] = await messagesIn(db, workspaceId, where, { from, to, before })
      hits.push(...some)
      if (some.length === BATCH) return { hits, reached: some.at(-1) }
      if (hits.length >= ENOUGH) return { hits, reached: from > oldest ? placeBefore(from) : undefined }
      to = new Date(from.getTime() - 1)
      const others = { from: month, to, before }
      // The offset keeps the planner from following the order of time to the first, which is what is too long.
      if (from > month) to = await newestIn(db, workspaceId, where, others, sql`offset 0`)
    }
    to = new Date(month.getTime() - 1)
  }
  return { hits }
}

/** When the newest of a stretch was said; undefined: there is none. */
async function newestIn(
  db: Handle,
  workspaceId: string,
  where: RawBuilder<boolean>,
  stretch: Stretch,
  way: RawBuilder<unknown> = sql``,
): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(published) as at from (${placesWhere(workspaceId, where, stretch)} ${way}) as said`.execute(db)
  const at = rows[0]?.at
  // A date of ours has no more than milliseconds.
  return at ? new Date(Math.min(at.getTime() + 1, stretch.to.getTime())) : undefined
}

/** The first moment of the month that an instant stands in. */
function monthBefore(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1))
}

/** The place just before everything of an instant. */
function placeBefore(at: Date): Place {
  return { at, id: '00000000-0000-0000-0000-000000000000' }
}

async function oldestOf(db: Handle, workspaceId: string): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(first_at) as at from conversation where workspace_id = ${workspaceId}`.execute(db)
  // A post that a conversation stands under was said before it.
  return rows[0]?.at ? new Date(rows[0].at.getTime() - 3 * MONTH) : undefined
}

async function messagesIn(
  db: Handle,
  workspaceId: string,
  where: RawBuilder<boolean>,
  stretch: Stretch,
): Promise<Hit[]> {
  const { rows } = await sql<{ id: string; at: Date; conversation_id: string }>`
    select said.id, said.published as at, item.conversation_id
    from (${placesWhere(workspaceId, where, stretch)}) as said cross join lateral (
      select conversation_id from conversation_item
      where conversation_item.workspace_id = ${workspaceId} and activity_id = said.id limit 1) as item
    order by said.published desc, said.id desc limit ${BATCH}`.execute(db)
  return rows.map(({ id, at, conversation_id }) => ({
    ...{ kind: 'message' as const, id, at, conversationId: conversation_id },
  }))
}
