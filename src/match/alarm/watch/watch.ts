import { type AmountState, type AmountVerdict, createAmountDetector } from '../../anomaly/amount.ts'
import { createDetector, type DetectorState, SPIKE, type Verdict } from '../../anomaly/detector.ts'
import { addToDay, type Drift, type DriftState, driftOf } from '../../anomaly/drift.ts'
import { createShareDetector, type ShareState, type ShareVerdict } from '../../anomaly/share.ts'
import type { Reason } from '../alarm.ts'

const HOUR = 3_600_000
/** Hours whose baseline is kept to be drawn: two weeks. */
const DRAWN = 336
/**
 * A score from which an hour is an alarm, by series: people are called, so it takes more than a spike in a column of figures.
 * On the replay of `bench/alarm.ts` any threshold of posts from 0.63 to 0.75 comes to the same alarms; series that only go
 * along with them have to stand out further.
 */
const ALARM: Record<Reason, number> = {
  volume: 0.65,
  negative: 0.65,
  share: 0.55,
  toxic: 0.7,
  authors: 0.75,
  reach: 0.7,
}
/** Posts (or people) that an hour must have to be called out of the ordinary, and followers. */
const LEAST_POSTS = 5
const LEAST_REACH = 10_000

export interface Hour {
  /** Its start. */
  at: number
  count: number
  negative: number
  /** Of the posts, those that likely offend. */
  toxic: number
  /** Followers of those who spoke, in all. */
  reach: number
  /** How many people spoke; absent where they were not counted. */
  authors?: number | undefined
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
  toxic?: DetectorState | undefined
  authors?: DetectorState | undefined
  share?: ShareState | undefined
  reach?: AmountState | undefined
  drift?: DriftState | undefined
  /** When a drift was last told. */
  drifted?: number | undefined
  baselines: Baseline[]
  /** The last hour in which something was said. */
  heard: number | null
}

export interface Judged extends Hour {
  volume: Verdict
  negativity: Verdict
  toxicity: Verdict
  share: ShareVerdict
  audience: AmountVerdict
  /** Absent where people were not counted. */
  crowd?: Verdict | undefined
}

export interface Look {
  state: WatchState
  /** The hour before and the one under way, as far as it has gone: what comes late still counts. */
  recent: Judged[]
  /** The hours that were learnt from, as each was judged. */
  learnt: Judged[]
  drift: Drift
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
  const judges = judgesOf(state)
  const after: WatchState = { ...state, baselines: [...state.baselines] }
  const counted = firstCounted(hours)
  const step = (at: number): Judged => {
    const hour = byHour.get(at) ?? { at, count: 0, negative: 0, toxic: 0, reach: 0 }
    if (hour.count > 0) after.heard = at
    const authors = hour.authors ?? (at >= counted && hour.count === 0 ? 0 : undefined)
    return judges.next({ ...hour, authors })
  }
  const learnt: Judged[] = []
  for (; after.next < current - HOUR; after.next += HOUR) {
    const judged = step(after.next)
    learnt.push(judged)
    after.baselines.push(drawn(judged))
    after.drift = addToDay(after.drift, after.next, judged.count)
  }
  Object.assign(after, judges.states())
  after.baselines = after.baselines.slice(-DRAWN)
  const recent: Judged[] = []
  for (let at = after.next; at <= current; at += HOUR) recent.push(step(at))
  return { state: after, recent, learnt, drift: driftOf(after.drift) }
}

/** An hour without a word is one without people, once people are counted at all. */
function firstCounted(hours: readonly Hour[]): number {
  return Math.min(...hours.filter(({ authors }) => authors !== undefined).map(({ at }) => at))
}

/** The detectors of one subject, which learn as they judge. */
function judgesOf(state: WatchState) {
  const volume = createDetector({ state: state.volume })
  const negative = createDetector({ state: state.negative })
  const toxic = createDetector({ state: state.toxic })
  const authors = createDetector({ state: state.authors })
  const share = createShareDetector({ state: state.share })
  const reach = createAmountDetector({ state: state.reach })
  return {
    next: (hour: Hour): Judged => ({
      ...hour,
      volume: volume.next(hour.at, hour.count),
      negativity: negative.next(hour.at, hour.negative),
      toxicity: toxic.next(hour.at, hour.toxic),
      share: share.next(hour.at, hour.negative, hour.count),
      audience: reach.next(hour.at, hour.reach),
      crowd: hour.authors === undefined ? undefined : authors.next(hour.at, hour.authors),
    }),
    states: () => ({
      volume: volume.state(),
      negative: negative.state(),
      toxic: toxic.state(),
      authors: authors.state(),
      share: share.state(),
      reach: reach.state(),
    }),
  }
}

/**
 * Which series of an hour stand out as news; with `anew`, what was told before does not count: for a subject whose last
 * alarm has long been over, so that the second of its kind is told as the first was.
 */
export function reasonsOf(hour: Judged, anew = false): Reason[] {
  return standing(hour, ({ score, strength }, reason) => (anew ? strength : score) >= ALARM[reason])
}

/** Whether an hour is still out of the ordinary, news or not. */
export function isLoud(hour: Judged): boolean {
  return standing(hour, ({ strength }) => strength >= SPIKE).length > 0
}

/** How far the hour stands out, by the series that does most: 0 to 1. */
export function strengthOf(hour: Judged): number {
  return Math.max(0, ...sidesOf(hour).map(({ verdict, enough }) => (enough ? verdict.strength : 0)))
}

function standing(hour: Judged, beyond: (verdict: Standing, reason: Reason) => boolean): Reason[] {
  return sidesOf(hour).flatMap(({ reason, verdict, enough }) =>
    enough && beyond(verdict, reason) ? [reason] : [],
  )
}

type Standing = Pick<Verdict, 'score' | 'strength'>
const NONE: Standing = { score: 0, strength: 0 }

function sidesOf(hour: Judged): { reason: Reason; verdict: Standing; enough: boolean }[] {
  const { count, negative, toxic, authors = 0, reach } = hour
  return [
    { reason: 'volume', verdict: hour.volume, enough: count >= LEAST_POSTS },
    { reason: 'negative', verdict: hour.negativity, enough: negative >= LEAST_POSTS },
    { reason: 'share', verdict: hour.share, enough: negative >= LEAST_POSTS },
    { reason: 'toxic', verdict: hour.toxicity, enough: toxic >= LEAST_POSTS },
    { reason: 'authors', verdict: hour.crowd ?? NONE, enough: authors >= LEAST_POSTS },
    { reason: 'reach', verdict: hour.audience, enough: reach >= LEAST_REACH },
  ]
}

/** Each series of an hour: what came of it, what is usual, and whether it stands out. */
export function seriesOf(hour: Judged) {
  const unusual = new Set(standing(hour, ({ strength }) => strength >= SPIKE))
  const { count, negative, toxic, authors = 0, reach } = hour
  const rows: { key: Reason; value: number; expected: number; high: number | null; learning: boolean }[] = [
    { key: 'volume', value: count, ...hour.volume },
    { key: 'negative', value: negative, ...hour.negativity },
    { key: 'share', value: count === 0 ? 0 : negative / count, ...hour.share, high: null },
    { key: 'toxic', value: toxic, ...hour.toxicity },
    ...(hour.crowd ? [{ key: 'authors' as const, value: authors, ...hour.crowd }] : []),
    { key: 'reach', value: reach, ...hour.audience },
  ]
  return rows.map(({ key, value, expected, high, learning }) => ({
    key,
    value,
    expected,
    high,
    learning,
    unusual: unusual.has(key),
  }))
}

/** Silence is judged on whole hours: the one under way may still speak. */
export function isQuiet({ recent }: Pick<Look, 'recent'>): boolean {
  const [before, current] = recent
  return current?.count === 0 && (before?.volume.silence ?? 0) >= SPIKE
}

export function drawn({ at, volume: { expected, low, high } }: Judged): Baseline {
  const round = (value: number) => Math.round(value * 100) / 100
  return { at, expected: round(expected), low: round(low), high: round(high) }
}
