import { z } from 'zod'
import type { Doc } from '../doc.ts'

const author = z.union([z.string(), z.object({ name: z.string().optional(), handle: z.string().optional() })])

const PostLine = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  text: z.string(),
  title: z.string().nullish(),
  lang: z.string().nullish(),
  sentiment: z.enum(['positive', 'neutral', 'negative']).nullish(),
  channel: z.string().nullish(),
  verb: z.string().nullish(),
  type: z.string().nullish(),
  author: author.nullish(),
  reply: z.boolean().nullish(),
})

/** A query of a file of queries; ids may be numbers, and are compared as text. */
export const QueryLine = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  query: z.string(),
})

export type Line<T> = { ok: true; value: T } | { ok: false; reason: string }

/** One line of JSON Lines, or in a few English words why it is none. */
export function parseLine<S extends z.ZodType>(schema: S, line: string): Line<z.output<S>> {
  let value: unknown
  try {
    value = JSON.parse(line.replace(/^\uFEFF/u, ''))
  } catch {
    return { ok: false, reason: 'not JSON' }
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return { ok: true, value: parsed.data }
  const [issue] = parsed.error.issues
  return { ok: false, reason: `${issue?.path.join('.') || 'line'}: ${issue?.message ?? 'not understood'}` }
}

/** A post as a document; what it does not say is unknown (`und`) or ordinary (`Create`, neutral). */
export function docOfPost(
  line: string,
): { ok: true; id: string | number | null; doc: Doc } | { ok: false; reason: string } {
  const read = parseLine(PostLine, line)
  if (!read.ok) return read
  const post = read.value
  const by = typeof post.author === 'string' ? { name: post.author } : (post.author ?? {})
  const doc: Doc = {
    text: post.text,
    ...(post.title ? { title: post.title } : {}),
    lang: post.lang ?? 'und',
    sentiment: post.sentiment ?? 'neutral',
    channel: post.channel ?? 'file',
    verb: post.verb ?? 'Create',
    ...(post.type ? { type: post.type } : {}),
    author: by,
    reply: post.reply ?? false,
  }
  return { ok: true, id: post.id ?? null, doc }
}
