import type { Handle } from '../../../../lib/db/index.ts'
import { dropWatch, end, keepWatch, openAlarmOf, type Watch } from '../store.ts'
import { hoursOf } from './hours.ts'
import { followSpikes } from './spikes.ts'
import { look, newWatch } from './watch.ts'

/** Of what nobody has spoken for so long, nothing is known any more. */
const SILENT_FOR = 28 * 24 * 3_600_000

/** Looks at what is said of a topic, whatever the alert: it is heard of since it was first spoken of. */
export async function watchTopic(tx: Handle, watch: Watch, now: Date): Promise<void> {
  const subject = { kind: 'topic', id: watch.subject } as const
  const state = watch.state ?? newWatch(now.getTime())
  const seen = look(state, await hoursOf(tx, watch.workspace_id, subject, state.next, now), now.getTime())
  if (now.getTime() - (seen.state.heard ?? now.getTime()) > SILENT_FOR) {
    const open = await openAlarmOf(tx, watch.workspace_id, subject)
    if (open) await end(tx, watch.workspace_id, open.id, 'gone', now)
    return dropWatch(tx, watch)
  }
  const { due, hushed } = await followSpikes(tx, watch, seen, now)
  await keepWatch(tx, watch, { due, query: null, state: seen.state, hushed })
}
