import { type Clock, systemClock } from '../../../lib/clock/index.ts'
import { type Handle, inTransaction } from '../../../lib/db/index.ts'
import { type Consumer, SAID } from '../../activity/index.ts'
import { listAccounts } from '../../ingest/index.ts'
import { hasAlerts } from '../alerts/store.ts'
import { tallyIds } from '../alerts/tally/store.ts'
import { dropWatch, lookAt, putAside, takeDue, type Watch } from './store.ts'
import { watchAlert } from './watch/alert.ts'
import { watchChannel, watchSource } from './watch/silence.ts'

/** What was said longer ago than this is history, and wakes nobody. */
const NEWS_FOR = 3 * 3_600_000

/** Has what the stream brings looked at: the alerts that found it and the channel it came by. */
export function alarmIntake(clock: Clock = systemClock): Consumer {
  return {
    name: 'alarm',
    verbs: SAID,
    idle: async (tx, workspaceId) => !(await hasAlerts(tx, workspaceId)),
    async handle(tx, workspaceId, activities) {
      const now = clock.now()
      const oldest = now.getTime() - NEWS_FOR
      const news = activities.filter((one) => !one.ours && one.published.getTime() > oldest)
      const tallies = await tallyIds(tx, workspaceId)
      const alerts = new Set(news.flatMap((one) => one.alerts).filter((id) => !tallies.has(id)))
      const channels = new Set(news.map((one) => one.channel))
      const subjects = [
        ...[...alerts].map((id) => ({ kind: 'alert' as const, id })),
        ...[...channels].map((id) => ({ kind: 'channel' as const, id })),
      ]
      await lookAt(tx, workspaceId, subjects, now)
    },
  }
}

/** What cannot be looked at is tried again after so long, and keeps no other waiting. */
const ASIDE = 10 * 60_000

/**
 * Looks at every subject of a workspace whose time has come, each in a transaction of its own that also keeps what was
 * learnt: killed anywhere, it is looked at again as if for the first time.
 * @returns how many were looked at
 * @throws what first went wrong, once all others have been looked at
 */
export async function watchAlarms(db: Handle, workspaceId: string, now: Date, most = 1000): Promise<number> {
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
  else await dropWatch(tx, watch)
}

/** Raises and ends the alarms of sources that give nothing any more, of one workspace. */
export async function watchSources(db: Handle, workspaceId: string, now: Date): Promise<void> {
  for (const row of await listAccounts(db, workspaceId)) {
    await inTransaction(db, (tx) => watchSource(tx, row, now))
  }
}
