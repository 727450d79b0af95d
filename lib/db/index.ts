import { setTimeout as wait } from 'node:timers/promises'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Handle } from './handle.ts'

export type { Handle } from './handle.ts'

export interface Connection {
  db: Handle
  pool: pg.Pool
  /** Cancels whatever its connections are at, now and until it is closed: their transactions roll back. */
  interrupt(): Promise<void>
  close(): Promise<void>
}

const INTERRUPT_EVERY = 300

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
  // Nor does one that dies between two queries of whoever holds it: the next query of theirs tells.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const db = new Kysely<Record<never, never>>({ dialect: new PostgresDialect({ pool }) })
  const backends = backendsOf(pool)
  const close = async () => {
    await db.destroy()
    // Kysely ends the pool only when it has used it.
    if (!pool.ended) await pool.end()
  }
  return { db, pool, close, interrupt: () => interrupt(url, backends) }
}

/** Process ids of the pool's connections on the server, kept as they come and go. */
function backendsOf(pool: pg.Pool): Set<number> {
  const backends = new Set<number>()
  const idOf = (client: pg.PoolClient) => (client as unknown as { processID: number }).processID
  pool.on('connect', (client) => backends.add(idOf(client)))
  pool.on('remove', (client) => backends.delete(idOf(client)))
  return backends
}

async function interrupt(url: string, backends: ReadonlySet<number>): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'veillee-interrupt' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    while (backends.size > 0) {
      await client.query('select pg_cancel_backend(pid) from unnest($1::int[]) as pid', [[...backends]])
      await wait(INTERRUPT_EVERY)
    }
  } finally {
    await client.end()
  }
}

/**
 * Narrows a handle to the tables of one module, so that a query on another module's table does not compile.
 * Kysely's type is invariant, hence the one cast of the code base.
 */
export function tables<T>(handle: Handle): Kysely<T> {
  return handle as unknown as Kysely<T>
}

export { distribute } from './distribute.ts'
export { notify } from './notify.ts'
export { refusalOf, withSavepoint } from './savepoint.ts'
export { inTransaction } from './transaction.ts'
export { within } from './within.ts'
