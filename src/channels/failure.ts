import { cleanText } from '../../lib/text/index.ts'

/** Why an exchange with a network failed; closed, so that every caller knows what can be retried. */
export type Failure =
  | { kind: 'rate-limited'; until: Date }
  | { kind: 'quota-spent'; until?: Date }
  | { kind: 'token-dead'; detail: string }
  | { kind: 'refused'; detail: string }
  | { kind: 'bad-response'; detail: string }
  | { kind: 'unreachable'; detail: string }
  | { kind: 'gone'; detail: string }
  /** Of an errand only: it may have been done, and nothing said so. Every other kind means that it was not. */
  | { kind: 'uncertain'; detail: string }

const LONGEST = 1_000

/**
 * Thrown by channel functions, and by nothing else in them; anything else that escapes is a bug of ours. Its words are
 * often the network's own: those that could not be kept (a zero character, half a letter) would keep what they end open.
 */
export class ChannelFailure extends Error {
  override name = 'ChannelFailure' as const
  readonly failure: Failure
  constructor(failure: Failure, options?: { cause?: unknown }) {
    const kept =
      'detail' in failure
        ? { ...failure, detail: cleanText(failure.detail, LONGEST).toWellFormed() }
        : failure
    super(`${kept.kind}${'detail' in kept ? `: ${kept.detail}` : ''}`, options)
    this.failure = kept
  }
}
