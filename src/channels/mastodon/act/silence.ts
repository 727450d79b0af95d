import {
  type Account,
  ChannelFailure,
  type Errand,
  type Host,
  type Reference,
  type Sent,
} from '../../channel.ts'
import { type Client, clientOf } from '../api/index.ts'
import type { Place } from '../config.ts'
import { account as wireAccount } from '../wire/wire.ts'
import { selfOf } from './self.ts'
import { statusAt, targetOf } from './target.ts'

type Silence = 'mute' | 'unmute' | 'block' | 'unblock'

/** Done twice, each of these is done once: the network itself sees to it. */
export const mute = (account: Account<Place>, errand: Errand, host: Host) =>
  silence('mute', account, errand, host)
export const unmute = (account: Account<Place>, errand: Errand, host: Host) =>
  silence('unmute', account, errand, host)
export const block = (account: Account<Place>, errand: Errand, host: Host) =>
  silence('block', account, errand, host)
export const unblock = (account: Account<Place>, errand: Errand, host: Host) =>
  silence('unblock', account, errand, host)

async function silence(what: Silence, account: Account<Place>, errand: Errand, host: Host): Promise<Sent> {
  const { to } = errand
  if (!to) throw new ChannelFailure({ kind: 'refused', detail: 'mastodon.nothing-meant' })
  const client = await clientOf(account, host)
  const me = await selfOf(account, client)
  if (to.actor.id === me.id) throw new ChannelFailure({ kind: 'refused', detail: 'mastodon.nothing-meant' })
  const author = await authorOf(client, to)
  await client.call(`/api/v1/accounts/${encodeURIComponent(author)}/${what}`, {
    method: 'POST',
    effect: true,
  })
  return {
    activity: {
      verb: what.startsWith('un') ? 'Undo' : 'Flag',
      externalId: `${to.actor.id}#${what}:${errand.key}`,
      published: errand.at,
      actor: me,
      object: { type: 'Person', id: to.actor.id, ...(to.actor.url ? { url: to.actor.url } : {}) },
      visibility: 'private',
      ours: true,
      extra: { act: what },
    },
  }
}

/** As this server calls who wrote it; by their name where what they wrote is no more. */
async function authorOf(client: Client, to: Reference): Promise<string> {
  try {
    const target = await targetOf(client, to)
    return (await statusAt(client, target.id)).account.id
  } catch (error) {
    if (!(error instanceof ChannelFailure) || !['gone', 'refused'].includes(error.failure.kind)) throw error
    const answer = await client.offered('/api/v1/accounts/lookup', { query: { acct: to.actor.id } })
    const found = wireAccount.safeParse(answer?.json)
    if (!found.success) throw error
    return found.data.id
  }
}
