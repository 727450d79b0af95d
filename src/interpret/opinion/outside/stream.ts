import { z } from 'zod'

const count = z.int().nonnegative()
const piece = z.object({
  choices: z
    .array(
      z.object({
        delta: z.object({ content: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .default([]),
  usage: z.object({ prompt_tokens: count, completion_tokens: count }).nullish().catch(null),
  error: z.unknown().optional(),
})

/** What has come so far of an answer that is told as it is written. */
export interface Told {
  text: string
  finish: string | null
  usage?: { in: number; out: number }
  /** Something came that is none of it. */
  broken: boolean
}

const LONGEST_LINE = 200_000

/**
 * Server-sent events of `chat/completions`, put together as they come (HTML Living Standard, 9.2): an event is a line `data: …`, the last one
 * `data: [DONE]`; other fields and comments are passed over.
 */
export async function* toldBy(body: AsyncIterable<Uint8Array>): AsyncGenerator<Told> {
  const decoder = new TextDecoder()
  const told: Told = { text: '', finish: null, broken: false }
  let rest = ''
  for await (const bytes of body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split(/\r\n|\n|\r/)
    rest = lines.pop() ?? ''
    if (rest.length > LONGEST_LINE) {
      yield { ...told, broken: true }
      return
    }
    for (const line of lines) take(told, line)
    yield told
    if (told.broken) return
  }
  take(told, rest)
  yield told
}

function take(told: Told, line: string): void {
  if (!line.startsWith('data:')) return
  const data = line.slice(5).trim()
  if (data === '' || data === '[DONE]') return
  const read = piece.safeParse(parsed(data))
  if (!read.success || read.data.error !== undefined) {
    told.broken = true
    return
  }
  const [choice] = read.data.choices
  told.text += choice?.delta?.content ?? ''
  told.finish = choice?.finish_reason ?? told.finish
  const { usage } = read.data
  if (usage) told.usage = { in: usage.prompt_tokens, out: usage.completion_tokens }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
