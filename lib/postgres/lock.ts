import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Problem } from '../errors/index.ts'

/** SQLITE_BUSY */
const BUSY = 5

export interface FolderLock {
  release(): void
}

interface Holder {
  pid: number
  since: string
  host: string
}

/**
 * Takes the data folder for this process alone, until `release` or its end, however that comes: the lock is the
 * kernel's (through SQLite, the one thing in Node that asks for such a lock), so none is ever left over and no
 * process id is trusted. `veillee.pid` only tells a person who holds it.
 * @throws Problem `data_folder_held` (pid, since, host), `data_folder_unusable`
 */
export async function lockFolder(dataFolder: string): Promise<FolderLock> {
  const note = join(dataFolder, 'veillee.pid')
  const lock = await takeLock(dataFolder).catch(
    async (cause: NodeJS.ErrnoException & { errcode?: number }) => {
      if (cause.errcode !== BUSY)
        throw new Problem('data_folder_unusable', { status: 500, values: { folder: dataFolder }, cause })
      const { pid, since, host } = await readHolder(note)
      throw new Problem('data_folder_held', {
        status: 409,
        values: { folder: dataFolder, pid, since, host },
        cause,
      })
    },
  )
  const holder: Holder = { pid: process.pid, since: new Date().toISOString(), host: hostname() }
  const temporary = `${note}.${randomBytes(4).toString('hex')}`
  await writeFile(temporary, `${JSON.stringify(holder)}\n`, { mode: 0o600 })
  await rename(temporary, note)
  return {
    release: () => {
      if (lock.isOpen) lock.close()
    },
  }
}

async function takeLock(dataFolder: string): Promise<DatabaseSync> {
  await mkdir(dataFolder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  const lock = new DatabaseSync(join(dataFolder, 'veillee.lock'))
  try {
    // Nothing is ever written in it: no journal either.
    lock.exec('pragma journal_mode = memory; begin exclusive')
    return lock
  } catch (error) {
    lock.close()
    throw error
  }
}

async function readHolder(note: string): Promise<Holder> {
  const unknown = { pid: 0, since: '?', host: '?' }
  try {
    return { ...unknown, ...JSON.parse(await readFile(note, 'utf8')) }
  } catch {
    return unknown
  }
}
