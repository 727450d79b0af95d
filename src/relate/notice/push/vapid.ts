import { createECDH, createPrivateKey, type KeyObject, sign } from 'node:crypto'

/** By which push services know who sends (RFC 8292). */
export interface Vapid {
  /** Uncompressed point in base64url: what a browser subscribes with. */
  publicKey: string
  privateKey: KeyObject
  /** `mailto:` or the server's address: whom a push service can tell of trouble. */
  subject: string
}

/** A token is good for so long, in seconds; services take a day at most. */
const GOOD_FOR = 12 * 3600
/** Order of the curve: a private key lies under it. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** The key pair that 32 secret bytes stand for: the same for the same bytes, in every process. */
export function vapidOf(secret: Uint8Array, subject: string): Vapid {
  const number = (BigInt(`0x${Buffer.from(secret).toString('hex')}`) % (ORDER - 1n)) + 1n
  const d = Buffer.from(number.toString(16).padStart(64, '0'), 'hex')
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(d)
  const point = curve.getPublicKey()
  const [x, y] = [point.subarray(1, 33), point.subarray(33)]
  const jwk = { kty: 'EC', crv: 'P-256', x: text(x), y: text(y), d: text(d) }
  return { publicKey: text(point), privateKey: createPrivateKey({ key: jwk, format: 'jwk' }), subject }
}

/** What a request to the service of `endpoint` is authorised by. */
export function authorisation(vapid: Vapid, endpoint: string, now: Date): string {
  const claims = {
    aud: new URL(endpoint).origin,
    exp: Math.floor(now.getTime() / 1000) + GOOD_FOR,
    sub: vapid.subject,
  }
  const head = [{ typ: 'JWT', alg: 'ES256' }, claims]
    .map((part) => text(Buffer.from(JSON.stringify(part))))
    .join('.')
  const signature = sign('sha256', Buffer.from(head), { key: vapid.privateKey, dsaEncoding: 'ieee-p1363' })
  return `vapid t=${head}.${text(signature)}, k=${vapid.publicKey}`
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
