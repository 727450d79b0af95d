import { z } from 'zod'
import { atUri } from '../../wire/id.ts'
import { digest } from './memory.ts'
import { face } from './profile.ts'

const cid = z.string().min(1).max(200)
const instant = z.iso.datetime({ offset: true }).transform((written) => new Date(written))

/** One post, like or follow as the network shows it, with who made it. */
const seen = z.object({ uri: atUri, cid, author: face, record: z.unknown(), indexedAt: instant })

export type Seen = z.output<typeof seen>

const notice = seen.extend({ reason: z.string().max(100) })

export type Notice = z.output<typeof notice>

/** The envelopes; their items are guarded one by one, so that a strange one costs itself and not the page. */
export const noticePage = z.object({
  notifications: z.array(z.unknown()).max(1_000),
  cursor: z.string().max(2_000).optional(),
})

export const postPage = z.object({ posts: z.array(z.unknown()).max(100) })

const ownRecord = z.object({ uri: atUri, cid, value: z.unknown() })

export type OwnRecord = z.output<typeof ownRecord>

export const ownPage = z.object({
  records: z.array(ownRecord).max(1_000),
  cursor: z.string().max(2_000).optional(),
})

/** `id`: so that it is told once. */
export interface Rejected {
  reason: string
  id: string
}

/** What can be read of a list, and why the rest cannot: the reason, never the content. */
function readEach<T>(items: unknown[], schema: z.ZodType<T>) {
  const read: T[] = []
  const rejected: Rejected[] = []
  for (const item of items) {
    const { data, error } = schema.safeParse(item)
    if (data !== undefined) read.push(data)
    else
      rejected.push({
        reason: `item: ${error?.issues[0]?.path.join('.') || 'shape'}`,
        id: digest(JSON.stringify(item)),
      })
  }
  return { read, rejected }
}

export const noticesIn = (page: z.output<typeof noticePage>) => readEach(page.notifications, notice)

export const postsIn = (page: z.output<typeof postPage>) => readEach(page.posts, seen).read
