import { createCipheriv, createDecipheriv, hash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { Problem } from '../errors/index.ts'
import { ByteReader } from './tar.ts'

const CHUNK = 64 * 1024
const TAG = 16
const LONGEST_HEADER = 1000
const MAGIC = '{"format":"veillee-backup-encrypted"'

interface Cost {
  n: number
  r: number
  p: number
}

/** Half a second and 128 MB an attempt. */
const COST: Cost = { n: 2 ** 17, r: 8, p: 1 }

const Header = z.object({
  format: z.literal('veillee-backup-encrypted'),
  version: z.literal(1),
  // Bounded: a file must not make its reader spend hours or gigabytes on the key.
  n: z
    .number()
    .int()
    .min(2)
    .max(2 ** 20),
  r: z.number().int().min(1).max(32),
  p: z.number().int().min(1).max(4),
  salt: z.base64(),
  nonce: z.base64(),
  check: z.base64(),
})

/**
 * Encrypts with a key drawn from the passphrase (scrypt), in chunks of 64 KiB that each bear the proof of their place
 * (AES-256-GCM): none can be changed, moved or left out, and the last one says that it is.
 */
export async function* encrypt(
  source: AsyncIterable<Buffer>,
  passphrase: string,
  cost: Cost = COST,
): AsyncGenerator<Buffer> {
  const [salt, nonce] = [randomBytes(16), randomBytes(7)]
  const { key, check } = await deriveKey(passphrase, salt, cost)
  const shown = { ...cost, salt: salt.toString('base64'), nonce: nonce.toString('base64'), check }
  const header = Buffer.from(
    `${JSON.stringify({ format: 'veillee-backup-encrypted', version: 1, ...shown })}\n`,
  )
  yield header
  const reader = new ByteReader(source)
  for (let index = 0; ; index++) {
    const chunk = await reader.takeUpTo(CHUNK)
    const last = await reader.isOver()
    const cipher = createCipheriv('aes-256-gcm', key, chunkNonce(nonce, index, last))
    cipher.setAAD(header)
    yield Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()])
    if (last) return
  }
}

/** True when a file that begins with these bytes was made by `encrypt`. */
export function isEncrypted(beginning: Buffer): boolean {
  return beginning.toString('latin1').startsWith(MAGIC)
}

/** @throws Problem `backup_passphrase` when it is not the one; Error when the file was cut or changed */
export async function* decrypt(source: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source)
  const line = await readLine(reader)
  const header = Header.parse(JSON.parse(line.toString('utf8')))
  const { key, check } = await deriveKey(passphrase, Buffer.from(header.salt, 'base64'), header)
  if (!timingSafeEqual(Buffer.from(hash('sha256', check)), Buffer.from(hash('sha256', header.check)))) {
    throw new Problem('backup_passphrase', { status: 422 })
  }
  const nonce = Buffer.from(header.nonce, 'base64')
  for (let index = 0; ; index++) {
    const chunk = await reader.takeUpTo(CHUNK + TAG)
    if (chunk.length < TAG) throw new Error('the file is cut short')
    const last = await reader.isOver()
    const decipher = createDecipheriv('aes-256-gcm', key, chunkNonce(nonce, index, last))
    decipher.setAAD(line)
    decipher.setAuthTag(chunk.subarray(-TAG))
    yield Buffer.concat([decipher.update(chunk.subarray(0, -TAG)), decipher.final()])
    if (last) return
  }
}

async function readLine(reader: ByteReader): Promise<Buffer> {
  const bytes: Buffer[] = []
  for (let length = 0; length < LONGEST_HEADER; length++) {
    const byte = await reader.take(1)
    bytes.push(byte)
    if (byte[0] === 10) return Buffer.concat(bytes)
  }
  throw new Error('the header has no end')
}

function chunkNonce(prefix: Buffer, index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  prefix.copy(nonce, 0, 0, 7)
  nonce.writeUInt32BE(index, 7)
  nonce.writeUInt8(last ? 1 : 0, 11)
  return nonce
}

function deriveKey(
  passphrase: string,
  salt: Buffer,
  { n, r, p }: Cost,
): Promise<{ key: Buffer; check: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ key: Buffer; check: string }>()
  const options = { N: n, r, p, maxmem: 256 * n * r + (1 << 20) }
  scrypt(passphrase.normalize('NFC'), salt, 64, options, (error, derived) => {
    if (error) return reject(error)
    // The second half tells a wrong passphrase from a spoilt file.
    resolve({ key: derived.subarray(0, 32), check: hash('sha256', derived.subarray(32), 'base64') })
  })
  return promise
}
