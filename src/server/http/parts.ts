import type { Clock } from '../../../lib/clock/index.ts'
import type { SecretKey } from '../../../lib/crypto/index.ts'
import type { Handle } from '../../../lib/db/index.ts'
import type { Locale } from '../../../lib/i18n/index.ts'
import type { Limiter } from '../../../lib/limit/index.ts'
import type { Live } from '../../../lib/live/index.ts'
import type { Log } from '../../../lib/log/index.ts'
import type { Auth, RememberingRegister, Route } from '../../access/index.ts'

export interface HttpOptions {
  /** Where people reach this server, without a final slash. */
  publicUrl: string
  /** Shown in the documentation. */
  version: string
  /** Believe the last address of `X-Forwarded-For`: only behind a proxy that sets it. */
  trustProxy?: boolean
  /** The built interface; null serves none. */
  webFolder?: URL | null
  /** Lets `/metrics` be read from elsewhere than this machine. */
  metricsToken?: string
  /** False only in tests and benches. */
  limits?: boolean
  /** Answer 500 to a reply that is not of its schema, instead of logging it: for tests. */
  strictReplies?: boolean
}

/** What the HTTP face is made of. */
export interface HttpParts {
  db: Handle
  routes: Route[]
  /** Pages for people without an account, made here: they stand at the root of the address, beside the interface. */
  pages?: Route[]
  auth: Auth
  options: HttpOptions
  /** The installation's secret. */
  key: SecretKey
  log: Log
  clock: Clock
  live: Live
  /** Named conditions of readiness beyond the database and its schema; each throws while it does not hold. */
  ready?: Record<string, () => Promise<void>>
}

export interface Http extends HttpParts {
  limiter: Limiter
  /** Who was let in lately. */
  register: RememberingRegister
  origins: string[]
}

/** What hono hands to each request of ours. */
export interface HttpEnv {
  Variables: {
    /** The short code that a person quotes and the log bears. */
    code: string
    /** The route's own pattern, so that neither logs nor metrics hold tokens and ids. */
    pattern: string
    /** Of the reader, once they are known; the header's until then. */
    locale: Locale | undefined
  }
  Bindings: { incoming?: { socket?: { remoteAddress?: string } } }
}
