import type { Handle } from '../../../../../lib/db/index.ts'
import { act, type Deed } from '../matter/act.ts'
import type { Escalation } from '../matter/store.ts'

/** Done in the tool of a service, as it is done anywhere else. */
export function done(
  tx: Handle,
  { workspace_id, id }: Escalation,
  deed: Omit<Deed, 'side' | 'via'>,
): Promise<string> {
  return act(tx, workspace_id, id, { ...deed, side: 'tool', via: 'tool' })
}

/** By a clock that is not ours: not before the matter was raised, nor after now. */
export function within({ created }: Pick<Escalation, 'created'>, at: Date | null, now: Date): Date {
  if (!at || at > now) return now
  return at < created ? created : at
}
