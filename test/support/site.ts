import { randomBytes } from 'node:crypto'
import { packIds } from '../../lib/crypto/index.ts'
import type { Route } from '../../src/access/index.ts'
import { consume } from '../../src/activity/index.ts'
import { channelOf } from '../../src/channels/index.ts'
import { startSender } from '../../src/deliver/index.ts'
import { createAccount } from '../../src/ingest/index.ts'
import type { SiteDeps } from '../../src/relate/site/index.ts'
import type { Engine } from '../../src/server/engine.ts'
import { deliverDeps } from '../../src/server/outbox.ts'
import { CONSUMERS } from '../../src/server/worker.ts'
import { eventually } from './eventually.ts'
import { everyRoute } from './every-route.ts'
import { type TestOptions, type TestServer, testServer } from './http.ts'

export const ORIGIN = 'https://boutique.example'

export interface TestSite {
  server: TestServer
  engine: Engine
  /** What its doors are given. */
  deps: SiteDeps
  workspaceId: string
  accountId: string
  publicId: string
  /** Asks a door as a page of the shop does. */
  ask(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>
  /** The same, and what it answered; fails on anything but 200. */
  tell<R = Record<string, unknown>>(path: string, body: unknown): Promise<R>
  /** Lets every consumer read what came. */
  follow(): Promise<void>
  /** Lets what is in the outbox leave, and every consumer read it. */
  deliver(): Promise<void>
}

/** A secret as pages make it. */
export function pageToken(): string {
  return randomBytes(32).toString('base64url')
}

/** A server with one site of ours. */
export async function testSite(
  config: Record<string, unknown> = {},
  options: Partial<TestOptions> = {},
): Promise<TestSite> {
  let engine: Engine | undefined
  let pages: Route[] = []
  let deps: SiteDeps | undefined
  const server = await testServer({
    routes: async (parts) => {
      const every = await everyRoute(parts)
      engine = every.engine
      pages = every.pages
      deps = every.sites
      return every.routes
    },
    pages: () => pages,
    ...options,
  })
  if (!engine || !deps) throw new Error('no engine')
  const workspaceId = await server.workspace()
  return { server, engine, deps, ...(await anotherSite(server, engine, workspaceId, config)) }
}

/** One more site in a workspace. */
export async function anotherSite(
  server: TestServer,
  engine: Engine,
  workspaceId: string,
  config: Record<string, unknown> = {},
) {
  const channel = channelOf('site')
  if (!channel) throw new Error('no channel')
  const whole = channel.config.parse({ origins: [ORIGIN], ...config }) as Record<string, unknown>
  const accountId = await createAccount(server.db, engine.vault, channel, {
    workspaceId,
    name: 'Maison Ardoise',
    config: whole,
  })
  const publicId = packIds(workspaceId, accountId)
  const ask = async (path: string, body: unknown, headers: Record<string, string> = {}) =>
    server.app.request(`/api/v1/site/${publicId}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { origin: ORIGIN, ...headers },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    })
  const follow = async () => {
    for (const consumer of CONSUMERS) while ((await consume(server.db, workspaceId, consumer)) > 0);
  }
  return {
    workspaceId,
    accountId,
    publicId,
    ask,
    async tell<R>(path: string, body: unknown): Promise<R> {
      const response = await ask(path, body)
      const text = await response.text()
      if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text}`)
      return JSON.parse(text) as R
    },
    follow,
    async deliver() {
      const sender = startSender(deliverDeps(engine.runner, server.url))
      const left = async () => {
        const { rows } = await server.pool.query(
          `select count(*)::int as count from delivery where state in ('waiting', 'sending')`,
        )
        return rows[0]?.count
      }
      await eventually(left, (count) => count === 0)
      await sender.stop()
      await follow()
    },
  }
}
