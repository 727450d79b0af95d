import { hashPassword } from 'better-auth/crypto'
import type { Clock } from '../../../lib/clock/index.ts'
import { systemClock } from '../../../lib/clock/index.ts'
import type { Handle } from '../../../lib/db/index.ts'
import { notFound, Problem } from '../../../lib/errors/index.ts'
import { createLimiter, type Limiter } from '../../../lib/limit/index.ts'
import type { Log } from '../../../lib/log/index.ts'
import { audit } from '../audit/store.ts'
import { membershipsOf } from '../members/store.ts'
import { AUTH_PATHS, refusal } from './answer.ts'
import { ADDRESS_HEADER, type AuthOptions, createLibrary } from './auth.ts'
import { standingSession } from './standing.ts'
import { endSession, takeCode } from './store.ts'

export { hashPassword }

export interface SignedIn {
  userId: string
  sessionId: string
  /** Lines to give back when the session's life was prolonged. */
  setCookies: string[]
}

/** Sign-in as the rest of the program sees it. */
export interface Auth {
  /** Answers a request under `/api/auth`. @throws Problem for every refusal */
  handle(request: Request): Promise<Response>
  /** Whose session cookie these headers carry; null for nobody's or one that has ended. */
  session(headers: Headers): Promise<SignedIn | null>
  hashPassword(password: string): Promise<string>
  /** Opens a session for a user just created. @returns `Set-Cookie` lines */
  signIn(email: string, password: string, from: Headers): Promise<string[]>
  publicUrl: string
}

/** Failed passwords for one account, from wherever they come: the library's own limit counts by address. */
const ACCOUNT_RULE = { max: 20, window: 15 * 60_000 }

export function createAuth(db: Handle, options: AuthOptions, log: Log, clock: Clock = systemClock): Auth {
  const library = createLibrary(db, options, log)
  const failures = createLimiter(clock)
  const base = new URL(options.publicUrl).origin
  const marks = library.$context.then(({ authCookies, secret, sessionConfig }) => ({
    cookie: authCookies.sessionToken.name,
    secret,
    lives: sessionConfig.expiresIn,
    prolonged: sessionConfig.updateAge,
  }))

  async function session(headers: Headers): Promise<SignedIn | null> {
    const cookies = headers.get('cookie')
    if (cookies === null) return null
    const standing = await standingSession(db, await marks, cookies)
    if (standing) return { ...standing, setCookies: [] }
    const found = await library.api.getSession({ headers, returnHeaders: true })
    if (!found.response) return null
    const { user, session: kept } = found.response
    return { userId: user.id, sessionId: kept.id, setCookies: found.headers.getSetCookie() }
  }

  async function handle(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname.slice('/api/auth'.length)
    if (AUTH_PATHS[path] !== request.method) throw notFound('page')
    const account = options.limits === false ? null : await fieldOf(request, path, '/sign-in/email', 'email')
    const code = await fieldOf(request, path, SECOND_STEP, 'code')
    if (account) refuseFlood(failures, account)
    const before = path in RECORDED ? await session(request.headers) : null
    // The library makes its own address of the request's: behind a proxy that is not the public one.
    const response = await library.handler(
      new Request(`${base}/api/auth${path}${new URL(request.url).search}`, request),
    )
    if (response.status >= 400) {
      if (account && response.status === 401) failures.take(account, ACCOUNT_RULE)
      throw await refusal(path, response)
    }
    if (code && !before) await requireUnused(db, code, response)
    await record(db, path, before, response)
    return response
  }

  return {
    handle,
    session,
    publicUrl: options.publicUrl,
    hashPassword,
    async signIn(email, password, from) {
      const headers = new Headers({ origin: base, [ADDRESS_HEADER]: from.get(ADDRESS_HEADER) ?? '127.0.0.1' })
      const agent = from.get('user-agent')
      if (agent) headers.set('user-agent', agent)
      const response = await library.api.signInEmail({ body: { email, password }, headers, asResponse: true })
      if (!response.ok) throw await refusal('/sign-in/email', response)
      return response.headers.getSetCookie()
    },
  }
}

async function fieldOf(request: Request, path: string, at: string, name: string): Promise<string | null> {
  if (path !== at) return null
  try {
    const body = (await request.clone().json()) as Record<string, unknown>
    const field = body[name]
    return typeof field === 'string' ? field.toLowerCase().slice(0, 320) : null
  } catch {
    return null
  }
}

const SECOND_STEP = '/two-factor/verify-totp'

/** A code that let somebody in lets in nobody else who saw it (RFC 6238, 5.2). @throws Problem `auth_code` */
async function requireUnused(db: Handle, code: string, response: Response): Promise<void> {
  const { token, user } = (await response.clone().json()) as { token?: string; user?: { id?: string } }
  if (user?.id && (await takeCode(db, user.id, code))) return
  if (token) await endSession(db, token)
  throw new Problem('auth_code', { status: 401 })
}

function refuseFlood(failures: Limiter, account: string): void {
  const verdict = failures.peek(account, ACCOUNT_RULE)
  if (!verdict.allowed)
    throw new Problem('auth_locked', { status: 429, values: { seconds: verdict.retryAfter } })
}

/** What of sign-in goes into the journal of each of the person's workspaces, by path. */
const RECORDED: Record<string, string> = {
  '/sign-in/email': 'session.start',
  '/passkey/verify-authentication': 'session.start',
  '/two-factor/verify-totp': 'session.start',
  '/two-factor/verify-backup-code': 'session.start',
  '/two-factor/disable': 'two_factor.off',
  '/two-factor/generate-backup-codes': 'two_factor.codes',
  '/change-password': 'password.change',
  '/passkey/verify-registration': 'passkey.add',
  '/passkey/delete-passkey': 'passkey.remove',
}

async function record(db: Handle, path: string, before: SignedIn | null, response: Response): Promise<void> {
  // A code checked by somebody already in is the one that switches two-step sign-in on.
  const action = before && path === SECOND_STEP ? 'two_factor.on' : RECORDED[path]
  if (!action) return
  const userId = before?.userId ?? (await userOf(response))
  if (!userId) return
  for (const { workspaceId } of await membershipsOf(db, userId)) {
    await audit(db, { workspaceId, who: { userId }, action, target: userId })
  }
}

/** Null while the second step is still to come: the answer then names nobody. */
async function userOf(response: Response): Promise<string | null> {
  const body = (await response.clone().json()) as { user?: { id?: string }; session?: { userId?: string } }
  return body.user?.id ?? body.session?.userId ?? null
}
