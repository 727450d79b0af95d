import { sql } from 'kysely'
import type { Handle } from './handle.ts'

/**
 * Classes of errors (SQLSTATE) that are about what was given and stay the same at the next try: cardinality, data,
 * integrity, program limits. Connections, deadlocks, full disks and cancellations are about the moment.
 */
const LASTING = new Set(['21', '22', '23', '54'])

/** Why the database refused what it was given, without any of it; undefined where another try may go well. */
export function refusalOf(error: unknown): Record<string, string> | undefined {
  const { code, table, column, constraint } = error as Record<string, unknown>
  if (typeof code !== 'string' || code.length !== 5 || !LASTING.has(code.slice(0, 2))) return undefined
  const place = Object.entries({ table, column, constraint }).filter(([, name]) => typeof name === 'string')
  return { code, ...(Object.fromEntries(place) as Record<string, string>) }
}

/** Runs `work` so that its failure undoes only what it did, and the transaction goes on. */
export async function withSavepoint<R>(tx: Handle, work: () => Promise<R>): Promise<R> {
  await sql`savepoint work`.execute(tx)
  try {
    const result = await work()
    await sql`release savepoint work`.execute(tx)
    return result
  } catch (error) {
    // On a connection that is gone there is nothing to go back to, and the first error says why.
    await sql`rollback to savepoint work`.execute(tx).catch(() => undefined)
    await sql`release savepoint work`.execute(tx).catch(() => undefined)
    throw error
  }
}
