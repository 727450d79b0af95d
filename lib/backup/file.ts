import { randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { access, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib'
import { Problem } from '../errors/index.ts'
import { decrypt, encrypt, isEncrypted } from './encryption.ts'

const ZSTD = { [constants.ZSTD_c_compressionLevel]: 3 }

/**
 * Writes `source` compressed, encrypted when there is a passphrase, under a name that says it is partial; only when
 * all is on disk does it get its own name.
 * @throws Problem `backup_exists`
 */
export async function writeBackupFile(
  path: string,
  source: AsyncIterable<Buffer>,
  options: { passphrase?: string; signal?: AbortSignal },
): Promise<void> {
  await refuseExisting(path)
  const partial = `${path}.partial-${randomBytes(3).toString('hex')}`
  const { passphrase, signal } = options
  const seal = (plain: AsyncIterable<Buffer>) => encrypt(plain, passphrase ?? '')
  const file = createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true })
  try {
    const compress = createZstdCompress({ params: ZSTD })
    if (passphrase) await pipeline(source, compress, seal, file, { signal })
    else await pipeline(source, compress, file, { signal })
    await refuseExisting(path)
    await rename(partial, path)
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
  const folder = await open(dirname(path))
  await folder.sync()
  await folder.close()
}

async function refuseExisting(path: string): Promise<void> {
  const there = await access(path).then(
    () => true,
    () => false,
  )
  if (there) throw new Problem('backup_exists', { status: 409, values: { path } })
}

/**
 * The bytes that were given to `writeBackupFile`.
 * @throws Problem `backup_passphrase_needed`, `backup_passphrase`; errors of the decoders when the file is spoilt
 */
export async function* readBackupFile(path: string, passphrase?: string): AsyncGenerator<Buffer> {
  const encrypted = await isEncryptedFile(path)
  if (encrypted && !passphrase)
    throw new Problem('backup_passphrase_needed', { status: 422, values: { path } })
  const bytes = createReadStream(path, { highWaterMark: 256 * 1024 })
  const decompress = createZstdDecompress()
  const source = encrypted ? decrypt(bytes, passphrase ?? '') : bytes
  const done = pipeline(source, decompress)
  // Whoever reads no further needs not know; the others are told below.
  done.catch(() => undefined)
  yield* decompress as AsyncIterable<Buffer>
  await done
}

/** Whether the file asks for a passphrase. */
export async function isEncryptedFile(path: string): Promise<boolean> {
  return isEncrypted(await beginning(path))
}

async function beginning(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
