import { z } from 'zod'
import { atUri } from '../../wire/id.ts'
import { type Agent, query } from '../reach/agent.ts'
import { refuse } from '../reach/failure.ts'
import { isPost } from '../read/context.ts'

const cid = z.string().min(1).max(200)
const reference = z.object({ uri: atUri, cid })

/** A record in one of its versions, as replies and likes name it. */
export type StrongRef = z.output<typeof reference>

const post = z.object({
  uri: atUri,
  cid,
  record: z.object({ reply: z.object({ root: reference }).optional().catch(undefined) }),
  viewer: z
    .object({
      like: atUri.optional().catch(undefined),
      repost: atUri.optional().catch(undefined),
      replyDisabled: z.boolean().optional().catch(undefined),
    })
    .default({}),
})

export interface Target {
  ref: StrongRef
  root: StrongRef
  /** What we did to it already. */
  viewer: z.output<typeof post>['viewer']
}

const page = z.object({ posts: z.array(post).max(25) })

/** The post that an errand is about, as it stands now; refused in words where there is none (any more). */
export async function targetOf(agent: Agent, uri: string | undefined): Promise<Target> {
  if (!uri || !isPost(uri)) throw refuse('not-a-post')
  const { posts } = await query(agent, 'app.bsky.feed.getPosts', { uris: [uri] }, page)
  const found = posts.find((each) => each.uri === uri)
  if (!found) throw refuse('post-is-gone')
  const ref = { uri, cid: found.cid }
  return { ref, root: found.record.reply?.root ?? ref, viewer: found.viewer }
}
