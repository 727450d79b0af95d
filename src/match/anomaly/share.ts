import { isYoung, type Judgement, judgeSurprise, newSurprises, type Surprises } from './surprise.ts'

/** What is known of a share (of posts that are negative, or offend), as plain numbers. */
export interface ShareState extends Surprises {
  /** What of how many, fading over weeks. */
  part: number
  whole: number
}

export interface ShareVerdict extends Judgement {
  /** The share that was expected. */
  expected: number
}

export interface ShareDetector {
  /** The next point: `part` of `whole`, at `at`; a `whole` of 0 says and teaches nothing. */
  next(at: number, part: number, whole: number): ShareVerdict
  state(): ShareState | undefined
}

/** A share believed before anything is seen, and of how many it might have been. */
const PRIOR = 0.2
const PRIOR_WEIGHT = 10
const MEMORY = 28 * 24 * 3_600_000
/** Posts of one hour answer each other: of two, one tells so much less. */
const ALIKE = 0.08
/** The most that one point teaches, in posts: an hour of crisis is not what is usual. */
const MOST_TAUGHT = 50

/**
 * A detector of shares that are out of the ordinary, whatever the whole: ten complaints of twelve posts are an event where
 * a fifth complains as a rule, and nothing where there are fifty posts. Each verdict comes from points up to it.
 */
export function createShareDetector(options: { state?: ShareState | undefined } = {}): ShareDetector {
  let known = options.state ? structuredClone(options.state) : undefined
  return {
    next(at, part, whole) {
      known ??= { ...newSurprises(at), part: 0, whole: 0 }
      return judge(known, at, Math.min(part, whole), whole)
    },
    state: () => structuredClone(known),
  }
}

function judge(state: ShareState, at: number, part: number, whole: number): ShareVerdict {
  const expected = (state.part + PRIOR * PRIOR_WEIGHT) / (state.whole + PRIOR_WEIGHT)
  const kept = Math.exp(-Math.max(0, at - state.last) / MEMORY)
  state.part *= kept
  state.whole *= kept
  if (whole <= 0) return { ...judgeSurprise(state, at, undefined), expected }
  const weight = Math.min(1, MOST_TAUGHT / whole)
  // More than twice the usual share is news, and teaches no more than that.
  const taught = isYoung(state) ? part : Math.min(part, whole * Math.min(1, 2 * expected + 0.1))
  state.part += weight * taught
  state.whole += weight * whole
  return { ...judgeSurprise(state, at, surpriseOfShare(part, whole, expected)), expected }
}

/** -ln of the probability of such a share or more (the large-deviation bound of a binomial of posts that are alike). */
function surpriseOfShare(part: number, whole: number, expected: number): number {
  const share = part / whole
  if (share <= expected) return 0
  const independent = whole / (1 + (whole - 1) * ALIKE)
  const own = share * Math.log(share / expected)
  const rest = share < 1 ? (1 - share) * Math.log((1 - share) / (1 - expected)) : 0
  return independent * (own + rest)
}
