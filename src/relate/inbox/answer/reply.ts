import { type Handle, inTransaction } from '../../../../lib/db/index.ts'
import { invalid } from '../../../../lib/errors/index.ts'
import { type DraftBody, enqueue, referenceOf, requireFit, writtenDraft } from '../../../deliver/index.ts'
import { judge } from '../approval/matter/judge.ts'
import { changeConversations } from '../change.ts'
import { dropDraft } from '../draft/store.ts'
import { saidIn } from '../merge/said-in.ts'
import { getConversation } from '../store.ts'
import { requireUnanswered } from '../together/held.ts'
import { type Find, messageToAnswer, voicesFor } from './answering.ts'
import { noteUsed, requireFilled, type Used } from './used.ts'

export interface Reply extends DraftBody {
  /** Activity to answer; default: the last of theirs. */
  to?: string | undefined
  accountId?: string | undefined
  /** Close the conversation with it. */
  done: boolean
  used?: Used | undefined
  /** Answers that the writer knew of as they began (see `answersOf`). */
  seen?: string[] | undefined
  /** Answers of colleagues that they were shown, and send theirs in spite of. */
  despite?: string[] | undefined
}

/**
 * Decides an answer: it is in the outbox, and the conversation closed where that was asked, or neither.
 * @returns the id of the delivery
 * @throws Problem `not_found`, `answer_unfilled`, `answered_meanwhile`, `cannot_answer`, `nothing_to_answer`, and those of `writtenDraft` and `requireFit`
 */
export function reply(
  db: Handle,
  workspaceId: string,
  conversationId: string,
  { to: named, accountId, done, seen, despite, used, ...written }: Reply,
  by: { memberId: string; now: Date; key?: string | undefined },
  find?: Find,
): Promise<string> {
  return inTransaction(db, async (tx) => {
    requireFilled(written.text)
    const talk = await getConversation(tx, workspaceId, conversationId)
    const to = await messageToAnswer(tx, workspaceId, talk.id, named)
    const place = await saidIn(tx, workspaceId, talk, to?.id)
    const voices = await voicesFor(tx, { ...place, workspace_id: workspaceId }, find)
    const voice = accountId ? voices.find(({ row }) => row.id === accountId) : voices[0]
    if (!voice) throw invalid('cannot_answer')
    if (!to) throw invalid('nothing_to_answer')
    const draft = await writtenDraft(tx, workspaceId, written)
    requireFit(draft, voice.limits)
    await requireUnanswered(tx, workspaceId, talk.id, { ...by, seen, despite })
    const id = await enqueue(tx, {
      workspaceId,
      accountId: voice.row.id,
      channel: voice.row.channel,
      act: 'reply',
      at: by.now,
      draft,
      to: { activityId: to.id, reference: referenceOf(to) },
      conversationId: talk.id,
      by: by.memberId,
      key: by.key,
    })
    await dropDraft(tx, { workspaceId, conversationId: talk.id, memberId: by.memberId })
    await noteUsed(tx, used, { ...by, workspaceId, conversationId: talk.id })
    // What waits for approval has answered nobody yet: its conversation stays open, and is closed with it.
    const waits = await judge(tx, workspaceId, id, { now: by.now, by: by.memberId, done })
    if (done && !waits) await changeConversations(tx, workspaceId, [talk.id], { status: 'done' }, by)
    return id
  })
}
