import { decodeHtml } from '../../../../lib/html/index.ts'
import { HttpFailure, type HttpReply, type SafeHttp } from '../../../../lib/http/index.ts'
import { type PageText, type Part, textOf } from '../text/text.ts'
import { type Obstacle, obstacleOf } from './obstacle.ts'

/**
 * Why a page could not be read. `part`: what is watched of it is not there. `robots`: the site asks programs to stay out.
 * `address`: it does not lead to a public place. `busy`: it asks to come later. `kind`: it is no page of words.
 */
export const TROUBLES = [
  'refused',
  'gone',
  'moved',
  'login',
  'captcha',
  'empty',
  'part',
  'robots',
  'busy',
  'address',
  'kind',
  'large',
  'unreachable',
  'broken',
] as const
export type Trouble = (typeof TROUBLES)[number]

export interface Watched {
  url: string
  part: Part
  ignore: readonly string[]
  etag: string | null
  modified: string | null
  /** What the last version said. */
  before: string | undefined
  /** A person has looked, and says that what is there now is the page. */
  accept: boolean
}

interface Seen {
  title: string
  text: string
  etag: string | null
  modified: string | null
  /** Where it has moved for good. */
  moved: string | undefined
}

export type Look =
  | { kind: 'same' }
  | ({ kind: 'text' } & Seen)
  | { kind: 'trouble'; trouble: Trouble; detail: string; until?: Date }

const MOST_BYTES = 5 * 1024 * 1024
const TIMEOUT = 30_000
const ACCEPT = 'text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1'
const LONGEST_WAIT = 24 * 3_600_000

/** Reads a page once. Never throws for what the other side does. */
export async function look(
  http: SafeHttp,
  page: Watched,
  options: { now: Date; locale: string; signal?: AbortSignal },
): Promise<Look> {
  let reply: HttpReply
  try {
    reply = await http.request(page.url, {
      accept: ACCEPT,
      maxBytes: MOST_BYTES,
      timeoutMs: TIMEOUT,
      headers: {
        'accept-language': options.locale === 'fr' ? 'fr, en;q=0.5' : 'en, fr;q=0.5',
        ...(page.etag ? { 'if-none-match': page.etag } : {}),
        ...(page.modified ? { 'if-modified-since': page.modified } : {}),
      },
      ...(options.signal ? { signal: options.signal } : {}),
    })
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    return { kind: 'trouble', trouble: troubleOf(error), detail: `http.${error.kind}` }
  }
  if (reply.status === 304) return { kind: 'same' }
  return reply.status >= 200 && reply.status < 300 ? read(reply, page) : refusal(reply, options.now)
}

function troubleOf({ kind, refusedByUs }: HttpFailure): Trouble {
  if (refusedByUs) return 'address'
  if (kind === 'too-large') return 'large'
  if (kind === 'redirects' || kind === 'bad-response') return 'broken'
  return 'unreachable'
}

function refusal({ status, headers }: HttpReply, now: Date): Look {
  const detail = `HTTP ${status}`
  const until = retryAfter(headers['retry-after'], now)
  if (status === 429 || (status === 503 && until))
    return { kind: 'trouble', trouble: 'busy', detail, ...(until ? { until } : {}) }
  if (status === 404 || status === 410) return { kind: 'trouble', trouble: 'gone', detail }
  if (status === 401 || status === 402 || status === 403 || status === 451)
    return { kind: 'trouble', trouble: 'refused', detail }
  return { kind: 'trouble', trouble: status >= 500 ? 'unreachable' : 'broken', detail }
}

function retryAfter(value: string | undefined, now: Date): Date | undefined {
  if (!value) return undefined
  const wait = /^\d{1,9}$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now.getTime()
  return Number.isNaN(wait)
    ? undefined
    : new Date(now.getTime() + Math.min(Math.max(wait, 60_000), LONGEST_WAIT))
}

function read(reply: HttpReply, page: Watched): Look {
  const type = reply.headers['content-type'] ?? ''
  const plain = /^\s*(text\/plain|application\/json)/i.test(type)
  if (type && !plain && !/html|xml/i.test(type)) {
    return { kind: 'trouble', trouble: 'kind', detail: type.split(';')[0]?.slice(0, 60) ?? '' }
  }
  const html = decodeHtml(reply.body, type)
  const seen = plain ? asWords(html) : textOf(html, reply.url, page.part, page.ignore)
  const obstacle = page.accept ? undefined : obstacleIn(reply, page, html, seen)
  if (obstacle) return { kind: 'trouble', trouble: obstacle, detail: obstacle === 'moved' ? reply.url : '' }
  if (seen.missing) return { kind: 'trouble', trouble: 'part', detail: page.part?.of ?? '' }
  const { title, text } = seen
  const { etag, 'last-modified': modified } = reply.headers
  return {
    kind: 'text',
    title,
    text,
    etag: validator(etag),
    modified: validator(modified),
    moved: reply.moved,
  }
}

/** Of a part that is missing, the whole page tells whether it is the page. */
function obstacleIn(reply: HttpReply, page: Watched, html: string, seen: PageText): Obstacle | undefined {
  const { title, text } = seen.missing ? textOf(html, reply.url, undefined, []) : seen
  const before = seen.missing ? undefined : page.before
  return obstacleOf({ asked: page.url, came: reply.url, html, title, text, before })
}

/** Plain text, or a document for programs (some networks give their rules as such), one value a line. */
function asWords(body: string): PageText {
  const text = /^\s*[[{]/.test(body) ? spread(body) : body
  const lines = text.slice(0, 400_000).split(/\r\n?|\n/)
  return {
    title: '',
    missing: false,
    text: lines
      .map((line) => line.trim())
      .filter(Boolean)
      .join('\n'),
  }
}

function spread(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 1)
  } catch {
    return text
  }
}

/** Sent back as it came, when it is what may stand in a header. */
function validator(value: string | undefined): string | null {
  return value && value.length <= 500 && /^[\x20-\x7e]+$/.test(value) ? value : null
}
