import { isYoung, type Judgement, judgeSurprise, newSurprises, type Surprises } from './surprise.ts'

/** What is known of an amount whose height is told in orders of magnitude, as plain numbers. */
export interface AmountState extends Surprises {
  /** Of its natural logarithm, over points that had any. */
  mean: number
  square: number
}

export interface AmountVerdict extends Judgement {
  /** The middle of what is usual where there is any; 0 while nothing is known. */
  expected: number
  /** What one point in some two hundred goes beyond. */
  high: number
}

export interface AmountDetector {
  /** The next point; an amount of 0 says and teaches nothing. */
  next(at: number, amount: number): AmountVerdict
  state(): AmountState | undefined
}

/** How far amounts lie apart before it is known, and never less: a factor of three and a half either way. */
const LEAST_SPREAD = 1.2
/** Points that make the present picture, at least three weeks of hours. */
const REMEMBERED = 500
const PRIOR_POINTS = 10
const HIGH = 2.6

/**
 * A detector of amounts that are out of the ordinary by orders of magnitude: how many followers what was said may have
 * reached, which one author can raise a thousandfold. Each verdict comes from points up to it.
 */
export function createAmountDetector(options: { state?: AmountState | undefined } = {}): AmountDetector {
  let known = options.state ? structuredClone(options.state) : undefined
  return {
    next(at, amount) {
      known ??= { ...newSurprises(at), mean: 0, square: LEAST_SPREAD ** 2 }
      return judge(known, at, amount)
    },
    state: () => structuredClone(known),
  }
}

function judge(state: AmountState, at: number, amount: number): AmountVerdict {
  const spread = Math.max(LEAST_SPREAD, Math.sqrt(state.square))
  const usual =
    state.points === 0
      ? { expected: 0, high: 0 }
      : { expected: Math.exp(state.mean), high: Math.exp(state.mean + HIGH * spread) }
  if (amount <= 0) return { ...judgeSurprise(state, at, undefined), ...usual }
  const height = Math.log(amount)
  const beyond = (height - state.mean) / spread
  const surprise = beyond > 0 ? (beyond * beyond) / 2 : 0
  learn(state, isYoung(state) ? height : Math.min(height, state.mean + 3 * spread))
  return { ...judgeSurprise(state, at, surprise), ...usual }
}

function learn(state: AmountState, height: number): void {
  const pace = Math.max(1 / (state.points + 1), 1 / REMEMBERED)
  const off = height - state.mean
  state.mean += pace * off
  const slow = Math.max(1 / (state.points + 1 + PRIOR_POINTS), 1 / REMEMBERED)
  state.square += slow * (off * (height - state.mean) - state.square)
}
