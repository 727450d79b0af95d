import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Random bytes as URL-safe text; 32 bytes (43 characters) are beyond guessing. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url')
}

/** Compares two texts in a time that says nothing of where, or by how much, they differ. */
export function constantTimeEqual(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
