import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { Problem } from '../errors/index.ts'
import type { SecretKey } from './key.ts'

const VERSION = 'v1.'
const NONCE = 12
const TAG = 16

/**
 * Encrypts and signs `text` (AES-256-GCM) under a key derived for `purpose` alone. A purpose names what the text is and
 * whose, as in `account:<id>`: a sealed value moved to another row does not open.
 */
export function seal(key: SecretKey, purpose: string, text: string): string {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', keyFor(key, purpose), nonce)
  cipher.setAAD(Buffer.from(VERSION + purpose))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return VERSION + Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')
}

/** @throws Problem `sealed_unreadable`: another key, another purpose, or a changed value. */
export function open(key: SecretKey, purpose: string, sealed: string): string {
  const bytes = Buffer.from(sealed.slice(VERSION.length), 'base64url')
  if (!sealed.startsWith(VERSION) || bytes.length < NONCE + TAG) throw unreadable(purpose)
  const decipher = createDecipheriv('aes-256-gcm', keyFor(key, purpose), bytes.subarray(0, NONCE))
  decipher.setAAD(Buffer.from(VERSION + purpose))
  decipher.setAuthTag(bytes.subarray(-TAG))
  try {
    const body = bytes.subarray(NONCE, -TAG)
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
  } catch (cause) {
    throw unreadable(purpose, cause)
  }
}

/** 32 bytes for `purpose`, for libraries that want a secret of their own. */
export function keyFor(key: SecretKey, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, 'veillee', purpose, 32))
}

function unreadable(purpose: string, cause?: unknown): Problem {
  return new Problem('sealed_unreadable', { status: 500, values: { purpose }, cause })
}
