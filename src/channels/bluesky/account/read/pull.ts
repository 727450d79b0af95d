import type { Activity } from '../../../../activity/index.ts'
import type { Account, Batch, Host } from '../../../channel.ts'
import { isRefused } from '../../wire/refused.ts'
import type { AccountConfig } from '../config.ts'
import { type Agent, agentFor } from '../reach/agent.ts'
import { activityOf } from './activity.ts'
import { contextOf } from './context.ts'
import { digest, type Memory, markOf, recall } from './memory.ts'
import { type Turn, turnsSince } from './notices.ts'
import { ownNews } from './own.ts'
import { type Face, profileOf } from './profile.ts'
import { overheard } from './searches.ts'
import { lookAgain, watch } from './watch.ts'

const DAY_MS = 86_400_000
const BATCH = 200
const REASONS = new Set(['mention', 'reply', 'quote', 'like', 'repost', 'follow'])
const SPOKEN = new Set(['mention', 'reply', 'quote'])
const MOST_RECENT = 600

/**
 * One reading: what became of the posts known, what the account wrote elsewhere, and all that was addressed to it,
 * oldest first. The cursor goes with each batch, so that a catch-up of days goes on where it was cut.
 */
export async function* pull(
  account: Account<AccountConfig>,
  host: Host,
  cursor: string | undefined,
): AsyncGenerator<Batch, void> {
  const agent = await agentFor(account, host)
  const memory = recall(cursor)
  const { directory } = account.config
  const face = await ownFace(account, agent, memory, host)
  yield* batches(await lookAgain(agent, memory, directory, host), memory)
  yield* batches(await ownNews(agent, memory, face, directory, host), memory)
  // What came while a long absence was made good is read at once.
  for (let filled = 2; filled > 1; ) {
    filled = 0
    for await (const turn of turnsSince(agent, memory, host.now())) {
      const batch = await batchOf(turn, agent, memory)
      if (!batch) continue
      filled++
      yield batch
    }
  }
  const { searches } = account.config
  if (searches.length > 0) yield* batches(await overheard(agent, memory, searches, host), memory)
  const now = JSON.stringify(memory)
  if (now !== cursor) yield { activities: [], cursor: now }
}

/** Asked for once a day, and shown with what the account writes. */
async function ownFace(
  account: Account<AccountConfig>,
  agent: Agent,
  memory: Memory,
  host: Host,
): Promise<Face> {
  const now = host.now()
  let { profile } = account
  if (!profile || !memory.profiled || now.getTime() - Date.parse(memory.profiled) > DAY_MS) {
    profile = await profileOf(agent)
    host.profile?.(profile)
    memory.profiled = now.toISOString()
  }
  const { handle, name: displayName, avatar } = profile
  return { did: agent.did, handle, displayName, avatar }
}

/** All but the last without a cursor: until then, a crash must make the next reading see them again. */
function* batches(activities: Activity[], memory: Memory): Generator<Batch> {
  for (let i = 0; i < activities.length; i += BATCH) {
    const last = i + BATCH >= activities.length
    yield { activities: activities.slice(i, i + BATCH), ...(last && { cursor: JSON.stringify(memory) }) }
  }
}

async function batchOf(turn: Turn, agent: Agent, memory: Memory): Promise<Batch | undefined> {
  const { notices } = turn
  const last = notices.at(-1)
  const rejected: { reason: string }[] = turn.rejected.map(({ reason }) => ({ reason }))
  if (!last && rejected.length === 0) return undefined
  const told: Activity[] = []
  for (const notice of notices.filter(({ reason }) => REASONS.has(reason))) {
    const activity = activityOf(notice, agent.did)
    if (activity && isRefused(activity)) rejected.push({ reason: activity.reason })
    else if (activity) told.push(activity)
  }
  const context = await contextOf(agent, told, memory)
  watch(memory, notices.filter(({ reason }) => SPOKEN.has(reason)).map(markOf))
  const ids = [...notices.map(({ uri }) => digest(uri)), ...turn.rejected.map(({ id }) => id)]
  memory.recent = [...memory.recent, ...ids].slice(-MOST_RECENT)
  if (last && !(Date.parse(memory.newest ?? '') > last.indexedAt.getTime()))
    memory.newest = last.indexedAt.toISOString()
  return { activities: [...context, ...told], rejected, cursor: JSON.stringify(memory) }
}
