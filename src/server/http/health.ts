import { type Context, Hono } from 'hono'
import { sql } from 'kysely'
import { constantTimeEqual } from '../../../lib/crypto/index.ts'
import { requireCurrentSchema } from '../../../lib/db/migrate.ts'
import { notFound, Problem } from '../../../lib/errors/index.ts'
import { readMetrics } from '../../../lib/metrics/index.ts'
import { addressOf } from './guard.ts'
import type { Http, HttpEnv } from './parts.ts'

const LOOPBACK = /^(::1|127\.|::ffff:127\.)/

/** `/healthz`: the process answers. `/readyz`: what it needs is there. `/metrics`: what it counts and times. */
export function healthApp(http: Http): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>()
  app.get('/healthz', (c) => c.text('ok\n'))
  app.get('/readyz', async (c) => {
    const checks = await readiness(http)
    const ready = Object.values(checks).every((check) => check === 'ok')
    return c.json({ ready, checks }, ready ? 200 : 503)
  })
  app.get('/metrics', async (c) => {
    if (!mayMeasure(http, c)) throw notFound('page')
    const { contentType, text } = await readMetrics()
    return c.body(text, 200, { 'content-type': contentType })
  })
  return app
}

/** Each condition as `ok` or the id of what is missing; never the words of an error, which may tell too much. */
async function readiness(http: Http): Promise<Record<string, string>> {
  const conditions: Record<string, () => Promise<unknown>> = {
    database: () => sql`select 1`.execute(http.db),
    schema: () => requireCurrentSchema(http.db),
    live: async () => {
      if (!http.live.connected()) throw new Problem('not_ready', { status: 503 })
    },
    ...http.ready,
  }
  const told = await Promise.all(
    Object.entries(conditions).map(async ([name, holds]) => [name, await verdict(http, name, holds)]),
  )
  return Object.fromEntries(told)
}

async function verdict(http: Http, name: string, holds: () => Promise<unknown>): Promise<string> {
  try {
    await holds()
    return 'ok'
  } catch (error) {
    http.log.warn({ err: error, check: name }, 'not ready')
    return error instanceof Problem ? error.id : 'failing'
  }
}

/** Behind a proxy on this machine everybody seems to come from it: what is passed on needs the token. */
function mayMeasure(http: Http, c: Context<HttpEnv>): boolean {
  const token = http.options.metricsToken
  if (token) return constantTimeEqual(c.req.header('authorization') ?? '', `Bearer ${token}`)
  const passedOn = !http.options.trustProxy && (c.req.header('x-forwarded-for') ?? c.req.header('forwarded'))
  return !passedOn && LOOPBACK.test(addressOf(c, http))
}
