import { z } from 'zod'
import { HttpFailure, type HttpReply, type SafeHttp } from '../../../lib/http/index.ts'
import { ANSWER_TOKENS, type Prepared } from './opinion.ts'

/** From the question to the last word; models on a machine without a graphics card are slow. */
export const PATIENCE = 90_000
const LONGEST_REPLY = 256 * 1024

/**
 * Why there is no answer. `unsent`: nothing left, so nothing is owed; `refused`: the other side took nothing on (keys, quotas,
 * requests that it does not take); else it may have worked, and what was set aside stays counted.
 */
export type Failure =
  | 'address'
  | 'unreachable'
  | 'timeout'
  | 'key'
  | 'quota'
  | 'model'
  | 'request'
  | 'broken'
  | 'too_large'
  | 'not_json'
  | 'labels'
  | 'cut'
  | 'silent'

export interface Reply {
  said: string | null
  finish: string | null
  /** Absent where the other side does not count. */
  usage?: { in: number; out: number }
}

export interface Refusal {
  failure: Failure
  owed: boolean
}

const count = z.int().nonnegative()
export const completion = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.string().nullish() }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: count, completion_tokens: count }).nullish().catch(null),
})

export interface Endpoint {
  url: string
  model: string
  key: string | null
}

/** `url` is where the API begins, for instance `https://api.example.org/v1`. */
export function completionsAt(url: string): string {
  return `${url.replace(/\/+$/, '').replace(/\/chat\/completions$/, '')}/chat/completions`
}

/** Asks once; what some models no longer take (a temperature, `max_tokens`) is left out where they say so. */
export async function ask(http: SafeHttp, endpoint: Endpoint, prepared: Prepared): Promise<Reply | Refusal> {
  try {
    const first = await post(http, endpoint, prepared, { temperature: 0, max_tokens: ANSWER_TOKENS })
    const again = first.status === 400 && /max_completion_tokens|temperature/.test(words(first))
    return told(
      again ? await post(http, endpoint, prepared, { max_completion_tokens: ANSWER_TOKENS }) : first,
    )
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    return { failure: failureOf(error), owed: error.sent }
  }
}

function post(http: SafeHttp, { url, model, key }: Endpoint, { messages }: Prepared, bounds: object) {
  return http.request(completionsAt(url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify({ model, messages, ...bounds }),
    accept: 'application/json',
    timeoutMs: PATIENCE,
    headersMs: PATIENCE,
    maxBytes: LONGEST_REPLY,
    redirects: 0,
  })
}

const words = ({ body }: HttpReply) => Buffer.from(body).toString('utf8')

/** What an answer that is not the one asked for says of it; undefined for one that is. */
export function refusalBy(status: number): Refusal | undefined {
  if (status === 401 || status === 403) return { failure: 'key', owed: false }
  if (status === 402 || status === 429) return { failure: 'quota', owed: false }
  if (status === 404) return { failure: 'model', owed: false }
  if (status >= 300 && status < 500) return { failure: 'request', owed: false }
  return status === 200 ? undefined : { failure: 'broken', owed: true }
}

function told(reply: HttpReply): Reply | Refusal {
  const refused = refusalBy(reply.status)
  if (refused) return refused
  const read = completion.safeParse(parsed(words(reply)))
  const choice = read.data?.choices[0]
  if (!choice) return { failure: 'not_json', owed: true }
  const usage = read.data?.usage
  return {
    said: choice.message.content ?? null,
    finish: choice.finish_reason ?? null,
    ...(usage && { usage: { in: usage.prompt_tokens, out: usage.completion_tokens } }),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function failureOf({ kind, refusedByUs }: HttpFailure): Failure {
  if (refusedByUs) return 'address'
  if (kind === 'timeout') return 'timeout'
  if (kind === 'too-large') return 'too_large'
  return kind === 'bad-response' || kind === 'cut' ? 'broken' : 'unreachable'
}
