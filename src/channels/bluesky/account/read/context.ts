import type { Activity } from '../../../../activity/index.ts'
import { COLLECTIONS } from '../../sift/collections.ts'
import { isRefused } from '../../wire/refused.ts'
import { type Agent, query } from '../reach/agent.ts'
import { activityOf } from './activity.ts'
import { digest, type Memory } from './memory.ts'
import { postPage, postsIn, type Seen } from './wire.ts'

/** As many posts as one request takes. */
export const PER_REQUEST = 25
/** A conversation is followed upwards so many messages at most, a page of notifications worth so many requests. */
const MOST_ROUNDS = 6
const MOST_REQUESTS = 20

/** Posts by their addresses; those that are gone or hidden from us are not among them. */
export async function postsAt(agent: Agent, uris: string[]): Promise<Seen[]> {
  const found: Seen[] = []
  for (let i = 0; i < uris.length; i += PER_REQUEST) {
    const params = { uris: uris.slice(i, i + PER_REQUEST) }
    found.push(...postsIn(await query(agent, 'app.bsky.feed.getPosts', params, postPage)))
  }
  return found
}

const MOST_REMEMBERED = 1_500

/**
 * What these answer and are about, as far as it was not given lately: the messages above, the root, our post that was
 * liked. Oldest first. The host's own `known` says yes too easily for this.
 */
export async function contextOf(agent: Agent, activities: Activity[], memory: Memory): Promise<Activity[]> {
  const given = new Set([
    ...memory.context,
    ...memory.recent,
    ...(memory.own ?? []).map(([uri]) => digest(uri)),
  ])
  const asked = new Set(activities.map(({ externalId }) => externalId))
  const before = asked.size
  const context: Activity[] = []
  let requests = MOST_REQUESTS
  let about = activities
  for (let round = 0; round < MOST_ROUNDS && requests > 0; round++) {
    const missing = [...new Set(about.flatMap(referred))]
      .filter((uri) => isPost(uri) && !asked.has(uri) && !given.has(digest(uri)))
      .slice(0, requests * PER_REQUEST)
    if (missing.length === 0) break
    for (const uri of missing) asked.add(uri)
    requests -= Math.ceil(missing.length / PER_REQUEST)
    about = (await postsAt(agent, missing)).flatMap((post) => {
      const activity = activityOf(post, agent.did)
      return activity && !isRefused(activity) ? [activity] : []
    })
    context.push(...about)
  }
  const fetched = [...asked].slice(before).map(digest)
  memory.context = [...memory.context, ...fetched].slice(-MOST_REMEMBERED)
  return context.sort((a, b) => a.published.getTime() - b.published.getTime())
}

function referred({ verb, object }: Activity): string[] {
  if (verb === 'Like' || verb === 'Announce') return [object.id]
  return [object.inReplyTo, object.thread].filter((uri) => uri !== undefined)
}

export function isPost(uri: string): boolean {
  return uri.startsWith('at://') && uri.split('/')[3] === COLLECTIONS.post
}
