import type { Readable, Writable } from 'node:stream'
import { z } from 'zod'
import { type Locale, translate } from '../../../lib/i18n/index.ts'
import { linesOf, readJsonLine, write } from '../../../lib/text/index.ts'
import { courtesyOf } from './courtesy.ts'
import type { Advice } from './draft.ts'

const Situation = z.object({
  message: z.string().optional(),
  rating: z.number().optional(),
  name: z.string().optional(),
  before: z.array(z.string()).optional(),
  greeted: z.boolean().optional(),
  visibility: z.enum(['public', 'private']).optional(),
  manner: z.enum(['warm', 'sober']).optional(),
  limit: z.number().int().positive().optional(),
  own: z.array(z.string()).optional(),
  hour: z.number().int().min(0).max(23).optional(),
  lang: z.string().optional(),
})

/** A context in words is what the customer wrote. */
const Line = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  text: z.string(),
  context: z.union([z.string().transform((message) => ({ message })), Situation]).nullish(),
})

/**
 * The filter `veillee sbam`: one draft a line in (`{"id","text","context"?}`, context being the customer's message or a
 * {@link Situation}), one judgement a line out, in the same order. A line that cannot be read is told on stderr with its
 * number; the rest goes on.
 * @returns exit code: 0, or 1 when a line was bad
 */
export async function sbamFilter(
  stdin: Readable,
  stdout: Writable,
  stderr: Writable,
  locale: Locale,
): Promise<number> {
  let number = 0
  let code = 0
  for await (const line of linesOf(stdin)) {
    number++
    if (line.trim() === '') continue
    const answer = judged(line, locale)
    if (answer.reason !== undefined) code = 1
    const [stream, text] =
      answer.reason === undefined
        ? ([stdout, JSON.stringify(answer.out)] as const)
        : ([stderr, `line ${number}: ${answer.reason}`] as const)
    await write(stream, `${text}\n`)
  }
  return code
}

function judged(line: string, locale: Locale): { reason?: string; out?: unknown } {
  const parsed = readJsonLine(Line, line)
  if (!parsed.ok) return parsed
  const { id, text, context } = parsed.value
  const { score, present, manner, advice, lang } = courtesyOf({ ...context, text })
  return {
    out: { id: id ?? null, lang, score, present, manner, advice: advice.map((one) => said(one, locale)) },
  }
}

function said(advice: Advice, locale: Locale) {
  const { id, start, end, mend, values = {} } = advice
  return { id, start, end, message: translate(locale, `courtesy:${id}`, values), ...(mend ? { mend } : {}) }
}
