import { z } from 'zod'
import { type Account, type Found, type Host, phraseOf, type Wish } from '../../../channel.ts'
import { isRefused } from '../../wire/refused.ts'
import type { AccountConfig } from '../config.ts'
import { type Agent, agentFor, query } from '../reach/agent.ts'
import { nameOf, refuse } from '../reach/failure.ts'
import { activityOf } from '../read/activity.ts'
import { postPage, postsIn, type Seen } from '../read/wire.ts'

const PER_PAGE = 100
const MOST_PAGES = 5

/** What the network knows with these words, newest first, through the account's own server. */
export async function search(account: Account<AccountConfig>, wish: Wish, host: Host): Promise<Found> {
  const agent = await agentFor(account, host)
  const { posts, partial } = await postsFound(agent, wish)
  const activities = posts.flatMap((post) => {
    const activity = activityOf(post, agent.did)
    return activity && !isRefused(activity) ? [activity] : []
  })
  return { activities, ...(partial ? { partial } : {}) }
}

const page = postPage.extend({ cursor: z.string().max(2_000).optional().catch(undefined) })

export async function postsFound(
  agent: Agent,
  { words, since, limit }: Wish,
): Promise<{ posts: Seen[]; partial?: string }> {
  const asked = { q: phraseOf(words), sort: 'latest', since: since?.toISOString() }
  const found = new Map<string, Seen>()
  let cursor: string | undefined
  for (let pages = 0; pages < MOST_PAGES && found.size < limit; pages++) {
    const params = { ...asked, limit: Math.min(PER_PAGE, limit), cursor }
    const read = await query(agent, 'app.bsky.feed.searchPosts', params, page).catch(inWords)
    const before = found.size
    for (const post of postsIn(read)) found.set(post.uri, post)
    const last = cursor
    cursor = read.cursor
    if (!cursor || cursor === last || (found.size === before && read.posts.length > 0)) break
  }
  const posts = [...found.values()].sort((a, b) => b.indexedAt.getTime() - a.indexedAt.getTime())
  return { posts: posts.slice(0, limit), ...(cursor ? { partial: 'search.more' } : {}) }
}

/** A server that shows nothing but its own repositories, and a sign-in that may not ask for others. */
function inWords(error: unknown): never {
  const name = nameOf(error)
  if (name === 'MethodNotImplemented') throw refuse('no-search')
  if (/scope/i.test(name)) throw refuse('scope-missing')
  throw error
}
