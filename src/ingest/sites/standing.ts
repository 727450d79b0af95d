/** What is known of a site: nothing, that it answers, that it failed once and is looked at again, that it is down. */
export const STATES = ['unknown', 'up', 'doubt', 'down'] as const
export type State = (typeof STATES)[number]

/** What one look found: it answers as it should, it does not, or nothing could be told because we are cut off ourselves. */
export type Finding = 'good' | 'bad' | 'untold'

export interface Standing {
  state: State
  /** Since when it is in that state. */
  since: Date | null
  /** The last look that told something. */
  last: Date | null
}

/** A stretch of time of which it is known how the site was. */
export interface Stretch {
  from: Date
  to: Date
  up: boolean
}

export interface Step extends Standing {
  /** It fell (since the first of the failures), or stands again. */
  event?: { kind: 'down' | 'up'; at: Date }
  stretch?: Stretch
  next: Date
}

const MINUTE = 60_000
/** A second look at what failed comes that soon. */
const DOUBT = MINUTE
/** Two looks further apart than that many periods say nothing of the time between: Veillée was off. */
const KNOWN = 2.5

/**
 * What one look changes. A fall is told at the second failure in a row, and counts from the first; the time between two
 * looks is that of the look before it, and nobody's where nobody looked.
 */
export function step(
  before: Standing,
  finding: Finding,
  options: { now: Date; minutes: number; random: number },
): Step {
  const { now, minutes, random } = options
  const period = minutes * MINUTE
  const usual = new Date(now.getTime() + period * (0.95 + 0.1 * random))
  if (finding === 'untold') return { state: before.state, since: before.since, last: null, next: usual }
  const gap = before.last ? now.getTime() - before.last.getTime() : Number.POSITIVE_INFINITY
  const followed = gap <= period * KNOWN + 2 * MINUTE
  const next = (state: State): Step => stepTo(before, state, { now, followed, usual })
  if (finding === 'good') return next('up')
  if (before.state === 'down') return next('down')
  return next(before.state === 'doubt' && followed ? 'down' : 'doubt')
}

function stepTo(
  before: Standing,
  state: State,
  { now, followed, usual }: { now: Date; followed: boolean; usual: Date },
): Step {
  const stretch = followed ? stretchOf(before, state, now) : undefined
  const fell = state === 'down' && before.state === 'doubt'
  const rose = state === 'up' && before.state === 'down'
  const kept = state === before.state && (followed || state === 'down')
  return {
    state,
    since: kept || fell ? before.since : now,
    last: now,
    next: state === 'doubt' ? new Date(Math.min(+now + DOUBT, +usual)) : usual,
    ...(stretch ? { stretch } : {}),
    ...(fell ? { event: { kind: 'down' as const, at: before.since ?? now } } : {}),
    ...(rose ? { event: { kind: 'up' as const, at: now } } : {}),
  }
}

/** A doubt that was cleared was no fall: the time of it counts as that of what cleared it. */
function stretchOf({ state, last }: Standing, after: State, now: Date): Stretch | undefined {
  if (!last || last >= now || state === 'unknown') return undefined
  return { from: last, to: now, up: state === 'up' || (state === 'doubt' && after === 'up') }
}

/** A stretch by the hours that it touches. */
export function byHour({ from, to, up }: Stretch): { hour: Date; up: number; down: number }[] {
  const parts: { hour: Date; up: number; down: number }[] = []
  for (let at = from.getTime(); at < to.getTime(); ) {
    const hour = Math.floor(at / 3_600_000) * 3_600_000
    const end = Math.min(to.getTime(), hour + 3_600_000)
    const seconds = (end - at) / 1000
    parts.push({ hour: new Date(hour), up: up ? seconds : 0, down: up ? 0 : seconds })
    at = end
  }
  return parts
}
