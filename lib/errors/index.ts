/** Who has to act on a failure: `ours` is a fault of this program and is reported, the rest is not. */
export interface ErrorOptions {
  /** HTTP status of the problem+json answer (RFC 9457). */
  status: number
  /** Values for the message's placeholders, never secrets nor message texts. */
  values?: Record<string, string | number>
  ours?: boolean
  cause?: unknown
  /** Field paths to message keys, for forms. */
  fields?: Record<string, string>
  /** What the reader needs to decide, besides the words: extension members of the answer, under `more`. */
  more?: Record<string, unknown>
}

/**
 * The one error of the product. `id` is stable and is also the translation key `error.<id>` of its words in
 * French and English, so that the cause is logged and the reader sees their own language.
 */
export class Problem extends Error {
  override name = 'Problem' as const
  readonly id: string
  readonly status: number
  readonly values: Record<string, string | number>
  readonly ours: boolean
  readonly fields: Record<string, string> | undefined
  readonly more: Record<string, unknown> | undefined

  constructor(id: string, options: ErrorOptions) {
    super(id, { cause: options.cause })
    this.id = id
    this.status = options.status
    this.values = options.values ?? {}
    this.ours = options.ours ?? options.status >= 500
    this.fields = options.fields
    this.more = options.more
  }
}

export function notFound(noun: string): Problem {
  return new Problem('not_found', { status: 404, values: { noun } })
}

export function forbidden(permission: string): Problem {
  return new Problem('forbidden', { status: 403, values: { permission } })
}

export function unauthenticated(): Problem {
  return new Problem('unauthenticated', { status: 401 })
}

export function conflict(id: string, values: Record<string, string | number> = {}): Problem {
  return new Problem(id, { status: 409, values })
}

export function invalid(
  id: string,
  values: Record<string, string | number> = {},
  fields?: Record<string, string>,
) {
  return new Problem(id, { status: 422, values, fields })
}
