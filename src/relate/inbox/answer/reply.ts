import { type Handle, inTransaction } from '../../../../lib/db/index.ts'
import { invalid } from '../../../../lib/errors/index.ts'
import { type DraftBody, enqueue, referenceOf, requireFit, writtenDraft } from '../../../deliver/index.ts'
import { changeConversations } from '../change.ts'
import { getConversation } from '../store.ts'
import { type Find, messageToAnswer, voicesFor } from './answering.ts'

export interface Reply extends DraftBody {
  /** Activity to answer; default: the last of theirs. */
  to?: string | undefined
  accountId?: string | undefined
  /** Close the conversation with it. */
  done: boolean
}

/**
 * Decides an answer: it is in the outbox, and the conversation closed where that was asked, or neither.
 * @returns the id of the delivery
 * @throws Problem `not_found`, `cannot_answer`, `nothing_to_answer`, and those of `writtenDraft` and `requireFit`
 */
export function reply(
  db: Handle,
  workspaceId: string,
  conversationId: string,
  { to: named, accountId, done, ...written }: Reply,
  by: { memberId: string; now: Date },
  find?: Find,
): Promise<string> {
  return inTransaction(db, async (tx) => {
    const talk = await getConversation(tx, workspaceId, conversationId)
    const voices = await voicesFor(tx, { ...talk, workspace_id: workspaceId }, find)
    const voice = accountId ? voices.find(({ row }) => row.id === accountId) : voices[0]
    if (!voice) throw invalid('cannot_answer')
    const to = await messageToAnswer(tx, workspaceId, conversationId, named)
    if (!to) throw invalid('nothing_to_answer')
    const draft = await writtenDraft(tx, workspaceId, written)
    requireFit(draft, voice.limits)
    const id = await enqueue(tx, {
      workspaceId,
      accountId: voice.row.id,
      channel: voice.row.channel,
      act: 'reply',
      at: by.now,
      draft,
      to: { activityId: to.id, reference: referenceOf(to) },
      conversationId,
      by: by.memberId,
    })
    if (done) await changeConversations(tx, workspaceId, [conversationId], { status: 'done' }, by)
    return id
  })
}
