import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'

/** A database handle that says nothing of the tables: a store narrows it to its own with `tables`. */
export type Handle = Kysely<Empty>
type Empty = Record<never, never>

export interface Connection {
  db: Handle
  pool: pg.Pool
  close(): Promise<void>
}

// int8 counts and sums of this product stay far under 2^53; text would spread conversions everywhere.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** Opens a pool on `url` (`postgres://…` or a unix socket given as `?host=/folder`). */
export function connect(url: string, options: { max?: number; applicationName?: string } = {}): Connection {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'veillee',
    idleTimeoutMillis: 30_000,
  })
  // A backend that dies while idle is replaced at the next query; without a listener Node would exit.
  pool.on('error', () => undefined)
  const db = new Kysely<Empty>({ dialect: new PostgresDialect({ pool }) })
  const close = async () => {
    await db.destroy()
    // Kysely ends the pool only when it has used it.
    if (!pool.ended) await pool.end()
  }
  return { db, pool, close }
}

/**
 * Narrows a handle to the tables of one module, so that a query on another module's table does not compile.
 * Kysely's type is invariant, hence the one cast of the code base.
 */
export function tables<T>(handle: Handle): Kysely<T> {
  return handle as unknown as Kysely<T>
}

/** Runs `work` in a transaction: the handle it receives is the transaction; a throw rolls everything back. */
export function inTransaction<R>(db: Handle, work: (tx: Handle) => Promise<R>): Promise<R> {
  if ((db as Transaction<Empty>).isTransaction) return work(db)
  return db.transaction().execute((tx) => work(tx as unknown as Handle))
}

export { distribute } from './distribute.ts'
export { notify } from './notify.ts'
