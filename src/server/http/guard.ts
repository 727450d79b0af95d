import type { Context } from 'hono'
import { Problem } from '../../../lib/errors/index.ts'
import { ADDRESS_HEADER } from '../../access/index.ts'
import type { Http, HttpEnv } from './parts.ts'

const HARMLESS = ['GET', 'HEAD', 'OPTIONS']

/**
 * Refuses a change that another site makes a browser ask for. Browsers say where a request comes from in `Origin` and
 * `Sec-Fetch-Site`; a request with a cookie and neither is not believed. A key is never sent by a browser on its own.
 * @throws Problem `origin` (403)
 */
export function requireOwnOrigin(request: Request, http: Http): void {
  const { headers } = request
  if (HARMLESS.includes(request.method) || headers.has('authorization')) return
  const origin = headers.get('origin')
  const site = headers.get('sec-fetch-site')
  const foreign =
    (origin !== null && !http.origins.includes(origin)) ||
    (site !== null && site !== 'same-origin') ||
    (origin === null && site === null && headers.has('cookie'))
  if (foreign) throw new Problem('origin', { status: 403, values: { url: http.options.publicUrl } })
}

/** The address a request comes from; what the client itself says of it counts only behind a trusted proxy. */
export function addressOf(c: Context<HttpEnv>, http: Http): string {
  const direct = c.env?.incoming?.socket?.remoteAddress ?? '127.0.0.1'
  if (!http.options.trustProxy) return direct
  return c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() || direct
}

/**
 * The request as the rest of the program sees it: with the address we found, not the one it may claim. It is the same
 * object, as building another costs more than most handlers.
 */
export function withAddress(request: Request, address: string): Request {
  request.headers.set(ADDRESS_HEADER, address)
  return request
}

/** @throws Problem `rate_limited` (429) */
export function requireRate(http: Http, source: string, perMinute: number): void {
  if (http.options.limits === false || perMinute === 0) return
  const verdict = http.limiter.take(source, { max: perMinute, window: 60_000 })
  if (!verdict.allowed)
    throw new Problem('rate_limited', { status: 429, values: { seconds: verdict.retryAfter } })
}
