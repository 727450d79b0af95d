import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Problem } from '../../../lib/errors/index.ts'
import { type EncodingGuess, EncodingSniffer } from '../../channels/file/index.ts'

/** Left on the disk for everything else. */
const ROOM = 268_435_456
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Where the file of an import stands; both names are ids of ours, never a name that came with the file. */
export function filePath(folder: string, workspaceId: string, importId: string): string {
  return join(folder, workspaceId, importId)
}

export interface Received {
  bytes: number
  encoding: EncodingGuess
}

/**
 * Writes what arrives to `path`, whole or not at all, and listens to its encoding on the way.
 * @throws Problem `import_too_large` past `limit` bytes, `import_no_room` when the disk is nearly full
 */
export async function receiveFile(
  source: AsyncIterable<Uint8Array>,
  path: string,
  limit: number,
): Promise<Received> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const part = `${path}.part`
  try {
    const received = await write(source, part, limit)
    await refuseFullDisk(path)
    await rename(part, path)
    return received
  } catch (error) {
    await rm(part, { force: true })
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw noRoom()
    throw error
  }
}

async function write(source: AsyncIterable<Uint8Array>, part: string, limit: number): Promise<Received> {
  const sniffer = new EncodingSniffer()
  const file = await open(part, 'w', 0o600)
  let bytes = 0
  try {
    for await (const chunk of source) {
      bytes += chunk.length
      if (bytes > limit) throw tooLarge(limit)
      sniffer.add(chunk)
      await file.appendFile(chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { bytes, encoding: sniffer.result() }
}

/** @throws Problem `import_too_large` for a length announced, before a byte is read */
export function refuseLength(announced: string | null, limit: number): void {
  if (Number(announced ?? 0) > limit) throw tooLarge(limit)
}

function tooLarge(limit: number): Problem {
  return new Problem('import_too_large', { status: 413, values: { limit: Math.floor(limit / 1_048_576) } })
}

function noRoom(): Problem {
  return new Problem('import_no_room', { status: 507, ours: false })
}

async function refuseFullDisk(path: string): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(path))
  if (bavail * bsize < ROOM) throw noRoom()
}

export async function removeFile(folder: string, workspaceId: string, importId: string): Promise<void> {
  await rm(filePath(folder, workspaceId, importId), { force: true })
}

export interface StoredFile {
  workspaceId: string
  importId: string
  path: string
  /** Last written. */
  modified: Date
}

/** Every file under `folder` that is an import's, or the beginning of one. */
export async function* storedFiles(folder: string): AsyncGenerator<StoredFile, void> {
  for (const workspaceId of await names(folder)) {
    if (!UUID.test(workspaceId)) continue
    for (const name of await names(join(folder, workspaceId))) {
      const importId = name.replace(/\.part$/, '')
      if (!UUID.test(importId)) continue
      const path = join(folder, workspaceId, name)
      const found = await stat(path).catch(() => undefined)
      if (found)
        yield { workspaceId, importId: name === importId ? importId : '', path, modified: found.mtime }
    }
  }
}

async function names(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => [])
}
