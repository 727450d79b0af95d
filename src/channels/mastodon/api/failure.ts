import { HttpFailure, type HttpReply } from '../../../../lib/http/index.ts'
import { clip, plainText } from '../../../../lib/text/index.ts'
import { ChannelFailure, type Failure } from '../../channel.ts'
import { problem } from '../wire/wire.ts'

/** Mastodon counts by five minutes where a server does not say. */
const USUAL_WAIT = 5 * 60_000
const LONGEST_WAIT = 24 * 3_600_000

/**
 * What lib/http says, in the words of channels. With `effect` the request asked for something to be done: whatever may
 * have left is uncertain.
 */
export function networkFailure(error: unknown, effect: boolean): ChannelFailure {
  if (!(error instanceof HttpFailure)) throw error
  return new ChannelFailure(kindOf(error, effect), { cause: error })
}

function kindOf(error: HttpFailure, effect: boolean): Failure {
  const detail = `http.${error.kind}`
  if (effect && error.sent) return { kind: 'uncertain', detail }
  if (error.refusedByUs) return { kind: 'refused', detail }
  const nonsense = ['too-large', 'bad-response', 'redirects'].includes(error.kind)
  return { kind: nonsense ? 'bad-response' : 'unreachable', detail }
}

/** What a status that is no success means; an error of the server is uncertain where something was to be done. */
export function statusFailure(reply: HttpReply, effect: boolean, now: Date): ChannelFailure {
  const { status, headers } = reply
  const detail = wordsOf(reply) ?? `HTTP ${status}`
  return new ChannelFailure(kindOfStatus(status, detail, effect, () => waitOf(headers, now)))
}

function kindOfStatus(status: number, detail: string, effect: boolean, until: () => Date): Failure {
  if (status === 401) return { kind: 'token-dead', detail }
  if (status === 429) return { kind: 'rate-limited', until: until() }
  if (status >= 500 || status === 408 || status < 200) {
    if (effect) return { kind: 'uncertain', detail }
    return { kind: 'unreachable', detail }
  }
  if (status === 404 || status === 410) return { kind: effect ? 'gone' : 'bad-response', detail }
  return { kind: 'refused', detail }
}

/** The server's own words, as text. */
function wordsOf({ body }: HttpReply): string | undefined {
  const said = problem.safeParse(jsonOf(body)).data
  if (!said) return undefined
  const text = said.error_description ? `${said.error}: ${said.error_description}` : said.error
  return clip(plainText(text), 300) || undefined
}

export function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString())
  } catch {
    return undefined
  }
}

/** When the server takes requests again, by either of the two headers; a day at most. */
function waitOf(headers: Record<string, string>, now: Date): Date {
  const { 'retry-after': after, 'x-ratelimit-reset': reset } = headers
  const seconds = after && /^\d{1,9}$/.test(after.trim()) ? Number(after) : undefined
  const at = seconds === undefined ? Date.parse(after ?? reset ?? '') : now.getTime() + seconds * 1000
  if (Number.isNaN(at)) return new Date(now.getTime() + USUAL_WAIT)
  return new Date(Math.min(Math.max(at, now.getTime() + 1_000), now.getTime() + LONGEST_WAIT))
}
