import type { WireEvent } from '../wire/frame.ts'
import { type Interest, type Kept, keep } from './act.ts'
import { profileUrl } from './address.ts'
import { at } from './published.ts'

/** An account taken away for good takes its posts with it; one that only sleeps may come back with them. */
export function ofAccount(
  event: Extract<WireEvent, { kind: 'account' }>,
  interest: Interest,
): Kept | undefined {
  const { active, status, time } = event.account
  if (active || (status !== 'deleted' && status !== 'takendown')) return undefined
  if (!interest.accounts.has(event.did) && !interest.known(event.did)) return undefined
  return keep({
    verb: 'Delete',
    externalId: `${event.did}#${status}@${time}`,
    published: at(event.time_us),
    actor: { id: event.did, url: profileUrl(event.did) },
    object: { type: 'Person', id: event.did },
    visibility: 'public',
    extra: { status },
  })
}
