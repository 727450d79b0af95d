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

/** Thrown by channel functions, and by nothing else in them; anything else that escapes is a bug of ours. */
export class ChannelFailure extends Error {
  override name = 'ChannelFailure' as const
  readonly failure: Failure
  constructor(failure: Failure, options?: { cause?: unknown }) {
    super(`${failure.kind}${'detail' in failure ? `: ${failure.detail}` : ''}`, options)
    this.failure = failure
  }
}
