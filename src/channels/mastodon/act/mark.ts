import type { Activity, Verb } from '../../../activity/index.ts'
import {
  type Account,
  ChannelFailure,
  type Errand,
  type Host,
  type Reference,
  type Sent,
} from '../../channel.ts'
import { type Client, clientOf, instanceOf } from '../api/index.ts'
import type { Place } from '../config.ts'
import { activitiesOf, Memory, reactionId } from '../sift/index.ts'
import { selfOf } from './self.ts'
import { readStatus, statusAt, type Target, targetOf } from './target.ts'

/** Done twice, each of these is done once: the network itself sees to it. */
export async function like(account: Account<Place>, errand: Errand, host: Host): Promise<Sent> {
  const { client, to } = await ready(account, errand, host)
  const { id } = await targetOf(client, to)
  await client.call(pathTo(id, 'favourite'), { method: 'POST', effect: true })
  const me = await selfOf(account, client)
  return sent(errand, to, 'Like', { externalId: reactionId('Like', to.id, me.id), actor: me })
}

export async function repost(account: Account<Place>, errand: Errand, host: Host): Promise<Sent> {
  const { client, to } = await ready(account, errand, host)
  const { id } = await targetOf(client, to)
  const made = await boost(client, id)
  const { domain } = await instanceOf(client)
  const me = await selfOf(account, client)
  const whole = made.reblog && { server: client.origin, domain, memory: new Memory() }
  const [activity] = whole ? activitiesOf(made, { ...whole, me: { id: made.account.id, acct: me.id } }) : []
  if (!activity)
    return sent(errand, to, 'Announce', { externalId: reactionId('Announce', to.id, me.id), actor: me })
  return {
    activity: { ...activity, object: { ...activity.object, id: to.id } },
    ...(made.url ? { url: made.url } : {}),
  }
}

export const unlike = (account: Account<Place>, errand: Errand, host: Host) =>
  undo('unfavourite', account, errand, host)

export const unrepost = (account: Account<Place>, errand: Errand, host: Host) =>
  undo('unreblog', account, errand, host)

/** Of what is neither liked nor shared any more, nor there, the server has nothing left to take back. */
async function undo(
  path: 'unfavourite' | 'unreblog',
  account: Account<Place>,
  errand: Errand,
  host: Host,
): Promise<Sent> {
  const { client, to } = await ready(account, errand, host)
  const { id } = await targetOf(client, to).catch(notThere)
  if (id !== '') await client.look(pathTo(id, path), { method: 'POST', effect: true })
  const me = await selfOf(account, client)
  return sent(errand, to, 'Undo', { externalId: `${to.id}#undo:${errand.key}`, actor: me })
}

/** A server that refuses a second boost says so of one that stands. */
async function boost(client: Client, id: string) {
  try {
    const { json } = await client.call(pathTo(id, 'reblog'), { method: 'POST', effect: true })
    return readStatus(json)
  } catch (error) {
    if (!(error instanceof ChannelFailure) || error.failure.kind !== 'refused') throw error
    const there = await statusAt(client, id)
    if (!there.reblogged) throw error
    return there
  }
}

/** Deletes what we wrote; takes back what we shared or liked. What is gone already is done. */
export async function remove(account: Account<Place>, errand: Errand, host: Host): Promise<Sent> {
  const { client, to } = await ready(account, errand, host)
  const me = await selfOf(account, client)
  if (to.verb === 'Like') return unlike(account, errand, host)
  // Of a boost, what is noted is the boost itself.
  const { id } = await targetOf(client, to).catch(notThere)
  const path = `/api/v1/statuses/${encodeURIComponent(id)}`
  const done = id === '' || (await client.look(path, { method: 'DELETE', effect: true }))
  // Not there, or not ours: of these only the first is what was wanted.
  if (!done && (await client.look(path))) {
    throw new ChannelFailure({ kind: 'refused', detail: 'mastodon.not-ours' })
  }
  const boost = to.verb === 'Announce'
  const externalId = boost ? `${to.id}#undo:${errand.key}` : `${to.id}#delete`
  return sent(errand, to, boost ? 'Undo' : 'Delete', { externalId, actor: me })
}

function notThere(error: unknown): Pick<Target, 'id'> {
  if (error instanceof ChannelFailure && error.failure.kind === 'gone') return { id: '' }
  throw error
}

async function ready(account: Account<Place>, { to }: Errand, host: Host) {
  if (!to) throw new ChannelFailure({ kind: 'refused', detail: 'mastodon.nothing-meant' })
  return { client: await clientOf(account, host), to }
}

function pathTo(id: string, act: string): string {
  return `/api/v1/statuses/${encodeURIComponent(id)}/${act}`
}

function sent(errand: Errand, to: Reference, verb: Verb, own: Pick<Activity, 'externalId' | 'actor'>): Sent {
  const { url, visibility } = to
  const activity: Activity = {
    verb,
    ...own,
    published: errand.at,
    object: { type: 'Note', id: to.id, ...(url ? { url } : {}) },
    visibility,
    ours: true,
  }
  return { activity, ...(url && verb !== 'Delete' ? { url } : {}) }
}
