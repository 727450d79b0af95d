import { Hono } from 'hono'
import { Problem } from '../../../lib/errors/index.ts'
import { addressOf, requireOwnOrigin, requireRate, withAddress } from './guard.ts'
import { limitedRequest } from './input.ts'
import type { Http, HttpEnv } from './parts.ts'

const MOST = 64 * 1024
const PER_MINUTE = 300

/** Sign-in, second factor and passkeys, under `/api/auth`; the same guards as everywhere stand before them. */
export function authApp(http: Http): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>()
  app.on(['GET', 'POST'], '/*', async (c) => {
    c.set('pattern', '/api/auth')
    const address = addressOf(c, http)
    requireRate(http, `auth ${address}`, PER_MINUTE)
    const request = withAddress(c.req.raw, address)
    requireOwnOrigin(request, http)
    requireJson(request)
    const response = await http.auth.handle(limitedRequest(request, MOST))
    response.headers.set('cache-control', 'no-store')
    return response
  })
  return app
}

/** A form can be posted from anywhere; JSON cannot without asking. */
function requireJson(request: Request): void {
  const type = request.headers.get('content-type')
  if (request.method === 'GET' || (type === null && request.body === null)) return
  if (!/^application\/json\s*(;|$)/i.test(type ?? '')) throw new Problem('json_needed', { status: 415 })
}
