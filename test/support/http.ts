import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import { type Clock, systemClock } from '../../lib/clock/index.ts'
import { parseKey } from '../../lib/crypto/index.ts'
import { type Handle, inTransaction } from '../../lib/db/index.ts'
import { type Live, startLive } from '../../lib/live/index.ts'
import { silentLog } from '../../lib/log/index.ts'
import {
  type Auth,
  accessRoutes,
  type Begin,
  createAuth,
  createWorkspace,
  insertMember,
  insertUser,
  type Measure,
  type Role,
  type Route,
} from '../../src/access/index.ts'
import { createApp } from '../../src/server/http/app.ts'
import type { HttpEnv, HttpOptions } from '../../src/server/http/parts.ts'
import { type TestDatabase, testDatabase } from './database.ts'

export const PUBLIC_URL = 'http://localhost:4300'
export const PASSWORD = 'correct horse battery'

/** A server on a database of its own, spoken to without a socket. */
export interface TestServer extends TestDatabase {
  app: Hono<HttpEnv>
  auth: Auth
  live: Live
  /** Somebody with a browser of their own, not signed in. */
  browser(): Browser
  /** A member of `workspaceId` with a role, signed in. */
  member(workspaceId: string, role: Role): Promise<Member>
  workspace(name?: string): Promise<string>
}

export interface Member {
  userId: string
  memberId: string
  email: string
  browser: Browser
}

export interface TestOptions extends Partial<HttpOptions> {
  clock?: Clock
  /** Made of what they need; default: those of access alone. */
  routes?: (parts: { auth: Auth; db: Handle; live: Live }) => Route[] | Promise<Route[]>
  /** What stands at the root of the address. */
  pages?: (parts: { db: Handle }) => Route[]
  begin?: Begin
  measure?: Measure
  authLimits?: boolean
  /** The server hears no notice, and believes that there is none. */
  deaf?: boolean
}

export async function testServer(options: TestOptions = {}): Promise<TestServer> {
  const database = await testDatabase()
  const { clock = systemClock, routes, pages, begin, measure, authLimits, deaf, ...http } = options
  const publicUrl = options.publicUrl ?? PUBLIC_URL
  const live = startLive(database.url)
  const secret = randomBytes(32).toString('hex')
  const auth = createAuth(database.db, { publicUrl, secret, limits: authLimits ?? false }, silentLog(), clock)
  const access = accessRoutes({
    auth,
    begin: begin ?? (async () => {}),
    measure: measure ?? (async () => ({})),
  })
  const app = createApp({
    db: database.db,
    routes: routes ? await routes({ auth, db: database.db, live }) : access,
    ...(pages && { pages: pages({ db: database.db }) }),
    auth,
    key: parseKey(secret),
    log: silentLog(),
    clock,
    live: deaf ? { ...live, connected: () => true, onNotice: () => () => undefined } : live,
    options: { publicUrl, version: '0.0.0', limits: false, strictReplies: true, ...http },
  })
  const server: TestServer = {
    ...database,
    app,
    auth,
    live,
    browser: () => new Browser(app, publicUrl),
    workspace: (name = 'Maison Test') =>
      createWorkspace(database.db, { name, timeZone: 'Europe/Paris', locale: 'fr' }),
    member: (workspaceId, role) => makeMember(server, workspaceId, role),
    close: async () => {
      await live.close()
      await database.close()
    },
  }
  return server
}

/** The hash of `PASSWORD`: it is made to take time, and all members of tests have the same. */
let passwordHash: Promise<string> | undefined

async function makeMember(server: TestServer, workspaceId: string, role: Role): Promise<Member> {
  const email = `${role}-${randomBytes(4).toString('hex')}@example.org`
  passwordHash ??= server.auth.hashPassword(PASSWORD)
  const hash = await passwordHash
  const { userId, memberId } = await inTransaction(server.db, async (tx) => {
    const id = await insertUser(tx, { name: `Camille ${role}`, email, passwordHash: hash })
    return { userId: id, memberId: await insertMember(tx, workspaceId, id, role) }
  })
  const browser = server.browser()
  browser.keep(await server.auth.signIn(email, PASSWORD, new Headers()))
  return { userId, memberId, email, browser }
}

export interface Ask {
  body?: unknown
  headers?: Record<string, string>
  /** Sends neither cookies nor `Origin`, as a program does. */
  bare?: boolean
}

/** Keeps cookies and says where it comes from, as browsers do. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly #app: Hono<HttpEnv>
  readonly #origin: string

  constructor(app: Hono<HttpEnv>, origin: string) {
    this.#app = app
    this.#origin = origin
  }

  get = (path: string, ask: Ask = {}) => this.ask('GET', path, ask)
  post = (path: string, body: unknown = {}, ask: Ask = {}) => this.ask('POST', path, { body, ...ask })
  put = (path: string, body: unknown = {}, ask: Ask = {}) => this.ask('PUT', path, { body, ...ask })
  patch = (path: string, body: unknown = {}, ask: Ask = {}) => this.ask('PATCH', path, { body, ...ask })
  delete = (path: string, ask: Ask = {}) => this.ask('DELETE', path, ask)

  async ask(method: string, path: string, ask: Ask = {}): Promise<Response> {
    const url = this.#origin + (path.startsWith('/api') || path === '/' ? path : `/api/v1${path}`)
    const headers = new Headers({ 'accept-language': 'en' })
    if (!ask.bare) {
      if (this.cookies.size > 0) headers.set('cookie', this.cookie())
      if (method !== 'GET') headers.set('origin', this.#origin)
      headers.set('sec-fetch-site', 'same-origin')
    }
    if (ask.body !== undefined) headers.set('content-type', 'application/json')
    for (const [name, value] of Object.entries(ask.headers ?? {})) headers.set(name, value)
    const body = typeof ask.body === 'string' ? ask.body : JSON.stringify(ask.body)
    const response = await this.#app.request(url, {
      method,
      headers,
      ...(ask.body !== undefined && { body }),
    })
    this.keep(response.headers.getSetCookie())
    return response
  }

  cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  keep(lines: string[]): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(';')
      const at = pair.indexOf('=')
      const gone = attributes.some((one) => /^\s*max-age=0\s*$/i.test(one))
      if (gone) this.cookies.delete(pair.slice(0, at))
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
  }
}

/** The problem of a refusal: its id and its words. */
export async function problemOf(
  response: Response,
): Promise<{ id: string; detail: string; code: string; fields?: Record<string, string> }> {
  const body = (await response.json()) as {
    type: string
    detail: string
    code: string
    fields?: Record<string, string>
  }
  return { ...body, id: body.type.replace('urn:veillee:problem:', '') }
}
