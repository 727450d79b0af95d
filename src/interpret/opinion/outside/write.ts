import { HttpFailure, type HttpStream, type SafeHttp } from '../../../../lib/http/index.ts'
import {
  completion,
  completionsAt,
  type Endpoint,
  type Failure,
  failureOf,
  PATIENCE,
  refusalBy,
} from '../ask.ts'
import { type Told, toldBy } from './stream.ts'

export interface Message {
  role: 'system' | 'user'
  content: string
}

export interface Request {
  messages: Message[]
  /** Most that it may write. */
  tokens: number
}

export interface Written {
  /** What came, also where it was cut short. */
  text: string
  failure: Failure | 'stopped' | null
  /** Nothing left, or the other side took nothing on. */
  owed: boolean
  /** Absent where the other side does not count, or was not let finish. */
  usage?: { in: number; out: number }
}

const LONGEST_TEXT = 12_000
const LONGEST_STREAM = 4 * 1024 * 1024

/**
 * Has a text written, told piece by piece where the other side can. Once; what some models do not take is left out where they say so.
 * @param progress what there is so far, without what a model thinks aloud
 */
export async function write(
  http: SafeHttp,
  endpoint: Endpoint,
  request: Request,
  { signal, progress }: { signal: AbortSignal; progress(text: string): void },
): Promise<Written> {
  let text = ''
  try {
    const answer = await opened(http, endpoint, request, signal)
    if ('failure' in answer) return { text, ...answer }
    if (!/^text\/event-stream/i.test(answer.headers['content-type'] ?? '')) return await atOnce(answer.body)
    let last: Pick<Told, 'text' | 'finish' | 'usage'> = { text, finish: null }
    for await (const told of toldBy(answer.body)) {
      text = readable(told.text)
      last = told
      if (told.broken) return { text, failure: 'not_json', owed: true }
      if (text.length > LONGEST_TEXT)
        return { text: text.slice(0, LONGEST_TEXT), failure: 'too_large', owed: true }
      progress(text)
    }
    return ended(withoutThought(last.text), last.finish, last.usage)
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    const failure = signal.aborted ? 'stopped' : failureOf(error)
    return { text, failure, owed: error.sent }
  }
}

async function opened(http: SafeHttp, endpoint: Endpoint, request: Request, signal: AbortSignal) {
  const bounds = { temperature: 0.3, max_tokens: request.tokens, stream_options: { include_usage: true } }
  const first = await posted(http, endpoint, request, bounds, signal)
  if (first.status !== 400) return taken(first)
  const said = Buffer.from(await bytesOf(first.body, 10_000)).toString('utf8')
  if (!/max_completion_tokens|temperature|stream_options/.test(said))
    return { failure: 'request', owed: false } as const
  const again = await posted(http, endpoint, request, { max_completion_tokens: request.tokens }, signal)
  return taken(again)
}

/** An answer to read; of one that is not to be, the connection is closed and not held until its time is out. */
async function taken(answer: HttpStream) {
  const refused = refusalBy(answer.status)
  if (refused) await bytesOf(answer.body, 1)
  return refused ?? answer
}

function posted(
  http: SafeHttp,
  { url, model, key }: Endpoint,
  { messages }: Request,
  bounds: object,
  signal: AbortSignal,
) {
  return http.stream(completionsAt(url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify({ model, messages, stream: true, ...bounds }),
    accept: 'text/event-stream, application/json',
    timeoutMs: PATIENCE,
    headersMs: PATIENCE,
    maxBytes: LONGEST_STREAM,
    redirects: 0,
    signal,
  })
}

async function atOnce(body: AsyncIterable<Uint8Array>): Promise<Written> {
  const read = completion.safeParse(parsed(Buffer.from(await bytesOf(body, LONGEST_STREAM)).toString('utf8')))
  const [choice] = read.data?.choices ?? []
  if (!choice) return { text: '', failure: 'not_json', owed: true }
  const usage = read.data?.usage
  const used = usage ? { in: usage.prompt_tokens, out: usage.completion_tokens } : undefined
  const text = withoutThought(choice.message.content ?? '')
  if (text.length > LONGEST_TEXT)
    return { text: text.slice(0, LONGEST_TEXT), failure: 'too_large', owed: true }
  return ended(text, choice.finish_reason ?? null, used)
}

/** A text that was cut is there to be read, and said to be cut. */
function ended(text: string, finish: string | null, usage: Written['usage']): Written {
  const failure = finish === 'length' ? 'cut' : text.trim() === '' ? 'silent' : null
  return { text: text.trim(), failure, owed: true, ...(usage && { usage }) }
}

/** What stands between `<think>` and its end, or the end of what there is, is not for anybody to read. */
function withoutThought(text: string): string {
  return text.replace(/<think>[\s\S]*?(?:<\/think>|$)/g, '').trimStart()
}

/** Of a text that goes on: what may turn out to be the mark of a thought waits for what follows it. */
function readable(text: string): string {
  return withoutThought(text).replace(/<(?:t(?:h(?:i(?:nk?)?)?)?)?$/, '')
}

async function bytesOf(body: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of body) {
    pieces.push(piece)
    size += piece.length
    if (size >= most) break
  }
  return Buffer.concat(pieces)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
