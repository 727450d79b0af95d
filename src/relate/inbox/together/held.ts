import { uuidv7 } from 'uuidv7'
import { type Handle, tables } from '../../../../lib/db/index.ts'
import { notFound, Problem } from '../../../../lib/errors/index.ts'
import type { StoredActivity } from '../../../activity/index.ts'
import { type AnswerGiven, answersIn } from '../../../deliver/index.ts'
import { messagesOf } from '../answer/answering.ts'
import { rootOf } from '../conversation.ts'
import { partsOf } from '../merge/way.ts'
import { getConversations } from '../store.ts'
import type { InboxTables } from '../tables.ts'

/** How many of the latest answers are looked at; who has missed more has missed one of these. */
const LATEST = 30

/** An answer of the team's, from here or written on the network itself. */
export interface Answered {
  /** Of the delivery, or of the message where it was written elsewhere. */
  id: string
  by: string | null
  at: Date
  text: string
  /** Null: written on the network itself. */
  state: AnswerGiven['state'] | null
}

/** The answers of a conversation, newest first, and when somebody outside last spoke. */
export interface Answers {
  answers: Answered[]
  asked: Date | null
}

/** Reads what has been answered, also what is still to leave. */
export async function answersOf(db: Handle, workspaceId: string, conversationId: string): Promise<Answers> {
  const given = await answersIn(db, workspaceId, await partsOf(db, workspaceId, conversationId), LATEST)
  const messages = await messagesOf(db, workspaceId, conversationId)
  const asked = messages.find((one) => !one.ours)?.published ?? null
  const known = new Set(given.flatMap((one) => one.activityId ?? []))
  // While one of ours may be there without our knowing under which name, a stranger cannot be told from it.
  const unsure = given.some(({ state }) => state === 'sending' || state === 'unknown')
  // Further back, what was sent from here is not among those that were read.
  const since = given.length < LATEST ? undefined : given.at(-1)?.at
  const elsewhere = messages.filter((one) => isFromElsewhere(one, known) && (!since || one.published > since))
  return {
    asked,
    answers: [
      ...given.map(({ id, by, at, text, state }): Answered => ({ id, by, at, text, state })),
      ...(unsure ? [] : elsewhere).slice(0, LATEST).map(
        ({ id, published, text }): Answered => ({
          id,
          by: null,
          at: published,
          text: text ?? '',
          state: null,
        }),
      ),
    ],
  }
}

/** Written by us on the network itself: neither from here, nor a machine's, nor the post that all stand under. */
function isFromElsewhere(one: StoredActivity, known: ReadonlySet<string>): boolean {
  return one.ours && !known.has(one.id) && !one.extra?.auto && one.object_id !== rootOf(one)
}

export interface Writer {
  memberId: string
  /** Answers they knew of as they began to write; undefined: a program that says nothing of it. */
  seen?: readonly string[] | undefined
}

/**
 * The answers of others that a writer does not know of. Who says nothing of what they knew is taken to know all that was
 * said before the last question, and nothing of what answers it.
 */
export function unseenBy({ answers, asked }: Answers, { memberId, seen }: Writer): Answered[] {
  const others = answers.filter((one) => one.by === null || one.by !== memberId)
  if (seen) {
    const known = new Set(seen)
    return others.filter((one) => !known.has(one.id))
  }
  const still = (one: Answered) => one.state !== null && one.state !== 'sent'
  return others.filter((one) => one.by !== null && (still(one) || asked === null || one.at >= asked))
}

/**
 * Lets one answer through at a time in a conversation, until commit; one that a colleague has forestalled is held.
 * @param despite answers that the writer was shown, and sends theirs in spite of
 * @throws Problem `answered_meanwhile` (409), with the answers, newest first
 */
export async function requireUnanswered(
  tx: Handle,
  workspaceId: string,
  conversationId: string,
  { despite = [], now, ...writer }: Writer & { despite?: readonly string[] | undefined; now: Date },
): Promise<void> {
  // What it was joined to meanwhile is what is answered.
  const [talk] = await getConversations(tx, workspaceId, [conversationId], true)
  if (!talk) throw notFound('conversation')
  const unseen = unseenBy(await answersOf(tx, workspaceId, talk.id), writer)
  const shown = new Set(despite)
  const held = unseen.filter((one) => !shown.has(one.id))
  if (held.length > 0) {
    throw new Problem('answered_meanwhile', { status: 409, more: { answers: held.map(present) } })
  }
  const [forestalled] = unseen
  if (!forestalled) return
  await tables<InboxTables>(tx)
    .insertInto('conversation_event')
    .values({
      ...{ workspace_id: workspaceId, conversation_id: talk.id, id: uuidv7(), at: now },
      ...{ member_id: writer.memberId, what: 'answered-anyway', value: forestalled.by },
    })
    .execute()
}

function present({ at, ...one }: Answered) {
  return { ...one, at: at.toISOString() }
}
