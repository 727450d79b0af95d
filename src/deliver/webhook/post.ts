import { HttpFailure, type SafeHttp } from '../../../lib/http/index.ts'
import { signatureOf } from './signature.ts'

export interface Answer {
  /** Taken: any 2xx. */
  ok: boolean
  /** Null where none came. */
  status: number | null
  /** Milliseconds. */
  duration: number
  /** The first kilobyte of what was answered, or the kind of what went wrong (`http.timeout`). */
  text: string
  /** Milliseconds that the receiver asks to wait. */
  retryAfter: number
}

const KILOBYTE = 1024
const TIMEOUT = 15_000

/**
 * Tells one message to one address, signed. Redirects are not followed: an endpoint is where its owner said it is. Fails
 * only where `signal` was given up.
 */
export async function post(
  http: SafeHttp,
  to: { url: string; secrets: readonly string[] },
  message: { id: string; body: string },
  signal: AbortSignal,
): Promise<Answer> {
  const started = performance.now()
  const timestamp = Math.floor(Date.now() / 1000)
  const id = `msg_${message.id}`
  const duration = () => Math.round(performance.now() - started)
  try {
    const answer = await http.stream(to.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signatureOf(to.secrets, { id, timestamp, body: message.body }),
      },
      body: message.body,
      redirects: 0,
      timeoutMs: TIMEOUT,
      signal,
    })
    const { status, headers } = answer
    const text = await beginning(answer.body)
    const ok = status >= 200 && status < 300
    return { ok, status, duration: duration(), text, retryAfter: waitAsked(headers['retry-after']) }
  } catch (error) {
    if (!(error instanceof HttpFailure) || error.kind === 'aborted') throw error
    return { ok: false, status: null, duration: duration(), text: `http.${error.kind}`, retryAfter: 0 }
  }
}

/** As text that a page can show and a database keep; an answer that breaks off has been given all the same. */
async function beginning(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of body) {
      chunks.push(chunk)
      length += chunk.byteLength
      if (length >= KILOBYTE) break
    }
  } catch (error) {
    if (!(error instanceof HttpFailure) || error.kind === 'aborted') throw error
  }
  const text = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, KILOBYTE))
  return text.replace(/(?![\t\n\r])\p{Cc}/gu, '')
}

/** `Retry-After` in seconds or as a date. */
function waitAsked(header: string | undefined): number {
  if (!header) return 0
  const seconds = Number(header)
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now()
  return Number.isFinite(wait) ? Math.max(0, wait) : 0
}
