import { z } from 'zod'
import { type Account, ChannelFailure, type Errand, type Host, type Sent } from '../../../channel.ts'
import { authorityOf } from '../../sift/address.ts'
import { atUri } from '../../wire/id.ts'
import type { AccountConfig } from '../config.ts'
import { type Agent, agentFor, guarded } from '../reach/agent.ts'
import { nameOf, refuse } from '../reach/failure.ts'
import { done } from './done.ts'
import { targetOf } from './target.ts'

const GATE = 'app.bsky.feed.threadgate'
/** As the network's lexicon has it. */
const MOST_HIDDEN = 300

export const hide = (account: Account<AccountConfig>, errand: Errand, host: Host) =>
  hidden(account, errand, host, true)
export const unhide = (account: Account<AccountConfig>, errand: Errand, host: Host) =>
  hidden(account, errand, host, false)

const gate = z.object({ uri: atUri, cid: z.string(), value: z.record(z.string(), z.unknown()) })

/**
 * An answer goes among the hidden ones of a thread that we began; others' threads are not ours to tidy. Whatever else the
 * gate says (who may answer) stays; what somebody changes meanwhile is read again at the next try.
 */
async function hidden(
  account: Account<AccountConfig>,
  errand: Errand,
  host: Host,
  wanted: boolean,
): Promise<Sent> {
  const agent = await agentFor(account, host)
  const uri = errand.to?.id ?? ''
  const root = wanted
    ? (await targetOf(agent, uri)).root.uri
    : (errand.to?.thread ?? (await targetOf(agent, uri)).root.uri)
  if (authorityOf(root) !== agent.did || root === uri) throw refuse('not-our-thread')
  const address = { repo: agent.did, collection: GATE, rkey: root.split('/').at(-1) ?? '' }
  const there = await gateAt(agent, address)
  const before = listOf(there?.value.hiddenReplies)
  const after = wanted ? [...new Set([...before, uri])] : before.filter((one) => one !== uri)
  if (after.length > MOST_HIDDEN) throw refuse('too-many-hidden')
  if (after.length !== before.length) {
    const fresh = { $type: GATE, post: root, createdAt: errand.at.toISOString() }
    const record = { ...(there?.value ?? fresh), hiddenReplies: after }
    await put(agent, { ...address, record, swapRecord: there?.cid ?? null })
  }
  return done(account, agent, errand, { id: uri, type: 'Note' })
}

async function put(agent: Agent, json: Record<string, unknown>): Promise<void> {
  try {
    await agent.exchange({ method: 'POST', nsid: 'com.atproto.repo.putRecord', json, writes: true })
  } catch (error) {
    if (nameOf(error) !== 'InvalidSwap') throw error
    throw new ChannelFailure({ kind: 'unreachable', detail: 'InvalidSwap' }, { cause: error })
  }
}

async function gateAt(agent: Agent, params: Record<string, string>) {
  try {
    return guarded(await agent.exchange({ method: 'GET', nsid: 'com.atproto.repo.getRecord', params }), gate)
  } catch (error) {
    if (nameOf(error) === 'RecordNotFound') return undefined
    throw error
  }
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
