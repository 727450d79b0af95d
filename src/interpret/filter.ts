import type { Readable, Writable } from 'node:stream'
import { z } from 'zod'
import { linesOf, write } from '../../lib/text/index.ts'
import type { Model } from './model/index.ts'
import { sort, understandAll } from './understand.ts'

const Post = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  text: z.string(),
  title: z.string().optional(),
  lang: z.string().optional(),
  rating: z.number().optional(),
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
  let value: unknown
  try {
    value = JSON.parse(line.replace(/^\uFEFF/, ''))
  } catch {
    return { ok: false, reason: 'not JSON' }
  }
  const post = Post.safeParse(value)
  if (!post.success) {
    const [issue] = post.error.issues
    return { ok: false, reason: `${issue?.path.join('.') || 'line'}: ${issue?.message ?? 'not a post'}` }
  }
  const { lang, sentiment, p, why, toxicity, intent, urgency, topics } = understandAll(post.data)
  const own = models.map((model) => {
    const { label, p: by } = sort(post.data, model)
    return [model.header.name, { label, p: by }] as const
  })
  const said = { lang, sentiment: { label: sentiment, p }, toxicity, intent, urgency, topics }
  const out = { id: post.data.id ?? null, ...said, ...Object.fromEntries(own), why }
  return { ok: true, out: `${JSON.stringify(out)}\n` }
}
