import type { Handle } from '../../../../lib/db/index.ts'
import { SAID, searchActivities } from '../../../activity/index.ts'
import { findAlert } from '../../alerts/store.ts'
import { factorsOf, indexOf, levelOf } from '../alarm.ts'
import { type Evidence, voicesOf } from '../evidence.ts'
import {
  type AlarmRow,
  dropWatch,
  end,
  keepWatch,
  openAlarmOf,
  raise,
  refresh,
  type Subject,
  type Watch,
} from '../store.ts'
import { afterHour, BACK, hoursOf } from './hours.ts'
import { isLoud, type Judged, look, newWatch, reasonsOf } from './watch.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** An open alarm is looked at again so soon, and its posts at most as often. */
const AGAIN = MINUTE
/** Calm for so long, it is over. */
const CALM = 3 * HOUR
/** Posts read to tell who speaks. */
const MOST_POSTS = 1000
/** So many times the highest hour of an alarm that was closed are a new one. */
const FAR_MORE = 3

/** Looks at what an alert found: raises, follows or ends its alarm, and keeps what its hours have taught. */
export async function watchAlert(tx: Handle, watch: Watch, now: Date): Promise<void> {
  const subject: Subject = { kind: 'alert', id: watch.subject }
  const alert = await findAlert(tx, watch.workspace_id, watch.subject)
  const open = await openAlarmOf(tx, watch.workspace_id, subject)
  if (!alert || alert.paused) {
    if (open) await end(tx, watch.workspace_id, open.id, 'gone', now)
    return alert ? rest(tx, watch, now) : dropWatch(tx, watch)
  }
  const same = watch.state !== null && watch.query === alert.query
  // Another query is another series, and what it would have found before was not all kept.
  const since = watch.query === null ? alert.created.getTime() : now.getTime()
  const state = same && watch.state ? watch.state : newWatch(Math.max(since, now.getTime() - BACK))
  const seen = look(state, await hoursOf(tx, watch.workspace_id, subject, state.next, now), now.getTime())
  const loud = seen.recent.some(isLoud)
  const reasons = [...new Set(seen.recent.flatMap(reasonsOf))]
  const worst = worstOf(seen.recent)
  const again = watch.hushed === null || (worst?.count ?? 0) >= FAR_MORE * watch.hushed
  if (open) await follow(tx, open, { worst, loud, reasons }, now)
  else if (worst && reasons.length > 0 && again) {
    const evidence = await evidenceOf(tx, watch, worst, reasons, now)
    const kind = kindOf(evidence)
    await raise(tx, watch.workspace_id, subject, { kind, level: levelOf(kind, evidence), evidence }, now)
  }
  const raised = open !== undefined || (reasons.length > 0 && again)
  await keepWatch(tx, watch, {
    due: raised || loud ? new Date(now.getTime() + AGAIN) : afterHour(now, watch.subject),
    query: alert.query,
    state: seen.state,
    hushed: loud ? (raised && again ? null : watch.hushed) : null,
  })
}

/** Nothing is counted while it is paused: it begins anew when it is resumed. */
async function rest(tx: Handle, watch: Watch, now: Date): Promise<void> {
  await keepWatch(tx, watch, {
    due: new Date(now.getTime() + 24 * HOUR),
    query: '',
    state: null,
    hushed: null,
  })
}

interface Seen {
  worst: Judged | undefined
  loud: boolean
  reasons: ('volume' | 'negative')[]
}

/** While it lasts its evidence grows; calm for three hours, it is over. */
async function follow(tx: Handle, open: AlarmRow, { worst, loud, reasons }: Seen, now: Date): Promise<void> {
  const calm = loud ? null : (open.calm ?? now)
  if (calm && now.getTime() - calm.getTime() >= CALM) return end(tx, open.workspace_id, open.id, 'calm', now)
  const fresh = now.getTime() - open.updated.getTime() < AGAIN / 2
  if (fresh && (calm === null) === (open.calm === null)) return
  if (!worst || !loud) {
    return refresh(tx, open, { kind: open.kind, level: open.level, evidence: open.evidence, calm }, now)
  }
  const all = [...new Set([...open.evidence.reasons, ...reasons])]
  const present = await evidenceOf(
    tx,
    { workspace_id: open.workspace_id, subject: open.subject },
    worst,
    all,
    now,
  )
  const evidence = { ...present, peak: Math.max(open.evidence.peak, present.count) }
  const kind = open.kind === 'crisis' ? 'crisis' : kindOf(evidence)
  const weighed = levelOf(kind, evidence)
  // What turns out to be the work of a few is worth less than it seemed; else an alarm does not shrink while it lasts.
  const level = evidence.signs.length > 0 ? weighed : Math.max(open.level, weighed)
  await refresh(tx, open, { kind, level, evidence, calm }, now)
}

/** A crisis where what stands out is negative, or the most of it is. */
function kindOf({ reasons, negative, count }: Evidence): 'crisis' | 'surge' {
  return reasons.includes('negative') || negative >= 0.4 * count ? 'crisis' : 'surge'
}

function worstOf(recent: readonly Judged[]): Judged | undefined {
  return recent.toSorted((a, b) => strengthOf(b) - strengthOf(a) || b.at - a.at)[0]
}

function strengthOf({ volume, negativity }: Judged): number {
  return Math.max(volume.strength, negativity.strength)
}

async function evidenceOf(
  db: Handle,
  { workspace_id, subject }: Pick<Watch, 'workspace_id' | 'subject'>,
  judged: Judged,
  reasons: Evidence['reasons'],
  now: Date,
): Promise<Evidence> {
  const posts = await searchActivities(db, workspace_id, {
    alertId: subject,
    verbs: SAID,
    from: new Date(judged.at),
    to: new Date(judged.at + HOUR),
    limit: MOST_POSTS,
  })
  const voices = voicesOf(posts.filter((post) => !post.ours))
  const minutes = Math.min(HOUR, Math.max(5 * MINUTE, now.getTime() - judged.at)) / MINUTE
  const factors = factorsOf({
    strength: strengthOf(judged),
    pace: (judged.count * 60) / minutes,
    expected: judged.volume.expected,
    negativeShare: judged.count === 0 ? 0 : judged.negative / judged.count,
    effectiveAuthors: voices.effective,
    reach: judged.reach,
  })
  return {
    ...voices,
    hour: new Date(judged.at).toISOString(),
    count: judged.count,
    negative: judged.negative,
    reach: judged.reach,
    expected: judged.volume.expected,
    high: judged.volume.high,
    strength: strengthOf(judged),
    peak: judged.count,
    reasons,
    factors,
    index: indexOf(factors),
    since: null,
    missing: 0,
    failure: null,
  }
}
