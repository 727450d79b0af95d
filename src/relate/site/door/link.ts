import { createHmac, timingSafeEqual } from 'node:crypto'

/** Half of a SHA-256: beyond guessing, and short enough for a mail. */
const SIGNED = 16

/** A link that opens one thing of one purpose (its secret is that purpose's alone): 43 URL-safe characters, no row. */
export function linkTo(secret: Uint8Array, id: string): string {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex')
  return Buffer.concat([bytes, sign(secret, bytes)]).toString('base64url')
}

/** The id that a link opens; undefined where it was not made by `linkTo` with that secret. */
export function readLink(secret: Uint8Array, link: string): string | undefined {
  const bytes = Buffer.from(link, 'base64url')
  // One text a link: the last sign has bits to spare, which must be those that `linkTo` writes.
  if (bytes.length !== 32 || bytes.toString('base64url') !== link) return undefined
  const [id, given] = [bytes.subarray(0, 16), bytes.subarray(16)]
  if (!timingSafeEqual(given, sign(secret, id))) return undefined
  return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** A proof that two ids belong together, for an address that names both. */
export function bindingOf(secret: Uint8Array, one: string, other: string): string {
  return sign(secret, Buffer.from(`${one}:${other}`)).toString('base64url')
}

export function binds(secret: Uint8Array, one: string, other: string, proof: string): boolean {
  const [given, right] = [Buffer.from(proof), Buffer.from(bindingOf(secret, one, other))]
  return given.length === right.length && timingSafeEqual(given, right)
}

function sign(secret: Uint8Array, body: Uint8Array): Buffer {
  return createHmac('sha256', secret).update(body).digest().subarray(0, SIGNED)
}
