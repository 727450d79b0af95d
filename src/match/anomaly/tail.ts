/** Beyond it no digits are left to tell a count from its mean. */
export const MOST_COUNT = 1e12

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** What one length of window has taught: how scattered its counts are, and how far their extremes went. */
export interface Scale {
  /** Points in the window. */
  length: number
  /** The last `length` values, and what was expected of them. */
  values: number[]
  expected: number[]
  /** Scatter: sums of squared departures beyond chance, and of squared expectations; their ratio is 1 / size. */
  beyond: number
  squares: number
  /** Surprise that few points go beyond. */
  usual: number
  /** What is known of the rate of extremes: how many, and how far beyond the usual they went in all. */
  extremes: number
  excess: number
  /** The extreme under way: its height, and when it was last seen. */
  peak: number
  seen: number
}

/** Share of points that count as extreme. */
const RARE = 0.015
/** Scatter believed before any is seen: that of counts whose own mean varies by a quarter. */
const SIZE = 15
const SIZE_WEIGHT = 50
const MOST_SIZE = 1000
/** Extremes believed before any is seen, and how far beyond the usual they go. */
const PRIOR_EXTREMES = 20
const PRIOR_EXCESS = 10
/** Of so many extremes is the present picture made. */
const REMEMBERED = 40
/** Extremes with less than this between them are one. */
const APART = HOUR
const SCATTER_MEMORY = 28 * DAY
const USUAL_MEMORY = 14 * DAY
const LEAST_USUAL = 1

export function newScale(length: number): Scale {
  return {
    length,
    values: [],
    expected: [],
    beyond: 0,
    squares: 0,
    ...newTail(),
  }
}

/** Size of the negative binomial that the scatter of the window suggests: never below what is believed at first. */
export function sizeOf(scale: Scale): number {
  const known = SIZE_WEIGHT / SIZE + scale.beyond
  const size = (SIZE_WEIGHT + scale.squares) / Math.max(1e-9, known)
  return scale.length * Math.min(MOST_SIZE, Math.max(SIZE, size))
}

/**
 * How unlikely a count above its mean is for a negative binomial, as -ln of the probability (its large-deviation bound);
 * 0 at the mean.
 */
export function surpriseOf(count: number, mean: number, size: number): number {
  if (mean <= 0) return count > 0 ? Number.POSITIVE_INFINITY : 0
  // Written so that nothing large is taken from something as large: of millions, nothing would be left but noise.
  const beyond = count - mean
  const own = count > 0 ? count * Math.log1p((size * beyond) / (mean * (count + size))) : 0
  return own - size * Math.log1p(beyond / (mean + size))
}

/**
 * Lets a point into the window, answers how rare such a window is, as -log10 of its probability, and learns from it.
 * Beyond the usual the rate of extremes is what those seen so far allow to believe (a Lomax distribution: exponential
 * excesses whose rate has a gamma prior), so that the second of its kind surprises less than the first.
 */
export function takeIn(scale: Scale, value: number, expected: number, at: number, moment: Moment): number {
  push(scale, value, expected)
  if (scale.values.length < scale.length || moment.count < moment.settling) return 0
  const count = sum(scale.values)
  const mean = sum(scale.expected)
  const surprise = count > mean ? surpriseOf(count, mean, sizeOf(scale)) : 0
  learnScatter(scale, count, mean, moment.step)
  return rarityOf(scale, surprise, at, moment)
}

/** What is known of the heights that surprises reach. */
export type Tail = Pick<Scale, 'usual' | 'extremes' | 'excess' | 'peak' | 'seen'>

export function newTail(): Tail {
  return { usual: LEAST_USUAL, extremes: PRIOR_EXTREMES, excess: PRIOR_EXCESS, peak: 0, seen: 0 }
}

/** How rare a surprise is, as -log10 of its probability, by those seen before; learns from it. */
export function rarityOf(scale: Tail, surprise: number, at: number, moment: Moment): number {
  const over = surprise - scale.usual
  const rarity = over > 0 ? -Math.log10(RARE) + scale.extremes * Math.log10(1 + over / scale.excess) : 0
  const pace = Math.max(moment.step / USUAL_MEMORY, 1 / (moment.count + 1))
  scale.usual = Math.max(LEAST_USUAL, scale.usual * (1 + 4 * pace * ((over > 0 ? 1 : 0) - RARE)))
  if (over > 0) {
    scale.peak = Math.max(scale.peak, over)
    scale.seen = at
  } else if (scale.peak > 0 && at - scale.seen > APART) learnExtreme(scale)
  return rarity
}

export interface Moment {
  /** Points before this one, and how many of them pass before anything is judged. */
  count: number
  settling: number
  /** Milliseconds since the point before. */
  step: number
}

function push(scale: Scale, value: number, expected: number): void {
  scale.values.push(value)
  scale.expected.push(expected)
  if (scale.values.length <= scale.length) return
  scale.values.shift()
  scale.expected.shift()
}

/** Departures are cut at three times the mean: a crisis must not teach that anything is possible. */
function learnScatter(scale: Scale, count: number, mean: number, step: number): void {
  const kept = Math.exp(-step / SCATTER_MEMORY)
  const square = Math.max(mean, 0.01) ** 2
  const departure = (Math.min(count, 3 * mean + 3) - mean) ** 2 - mean
  scale.beyond = Math.max(-SIZE_WEIGHT / SIZE, scale.beyond * kept + departure / square)
  scale.squares = scale.squares * kept + 1
}

function learnExtreme(scale: Tail): void {
  const kept = 1 - 1 / REMEMBERED
  scale.extremes = PRIOR_EXTREMES + (scale.extremes - PRIOR_EXTREMES) * kept + 1
  scale.excess = PRIOR_EXCESS + (scale.excess - PRIOR_EXCESS) * kept + scale.peak
  scale.peak = 0
}

function sum(values: number[]): number {
  let total = 0
  for (const value of values) total += value
  return total
}
