import type { Activity } from '../../../../activity/index.ts'
import { ChannelFailure, type Host, wordsOf } from '../../../channel.ts'
import { isRefused } from '../../wire/refused.ts'
import type { Agent } from '../reach/agent.ts'
import { postsFound } from '../search/search.ts'
import { activityOf, concerns } from './activity.ts'
import { digest, type Memory } from './memory.ts'

/** Between two times; the search of the network is behind what is said, so that much is looked at again. */
const EVERY_MS = 120_000
const OVERLAP_MS = 600_000
const FIRST_MS = 86_400_000
const MOST = 300
const MOST_REMEMBERED = 1_500

/** What others say with these words, oldest first and once; to be seen, not to be answered. */
export async function overheard(
  agent: Agent,
  memory: Memory,
  searches: string[],
  host: Host,
): Promise<Activity[]> {
  const now = host.now()
  if (now.getTime() - Date.parse(memory.searched ?? '') < EVERY_MS) return []
  const given = new Set(memory.overheard)
  const found = new Map<string, Activity>()
  let off = false
  for (const text of new Set(searches)) {
    const told = await overheardOf(text, agent, memory, host)
    off ||= told === undefined
    for (const activity of told ?? []) {
      if (!given.has(digest(activity.externalId))) found.set(activity.externalId, activity)
    }
  }
  if (memory.off && !off) host.status('well')
  memory.off = off
  memory.searched = now.toISOString()
  memory.overheard = [...memory.overheard, ...[...found.keys()].map(digest)].slice(-MOST_REMEMBERED)
  return [...found.values()].sort((a, b) => a.published.getTime() - b.published.getTime())
}

/** Undefined where the server cannot search. */
async function overheardOf(
  text: string,
  agent: Agent,
  memory: Memory,
  host: Host,
): Promise<Activity[] | undefined> {
  const words = wordsOf(text)
  if (words.length === 0) return []
  const last = Date.parse(memory.found[text] ?? '')
  const since = new Date(Number.isNaN(last) ? host.now().getTime() - FIRST_MS : last - OVERLAP_MS)
  try {
    const { posts } = await postsFound(agent, { words, since, limit: MOST })
    const newest = posts[0]?.indexedAt
    if (newest && !(newest.getTime() <= last)) memory.found[text] = newest.toISOString()
    return posts
      .filter((post) => !concerns(post, agent.did))
      .flatMap((post) => {
        const activity = activityOf(post, agent.did)
        if (!activity || isRefused(activity)) return []
        return [{ ...activity, extra: { ...activity.extra, watched: true } }]
      })
  } catch (error) {
    if (!(error instanceof ChannelFailure) || error.failure.kind !== 'refused') throw error
    // Mentions are not held up by a server that cannot search.
    host.status('search-off', { words: text })
    return undefined
  }
}
