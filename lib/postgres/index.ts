import { existsSync } from 'node:fs'
import { mkdir, realpath } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Log } from '../log/index.ts'
import { findBinaries } from './binaries.ts'
import { ensureCluster, ROLE } from './cluster.ts'
import { chooseIdentity } from './identity.ts'
import { isAlive } from './liveness.ts'
import { readPidFile, stopOrphan } from './orphan.ts'
import { type Server, superviseServer } from './server.ts'
import type { Settings } from './settings.ts'
import { makeSocketFolder } from './socket.ts'

export { lockFolder } from './lock.ts'

export interface PostgresOptions {
  /** Its subfolder `postgres` holds the files. The caller holds the folder's lock (`lockFolder`). */
  dataFolder: string
  log: Log
  /** False only for tests: faster, and lost at a power cut. */
  durable?: boolean
  settings?: Settings
  /** Called when the server died and could not be started again. */
  onLost?: (error: unknown) => void
  /** Gives the start up: what has begun is ended, and the start fails. */
  signal?: AbortSignal | undefined
}

export interface RunningPostgres {
  /** For node-postgres: the role and database `veillee` through the unix socket. */
  url: string
  readonly pid: number
  /** Open transactions are rolled back; resolves when the server has ended, within 5 s. */
  stop(): Promise<void>
}

/**
 * Starts the embedded PostgreSQL 18 as a child of this process, on a unix socket only, and keeps it up. Call it from
 * the main thread: the server stops when the thread that started it ends, however that comes.
 * @throws Problem `postgres_*`, with its remedy in the words of `error.postgres_*`.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const durable = options.durable ?? true
  const { signal } = options
  await makeDataFolder(options.dataFolder)
  const dataFolder = await realpath(options.dataFolder)
  const binaries = await findBinaries()
  const owned = existsSync(join(dataFolder, 'postgres')) ? join(dataFolder, 'postgres') : dataFolder
  const identity = chooseIdentity(owned, [binaries.folder, dataFolder, tmpdir()])
  await stopOrphan(join(dataFolder, 'postgres'), options.log)
  const folder = await ensureCluster({ dataFolder, binaries, identity, durable, signal })
  const socketFolder = await makeSocketFolder(dataFolder, identity)
  const server: Server = await superviseServer({
    ...options,
    durable,
    folder,
    socketFolder,
    binaries,
    identity,
  })
  return {
    url: postgresUrl(socketFolder),
    get pid() {
      return server.pid
    },
    stop: () => server.stop(),
  }
}

/** Root's server runs as another user, who may pass through the folder but not list it. */
async function makeDataFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
}

/** The address of the server that another process runs on this data folder, if one does. */
export async function findRunningPostgres(dataFolder: string): Promise<string | undefined> {
  const found = await readPidFile(join(dataFolder, 'postgres'))
  return found?.ready && isAlive(found.pid) ? postgresUrl(found.socketFolder) : undefined
}

function postgresUrl(socketFolder: string): string {
  return `postgres://${ROLE}@/${ROLE}?host=${encodeURIComponent(socketFolder)}`
}
