import type { Handle } from '../../../../../lib/db/index.ts'
import type { WrittenDraft } from '../../../../deliver/index.ts'
import { draftsFor, keepDraft } from '../../draft/store.ts'
import { getConversations } from '../../store.ts'
import type { Approval } from './store.ts'

/**
 * Gives an answer that will not leave back to its author as a draft, before it leaves the outbox: its files must not go
 * with it. What they have begun to write there meanwhile is never written over.
 * @returns whether it stands there as a draft
 */
export async function giveBack(
  tx: Handle,
  { workspace_id: workspaceId, conversation_id, by_member: memberId, target_id }: Approval,
  draft: WrittenDraft | null,
  now: Date,
): Promise<boolean> {
  if (conversation_id === null || memberId === null || draft === null) return false
  const [talk] = await getConversations(tx, workspaceId, [conversation_id])
  if (!talk) return false
  const place = { workspaceId, conversationId: talk.id, memberId }
  const mine = (await draftsFor(tx, place)).find((one) => one.member_id === memberId)
  if (mine && (mine.body.text.trim() !== '' || mine.body.media.length > 0)) return false
  const body = { ...draft, ...(target_id ? { to: target_id } : {}) }
  await keepDraft(tx, place, { version: mine?.version ?? 0, shared: mine?.shared ?? false, body }, now)
  return true
}
