import type { Handle } from '../../../lib/db/index.ts'
import { listAlerts } from '../alerts/store.ts'
import { levelOf, type Reason } from './alarm.ts'
import { end, lookAt, raise, type Subject } from './store.ts'
import { hoursOf } from './watch/hours.ts'
import { CALM, FORGOTTEN, kindOf } from './watch/spikes.ts'
import { isLoud, type Judged, look, newWatch, reasonsOf, strengthOf } from './watch/watch.ts'
import { weigh } from './watch/weigh.ts'

const HOUR = 3_600_000

interface Past {
  from: number
  /** The last hour that was out of the ordinary. */
  to: number
  worst: Judged
  reasons: Reason[]
}

/**
 * The alarms that there would have been, had somebody watched since each alert was made: for a workspace that is filled with
 * what was said before. What goes on now is left to those who watch, who are asked to look at once.
 */
export async function recallAlarms(tx: Handle, workspaceId: string, now: Date): Promise<void> {
  const subjects: Subject[] = []
  for (const { id, created, paused } of await listAlerts(tx, workspaceId)) {
    if (paused) continue
    const subject: Subject = { kind: 'alert', id }
    subjects.push(subject)
    const hours = await hoursOf(tx, workspaceId, subject, created.getTime(), now)
    const { learnt } = look(newWatch(created.getTime()), hours, now.getTime())
    for (const past of pastIn(learnt))
      if (past.to + CALM < now.getTime()) await recall(tx, workspaceId, subject, past)
  }
  await lookAt(tx, workspaceId, subjects, now)
}

/** What stood out, from the hour in which it was told to the last before it was calm. */
function pastIn(hours: readonly Judged[]): Past[] {
  const all: Past[] = []
  let open: Past | undefined
  const isForgotten = (at: number) => at - (all.at(-1)?.to ?? at) >= CALM + FORGOTTEN
  for (const hour of hours) {
    if (open && hour.at - open.to > CALM) open = undefined
    const reasons = reasonsOf(hour, !open && isForgotten(hour.at))
    if (!open && reasons.length > 0) {
      open = { from: hour.at, to: hour.at, worst: hour, reasons }
      all.push(open)
    } else if (open && isLoud(hour)) {
      open.to = hour.at
      open.reasons = [...new Set([...open.reasons, ...reasons])]
      if (hour.count > open.worst.count && strengthOf(hour) > 0) open.worst = hour
    }
  }
  return all
}

async function recall(tx: Handle, workspaceId: string, subject: Subject, past: Past): Promise<void> {
  const { worst, reasons } = past
  const evidence = await weigh(tx, workspaceId, subject, worst, reasons, new Date(worst.at + HOUR))
  const kind = kindOf(evidence)
  const level = levelOf(kind, evidence)
  const opened = new Date(past.from + HOUR / 2)
  const id = await raise(tx, workspaceId, subject, { kind, level, evidence }, opened)
  await end(tx, workspaceId, id, 'calm', new Date(past.to + HOUR + CALM))
}
