import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'
import { type AnswerGiven, answersSince } from '../../../deliver/index.ts'
import { listMentions, type MentionRow } from '../mention/store.ts'

/** Counted up to here: beyond, it is a lot. */
export const MOST_COUNTED = 1_000
/** Lines of each kind that are shown. */
const SHOWN = 8
/** Who has waited longer is late, where nothing else was promised. */
const LATE_MS = 24 * 3_600_000

/** Something that happened in a conversation. */
export interface Happened {
  conversationId: string
  at: Date
  /** A member; null: the program. */
  by: string | null
  /** Name of the rule that did it. */
  rule: string | null
}

export interface Some<T> {
  count: number
  items: T[]
}

export interface Absence {
  /** Conversations that began, and of these those that are open: the most pressing are shown. */
  came: Some<string>
  stillOpen: number
  answered: Some<AnswerGiven>
  assigned: Some<Happened>
  closed: Some<Happened>
  mentions: MentionRow[]
  late: Some<string>
}

/** What has happened since a moment, as one member wants to hear of it: read from what was written down then. */
export async function happenedSince(
  db: Handle,
  workspaceId: string,
  memberId: string,
  { since, now }: { since: Date; now: Date },
): Promise<Absence> {
  const here = sql`workspace_id = ${workspaceId} and merged_into is null`
  const late = sql`${here} and status = 'open' and waiting_since < ${new Date(now.getTime() - LATE_MS)}
    and (assignee_id is null or assignee_id = ${memberId})`
  const [came, answered, assigned, closed, mentions, overdue] = await Promise.all([
    cameSince(db, here, since),
    answersSince(db, workspaceId, since, memberId, MOST_COUNTED),
    eventsSince(
      db,
      workspaceId,
      since,
      sql`what = 'assigned' and value = ${memberId} and member_id is distinct from ${memberId}`,
    ),
    eventsSince(db, workspaceId, since, sql`what = 'done' and member_id is distinct from ${memberId}`),
    listMentions(db, workspaceId, memberId, { limit: SHOWN, since }),
    conversations(db, late, sql`waiting_since, id`),
  ])
  return {
    ...came,
    answered: { count: answered.length, items: answered.slice(0, SHOWN) },
    ...{ assigned, closed, mentions, late: overdue },
  }
}

async function cameSince(db: Handle, here: RawBuilder<unknown>, since: Date) {
  const fresh = sql`${here} and first_at >= ${since}`
  const [all, open] = await Promise.all([
    conversations(db, fresh, sql`first_at, id`),
    conversations(db, sql`${fresh} and status = 'open'`, sql`priority desc, first_at, id`),
  ])
  return { came: { count: all.count, items: open.items }, stillOpen: open.count }
}

/** How many there are, up to a bound, and the first of them in an order. */
async function conversations(
  db: Handle,
  where: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
): Promise<Some<string>> {
  const { rows } = await sql<{ id: string; n: number }>`
    select id, count(*) over ()::int as n from (
      select * from conversation where ${where} limit ${MOST_COUNTED}) as several
    order by ${order} limit ${SHOWN}`.execute(db)
  return { count: rows[0]?.n ?? 0, items: rows.map((row) => row.id) }
}

/** The latest of each conversation. */
async function eventsSince(
  db: Handle,
  workspaceId: string,
  since: Date,
  which: RawBuilder<unknown>,
): Promise<Some<Happened>> {
  const { rows } = await sql<Happened & { n: number }>`
    select *, count(*) over ()::int as n from (
      select distinct on (conversation_id) conversation_id as "conversationId", at, member_id as by,
        detail ->> 'words' as rule
      from (
        select * from conversation_event where workspace_id = ${workspaceId} and at >= ${since} and ${which}
        order by at desc limit ${MOST_COUNTED}) as latest
      order by conversation_id, at desc) as one
    order by at desc, "conversationId" limit ${SHOWN}`.execute(db)
  return {
    count: rows[0]?.n ?? 0,
    items: rows.map(({ conversationId, at, by, rule }) => ({ conversationId, at, by, rule })),
  }
}
