import { type Handle, inTransaction, notify } from '../../../../lib/db/index.ts'
import { type RowError, readRows, rowMapper } from '../../../channels/file/index.ts'
import { afterCheck, Tally } from '../import.ts'
import { addErrors, clearErrors, ERRORS_KEPT } from '../refusals.ts'
import type { ImportRow } from '../store.ts'
import { holdTurn, progress, settle } from '../turn.ts'
import { type ImportDeps, layoutOf, planOf, TurnLost } from './deps.ts'
import { Pace } from './pace.ts'

/** Errors held between two writes, so that a file of nothing else does not fill the memory. */
const HELD = 1000

/**
 * Reads the whole file as it would be imported, and writes what is wrong with it; nothing enters the stream. Killed, it
 * begins again.
 */
export async function check(deps: ImportDeps, row: ImportRow, signal: AbortSignal): Promise<void> {
  await inTurn(deps.db, row, (tx) => clearErrors(tx, row))
  const map = rowMapper(planOf(row))
  const tally = new Tally()
  const errors: { place: number; error: RowError }[] = []
  const pace = new Pace(row.bytes)
  for await (const { rows, bytesRead } of readRows(layoutOf(deps.folder, row), signal)) {
    for (const one of rows) {
      const mapped = map(one)
      if ('activity' in mapped)
        tally.add(mapped.activity.published, mapped.activity.verb, mapped.when.meeting)
      else {
        if (tally.errors < ERRORS_KEPT) errors.push({ place: tally.rows, error: mapped.error })
        tally.refuse(mapped.error)
      }
    }
    if (!pace.due() && errors.length < HELD) continue
    await inTurn(deps.db, row, async (tx) => {
      await addErrors(tx, row, errors.splice(0))
      const seconds_left = pace.left(bytesRead)
      await progress(tx, row, { bytes_read: bytesRead, rows: tally.rows, errors: tally.errors, seconds_left })
      await notify(tx, { w: row.workspace_id, k: 'import', id: row.id })
    })
  }
  await inTurn(deps.db, row, async (tx) => {
    await addErrors(tx, row, errors)
    await settle(tx, row, ended(row, tally))
  })
}

function ended(row: ImportRow, tally: Tally) {
  const summary = tally.summary()
  const next = afterCheck(tally.rows, tally.errors, summary.valid)
  return {
    ...next,
    checked: true,
    rows: tally.rows,
    errors: tally.errors,
    summary: JSON.stringify(summary),
    bytes_read: next.phase ? 0 : row.bytes,
    place: 0,
    imported: 0,
    duplicates: 0,
    seconds_left: null,
  }
}

/** @throws TurnLost when somebody has moved the import since this run took its turn */
async function inTurn(db: Handle, row: ImportRow, work: (tx: Handle) => Promise<void>): Promise<void> {
  await inTransaction(db, async (tx) => {
    if (!(await holdTurn(tx, row))) throw new TurnLost()
    await work(tx)
  })
}
