import type { Activity } from '../../../activity/index.ts'
import type { Commit } from '../wire/frame.ts'
import { profileUrl, uriOf } from './address.ts'
import type { Memory } from './memory.ts'
import { at } from './published.ts'

/** Who decides what is kept: asked before an activity is built. */
export interface Interest {
  wanted(text: string, lang?: string, author?: { handle?: string }): boolean
  known(objectId: string): boolean
  /** Our DIDs: what they post is kept, and all that is addressed to them, whatever the queries say. */
  accounts: ReadonlySet<string>
}

export interface Kept {
  kind: 'kept'
  activity: Activity
  /** Asked for by the configuration rather than by a query. */
  certain: boolean
}

export function keep(activity: Activity, certain = false): Kept {
  return { kind: 'kept', activity, certain }
}

/**
 * What every activity of a commit shares. An act upon a record bears the record's id with the revision; a deletion, of
 * which there is one at most, does without, so that whoever is not told revisions names it alike.
 */
export function base(event: Commit, { accounts }: Interest, memory: Memory) {
  const { did, commit } = event
  return {
    ...(accounts.has(did) && { ours: true }),
    externalId: `${uriOf(event)}#${commit.operation === 'delete' ? 'deleted' : commit.rev}`,
    published: at(event.time_us),
    actor: { id: did, handle: memory.handles.get(did), url: profileUrl(did) },
    visibility: 'public' as const,
  }
}

export function isKnown(id: string, interest: Interest, memory: Memory): boolean {
  return memory.given.get(id) === true || interest.known(id)
}
