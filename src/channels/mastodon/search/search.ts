import { type Account, ChannelFailure, type Found, type Host, type Wish } from '../../channel.ts'
import { whoAmI } from '../act/index.ts'
import { type Client, clientOf, instanceOf, statusesAt } from '../api/index.ts'
import type { Place } from '../config.ts'
import { acctOf, activitiesOf, Memory, type Reader } from '../sift/index.ts'
import type { WireStatus } from '../wire/wire.ts'
import { statusesFound } from './found.ts'

/** What the account's server knows with these words. Nothing is fetched from elsewhere for it, and nothing kept. */
export async function search(account: Account<Place>, wish: Wish, host: Host): Promise<Found> {
  await mustBeAllowed(host)
  const client = await clientOf(account, host)
  const { domain } = await instanceOf(client)
  const me = await whoAmI(client)
  const { statuses, partial } = await statusesFound(client, wish, me.id)
  const reader: Reader = {
    server: client.origin,
    domain,
    me: { id: me.id, acct: acctOf(me.acct, domain) },
    memory: new Memory(),
  }
  await noteParents(statuses, reader, client)
  const activities = statuses
    .filter(({ reblog }) => !reblog)
    // As it is said now: an edit is no find of its own.
    .flatMap((one) => activitiesOf(one, reader).slice(0, 1))
  return { activities, ...(partial ? { partial } : {}) }
}

/** Sign-ins of before this was asked for; tokens that a person made do not tell. */
export async function mustBeAllowed({ credential }: Host): Promise<void> {
  const scopes = (await credential?.get())?.scopes
  if (!scopes || scopes.includes('read') || scopes.includes('read:search')) return
  throw new ChannelFailure({ kind: 'refused', detail: 'mastodon.search-scope' })
}

const TOGETHER = 20

/** What these answer, where the server tells of many at once: an answer is asked about as an answer. */
async function noteParents(statuses: WireStatus[], { memory, domain }: Reader, client: Client) {
  const parents = [...new Set(statuses.flatMap(({ in_reply_to_id: id }) => id ?? []))]
  for (let start = 0; start < parents.length; start += TOGETHER) {
    const read = await statusesAt(client, parents.slice(start, start + TOGETHER))
    if (!read) return
    for (const { id, uri, account, in_reply_to_id: above } of read)
      memory.note(id, { uri, author: acctOf(account.acct, domain), ...(above ? {} : { root: uri }) })
  }
}
