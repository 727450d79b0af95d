import { sql } from 'kysely'
import { Problem } from '../errors/index.ts'
import type { Handle } from './handle.ts'
import { inTransaction } from './transaction.ts'

const QUERY_CANCELED = '57014'

/**
 * Reads under a limit of time in the database, for what people word themselves and nobody can know the cost of.
 * @throws Problem `id` (422) with `seconds` when it is passed
 */
export async function within<R>(
  db: Handle,
  seconds: number,
  id: string,
  read: (tx: Handle) => Promise<R>,
): Promise<R> {
  try {
    return await inTransaction(db, async (tx) => {
      await sql`select set_config('statement_timeout', ${`${Math.round(seconds * 1000)}ms`}, true)`.execute(
        tx,
      )
      return await read(tx)
    })
  } catch (error) {
    if ((error as { code?: string }).code !== QUERY_CANCELED) throw error
    throw new Problem(id, { status: 422, values: { seconds }, cause: error })
  }
}
