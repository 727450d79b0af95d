import type { Handle } from '../../../../lib/db/index.ts'
import { SPIKE } from '../../anomaly/detector.ts'
import { levelOf, type Reason } from '../alarm.ts'
import { type Evidence, NOTHING_SAID } from '../evidence.ts'
import {
  type AlarmRow,
  alarmsSince,
  end,
  lastAlarmOf,
  openAlarmOf,
  raise,
  refresh,
  type Subject,
  type Watch,
} from '../store.ts'
import { afterHour } from './hours.ts'
import { isLoud, type Judged, type Look, reasonsOf, strengthOf } from './watch.ts'
import { weigh } from './weigh.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** An open alarm is looked at again so soon, and its posts at most as often. */
const AGAIN = MINUTE
/** Calm for so long, it is over. */
export const CALM = 3 * HOUR
/** So many times the highest hour of an alarm that was closed are a new one. */
const FAR_MORE = 3
/** An alarm that has been over for so long takes nothing off the next. */
export const FORGOTTEN = 24 * HOUR
/** A drift is told once in so long: after that what was new is the past that the present is compared with. */
const DRIFT_ONCE = 21 * 24 * HOUR

interface Seen {
  worst: Judged | undefined
  loud: boolean
  reasons: Reason[]
  drift: Look['drift']
}

/** When to look again, what remains hushed, and when a drift was last told. */
interface Followed {
  due: Date
  hushed: number | null
  drifted: number | undefined
}

/** Raises, follows or ends the alarm of what stands out about a subject. */
export async function followSpikes(tx: Handle, watch: Watch, look: Look, now: Date): Promise<Followed> {
  const subject: Subject = { kind: watch.subject_kind, id: watch.subject }
  const open = await openAlarmOf(tx, watch.workspace_id, subject)
  const seen = seenIn(look, !open && (await isOver(tx, watch, subject, now)))
  const { worst, loud, reasons } = seen
  const again = watch.hushed === null || (worst?.count ?? 0) >= FAR_MORE * watch.hushed
  let drifted = look.state.drifted
  let raised = open !== undefined
  if (open) await follow(tx, open, seen, now)
  else if (worst && reasons.length > 0 && again && !(await isTold(tx, watch, worst))) {
    raised = true
    const evidence = await weigh(tx, watch.workspace_id, subject, worst, reasons, now)
    const kind = kindOf(evidence)
    await raise(tx, watch.workspace_id, subject, { kind, level: levelOf(kind, evidence), evidence }, now)
  } else if (isDrift(seen, subject) && now.getTime() - (drifted ?? 0) >= DRIFT_ONCE) {
    drifted = now.getTime()
    const evidence = driftedBy(look, now)
    await raise(tx, watch.workspace_id, subject, { kind: 'drift', level: 1, evidence }, now)
  }
  return {
    due:
      (raised && open?.kind !== 'drift') || loud
        ? new Date(now.getTime() + AGAIN)
        : afterHour(now, watch.subject),
    hushed: loud ? (raised && again ? null : watch.hushed) : null,
    drifted,
  }
}

/** Whether the last alarm of a subject has been over for long, and there was one. */
async function isOver(tx: Handle, watch: Watch, subject: Subject, now: Date): Promise<boolean> {
  const last = await lastAlarmOf(tx, watch.workspace_id, subject)
  return last?.ended !== undefined && last.ended !== null && now.getTime() - last.ended.getTime() >= FORGOTTEN
}

function seenIn({ recent, drift }: Look, anew: boolean): Seen {
  return {
    worst: recent.toSorted((a, b) => strengthOf(b) - strengthOf(a) || b.at - a.at)[0],
    loud: recent.some(isLoud),
    reasons: [...new Set(recent.flatMap((hour) => reasonsOf(hour, anew)))],
    drift,
  }
}

/** What alerts are told of already explains most of what stands out in a channel or of a topic: it is one story. */
async function isTold(tx: Handle, watch: Watch, { at, count, volume }: Judged): Promise<boolean> {
  if (watch.subject_kind === 'alert') return false
  const told = await alarmsSince(tx, watch.workspace_id, new Date(at - HOUR))
  // Alerts before channels, channels before topics: as they stand in the alphabet.
  const more = told.filter((alarm) => alarm.subject_kind < watch.subject_kind)
  const explained = more.reduce(
    (sum, { evidence }) => sum + Math.max(0, evidence.count - evidence.expected),
    0,
  )
  return explained > 0 && explained >= 0.5 * (count - volume.expected)
}

/** While it lasts its evidence grows; calm for three hours, it is over. */
async function follow(tx: Handle, open: AlarmRow, seen: Seen, now: Date): Promise<void> {
  const { worst, loud, reasons, drift } = seen
  if (open.kind === 'drift' && reasons.length === 0) {
    if (drift.score < SPIKE) await end(tx, open.workspace_id, open.id, 'calm', now)
    return
  }
  const calm = loud ? null : (open.calm ?? now)
  if (calm && now.getTime() - calm.getTime() >= CALM) return end(tx, open.workspace_id, open.id, 'calm', now)
  const fresh = now.getTime() - open.updated.getTime() < AGAIN / 2
  if (fresh && (calm === null) === (open.calm === null)) return
  if (!worst || !loud) {
    return refresh(tx, open, { kind: open.kind, level: open.level, evidence: open.evidence, calm }, now)
  }
  const all = [...new Set([...open.evidence.reasons, ...reasons])]
  const subject = { kind: open.subject_kind, id: open.subject }
  const present = await weigh(tx, open.workspace_id, subject, worst, all, now)
  const before = open.kind === 'drift' ? 0 : open.evidence.peak
  const evidence = { ...present, peak: Math.max(before, present.count) }
  const kind = open.kind === 'crisis' ? 'crisis' : kindOf(evidence)
  const weighed = levelOf(kind, evidence)
  // What turns out to be the work of a few is worth less than it seemed; else an alarm does not shrink while it lasts.
  const level = evidence.signs.length > 0 ? weighed : Math.max(open.level, weighed)
  await refresh(tx, open, { kind, level, evidence, calm }, now)
}

/** A crisis where what stands out is negative or offends, or the most of it is. */
export function kindOf({ reasons, negative, count }: Evidence): 'crisis' | 'surge' {
  const bad = reasons.some((reason) => reason === 'negative' || reason === 'share' || reason === 'toxic')
  return bad || negative >= 0.4 * count ? 'crisis' : 'surge'
}

function isDrift({ drift, loud }: Seen, { kind }: Subject): boolean {
  return kind === 'alert' && !loud && drift.score >= SPIKE
}

/** Of a drift are told a week of now and one of then. */
function driftedBy({ drift, recent }: Look, now: Date): Evidence {
  return {
    ...NOTHING_SAID,
    hour: new Date(recent.at(-1)?.at ?? now.getTime()).toISOString(),
    count: Math.round(drift.now),
    expected: drift.before,
    strength: drift.score,
    peak: Math.round(drift.now),
    reasons: ['volume'],
  }
}
