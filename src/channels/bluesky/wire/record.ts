import { z } from 'zod'
import { embed, quoted } from './embed.ts'
import { did } from './id.ts'
import { type Refused, reasonOf } from './refused.ts'

/**
 * What Jetstream sends (version 1 of its JSON), guarded. Every frame is a stranger's: what an event needs to mean
 * anything is demanded, what only decorates it is dropped where it is malformed, and nothing here throws.
 */

const LONGEST_TEXT = 100_000

const facet = z.object({
  index: z.object({ byteStart: z.int().min(0), byteEnd: z.int().min(0) }),
  features: z.array(
    z
      .object({ uri: z.string().max(8192), did, tag: z.string().max(640) })
      .partial()
      .catch({}),
  ),
})

export type Facet = z.output<typeof facet>

/** `langs`, `reply` and the rest are wrong often enough in the wild that a post is not refused for them. */
const post = z.object({
  text: z.string().max(LONGEST_TEXT),
  createdAt: z.string().max(64).catch(''),
  langs: z
    .array(z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/))
    .max(20)
    .catch([]),
  reply: z.object({ root: quoted, parent: quoted }).optional().catch(undefined),
  embed: embed.optional().catch(undefined),
  facets: z.array(facet.optional().catch(undefined)).max(500).catch([]),
  tags: z.array(z.string().max(640)).max(50).catch([]),
  labels: z
    .object({ values: z.array(z.object({ val: z.string().max(128) })).max(20) })
    .optional()
    .catch(undefined),
})

export type Post = z.output<typeof post>

const ofPost = z.object({ createdAt: z.string().max(64).catch(''), subject: quoted })

const ofPerson = z.object({ createdAt: z.string().max(64).catch(''), subject: did })

/** A like's and a repost's subject is a record, a follow's a person: either is an id. */
export interface Reaction {
  createdAt: string
  subject: string
}

export function readPost(record: unknown): Post | Refused {
  const read = post.safeParse(record)
  return read.success ? read.data : { kind: 'refused', reason: reasonOf('post', read.error) }
}

export function readReaction(what: 'like' | 'repost' | 'follow', record: unknown): Reaction | Refused {
  const read = what === 'follow' ? ofPerson.safeParse(record) : ofPost.safeParse(record)
  if (!read.success) return { kind: 'refused', reason: reasonOf(what, read.error) }
  const { createdAt, subject } = read.data
  return { createdAt, subject: typeof subject === 'string' ? subject : subject.uri }
}
