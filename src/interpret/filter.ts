import type { Readable, Writable } from 'node:stream'
import { z } from 'zod'
import { linesOf, readJsonLine, write } from '../../lib/text/index.ts'
import type { Model } from './model/index.ts'
import { sort, understandAll } from './understand.ts'

/** What a post need not say; others write null for it. */
const unsaid = <T extends z.ZodType>(schema: T) => schema.nullish().transform((said) => said ?? undefined)

const Post = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  text: z.string(),
  title: unsaid(z.string()),
  lang: unsaid(z.string()),
  rating: unsaid(z.number()),
})

/**
 * The filter `veillee understand`: one JSON object a line in (`id`, `text`, and optionally `title`, `lang`, `rating`),
 * one verdict a line out, in the same order. A line that cannot be read is told on stderr with its number; the rest
 * goes on.
 * @param models of a workspace's own labels, each said under its name
 * @returns exit code: 0, or 1 when a line was bad
 */
export async function understandFilter(
  stdin: Readable,
  stdout: Writable,
  stderr: Writable,
  models: Model[] = [],
): Promise<number> {
  let number = 0
  let bad = 0
  for await (const line of linesOf(stdin)) {
    number++
    if (line.trim() === '') continue
    const answer = read(line, models)
    if (answer.ok) await write(stdout, answer.out)
    else {
      bad++
      await write(stderr, `line ${number}: ${answer.reason}\n`)
    }
  }
  return bad === 0 ? 0 : 1
}

function read(line: string, models: Model[]): { ok: true; out: string } | { ok: false; reason: string } {
  const post = readJsonLine(Post, line)
  if (!post.ok) return post
  const { lang, sentiment, p, why, toxicity, intent, urgency, topics } = understandAll(post.value)
  const own = models.map((model) => {
    const { label, p: by } = sort(post.value, model)
    return [model.header.name, { label, p: by }] as const
  })
  const said = { lang, sentiment: { label: sentiment, p }, toxicity, intent, urgency, topics }
  const all = legible({ ...said, ...Object.fromEntries(own), why }, post.value)
  return { ok: true, out: `${JSON.stringify({ id: post.value.id ?? null, ...all })}\n` }
}

/** As a person can read it: numbers to six digits, and beside each place the words that stand there. */
function legible<T extends object>(said: T, post: { text: string; title?: string | undefined }): T {
  const out: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(said)) out[key] = one(value)
  const { start, end } = said as { start?: unknown; end?: unknown }
  if (typeof start === 'number' && typeof end === 'number')
    out.word = ('in' in said ? (post.title ?? '') : post.text).slice(start, end)
  return out as T

  function one(value: unknown): unknown {
    if (typeof value === 'number') return Math.round(value * 1e6) / 1e6
    if (Array.isArray(value)) return value.map(one)
    return value !== null && typeof value === 'object' ? legible(value, post) : value
  }
}
