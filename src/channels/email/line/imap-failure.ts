import type { ImapFlowError } from 'imapflow'
import { ChannelFailure, type Failure } from '../../channel.ts'
import { TLS, wordsOf } from './saying.ts'

/** Refusals to sign in that pass by themselves (RFC 5530), and those that say so in words only. */
const PASSING_CODES = new Set([
  'UNAVAILABLE',
  'INUSE',
  'LIMIT',
  'SERVERBUG',
  'CONTACTADMIN',
  'THROTTLED',
  'OVERQUOTA',
])
const PASSING_WORDS = /too many|temporar|try again|\brate\b|maximum number of connections|\blater\b/i

/** What went wrong with the reading server. */
export function imapFailure(error: unknown): ChannelFailure {
  if (error instanceof ChannelFailure) return error
  const {
    code = '',
    authenticationFailed,
    tlsFailed,
    responseText,
    response,
    serverResponseCode,
    message = '',
  } = error instanceof Error ? (error as ImapFlowError) : ({} as Partial<ImapFlowError>)
  const words = wordsOf(responseText ?? (typeof response === 'string' ? response : message))
  const as = (failure: Failure) => new ChannelFailure(failure, { cause: error })
  if (authenticationFailed) {
    const passing = PASSING_CODES.has(serverResponseCode ?? '') || PASSING_WORDS.test(words)
    return as(passing ? { kind: 'unreachable', detail: words } : { kind: 'token-dead', detail: words })
  }
  if (tlsFailed || TLS.test(code) || /STARTTLS/.test(message))
    return as({ kind: 'unreachable', detail: 'http.tls' })
  if (/TooLarge$|ParserError|UnexpectedTag|InvalidResponse/.test(code)) {
    return as({ kind: 'bad-response', detail: code })
  }
  if (serverResponseCode === 'NONEXISTENT') return as({ kind: 'refused', detail: 'email.no-folder' })
  if (code === 'ETHROTTLE') return as({ kind: 'rate-limited', until: new Date(Date.now() + 300_000) })
  return as({ kind: 'unreachable', detail: words || code || 'http.cut' })
}
