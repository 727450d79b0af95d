import type { Activity } from '../../../activity/index.ts'
import type { Client } from '../api/index.ts'
import { goneOf, type Reader, updateOf } from '../sift/index.ts'
import type { WireStatus } from '../wire/wire.ts'
import type { Lookup } from './lookup.ts'
import type { Recent } from './state.ts'

/** What is older is left as it is. */
const OLDEST = 30 * 24 * 3_600_000

export interface Rechecked {
  activities: Activity[]
  gone: Set<string>
}

/**
 * Looks whether what was said to us still stands as it was said: edits and deletions of the time in which we were not
 * connected are told by nobody. What is missing is asked for by itself, and believed gone only from a server that knows
 * us at the same moment.
 */
export async function recheck(
  recent: Recent[],
  reader: Reader,
  lookup: Lookup,
  client: Client,
): Promise<Rechecked> {
  const now = client.host.now()
  const young = recent.filter(({ published }) => now.getTime() - published < OLDEST).toReversed()
  const found = new Map<string, WireStatus>()
  const asked: Recent[] = []
  while (asked.length < Math.min(young.length, lookup.most())) {
    const some = young.slice(asked.length, asked.length + 20)
    for (const [id, status] of await lookup.some(some.map((one) => one.id))) found.set(id, status)
    asked.push(...some)
  }
  const missing: Recent[] = []
  for (const one of asked) if (!found.has(one.id) && !(await lookup.one(one.id))) missing.push(one)
  if (missing.length > 0) await client.call('/api/v1/accounts/verify_credentials')
  for (const { id } of missing) reader.memory.bury(id)
  const edited = [...found.values()].filter((status) => status.edited_at)
  return {
    activities: [
      ...edited.flatMap((status) => updateOf(status, reader, now)),
      ...missing.map((one) => goneOf(one, now)),
    ],
    gone: new Set(missing.map(({ id }) => id)),
  }
}
