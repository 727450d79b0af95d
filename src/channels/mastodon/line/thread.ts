import { acctOf, type Reader } from '../sift/index.ts'
import type { PlainStatus } from '../wire/wire.ts'
import type { Lookup } from './lookup.ts'

/**
 * Finds out what these answer and in which thread, oldest first, before they become activities: the server names a
 * parent by an id of its own, and the root not at all.
 */
export async function resolveThreads(statuses: PlainStatus[], reader: Reader, lookup: Lookup): Promise<void> {
  const own = new Set(statuses.map(({ id }) => id))
  const unknown = (id: string | null | undefined): id is string =>
    Boolean(id && !own.has(id) && reader.memory.get(id)?.root === undefined)
  const parents = [...new Set(statuses.map((status) => status.in_reply_to_id).filter(unknown))]
  const found = parents.length > 1 ? await lookup.some(parents) : new Map<string, PlainStatus>()
  for (const parent of found.values()) if (!parent.in_reply_to_id) note(parent, parent.uri, reader)
  for (const status of statuses) {
    const { in_reply_to_id: parent } = status
    if (unknown(parent)) await resolve(status, reader, lookup)
    const root = parent ? reader.memory.get(parent)?.root : status.uri
    note(status, root, reader)
  }
}

async function resolve(status: PlainStatus, reader: Reader, lookup: Lookup): Promise<void> {
  const { ancestors: above } = await lookup.around(status.id)
  const root = above[0]?.uri
  for (const one of above) note(one, root, reader)
  const { in_reply_to_id: id } = status
  if (!id || reader.memory.get(id)) return
  const parent = await lookup.one(id)
  if (parent) note(parent, parent.in_reply_to_id ? undefined : parent.uri, reader)
}

export function note(
  { id, uri, account }: PlainStatus,
  root: string | undefined,
  { memory, domain }: Reader,
): void {
  memory.note(id, { uri, author: acctOf(account.acct, domain), ...(root ? { root } : {}) })
}
