import { HttpFailure, type HttpFailureKind } from './http.ts'

const KINDS: Record<string, HttpFailureKind> = {
  ENOTFOUND: 'unresolved',
  EAI_AGAIN: 'unresolved',
  EAI_NODATA: 'unresolved',
  EAI_NONAME: 'unresolved',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'too-large',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'cut',
  UND_ERR_INVALID_ARG: 'bad-request',
  Z_BUF_ERROR: 'cut',
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: 'too-large',
}

const PREFIXES: [RegExp, HttpFailureKind][] = [
  [/^(HPE_|Z_|ZSTD_|ERR_BROTLI|ERR_ZSTD|ERR__|WS_ERR_)/, 'bad-response'],
  [/^(CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/, 'tls'],
]

/** The closed kind of whatever undici, zlib, tls or ws threw. `reading` says that the answer had begun. */
export function asHttpFailure(error: unknown, reading: boolean): HttpFailure {
  if (error instanceof HttpFailure) return error
  const inner = innermost(error)
  if (inner instanceof HttpFailure) return inner
  if (inner instanceof Error && inner.name === 'HTTPParserError') {
    // Without its cause, which carries the bytes that the other side sent.
    return new HttpFailure('bad-response', 'the answer is not HTTP')
  }
  const code = codeOf(inner) ?? codeOf(error) ?? ''
  const kind = KINDS[code] ?? PREFIXES.find(([pattern]) => pattern.test(code))?.[1]
  return new HttpFailure(kind ?? (reading ? 'cut' : 'unreachable'), code || 'connection failed', {
    cause: error,
  })
}

function innermost(error: unknown): unknown {
  let current = error
  for (let depth = 0; depth < 5 && current instanceof Error && current.cause instanceof Error; depth++) {
    current = current.cause
  }
  return current instanceof AggregateError ? (current.errors[0] ?? current) : current
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

export interface Deadline {
  signal: AbortSignal
  /** Names the abort when there was one: ours (`timeout`) or the caller's (`aborted`). */
  name(error: unknown, reading: boolean): HttpFailure
  /** By the clock, also where nothing has run since that could have noticed. */
  passed(): boolean
  clear(): void
}

/** One signal out of the caller's and a time limit. The timer holds the process, so an exchange always ends. */
export function deadline(milliseconds: number, outer?: AbortSignal): Deadline {
  const controller = new AbortController()
  const end = performance.now() + milliseconds
  let late = false
  const timer = setTimeout(() => {
    late = true
    controller.abort()
  }, milliseconds)
  const onAbort = () => controller.abort()
  if (outer?.aborted) onAbort()
  outer?.addEventListener('abort', onAbort, { once: true })
  return {
    signal: controller.signal,
    name(error, reading) {
      if (late) return new HttpFailure('timeout', `no end within ${milliseconds} ms`, { cause: error })
      if (outer?.aborted) return new HttpFailure('aborted', 'aborted by the caller', { cause: error })
      return asHttpFailure(error, reading)
    },
    passed() {
      late ||= performance.now() >= end
      return late
    },
    clear() {
      clearTimeout(timer)
      outer?.removeEventListener('abort', onAbort)
    },
  }
}
