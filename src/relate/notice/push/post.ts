import { HttpFailure, type SafeHttp } from '../../../../lib/http/index.ts'
import type { Subscription } from './device.ts'
import { encrypt, MOST_BYTES } from './encrypt.ts'
import { authorisation, type Vapid } from './vapid.ts'

/** What a device shows. */
export interface Push {
  title: string
  body: string
  /** Where a click leads, on our own server. */
  path: string
  /** What replaces what was shown before of the same notice. */
  tag: string
  urgent: boolean
}

/**
 * What came of it: `gone` where the browser has given its subscription up, `refused` where our key is not the one that it
 * was made with, `later` where it is worth another try, so many milliseconds from now at least.
 */
export type Pushed =
  | { kind: 'taken' | 'gone' | 'refused' | 'failed'; words: string }
  | { kind: 'later'; wait: number; words: string }

/** How long a service keeps it for a device that is off, in seconds. */
const KEPT = 4 * 3600

/** Writes to one device; fails only where `signal` was given up. */
export async function post(
  http: SafeHttp,
  vapid: Vapid,
  to: Subscription,
  push: Push,
  { now, signal }: { now: Date; signal: AbortSignal },
): Promise<Pushed> {
  const { urgent, ...shown } = push
  try {
    const { status, headers } = await http.request(to.endpoint, {
      method: 'POST',
      headers: {
        authorization: authorisation(vapid, to.endpoint, now),
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl: String(KEPT),
        urgency: urgent ? 'high' : 'normal',
        topic: push.tag.replace(/[^\w-]/g, '').slice(0, 32),
      },
      body: encrypt(fitting(shown), to),
      redirects: 0,
      timeoutMs: 20_000,
      maxBytes: 10_000,
      signal,
    })
    return outcomeOf(status, headers['retry-after'], now)
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    if (error.kind === 'aborted') throw error
    const words = `http.${error.kind}`
    return error.refusedByUs ? { kind: 'failed', words } : { kind: 'later', wait: 0, words }
  }
}

function outcomeOf(status: number, retryAfter: string | undefined, now: Date): Pushed {
  const words = String(status)
  if (status >= 200 && status < 300) return { kind: 'taken', words }
  if (status === 404 || status === 410) return { kind: 'gone', words }
  if (status === 401 || status === 403) return { kind: 'refused', words }
  if (status !== 429 && status < 500) return { kind: 'failed', words }
  const seconds = Number(retryAfter)
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(retryAfter ?? '') - now.getTime()
  return { kind: 'later', wait: Number.isFinite(wait) ? Math.max(0, wait) : 0, words }
}

/** Its body is cut, whole characters at a time, and then its title, until all of it fits into one message. */
function fitting(shown: Omit<Push, 'urgent'>): string {
  let { title, body } = shown
  for (;;) {
    const text = JSON.stringify({ ...shown, title, body })
    const over = Buffer.byteLength(text) - MOST_BYTES
    if (over <= 0 || title + body === '') return text
    if (body !== '') body = shorter(body, over)
    else title = shorter(title, over)
  }
}

/** Less by a third of the bytes that are too many, as a character may have three: it is asked again until it fits. */
function shorter(text: string, over: number): string {
  return text.slice(0, Math.max(0, text.length - Math.ceil(over / 3) - 1)).replace(/[\ud800-\udbff]$/, '')
}
