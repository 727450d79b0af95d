import type { WireEvent } from '../wire/frame.ts'
import { isRefused, type Refused } from '../wire/refused.ts'
import { ofAccount } from './account.ts'
import type { Interest, Kept } from './act.ts'
import { uriOf } from './address.ts'
import { KIND_OF } from './collections.ts'
import type { Memory } from './memory.ts'
import { ofPost } from './post.ts'
import { ofReaction } from './reaction.ts'

/**
 * The decision on one event: kept as an activity, refused by the guard, or of no concern (undefined). The order is
 * the point: identifiers and text are asked about first, and only what somebody wants becomes an activity.
 */
export function sift(event: WireEvent, interest: Interest, memory: Memory): Kept | Refused | undefined {
  if (event.kind === 'identity') {
    if (event.identity.handle) memory.handles.set(event.did, event.identity.handle)
    return undefined
  }
  if (event.kind === 'account') return give(ofAccount(event, interest), memory)
  const kind = KIND_OF.get(event.commit.collection)
  if (!kind) return undefined
  const kept = kind === 'post' ? ofPost(event, interest, memory) : ofReaction(kind, event, interest, memory)
  if (!kept) return undefined
  return isRefused(kept) ? { ...kept, at: uriOf(event) } : give(kept, memory)
}

function give(kept: Kept | undefined, memory: Memory): Kept | undefined {
  if (!kept || memory.given.get(kept.activity.externalId)) return undefined
  memory.given.set(kept.activity.externalId, true)
  return kept
}
