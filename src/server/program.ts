import type { SecretKey } from '../../lib/crypto/index.ts'
import { type Connection, connect } from '../../lib/db/index.ts'
import { migrate, requireCurrentSchema } from '../../lib/db/migrate.ts'
import { createLog, type Log } from '../../lib/log/index.ts'
import { findRunningPostgres, lockFolder, startPostgres } from '../../lib/postgres/index.ts'
import type { Config } from './config.ts'
import { keyOf } from './key.ts'

/** What every command stands on: the folder held, the database up and current, the key, the log. */
export interface Program {
  config: Config
  log: Log
  key: SecretKey
  connection: Connection
  url: string
  close(): Promise<void>
}

export function logOf(config: Config): Log {
  return createLog({ level: config.logLevel, pretty: process.stderr.isTTY === true })
}

export interface OpenOptions {
  /** Told when the embedded database is gone for good. */
  onLost?: ((error: unknown) => void) | undefined
  /** Gives the opening up: what has begun is closed in good order, and the opening fails. */
  signal?: AbortSignal | undefined
}

/** The folder held and the database up, whatever its schema: what a restore begins with. */
export async function openDatabase(
  config: Config,
  { onLost, signal }: OpenOptions = {},
): Promise<{ url: string; log: Log; close(): Promise<void> }> {
  const log = logOf(config)
  const closers: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const closer of closers.reverse()) await closer()
    closers.length = 0
  }
  try {
    const lock = await lockFolder(config.dataFolder)
    closers.push(async () => lock.release())
    let url = config.databaseUrl
    if (!url) {
      const postgres = await startPostgres({
        dataFolder: config.dataFolder,
        log,
        ...(onLost ? { onLost } : {}),
        signal,
      })
      closers.push(() => postgres.stop())
      url = postgres.url
    }
    return { url, log, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Opens the program as its server does: holds the data folder, starts the embedded database, migrates. */
export async function openProgram(config: Config, options: OpenOptions = {}): Promise<Program> {
  const database = await openDatabase(config, options)
  const { url, log } = database
  const connection = connect(url, { max: 12 })
  const interrupt = interruptWhen(options.signal, connection)
  const close = async () => {
    try {
      interrupt.forget()
      await connection.close()
    } finally {
      await database.close()
    }
  }
  try {
    options.signal?.throwIfAborted()
    const ran = await migrate(connection.db)
    if (ran.length > 0) log.info({ migrations: ran.length }, 'the schema is up to date')
    return { config, log, key: await keyOf(connection.db, config), connection, url, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Cancels whatever the database is at once `signal` says so, over and over, until the connection is closed. */
function interruptWhen(signal: AbortSignal | undefined, connection: Connection): { forget(): void } {
  const interrupt = () => void connection.interrupt().catch(() => undefined)
  signal?.addEventListener('abort', interrupt, { once: true })
  return { forget: () => signal?.removeEventListener('abort', interrupt) }
}

/** Joins a running server's database for a command, or opens the program for as long as the command lasts. */
export async function joinProgram(config: Config): Promise<Program> {
  const url = config.databaseUrl || (await findRunningPostgres(config.dataFolder))
  if (!url) return openProgram(config)
  const connection = connect(url, { max: 4, applicationName: 'veillee-command' })
  try {
    await requireCurrentSchema(connection.db)
    return {
      config,
      log: logOf(config),
      key: await keyOf(connection.db, config),
      connection,
      url,
      close: () => connection.close(),
    }
  } catch (error) {
    await connection.close()
    throw error
  }
}
