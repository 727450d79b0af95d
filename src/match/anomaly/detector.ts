import { learnSeason, newSeason, type Season, seasonAt } from './season.ts'
import { MOST_COUNT, newScale, type Scale, sizeOf, surpriseOf, takeIn } from './tail.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A score from which a point is a spike, whatever the series. */
export const SPIKE = 0.5

export interface Verdict {
  /**
   * 0 to 1: how much of a new event this point is; `SPIKE` or more deserves a person. What goes on, or comes back within
   * days, scores lower than what began. 0 while learning.
   */
  score: number
  /** The same without regard to what was told before: high for as long as it lasts. */
  strength: number
  /**
   * 0 to 1: how much of a silence this is, against the longest that was usual; `SPIKE` or more deserves a person. 0 for the
   * first week.
   */
  silence: number
  /** What was expected of this point before it came, and the band that all but the rarest points keep to. */
  expected: number
  low: number
  high: number
  /** Too little is known yet to judge. */
  learning: boolean
}

/** All that a detector knows, as plain numbers: JSON keeps it. */
export interface DetectorState {
  points: number
  first: number
  last: number
  /** Milliseconds between points: the least seen. */
  step: number
  level: number
  season: Season
  scales: Scale[]
  /** Rarity that a new event has to go beyond; it fades over days. */
  told: number
  /** Posts expected since the last one came, and the most of them that ever passed so without one, fading. */
  quiet: number
  quietest: number
  /** The first values, until it has settled: what they come to is known only when they are all there. */
  early?: number[] | undefined
}

export interface Detector {
  /** The next point: `at` in milliseconds, not before the last one; `value` a count, 0 to 1e12. */
  next(at: number, value: number): Verdict
  /** What it knows, to be given to another detector later; not changed by later points. Undefined before the first. */
  state(): DetectorState | undefined
}

export interface DetectorOptions {
  state?: DetectorState | undefined
}

/** Windows that are looked at, in points: the point alone, and with those before it. */
const WINDOWS = [1, 4]
/** Nothing is judged before so many points, over at least a day. */
const SETTLING = 30
/** The level follows what comes within a week. */
const LEVEL_MEMORY = 7 * DAY
/** A told event weighs half on those that follow, and is forgotten within days. */
const TOLD_WEIGHT = 0.5
const TOLD_MEMORY = 4 * DAY
const QUIET_MEMORY = 28 * DAY
/** A week with its nights and its Sunday has to be seen before a silence can be told from a habit. */
const WEEK = 7 * DAY
/** Posts that must be missing before a silence means anything. */
const LEAST_QUIET = 8
const LEAST_EXPECTED = 0.1
/** -log10 of the probability at which the score is a half: once in two thousand points. */
const HALF = 3.3

/**
 * A detector of what is out of the ordinary in a series of counts, one point after the other: each verdict comes from
 * points up to it. Level, habits of day and week, scatter and the height of past extremes are learnt as it goes, in a
 * few kilobytes whatever the length. How and why: `docs/decisions/0070-spikes-are-told-by-their-rarity.md`.
 */
export function createDetector(options: DetectorOptions = {}): Detector {
  let known = options.state ? structuredClone(options.state) : undefined
  return {
    next(at, value) {
      known ??= newState(at, value)
      return judge(known, at, value)
    },
    state: () => structuredClone(known),
  }
}

function newState(at: number, value: number): DetectorState {
  return {
    points: 0,
    first: at,
    last: at,
    step: 0,
    level: value,
    season: newSeason(),
    scales: WINDOWS.map(newScale),
    told: 0,
    quiet: 0,
    quietest: 0,
  }
}

function judge(state: DetectorState, at: number, value: number): Verdict {
  const passed = Math.max(0, at - state.last)
  if (passed > 0) state.step = state.step === 0 ? passed : Math.min(state.step, passed)
  // What was not measured is not known: a hole in the series teaches no more than one point.
  const step = Math.min(passed, state.step) || state.step
  const season = seasonAt(state.season, at)
  const expected = Math.min(MOST_COUNT, Math.max(LEAST_EXPECTED, state.level * season))
  const band = bandOf(state, expected)
  const learning = state.points < SETTLING || at - state.first < DAY
  const moment = { count: state.points, settling: SETTLING, step }
  const rarity = mean(state.scales.map((scale) => takeIn(scale, value, expected, at, moment)))
  learnLevel(state, at, value, { expected, season, step })
  state.told *= Math.exp(-passed / TOLD_MEMORY)
  const news = Math.max(0, rarity - TOLD_WEIGHT * state.told)
  state.told = Math.max(state.told, rarity)
  const silence = hush(state, value, expected, step)
  state.points += 1
  state.last = at
  if (learning) return { score: 0, strength: 0, silence: 0, expected, ...band, learning }
  const quiet = at - state.first < WEEK ? 0 : silence
  return { score: scoreOf(news), strength: scoreOf(rarity), silence: quiet, expected, ...band, learning }
}

function scoreOf(rarity: number): number {
  return rarity / (rarity + HALF)
}

function mean(values: number[]): number {
  let total = 0
  for (const value of values) total += value
  return total / values.length
}

interface Known {
  expected: number
  season: number
  step: number
}

/** Four times the expected is the most that a point can teach: a crisis does not become the usual. */
function learnLevel(
  state: DetectorState,
  at: number,
  value: number,
  { expected, season, step }: Known,
): void {
  const capped = Math.min(value, 4 * expected + 3)
  const taught = settle(state, value) ?? capped
  if (state.points >= SETTLING / 2) learnSeason(state.season, at, expected, capped / expected, step)
  const pace = Math.max(1 - Math.exp(-step / LEVEL_MEMORY), 1 / (state.points + 1))
  state.level += pace * (taught / season - state.level)
}

/**
 * The level may be far off at first, and follows whatever comes; once settled it starts from what is usual of the first
 * points, none of which counts for more than four times that: a burst on the first day is no habit either.
 */
function settle(state: DetectorState, value: number): number | undefined {
  if (state.points >= SETTLING) return undefined
  const early = [...(state.early ?? []), value]
  state.early = early
  if (early.length < SETTLING) return value
  const sorted = early.toSorted((a, b) => a - b)
  const most = 4 * mean(sorted.slice(0, -Math.ceil(SETTLING / 10))) + 3
  state.level = mean(sorted.map((one) => Math.min(one, most)))
  state.early = undefined
  return Math.min(value, most)
}

/** Where the surprise of a single point reaches what only `RARE` points reach, on both sides. */
function bandOf(state: DetectorState, expected: number): { low: number; high: number } {
  const [scale] = state.scales
  if (!scale) return { low: 0, high: expected }
  const size = sizeOf(scale)
  const beyond = (count: number) => surpriseOf(count, expected, size) > scale.usual
  let high = expected + 1
  for (let i = 0; i < 60 && !beyond(high); i++) high *= 2
  high = between(expected, high, beyond)
  const low = beyond(0) ? between(expected, 0, beyond) : 0
  return { low, high }
}

/** The edge between a place that is inside and one that is beyond, to a thousandth of their distance. */
function between(inside: number, outside: number, beyond: (count: number) => boolean): number {
  let [near, far] = [inside, outside]
  for (let i = 0; i < 10; i++) {
    const middle = (near + far) / 2
    if (beyond(middle)) far = middle
    else near = middle
  }
  return far
}

/** How long nothing came, in posts that should have; compared with the longest such time that was usual. */
function hush(state: DetectorState, value: number, expected: number, step: number): number {
  state.quietest *= Math.exp(-step / QUIET_MEMORY)
  if (value > 0) {
    state.quietest = Math.max(state.quietest, state.quiet)
    state.quiet = 0
    return 0
  }
  state.quiet += expected
  return state.quiet / (state.quiet + Math.max(LEAST_QUIET, 2 * state.quietest))
}
