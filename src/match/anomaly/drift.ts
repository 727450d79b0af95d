import { surpriseOf } from './tail.ts'

const DAY = 24 * 3_600_000
/** The present, and the past that it is compared with: whole weeks, so that weekdays are as many. */
const PRESENT = 7
const PAST = 21
/** Less than so much more (or less) is nothing, however sure. */
const LEAST_RATIO = 1.3
/** Posts a week that a drift must be of. */
const LEAST_POSTS = 20
const HALF = 3.3

/** Days that are over, oldest first, and the one under way, as plain numbers. */
export interface DriftState {
  days: number[]
  day: number
  sum: number
  /** The first day is seldom whole. */
  partial: boolean
}

export interface Drift {
  /** 0 to 1: how sure it is that the last week is another than the three before; `SPIKE` or more deserves a look. */
  score: number
  /** A week of now over a week of then; 1 while nothing is known. */
  ratio: number
  /** Posts a week, then. */
  before: number
  /** Posts a week, now. */
  now: number
}

export const NO_DRIFT: Drift = { score: 0, ratio: 1, before: 0, now: 0 }

/** Adds a point, and answers what is known then. Not changed: another state is answered. */
export function addToDay(state: DriftState | undefined, at: number, value: number): DriftState {
  const day = Math.floor(at / DAY)
  if (!state) return { days: [], day, sum: value, partial: true }
  if (day === state.day) return { ...state, sum: state.sum + value }
  const passed = Array<number>(Math.min(PRESENT + PAST, Math.max(0, day - state.day - 1))).fill(0)
  const days = [...state.days, ...(state.partial ? [] : [state.sum]), ...passed].slice(-(PRESENT + PAST))
  return { days, day, sum: value, partial: false }
}

/**
 * Whether the last week is another than the three weeks before it: what came creeping, and no single hour tells. By the middle
 * day of each, so that a crisis of two days is none; how far days lie apart is learnt from the past.
 */
export function driftOf(state: DriftState | undefined): Drift {
  if (!state || state.days.length < PRESENT + PAST) return NO_DRIFT
  const past = state.days.slice(0, PAST)
  const then = middle(past)
  const now = middle(state.days.slice(PAST))
  const weeks = { before: PRESENT * then, now: PRESENT * now }
  if (Math.max(weeks.before, weeks.now) < LEAST_POSTS) return { ...NO_DRIFT, ...weeks }
  const ratio = (weeks.now + 1) / (weeks.before + 1)
  if (ratio < LEAST_RATIO && ratio > 1 / LEAST_RATIO) return { score: 0, ratio, ...weeks }
  // The middle of seven days tells about as much as four of them do.
  const rarity = surpriseOf(4 * now, 4 * Math.max(then, 0.1), 4 * sizeOf(past, then)) / Math.LN10
  return { score: rarity / (rarity + HALF), ratio, ...weeks }
}

/** Scatter of days of the same weekday, as the size of a negative binomial; at least what a quarter up and down makes. */
function sizeOf(past: number[], then: number): number {
  let beyond = 0
  let pairs = 0
  for (let i = PRESENT; i < past.length; i++) {
    const apart = Math.min(3 * then + 3, Math.abs((past[i] ?? 0) - (past[i - PRESENT] ?? 0)))
    beyond += apart ** 2 / 2
    pairs++
  }
  const square = beyond / Math.max(1, pairs) - then
  return Math.min(100, Math.max(1, then ** 2 / Math.max(1e-9, square, then ** 2 / 30)))
}

function middle(days: number[]): number {
  const sorted = days.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
