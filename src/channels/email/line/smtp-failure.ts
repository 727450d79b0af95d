import { ChannelFailure, type Failure } from '../../channel.ts'
import { TLS, wordsOf } from './saying.ts'

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
