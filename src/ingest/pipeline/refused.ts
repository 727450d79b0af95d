import { type Handle, refusalOf, withSavepoint } from '../../../lib/db/index.ts'
import { drop, NOTHING, type Passage, type PipelineDeps } from './passage.ts'

/**
 * Writes a passage; what the database refuses for a reason that nobody foresaw must not block its channel for ever, so
 * the batch is halved until the items it cannot take stand alone, and these are dropped. A failure that another try may
 * mend (a connection, a deadlock) is thrown: then all of the batch comes again.
 */
export async function withoutRefused(
  tx: Handle,
  passage: Passage,
  deps: PipelineDeps,
  write: (part: Passage) => Promise<void>,
): Promise<void> {
  try {
    await withSavepoint(tx, () => write(passage))
  } catch (error) {
    const reason = refusalOf(error)
    if (!reason || passage.items.length === 0) throw error
    if (passage.items.length > 1) return await byHalves(tx, passage, deps, write)
    passage.items = []
    passage.appended = NOTHING
    drop(passage, 'bad-item')
    deps.refused?.(passage, reason)
  }
}

async function byHalves(
  tx: Handle,
  passage: Passage,
  deps: PipelineDeps,
  write: (part: Passage) => Promise<void>,
): Promise<void> {
  const { items } = passage
  const middle = items.length >> 1
  passage.items = []
  passage.appended = NOTHING
  for (const some of [items.slice(0, middle), items.slice(middle)]) {
    const half: Passage = { ...passage, items: some, drops: new Map(), appended: NOTHING }
    await withoutRefused(tx, half, deps, write)
    passage.items = [...passage.items, ...half.items]
    for (const [reason, count] of half.drops) drop(passage, reason, count)
    const { stored, duplicates, tombstoned } = passage.appended
    passage.appended = {
      stored: [...stored, ...half.appended.stored],
      duplicates: duplicates + half.appended.duplicates,
      tombstoned: tombstoned + half.appended.tombstoned,
    }
  }
}
