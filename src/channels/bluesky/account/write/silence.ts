import { z } from 'zod'
import type { Account, Errand, Host, Sent } from '../../../channel.ts'
import { profileUrl } from '../../sift/address.ts'
import { atUri, did } from '../../wire/id.ts'
import type { AccountConfig } from '../config.ts'
import { type Agent, agentFor, query } from '../reach/agent.ts'
import { refuse } from '../reach/failure.ts'
import { done } from './done.ts'
import { left, writeOnce } from './record.ts'

const BLOCK = 'app.bsky.graph.block'

type Work = (account: Account<AccountConfig>, errand: Errand, host: Host) => Promise<Sent>

/** Once, whoever did it where: a block that stands already is what was asked for. */
export const block: Work = async (account, errand, host) => {
  const { agent, author } = await ready(account, errand, host)
  const standing = await standingBlock(agent, author)
  if (!standing && !(errand.tries > 0 && (await left(agent, BLOCK, errand))))
    await writeOnce(agent, BLOCK, { subject: author, createdAt: errand.at.toISOString() }, errand)
  return done(account, agent, errand, { id: author, type: 'Person', url: profileUrl(author) })
}

export const unblock: Work = async (account, errand, host) => {
  const { agent, author } = await ready(account, errand, host)
  const uri = await standingBlock(agent, author)
  if (uri) {
    const json = { repo: agent.did, collection: BLOCK, rkey: uri.split('/').at(-1) }
    await agent.exchange({ method: 'POST', nsid: 'com.atproto.repo.deleteRecord', json, writes: true })
  }
  return done(account, agent, errand, { id: author, type: 'Person', url: profileUrl(author) })
}

export const mute: Work = (account, errand, host) => heard('muteActor', account, errand, host)
export const unmute: Work = (account, errand, host) => heard('unmuteActor', account, errand, host)

/** Done twice, it is done once: the network itself sees to it. */
async function heard(
  what: 'muteActor' | 'unmuteActor',
  account: Account<AccountConfig>,
  errand: Errand,
  host: Host,
): Promise<Sent> {
  const { agent, author } = await ready(account, errand, host)
  await agent.exchange({
    method: 'POST',
    nsid: `app.bsky.graph.${what}`,
    json: { actor: author },
    writes: true,
  })
  return done(account, agent, errand, { id: author, type: 'Person', url: profileUrl(author) })
}

async function ready(account: Account<AccountConfig>, { to }: Errand, host: Host) {
  const author = did.safeParse(to?.actor.id)
  const agent = await agentFor(account, host)
  if (!author.success || author.data === agent.did) throw refuse('nobody-meant')
  return { agent, author: author.data }
}

const blocks = z.object({
  records: z.array(z.object({ uri: atUri, value: z.object({ subject: z.string() }) })).max(100),
  cursor: z.string().optional(),
})
const MOST_PAGES = 50

/** In our own repository, which knows at once what those who show the network may learn a moment later. */
async function standingBlock(agent: Agent, author: string): Promise<string | undefined> {
  let cursor: string | undefined
  for (let page = 0; page < MOST_PAGES; page++) {
    const params = { repo: agent.did, collection: BLOCK, limit: 100, ...(cursor ? { cursor } : {}) }
    const { records, cursor: next } = await query(agent, 'com.atproto.repo.listRecords', params, blocks)
    const found = records.find(({ value }) => value.subject === author)
    if (found) return found.uri
    if (!next || records.length === 0) return undefined
    cursor = next
  }
  return undefined
}
