import { z } from 'zod'
import { HttpFailure, type HttpReply } from '../../../../../lib/http/index.ts'
import { ChannelFailure, type Failure } from '../../../channel.ts'

/** Our words for what went wrong, as a key of `channel.json`. */
export function words(key: string): string {
  return `bluesky-account.${key}`
}

export function refuse(key: string): ChannelFailure {
  return new ChannelFailure({ kind: 'refused', detail: words(key) })
}

/**
 * What lib/http says, in the words of channels. `writes`: the exchange may have left something behind, so that once a
 * byte of it may have been sent nobody knows. Errors of ours go on as they are.
 */
export function networkFailure(error: unknown, writes: boolean): unknown {
  if (!(error instanceof HttpFailure)) return error
  const detail = `http.${error.kind}`
  const kind = error.refusedByUs ? 'refused' : writes && error.sent ? 'uncertain' : 'unreachable'
  return new ChannelFailure({ kind, detail }, { cause: error })
}

const told = z.object({
  error: z.string().max(200).catch(''),
  message: z.string().catch(''),
})

/** The name and the words of an XRPC error; empty where the answer is none. */
export function toldBy({ body }: HttpReply): { error: string; message: string } {
  const { error, message } = told.safeParse(jsonOf(body)).data ?? { error: '', message: '' }
  return { error, message: message.replace(/\p{Cc}+/gu, ' ').slice(0, 300) }
}

/** Kept as the cause of a failure: the name that the network gave it. */
export class XrpcError extends Error {
  override name = 'XrpcError' as const
}

/** The network's name for a failure; empty where it gave none. */
export function nameOf(error: unknown): string {
  const cause = error instanceof ChannelFailure ? error.cause : undefined
  return cause instanceof XrpcError ? cause.message : ''
}

/** An answer that is not the one hoped for, as an error. */
export function failed(reply: HttpReply, now: Date, writes: boolean): ChannelFailure {
  return new ChannelFailure(statusFailure(reply, now, writes), { cause: new XrpcError(toldBy(reply).error) })
}

export function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return undefined
  }
}

/** The account itself is put to sleep, taken down or deleted: nothing can be done for it until it is back. */
const GONE = /^(Account|Repo)(Deactivated|Takedown|TakenDown|Suspended|NotFound|Deleted|Takendown)$/

function statusFailure(reply: HttpReply, now: Date, writes: boolean): Failure {
  const { error, message } = toldBy(reply)
  const { status } = reply
  const detail = message || error || `HTTP ${status}`
  if (status === 429) return { kind: 'rate-limited', until: resetOf(reply, now) }
  if (status >= 500) return { kind: writes ? 'uncertain' : 'unreachable', detail: `HTTP ${status}` }
  if (GONE.test(error)) return { kind: 'gone', detail }
  if (error === 'AuthFactorTokenRequired') return { kind: 'refused', detail: words('needs-app-password') }
  if (status === 401 || isTokenError(error)) return { kind: 'token-dead', detail }
  return { kind: status >= 400 ? 'refused' : 'bad-response', detail }
}

export function isTokenError(error: string): boolean {
  return /^(ExpiredToken|InvalidToken|AuthMissing|AuthenticationRequired|invalid_token)$/.test(error)
}

const DAY_MS = 86_400_000

/** When the network will listen again; a day ahead at most, a minute where it does not say. */
function resetOf({ headers }: HttpReply, now: Date): Date {
  const after = Number(headers['retry-after']) * 1000
  const at = Number(headers['ratelimit-reset']) * 1000 - now.getTime()
  const wait = [after, at].find((milliseconds) => milliseconds > 0) ?? 60_000
  return new Date(now.getTime() + Math.min(wait, DAY_MS))
}
