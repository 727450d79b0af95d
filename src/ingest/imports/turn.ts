import { sql, type Updateable } from 'kysely'
import { type Handle, inTransaction } from '../../../lib/db/index.ts'
import { type ImportRow, type Key, locked, open, set } from './store.ts'
import type { ImportTable } from './tables.ts'

/** Makes `runner` the only run that may go on; undefined when there is nothing to do. */
export function takeTurn(
  db: Handle,
  workspaceId: string,
  id: string,
  runner: string,
): Promise<ImportRow | undefined> {
  return inTransaction(db, async (tx) => {
    const row = await locked(tx, workspaceId, id)
    if (!row?.phase) return undefined
    await set(tx, row, { runner })
    return { ...row, runner }
  })
}

/**
 * Whether the run of `row` may still go on in its phase; holds the import until the transaction ends, so that a
 * cancellation waits for the batch and finds it whole.
 */
export async function holdTurn(tx: Handle, row: ImportRow): Promise<ImportRow | undefined> {
  const now = await locked(tx, row.workspace_id, row.id)
  return now && now.runner === row.runner && now.phase === row.phase ? now : undefined
}

/** Writes progress in a transaction that holds the turn. */
export async function progress(tx: Handle, row: ImportRow, values: Updateable<ImportTable>): Promise<void> {
  await open(tx)
    .updateTable('import')
    .set({ ...values, touched: sql<Date>`now()` })
    .where('workspace_id', '=', row.workspace_id)
    .where('id', '=', row.id)
    .execute()
}

/** Ends a phase, in a transaction that holds the turn. */
export const settle = set

export async function addBatch(tx: Handle, row: Key, place: number, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await open(tx)
    .insertInto('import_batch')
    .values({ workspace_id: row.workspace_id, import_id: row.id, place, activity_ids: ids })
    .execute()
}

/** The newest batch that is still there; taken away by the caller's transaction. */
export async function popBatch(tx: Handle, { workspace_id, id }: Key): Promise<string[] | undefined> {
  const { rows } = await sql<{ activity_ids: string[] }>`
    delete from import_batch where workspace_id = ${workspace_id} and import_id = ${id} and place = (
      select max(place) from import_batch where workspace_id = ${workspace_id} and import_id = ${id})
    returning activity_ids`.execute(tx)
  return rows[0]?.activity_ids
}
