import type { Activity } from '../../../../activity/index.ts'
import { authorityOf, profileUrl } from '../../sift/address.ts'
import { createMemory } from '../../sift/memory.ts'
import { sift } from '../../sift/sift.ts'
import { isRefused, type Refused } from '../../wire/refused.ts'
import { type Face, handleOf } from './profile.ts'
import type { Seen } from './wire.ts'

/**
 * The same activity, with the same id, as the firehose makes of this record: it goes the same way. Undefined for kinds
 * of record that are not understood. `edited`: an Update, told apart from others by the record's content id.
 */
export function activityOf(
  { uri, cid, author, record, indexedAt }: Seen,
  did: string,
  edited = false,
): Activity | Refused | undefined {
  const [, , repo = '', collection = '', rkey = ''] = uri.split('/')
  const operation = edited ? 'update' : 'create'
  const commit = { rev: cid, operation, collection, rkey, record: record as Record<string, unknown> } as const
  const event = { kind: 'commit', did: repo, time_us: indexedAt.getTime() * 1000, commit } as const
  const interest = { wanted: () => true, known: () => true, accounts: new Set([did]) }
  const verdict = sift(event, interest, createMemory(1))
  if (!verdict || isRefused(verdict)) return verdict
  return { ...verdict.activity, actor: { ...verdict.activity.actor, ...faceOf(author) } }
}

/** Said by the account, to it, or about what it said: its notifications tell of that. */
export function concerns({ uri, cid, record, indexedAt }: Seen, did: string): boolean {
  const [, , repo = '', collection = '', rkey = ''] = uri.split('/')
  const whole = record as Record<string, unknown>
  const commit = { rev: cid, operation: 'create', collection, rkey, record: whole } as const
  const event = { kind: 'commit', did: repo, time_us: indexedAt.getTime() * 1000, commit } as const
  const interest = { wanted: () => false, known: () => false, accounts: new Set([did]) }
  return sift(event, interest, createMemory(1)) !== undefined
}

function faceOf(author: Face): Partial<Activity['actor']> {
  const handle = handleOf(author)
  const { displayName: name, avatar, followersCount: followers } = author
  return {
    ...(handle && { handle }),
    ...(name && { name }),
    ...(avatar && { avatar }),
    ...(followers !== undefined && { followers }),
  }
}

/** A post that is no more; named as the firehose names it. */
export function deletionOf(uri: string, at: Date, ours = false): Activity {
  const did = authorityOf(uri)
  return {
    ...(ours && { ours }),
    verb: 'Delete',
    externalId: `${uri}#deleted`,
    published: at,
    actor: { id: did, url: profileUrl(did) },
    object: { type: 'Note', id: uri },
    visibility: 'public',
  }
}
