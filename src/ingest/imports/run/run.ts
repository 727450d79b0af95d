import { uuidv7 } from 'uuidv7'
import { inTransaction } from '../../../../lib/db/index.ts'
import { Problem } from '../../../../lib/errors/index.ts'
import { findImport, type ImportRow } from '../store.ts'
import { holdTurn, settle, takeTurn } from '../turn.ts'
import { bring } from './bring.ts'
import { check } from './check.ts'
import { type ImportDeps, TurnLost } from './deps.ts'
import { remove } from './remove.ts'

const PHASES = { checking: check, importing: bring, removing: remove }

/**
 * Does all that an import still has to do: check, import, take back. Ends when nothing is left, when `signal` says so
 * (a later run goes on), or when another run has taken over.
 * @throws what the database or the disk throw, so that the job is tried again
 */
export async function runImport(
  deps: ImportDeps,
  workspaceId: string,
  importId: string,
  signal: AbortSignal,
): Promise<void> {
  const runner = uuidv7()
  while (!signal.aborted) {
    const row = await takeTurn(deps.db, workspaceId, importId, runner)
    if (!row?.phase) return
    try {
      await PHASES[row.phase](deps, row, signal)
    } catch (error) {
      if (signal.aborted) return
      if (error instanceof TurnLost) {
        const now = await findImport(deps.db, workspaceId, importId)
        if (now?.runner && now.runner !== runner) return
      } else await fail(deps, row, error)
    }
  }
}

/** What no other try would mend ends the import, and what it brought goes: nothing stays half imported. */
async function fail(deps: ImportDeps, row: ImportRow, error: unknown): Promise<void> {
  const problem = lasting(error)
  if (!problem || row.phase === 'removing') throw error
  const failure = JSON.stringify({ id: problem.id, values: problem.values })
  await inTransaction(deps.db, async (tx) => {
    if (!(await holdTurn(tx, row))) return
    const phase = row.phase === 'importing' ? 'removing' : null
    await settle(tx, row, { state: 'failed', phase, failure, seconds_left: null })
  })
}

function lasting(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error.ours ? undefined : error
  const gone = (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT'
  return gone ? new Problem('import_file_gone', { status: 410 }) : undefined
}
