import type { ImapFlowError } from 'imapflow'
import { clip } from '../../../../lib/text/index.ts'
import { ChannelFailure, type Failure } from '../../channel.ts'

/** Words of a server, short and in one line. */
export function wordsOf(text: unknown): string {
  const line = String(text ?? '').replace(/\p{Cc}+/gu, ' ')
  return clip(line.trim(), 300).trimEnd()
}

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
const TLS = /^(?:CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/

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

export interface SmtpError extends Error {
  code?: string
  /** Of the system, where the library put its own over it. */
  originalCode?: string
  command?: string
  response?: string
  responseCode?: number
  recipient?: string
}

/** A server that asks to come back later: five minutes is what most greylists want. */
const LATER_MS = 5 * 60_000

/**
 * What went wrong with the sending server. A refusal in so many words means that nothing was sent (RFC 5321 4.2.1);
 * without one it depends on how far the mail had got: `dotted` once its end may have been written.
 */
export function smtpFailure(error: unknown, dotted: boolean, now: Date): ChannelFailure {
  if (error instanceof ChannelFailure) return error
  const {
    code = '',
    originalCode = '',
    command = '',
    response,
    responseCode,
    message = '',
  } = error instanceof Error ? (error as SmtpError) : ({} as Partial<SmtpError>)
  const as = (failure: Failure) => new ChannelFailure(failure, { cause: error })
  const words = wordsOf(response ?? message)
  if (code === 'ETLS' || TLS.test(code) || TLS.test(originalCode))
    return as({ kind: 'unreachable', detail: 'http.tls' })
  if (responseCode && responseCode >= 400 && responseCode < 600) {
    if (code === 'EAUTH' || responseCode === 530 || responseCode === 535 || responseCode === 534) {
      return as(
        responseCode < 500 ? { kind: 'unreachable', detail: words } : { kind: 'token-dead', detail: words },
      )
    }
    if (responseCode >= 500) return as({ kind: 'refused', detail: words })
    // 421 turns the whole connection away; any other 4xx concerns this one mail (a full mailbox, a grey list).
    return as(
      responseCode === 421
        ? { kind: 'rate-limited', until: new Date(now.getTime() + LATER_MS) }
        : { kind: 'unreachable', detail: words },
    )
  }
  if (dotted) return as({ kind: 'uncertain', detail: words })
  if (code === 'EAUTH') return as({ kind: 'refused', detail: words })
  if (code === 'EENVELOPE' || (code === 'EMESSAGE' && command === 'MAIL FROM'))
    return as({ kind: 'refused', detail: words })
  return as({ kind: 'unreachable', detail: words || code })
}
