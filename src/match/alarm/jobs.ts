import { type Handle, inTransaction } from '../../../lib/db/index.ts'
import { listAccounts } from '../../ingest/index.ts'
import { dropWatch, isDue, putAside, takeDue, type Watch } from './store.ts'
import { watchAlert } from './watch/alert.ts'
import { watchChannel, watchSource } from './watch/silence.ts'
import { watchTopic } from './watch/topic.ts'

/** What cannot be looked at is tried again after so long, and keeps no other waiting. */
const ASIDE = 10 * 60_000

/**
 * Looks at every subject of a workspace whose time has come, each in a transaction of its own that also keeps what was
 * learnt: killed anywhere, it is looked at again as if for the first time. Where nothing is due that is one look at an index.
 * @returns how many were looked at
 * @throws what first went wrong, once all others have been looked at
 */
export async function watchAlarms(db: Handle, workspaceId: string, now: Date, most = 1000): Promise<number> {
  if (!(await isDue(db, workspaceId, now))) return 0
  const failures: unknown[] = []
  let looked = 0
  while (looked + failures.length < most) {
    let watch: Watch | undefined
    try {
      await inTransaction(db, async (tx) => {
        watch = await takeDue(tx, workspaceId, now)
        if (watch) await watchOne(tx, watch, now)
      })
      if (!watch) break
      looked++
    } catch (error) {
      if (!watch) throw error
      failures.push(error)
      await putAside(db, watch, new Date(now.getTime() + ASIDE))
    }
  }
  if (failures.length > 0) throw failures[0]
  return looked
}

async function watchOne(tx: Handle, watch: Watch, now: Date): Promise<void> {
  if (watch.subject_kind === 'alert') await watchAlert(tx, watch, now)
  else if (watch.subject_kind === 'channel') await watchChannel(tx, watch, now)
  else if (watch.subject_kind === 'topic') await watchTopic(tx, watch, now)
  else await dropWatch(tx, watch)
}

/** Raises and ends the alarms of sources that give nothing any more, of one workspace. */
export async function watchSources(db: Handle, workspaceId: string, now: Date): Promise<void> {
  for (const row of await listAccounts(db, workspaceId)) {
    await inTransaction(db, (tx) => watchSource(tx, row, now))
  }
}
