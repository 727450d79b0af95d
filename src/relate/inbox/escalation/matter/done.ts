import type { Handle } from '../../../../../lib/db/index.ts'
import { Problem } from '../../../../../lib/errors/index.ts'
import { act } from './act.ts'
import { openIn } from './store.ts'

/** What becomes of escalations that are open when their conversation is closed. */
export type Following = 'keep' | 'withdraw'

/**
 * Before conversations are closed: what a service still has in hand is followed on (the conversation comes back with the
 * answer), or withdrawn; nobody forgets it unsaid.
 * @throws Problem `escalation_open` (409) where there is one and nothing is said of it
 */
export async function settleBeforeDone(
  tx: Handle,
  workspaceId: string,
  conversationIds: readonly string[],
  following: Following | undefined,
  by: { memberId: string; now: Date },
): Promise<void> {
  const open = await openIn(tx, workspaceId, conversationIds)
  if (open.length === 0 || following === 'keep') return
  if (!following) throw new Problem('escalation_open', { status: 409, more: { escalations: open.length } })
  for (const { id } of open)
    await act(tx, workspaceId, id, { kind: 'withdrawn', side: 'member', via: 'app', ...by })
}
