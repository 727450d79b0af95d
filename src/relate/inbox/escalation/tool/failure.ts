import { HttpFailure, type HttpReply } from '../../../../../lib/http/index.ts'

/** Why a tool did not do it. `sent`: it may have, all the same. */
export class ToolFailure extends Error {
  override name = 'ToolFailure' as const
  readonly kind: 'token' | 'rights' | 'missing' | 'refused' | 'busy' | 'unreachable' | 'strange'
  readonly sent: boolean
  /** Milliseconds after which it may be asked again. */
  readonly wait: number
  constructor(kind: ToolFailure['kind'], detail: string, { sent = false, wait = 0 } = {}) {
    super(detail)
    this.kind = kind
    this.sent = sent
    this.wait = wait
  }
}

/** What will not go better by itself: a person has to change something. */
export function isLasting({ kind }: ToolFailure): boolean {
  return kind === 'token' || kind === 'rights' || kind === 'missing' || kind === 'refused'
}

export function thrown(error: unknown): ToolFailure {
  if (error instanceof ToolFailure) return error
  if (error instanceof HttpFailure)
    return new ToolFailure('unreachable', error.kind, { sent: error.sent && !error.refusedByUs })
  throw error
}

/** The body of a good answer. @throws ToolFailure */
export function read(reply: HttpReply, changes: boolean): unknown {
  const { status } = reply
  if (status >= 200 && status < 300) return parsed(reply, changes)
  const detail = `HTTP ${status}`
  if (status === 401) throw new ToolFailure('token', detail)
  const limited = reply.headers['x-ratelimit-remaining'] === '0' || reply.headers['retry-after'] !== undefined
  if (status === 429 || (status === 403 && limited))
    throw new ToolFailure('busy', detail, { wait: waitOf(reply.headers) })
  if (status === 403) throw new ToolFailure('rights', detail)
  if (status === 404 || status === 410) throw new ToolFailure('missing', detail)
  if (status < 500) throw new ToolFailure('refused', detail)
  throw new ToolFailure('busy', detail, { sent: changes })
}

function parsed(reply: HttpReply, changes: boolean): unknown {
  try {
    return JSON.parse(Buffer.from(reply.body).toString())
  } catch {
    throw new ToolFailure('strange', 'no JSON', { sent: changes })
  }
}

function waitOf(headers: Record<string, string>): number {
  const seconds = Number(headers['retry-after'])
  return Number.isFinite(seconds) ? Math.min(seconds, 86_400) * 1000 : 60_000
}
