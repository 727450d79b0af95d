import type { Account, Errand, Host, Sent } from '../../../channel.ts'
import { COLLECTIONS } from '../../sift/collections.ts'
import type { AccountConfig } from '../config.ts'
import { agentFor } from '../reach/agent.ts'
import { addressOf, authorOf, left, sentOf, writeOnce } from './record.ts'
import { targetOf } from './target.ts'

export const like = (account: Account<AccountConfig>, errand: Errand, host: Host) =>
  react('like', account, errand, host)

export const repost = (account: Account<AccountConfig>, errand: Errand, host: Host) =>
  react('repost', account, errand, host)

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
