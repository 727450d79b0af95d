import { createDetector, type DetectorState, SPIKE, type Verdict } from '../../anomaly/detector.ts'

const HOUR = 3_600_000
/** Hours whose baseline is kept to be drawn: two weeks. */
const DRAWN = 336
/**
 * A score from which an hour is an alarm: people are called, so it takes more than a spike in a column of figures. On the
 * replay of `bench/alarm.ts` any threshold from 0.63 to 0.75 comes to the same alarms.
 */
const ALARM = 0.65
/** Posts that an hour must have to be called out of the ordinary. */
const LEAST_POSTS = 5

export interface Hour {
  /** Its start. */
  at: number
  count: number
  negative: number
  reach: number
}

export interface Baseline {
  at: number
  expected: number
  low: number
  high: number
}

/** What is known of one subject: what its finished hours have taught, and the baseline of the last of them. */
export interface WatchState {
  /** The first hour that has not been learnt from yet. */
  next: number
  volume?: DetectorState | undefined
  negative?: DetectorState | undefined
  baselines: Baseline[]
  /** The last hour in which something was said. */
  heard: number | null
}

export interface Judged extends Hour {
  volume: Verdict
  negativity: Verdict
}

export interface Look {
  state: WatchState
  /** The hour before and the one under way, as far as it has gone: what comes late still counts. */
  recent: Judged[]
}

export function hourOf(at: number): number {
  return Math.floor(at / HOUR) * HOUR
}

export function newWatch(since: number): WatchState {
  return { next: hourOf(since), baselines: [], heard: null }
}

/**
 * Learns from the hours that are finished for good (those before the last two), and judges the last two without learning.
 * The hour under way is compared with what a whole hour may bring, so that an alarm is raised in the minute in which
 * its posts are too many, and never for what is still to come.
 * @param hours those in which something was said, from `state.next` on, in any order
 */
export function look(state: WatchState, hours: readonly Hour[], now: number): Look {
  const byHour = new Map(hours.map((hour) => [hour.at, hour]))
  const current = hourOf(now)
  const volume = createDetector({ state: state.volume })
  const negative = createDetector({ state: state.negative })
  const after: WatchState = { ...state, baselines: [...state.baselines] }
  const step = (at: number): Judged => {
    const hour = byHour.get(at) ?? { at, count: 0, negative: 0, reach: 0 }
    if (hour.count > 0) after.heard = at
    return { ...hour, volume: volume.next(at, hour.count), negativity: negative.next(at, hour.negative) }
  }
  for (; after.next < current - HOUR; after.next += HOUR) after.baselines.push(drawn(step(after.next)))
  after.volume = volume.state()
  after.negative = negative.state()
  after.baselines = after.baselines.slice(-DRAWN)
  const recent: Judged[] = []
  for (let at = after.next; at <= current; at += HOUR) recent.push(step(at))
  return { state: after, recent }
}

/** Which series of an hour stand out as news. */
export function reasonsOf({ count, negative, volume, negativity }: Judged): ('volume' | 'negative')[] {
  return [
    ...(count >= LEAST_POSTS && volume.score >= ALARM ? (['volume'] as const) : []),
    ...(negative >= LEAST_POSTS && negativity.score >= ALARM ? (['negative'] as const) : []),
  ]
}

/** Whether an hour is still out of the ordinary, news or not. */
export function isLoud({ count, negative, volume, negativity }: Judged): boolean {
  return (
    (count >= LEAST_POSTS && volume.strength >= SPIKE) ||
    (negative >= LEAST_POSTS && negativity.strength >= SPIKE)
  )
}

/** Silence is judged on whole hours: the one under way may still speak. */
export function isQuiet({ recent }: Look): boolean {
  const [before, current] = recent
  return current?.count === 0 && (before?.volume.silence ?? 0) >= SPIKE
}

export function drawn({ at, volume: { expected, low, high } }: Judged): Baseline {
  const round = (value: number) => Math.round(value * 100) / 100
  return { at, expected: round(expected), low: round(low), high: round(high) }
}
