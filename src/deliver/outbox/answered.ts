import { sql } from 'kysely'
import type { Handle } from '../../../lib/db/index.ts'
import type { State } from './state.ts'

/** An answer that somebody decided, as colleagues are shown it. */
export interface AnswerGiven {
  id: string
  conversationId: string
  /** A member; null: a rule or a program. */
  by: string | null
  at: Date
  text: string
  state: State
  /** What it became in the stream. */
  activityId: string | null
}

const STANDS = sql`act = 'reply' and state not in ('dropped', 'refused')`
const GIVEN = sql`id, conversation_id as "conversationId", by_member as by, at, coalesce(draft ->> 'text', '') as text, state,
  activity_id as "activityId"`

/** The answers that stand in conversations that are one, sent or still to leave, newest decision first. */
export async function answersIn(
  db: Handle,
  workspaceId: string,
  conversationIds: readonly string[],
  limit: number,
): Promise<AnswerGiven[]> {
  const { rows } = await sql<AnswerGiven>`
    select ${GIVEN} from delivery
    where workspace_id = ${workspaceId} and conversation_id = any(${[...conversationIds]}::uuid[]) and ${STANDS}
    order by id desc limit ${limit}`.execute(db)
  return rows
}

/** The member who answered last in each of these conversations, with the delivery, whose ids are in the order of time. */
export async function lastAnswerers(
  db: Handle,
  workspaceId: string,
  conversationIds: readonly string[],
): Promise<ReadonlyMap<string, { id: string; by: string }>> {
  if (conversationIds.length === 0) return new Map()
  const { rows } = await sql<{ conversation_id: string; id: string; by: string }>`
    select distinct on (conversation_id) conversation_id, id, by_member as by from delivery
    where workspace_id = ${workspaceId} and conversation_id = any(${[...conversationIds]}::uuid[])
      and by_member is not null and ${STANDS}
    order by conversation_id, id desc`.execute(db)
  return new Map(rows.map(({ conversation_id, ...last }) => [conversation_id, last]))
}

/** What was answered since a moment by others than `memberId`, newest first. */
export async function answersSince(
  db: Handle,
  workspaceId: string,
  since: Date,
  memberId: string,
  limit: number,
): Promise<AnswerGiven[]> {
  const { rows } = await sql<AnswerGiven>`
    select ${GIVEN} from delivery
    where workspace_id = ${workspaceId} and at >= ${since} and conversation_id is not null
      and by_member is distinct from ${memberId} and ${STANDS}
    order by at desc, id desc limit ${limit}`.execute(db)
  return rows
}
