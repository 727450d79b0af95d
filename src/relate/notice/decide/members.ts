import type { Handle } from '../../../../lib/db/index.ts'
import type { Matter } from '../letter/matter.ts'
import { listenersOf } from './listener.ts'
import type { Subject } from './plan.ts'
import { tell } from './tell.ts'

/** A matter for some members; a member is told of a `key` once. */
export interface Telling extends Partial<Matter> {
  key: string
  what: string
  members: readonly string[]
}

/** Tells members of what concerns them alone, each as they chose, in the transaction that decides it. */
export async function tellMembers(
  tx: Handle,
  workspaceId: string,
  tellings: readonly Telling[],
  now: Date,
): Promise<void> {
  if (tellings.every(({ members }) => members.length === 0)) return
  const listeners = await listenersOf(tx, workspaceId, now)
  for (const { members, ...telling } of tellings) {
    const subject: Subject = {
      ...{ conversationId: null, callId: null, calls: false, facts: {} },
      ...telling,
      ...{ kind: 'matter', key: `matter:${telling.key}`, activityId: null, alerts: [] },
    }
    const told = listeners.filter(({ memberId }) => members.includes(memberId))
    await tell(tx, workspaceId, [subject], told, now)
  }
}
