import { z } from 'zod'
import type { Account, Errand, Host, Sent } from '../../../channel.ts'
import { COLLECTIONS } from '../../sift/collections.ts'
import type { AccountConfig } from '../config.ts'
import { type Agent, agentFor, query } from '../reach/agent.ts'
import { deletionOf } from '../read/activity.ts'
import { ownPage } from '../read/wire.ts'
import { addressOf, authorOf, left, sentOf, writeOnce } from './record.ts'
import { removeAt } from './remove.ts'
import { targetOf } from './target.ts'

export const like = (account: Account<AccountConfig>, errand: Errand, host: Host) =>
  react('like', account, errand, host)

export const repost = (account: Account<AccountConfig>, errand: Errand, host: Host) =>
  react('repost', account, errand, host)

export const unlike = (account: Account<AccountConfig>, errand: Errand, host: Host) =>
  unreact('like', account, errand, host)

export const unrepost = (account: Account<AccountConfig>, errand: Errand, host: Host) =>
  unreact('repost', account, errand, host)

/** Once a post, whoever did it where: what the account did elsewhere already is what was asked for. */
async function react(
  kind: 'like' | 'repost',
  account: Account<AccountConfig>,
  errand: Errand,
  host: Host,
): Promise<Sent> {
  const collection = COLLECTIONS[kind]
  const agent = await agentFor(account, host)
  const author = authorOf(account, agent)
  const there = errand.tries > 0 ? await left(agent, collection, errand) : undefined
  if (there) return sentOf(agent, there, author, host)
  const { ref, viewer } = await targetOf(agent, errand.to?.id)
  const value = { subject: ref, createdAt: errand.at.toISOString() }
  const done = viewer[kind]
  if (done && done !== addressOf(agent, collection, errand).uri)
    return sentOf(agent, { uri: done, cid: ref.cid, value }, author, host)
  return sentOf(agent, await writeOnce(agent, collection, value, errand), author, host)
}

/** Our record goes, whichever program left it; where there is none any more, that is what was asked for. */
async function unreact(
  kind: 'like' | 'repost',
  account: Account<AccountConfig>,
  errand: Errand,
  host: Host,
): Promise<Sent> {
  const agent = await agentFor(account, host)
  const { ref, viewer } = await targetOf(agent, errand.to?.id)
  const uri = (await latestOn(agent, kind, ref.uri)) ?? viewer[kind]
  if (uri) return removeAt(uri, agent, account, host)
  const none = `at://${agent.did}/${COLLECTIONS[kind]}/none`
  const gone = deletionOf(none, host.now(), true)
  const object = { type: 'Note', id: ref.uri } as const
  return { activity: { ...gone, verb: 'Undo', externalId: `${ref.uri}#undo:${errand.key}`, object } }
}

const subject = z.object({ subject: z.object({ uri: z.string() }) })

/** Our own repository knows at once what those who show the network may learn a moment later. */
async function latestOn(agent: Agent, kind: 'like' | 'repost', post: string): Promise<string | undefined> {
  const params = { repo: agent.did, collection: COLLECTIONS[kind], limit: 100 }
  const { records } = await query(agent, 'com.atproto.repo.listRecords', params, ownPage)
  return records.find(({ value }) => subject.safeParse(value).data?.subject.uri === post)?.uri
}
