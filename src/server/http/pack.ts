import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { MiddlewareHandler } from 'hono'
import { compress } from 'hono/compress'
import type { HttpEnv } from './parts.ts'

/** An answer whose text is at hand, before it becomes bytes. */
export interface Text {
  status: number
  contentType: string | null
  body: string
}

const SMALLEST = 1024
const squeeze = promisify(gzip)
const squeezeStream = compress({ threshold: SMALLEST })
const done = new WeakSet<Response>()

/**
 * A response of one piece, compressed where that is worth it and asked for. A stream would cost several times as much,
 * and does so in Hono's own middleware even for those who ask for nothing.
 */
export async function packed(text: Text, accepted: string | null): Promise<Response> {
  const headers: Record<string, string> = text.contentType ? { 'content-type': text.contentType } : {}
  if (text.body === '') return new Response(null, { status: text.status, headers })
  let bytes = Buffer.from(text.body)
  if (bytes.byteLength >= SMALLEST) {
    headers.vary = 'Accept-Encoding'
    if (takesGzip(accepted)) {
      bytes = await squeeze(bytes, { level: 4 })
      headers['content-encoding'] = 'gzip'
    }
  }
  headers['content-length'] = String(bytes.byteLength)
  const response = new Response(bytes, { status: text.status, headers })
  done.add(response)
  return response
}

/** Whether `Accept-Encoding` allows gzip: named, or by `*`, and not with a weight of nought (RFC 9110, 12.5.3). */
export function takesGzip(accepted: string | null): boolean {
  if (accepted === null) return false
  const weights = new Map<string, number>()
  for (const part of accepted.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((one) => one.trim())
    const weight = parameters.find((one) => one.startsWith('q='))?.slice(2) ?? '1'
    weights.set(name, Number(weight))
  }
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0
}

/** Compresses what streams or was made elsewhere, and leaves alone what `packed` made. */
export function packing(): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    await next()
    if (!done.has(c.res)) await squeezeStream(c, async () => undefined)
  }
}
