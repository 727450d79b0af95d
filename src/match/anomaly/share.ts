import { newTail, rarityOf, type Tail } from './tail.ts'

const DAY = 24 * 3_600_000

/** What is known of a share (of posts that are negative, or offend), as plain numbers. */
export interface ShareState {
  /** Points in which there was something to have a share of. */
  points: number
  first: number
  last: number
  /** What of how many, fading over weeks. */
  part: number
  whole: number
  tail: Tail
  /** Rarity that a new event has to go beyond; it fades over days. */
  told: number
}

export interface ShareVerdict {
  /** As of a `Verdict`: 0 to 1, `SPIKE` or more deserves a person. */
  score: number
  strength: number
  /** The share that was expected. */
  expected: number
  learning: boolean
}

export interface ShareDetector {
  /** The next point: `part` of `whole`, at `at`; a `whole` of 0 says and teaches nothing. */
  next(at: number, part: number, whole: number): ShareVerdict
  state(): ShareState | undefined
}

/** A share believed before anything is seen, and of how many it might have been. */
const PRIOR = 0.2
const PRIOR_WEIGHT = 10
const SETTLING = 12
const MEMORY = 28 * DAY
const TOLD_WEIGHT = 0.5
const TOLD_MEMORY = 4 * DAY
/** Posts of one hour answer each other: of two, one tells so much less. */
const ALIKE = 0.08
/** The most that one point teaches, in posts: an hour of crisis is not what is usual. */
const MOST_TAUGHT = 50
const HALF = 3.3

/**
 * A detector of shares that are out of the ordinary, whatever the whole: ten complaints of twelve posts are an event where
 * a fifth complains as a rule, and nothing where there are fifty posts. Each verdict comes from points up to it.
 */
export function createShareDetector(options: { state?: ShareState | undefined } = {}): ShareDetector {
  let known = options.state ? structuredClone(options.state) : undefined
  return {
    next(at, part, whole) {
      known ??= { points: 0, first: at, last: at, part: 0, whole: 0, tail: newTail(), told: 0 }
      return judge(known, at, Math.min(part, whole), whole)
    },
    state: () => structuredClone(known),
  }
}

function judge(state: ShareState, at: number, part: number, whole: number): ShareVerdict {
  const passed = Math.max(0, at - state.last)
  const expected = (state.part + PRIOR * PRIOR_WEIGHT) / (state.whole + PRIOR_WEIGHT)
  const learning = state.points < SETTLING || at - state.first < DAY
  const kept = Math.exp(-passed / MEMORY)
  state.part *= kept
  state.whole *= kept
  state.told *= Math.exp(-passed / TOLD_MEMORY)
  state.last = at
  if (whole <= 0) return { score: 0, strength: 0, expected, learning }
  const moment = { count: state.points, settling: SETTLING, step: passed }
  const rarity = learning ? 0 : rarityOf(state.tail, surpriseOfShare(part, whole, expected), at, moment)
  const news = Math.max(0, rarity - TOLD_WEIGHT * state.told)
  state.told = Math.max(state.told, rarity)
  const weight = Math.min(1, MOST_TAUGHT / whole)
  // More than twice the usual share is news, and teaches no more than that.
  const taught = state.points < SETTLING ? part : Math.min(part, whole * Math.min(1, 2 * expected + 0.1))
  state.part += weight * taught
  state.whole += weight * whole
  state.points += 1
  return { score: scoreOf(news), strength: scoreOf(rarity), expected, learning }
}

/** -ln of the probability of such a share or more (the large-deviation bound of a binomial of posts that are alike). */
export function surpriseOfShare(part: number, whole: number, expected: number): number {
  const share = part / whole
  if (share <= expected) return 0
  const independent = whole / (1 + (whole - 1) * ALIKE)
  const own = share * Math.log(share / expected)
  const rest = share < 1 ? (1 - share) * Math.log((1 - share) / (1 - expected)) : 0
  return independent * (own + rest)
}

function scoreOf(rarity: number): number {
  return rarity / (rarity + HALF)
}
