import { newTail, rarityOf, type Tail } from './tail.ts'

const DAY = 24 * 3_600_000

/** What is known of how surprising the points of a series are, whatever a surprise is of. */
export interface Surprises {
  /** Points in which there was something to judge. */
  points: number
  first: number
  last: number
  tail: Tail
  /** Rarity that a new event has to go beyond; it fades over days. */
  told: number
}

export interface Judgement {
  /** As of a `Verdict`: 0 to 1, `SPIKE` or more deserves a person. 0 while learning. */
  score: number
  strength: number
  learning: boolean
}

const SETTLING = 12
const TOLD_WEIGHT = 0.5
const TOLD_MEMORY = 4 * DAY
const HALF = 3.3

export function newSurprises(at: number): Surprises {
  return { points: 0, first: at, last: at, tail: newTail(), told: 0 }
}

/** Whether so little was seen that nothing is judged, and what is seen is believed as it is. */
export function isYoung(known: Surprises): boolean {
  return known.points < SETTLING
}

/** Judges a surprise (-ln of a probability) by those before it, and learns from it; undefined: there was nothing to judge. */
export function judgeSurprise(known: Surprises, at: number, surprise: number | undefined): Judgement {
  const passed = Math.max(0, at - known.last)
  const learning = isYoung(known) || at - known.first < DAY
  known.told *= Math.exp(-passed / TOLD_MEMORY)
  known.last = at
  if (surprise === undefined) return { score: 0, strength: 0, learning }
  const moment = { count: known.points, settling: SETTLING, step: passed }
  const rarity = learning ? 0 : rarityOf(known.tail, surprise, at, moment)
  const news = Math.max(0, rarity - TOLD_WEIGHT * known.told)
  known.told = Math.max(known.told, rarity)
  known.points += 1
  return { score: scoreOf(news), strength: scoreOf(rarity), learning }
}

function scoreOf(rarity: number): number {
  return rarity / (rarity + HALF)
}
