import type { Transaction } from 'kysely'
import type { Handle } from './handle.ts'

/** Runs `work` in a transaction: the handle it receives is the transaction; a throw rolls everything back. */
export function inTransaction<R>(db: Handle, work: (tx: Handle) => Promise<R>): Promise<R> {
  if ((db as Transaction<Record<never, never>>).isTransaction) return work(db)
  return db.transaction().execute((tx) => work(tx as unknown as Handle))
}
