import type { Handle } from '../../../../lib/db/index.ts'
import { findAlert } from '../../alerts/store.ts'
import { dropWatch, end, keepWatch, openAlarmOf, type Subject, type Watch } from '../store.ts'
import { BACK, hoursOf } from './hours.ts'
import { followSpikes } from './spikes.ts'
import { look, newWatch } from './watch.ts'

const DAY = 24 * 3_600_000

/** Looks at what an alert found: raises, follows or ends its alarm, and keeps what its hours have taught. */
export async function watchAlert(tx: Handle, watch: Watch, now: Date): Promise<void> {
  const subject: Subject = { kind: 'alert', id: watch.subject }
  const alert = await findAlert(tx, watch.workspace_id, watch.subject)
  if (!alert || alert.paused) {
    const open = await openAlarmOf(tx, watch.workspace_id, subject)
    if (open) await end(tx, watch.workspace_id, open.id, 'gone', now)
    return alert ? rest(tx, watch, now) : dropWatch(tx, watch)
  }
  const same = watch.state !== null && watch.query === alert.query
  // Another query is another series, and what it would have found before was not all kept.
  const since = watch.query === null ? alert.created.getTime() : now.getTime()
  const state = same && watch.state ? watch.state : newWatch(Math.max(since, now.getTime() - BACK))
  const seen = look(state, await hoursOf(tx, watch.workspace_id, subject, state.next, now), now.getTime())
  const { due, hushed, drifted } = await followSpikes(tx, watch, seen, now)
  await keepWatch(tx, watch, { due, query: alert.query, state: { ...seen.state, drifted }, hushed })
}

/** Nothing is counted while it is paused: it begins anew when it is resumed. */
async function rest(tx: Handle, watch: Watch, now: Date): Promise<void> {
  const due = new Date(now.getTime() + DAY)
  await keepWatch(tx, watch, { due, query: '', state: null, hushed: null })
}
