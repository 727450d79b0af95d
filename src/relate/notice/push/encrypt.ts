import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'

/** What a browser gives to be written to. */
export interface Keys {
  /** Its public key, an uncompressed point in base64url. */
  p256dh: string
  /** 16 bytes in base64url. */
  auth: string
}

/** One record of this size holds all; services take 4096 bytes. */
const RECORD = 4096
/** Bytes that are left for the words. */
export const MOST_BYTES = RECORD - 86 - 17

/**
 * Encrypts a message for one browser, so that its push service cannot read it (RFC 8291 with `aes128gcm` of RFC 8188).
 * @param ours key and salt, for the vector of the RFC alone; otherwise made anew for each message
 * @throws Error where the keys are no keys, or the text is longer than `MOST_BYTES`
 */
export function encrypt(text: string, keys: Keys, ours?: { privateKey: Buffer; salt: Buffer }): Buffer {
  const plain = Buffer.from(text)
  if (plain.byteLength > MOST_BYTES) throw new Error('too long for a push')
  const theirs = Buffer.from(keys.p256dh, 'base64url')
  const auth = Buffer.from(keys.auth, 'base64url')
  if (auth.byteLength !== 16) throw new Error('no secret of a browser')
  const curve = createECDH('prime256v1')
  if (ours) curve.setPrivateKey(ours.privateKey)
  else curve.generateKeys()
  const own = curve.getPublicKey()
  const salt = ours?.salt ?? randomBytes(16)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, own])
  const input = derived(curve.computeSecret(theirs), auth, info, 32)
  const key = derived(input, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derived(input, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  // 2 says that this record is the last.
  const body = Buffer.concat([cipher.update(plain), cipher.update(Buffer.from([2])), cipher.final()])
  const head = Buffer.alloc(5)
  head.writeUInt32BE(RECORD)
  head.writeUInt8(own.byteLength, 4)
  return Buffer.concat([salt, head, own, body, cipher.getAuthTag()])
}

function derived(secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, length))
}

/** Whether a browser could have given these. */
export function areKeys({ p256dh, auth }: Keys): boolean {
  try {
    encrypt('', { p256dh, auth })
    return true
  } catch {
    return false
  }
}
