import { inTransaction, notify } from '../../../../lib/db/index.ts'
import { invalid } from '../../../../lib/errors/index.ts'
import { type Activity, ensurePartitions } from '../../../activity/index.ts'
import { readRows, rowMapper } from '../../../channels/file/index.ts'
import { commit, type Passage, prepare } from '../../pipeline/index.ts'
import type { ImportRow } from '../store.ts'
import type { Summary } from '../tables.ts'
import { addBatch, holdTurn, progress, settle } from '../turn.ts'
import { type ImportDeps, layoutOf, planOf, TurnLost } from './deps.ts'
import { Pace } from './pace.ts'

/** Records a transaction. */
const BATCH = 1000

interface Load {
  activities: Activity[]
  /** Records before this load, and once it is in. */
  from: number
  place: number
  bytesRead: number
}

/**
 * Imports a checked file in batches, each committed with the place reached: whatever kills it, the next run goes on at
 * the record after the last one committed. One batch is prepared while the one before is committed.
 */
export async function bring(deps: ImportDeps, row: ImportRow, signal: AbortSignal): Promise<void> {
  const pace = new Pace(row.rows, row.place)
  const source = { workspaceId: row.workspace_id, channel: 'file', accountId: null, keep: 'all' as const }
  let committing: Promise<void> = Promise.resolve()
  let place = 0
  try {
    for await (const load of loads(deps, row, signal)) {
      place = load.place
      if (load.activities.length === 0 && load.place === load.from) continue
      const passage = await prepare(deps.db, source, { activities: load.activities }, deps.pipeline)
      await committing
      signal.throwIfAborted()
      committing = put(deps, row, passage, load, pace)
      // Its failure is thrown by the await above; until then it must not count as unhandled.
      committing.catch(() => undefined)
    }
  } finally {
    await committing
  }
  if (place !== row.rows) throw invalid('import_changed', { expected: row.rows, found: place })
  await inTransaction(deps.db, async (tx) => {
    if (!(await holdTurn(tx, row))) throw new TurnLost()
    await settle(tx, row, { state: 'done', phase: null, bytes_read: row.bytes, seconds_left: null })
  })
}

/** The records past `row.place`, by batches; the last tells how many there are in all. */
async function* loads(deps: ImportDeps, row: ImportRow, signal: AbortSignal): AsyncGenerator<Load, void> {
  const map = rowMapper(planOf(row))
  let load: Load = { activities: [], from: row.place, place: row.place, bytesRead: 0 }
  let place = 0
  for await (const { rows, bytesRead } of readRows(layoutOf(deps.folder, row), signal)) {
    for (const one of rows) {
      place += 1
      if (place <= row.place) continue
      const mapped = map(one)
      if ('activity' in mapped) load.activities.push(mapped.activity)
      load.place = place
      load.bytesRead = bytesRead
      if (place - load.from < BATCH) continue
      yield load
      load = { activities: [], from: place, place, bytesRead }
    }
  }
  yield { ...load, place }
}

async function put(
  deps: ImportDeps,
  row: ImportRow,
  passage: Passage,
  load: Load,
  pace: Pace,
): Promise<void> {
  // Before the transaction, in which the lock on the parent table would last as long as the batch.
  await ensurePartitions(
    deps.db,
    passage.items.map((item) => item.activity.published),
  )
  await inTransaction(deps.db, async (tx) => {
    const now = await holdTurn(tx, row)
    if (!now || now.place !== load.from) throw new TurnLost()
    const { stored } = await commit(tx, passage, { ...deps.pipeline, notify: undefined })
    await addBatch(
      tx,
      row,
      load.place,
      stored.map(({ id }) => id),
    )
    await progress(tx, row, {
      place: load.place,
      bytes_read: load.bytesRead,
      imported: now.imported + stored.length,
      duplicates: now.duplicates + alreadyThere(passage),
      seconds_left: pace.left(load.place),
      ...otherDrops(now.summary, passage),
    })
    if (pace.due()) await notify(tx, { w: row.workspace_id, k: 'import', id: row.id })
  })
  deps.pipeline.notify?.(passage)
}

function alreadyThere({ drops }: Passage): number {
  return (drops.get('duplicate') ?? 0) + (drops.get('deleted') ?? 0)
}

/** What the pipeline left out for reasons of its own, told with the summary. */
function otherDrops(summary: Summary | null, { drops }: Passage): { summary?: string } {
  const others = [...drops].filter(([reason]) => reason !== 'duplicate' && reason !== 'deleted')
  if (others.length === 0 || !summary) return {}
  const dropped = { ...summary.dropped }
  for (const [reason, count] of others) dropped[reason] = (dropped[reason] ?? 0) + count
  return { summary: JSON.stringify({ ...summary, dropped }) }
}
