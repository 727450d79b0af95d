import { inTransaction, notify } from '../../../../lib/db/index.ts'
import type { ImportRow } from '../store.ts'
import { holdTurn, popBatch, progress, settle } from '../turn.ts'
import { type ImportDeps, TurnLost } from './deps.ts'
import { Pace } from './pace.ts'

/** Takes back all that an import brought, batch by batch, newest first; killed, the next run goes on. */
export async function remove(deps: ImportDeps, row: ImportRow, signal: AbortSignal): Promise<void> {
  const pace = new Pace(row.imported)
  let left = row.imported
  while (!signal.aborted) {
    const more = await inTransaction(deps.db, async (tx) => {
      const now = await holdTurn(tx, row)
      if (!now) throw new TurnLost()
      const ids = await popBatch(tx, row)
      if (!ids) {
        await settle(tx, row, {
          phase: null,
          place: 0,
          imported: 0,
          duplicates: 0,
          bytes_read: 0,
          seconds_left: null,
        })
        return false
      }
      await deps.withdraw(tx, row.workspace_id, ids)
      left = Math.max(0, now.imported - ids.length)
      await progress(tx, row, { imported: left, seconds_left: pace.left(row.imported - left) })
      if (pace.due()) await notify(tx, { w: row.workspace_id, k: 'import', id: row.id })
      return true
    })
    if (!more) return
  }
}
