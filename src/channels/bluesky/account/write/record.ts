import { z } from 'zod'
import { type Account, ChannelFailure, type Errand, type Host, type Sent } from '../../../channel.ts'
import { postUrl } from '../../sift/address.ts'
import { atUri } from '../../wire/id.ts'
import { isRefused } from '../../wire/refused.ts'
import type { AccountConfig } from '../config.ts'
import { type Agent, guarded } from '../reach/agent.ts'
import { nameOf, refuse } from '../reach/failure.ts'
import { activityOf } from '../read/activity.ts'
import type { Face } from '../read/profile.ts'
import { recordKey } from './key.ts'

const written = z.object({ uri: atUri, cid: z.string().min(1).max(200) })
const existing = written.extend({ value: z.record(z.string(), z.unknown()) })
type Existing = z.output<typeof existing>

export function addressOf(agent: Agent, collection: string, errand: Errand) {
  const rkey = recordKey(errand.key)
  return { uri: `at://${agent.did}/${collection}/${rkey}`, address: { repo: agent.did, collection, rkey } }
}

/**
 * Writes a record where there is none, under the errand's own key. What is there already was left by an earlier try,
 * and stays as it is, whatever became of it: so the server is asked to refuse (`swapRecord: null`), and asked first
 * when this is not the first try, for servers that do not know how to.
 */
export async function writeOnce(
  agent: Agent,
  collection: string,
  record: Record<string, unknown>,
  errand: Errand,
): Promise<Existing> {
  const { address } = addressOf(agent, collection, errand)
  try {
    const json = { ...address, record: { $type: collection, ...record }, swapRecord: null }
    const reply = await agent.exchange({
      method: 'POST',
      nsid: 'com.atproto.repo.putRecord',
      json,
      writes: true,
    })
    return { ...sure(() => guarded(reply, written)), value: json.record }
  } catch (error) {
    if (!isTaken(error)) throw error
    const there = await left(agent, collection, errand)
    if (!there) throw new ChannelFailure({ kind: 'unreachable', detail: 'InvalidSwap' }, { cause: error })
    return there
  }
}

/** What an earlier try of the errand left; undefined where it left nothing. */
export async function left(agent: Agent, collection: string, errand: Errand): Promise<Existing | undefined> {
  const { address } = addressOf(agent, collection, errand)
  let there: Existing
  try {
    const nsid = 'com.atproto.repo.getRecord'
    there = guarded(await agent.exchange({ method: 'GET', nsid, params: address }), existing)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
  // Two keys of one moment might meet; somebody else's record is not ours.
  if (there.value.createdAt !== errand.at.toISOString()) throw refuse('key-taken')
  return there
}

function isTaken(error: unknown): boolean {
  return nameOf(error) === 'InvalidSwap'
}

function isMissing(error: unknown): boolean {
  return nameOf(error) === 'RecordNotFound'
}

/** After a write an answer that cannot be read says nothing of what was done. */
function sure<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ChannelFailure)) throw error
    throw new ChannelFailure({ kind: 'uncertain', detail: 'http.bad-response' }, { cause: error })
  }
}

/** Ourselves, as last seen. */
export function authorOf({ profile }: Account<AccountConfig>, agent: Agent): Face {
  const { handle, name: displayName, avatar } = profile?.id === agent.did ? profile : {}
  return { did: agent.did, handle, displayName, avatar }
}

/** The activity of a record of ours, as the network will give it back. */
export function sentOf(agent: Agent, { uri, cid, value }: Existing, author: Face, host: Host): Sent {
  const activity = activityOf({ uri, cid, author, record: value, indexedAt: host.now() }, agent.did)
  if (!activity || isRefused(activity)) throw new Error(`cannot read what was written: ${activity?.reason}`)
  return { activity, url: postUrl(uri) }
}
