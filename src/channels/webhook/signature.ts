import { createHmac } from 'node:crypto'
import { constantTimeEqual } from '../../../lib/crypto/index.ts'

export const HEADER = 'x-veillee-signature'
/** How far the sender's clock may be from ours, and how long a captured delivery is worth anything. */
const WINDOW_SECONDS = 300

export type Verdict =
  | { ok: true; deliveryId: string }
  | { ok: false; reason: 'missing-signature' | 'malformed-signature' | 'outside-window' | 'wrong-signature' }

/**
 * Verifies `t=<unix seconds>,v1=<hex>`: HMAC-SHA256, with the account's secret, of the time, a full stop and the body
 * byte for byte. Several `v1` may be given while a secret is changed. The delivery's id is made of what is signed, so
 * that nobody can send the same again under another name.
 */
export function verify(header: string | undefined, body: Uint8Array, secret: string, now: Date): Verdict {
  if (!header) return { ok: false, reason: 'missing-signature' }
  const fields = header.length <= 1_000 ? header.split(',').map((field) => field.trim()) : []
  const time = fields.find((field) => /^t=\d{1,12}$/.test(field))?.slice(2)
  const given = fields.filter((field) => /^v1=[0-9a-f]{64}$/i.test(field)).map((field) => field.slice(3))
  if (!time || given.length === 0) return { ok: false, reason: 'malformed-signature' }
  const expected = sign(body, secret, Number(time))
  const right = given.filter((hex) => constantTimeEqual(hex.toLowerCase(), expected)).length > 0
  if (!right) return { ok: false, reason: 'wrong-signature' }
  const away = Math.abs(now.getTime() / 1000 - Number(time))
  return away <= WINDOW_SECONDS ? { ok: true, deliveryId: expected } : { ok: false, reason: 'outside-window' }
}

/** The `v1` of a body signed at `time` (unix seconds). */
export function sign(body: Uint8Array | string, secret: string, time: number): string {
  return createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex')
}
