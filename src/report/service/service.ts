import type { RatingGroup, SpanFigures } from '../../relate/inbox/index.ts'
import { type Interval, shareOf } from '../figure/interval.ts'

const Z = 1.959964

/** One line of the report: times in minutes. */
export interface Line {
  key: string
  ended: number
  unanswered: number
  judged: number
  /** Of what was judged: the share that was in time, with the bounds of what it stands for. */
  within: Interval | null
  worked: { median: number; p90: number } | null
  elapsed: { median: number; p90: number } | null
}

const minutes = (pair: SpanFigures['worked']) =>
  pair && { median: Math.round(pair.median / 6) / 10, p90: Math.round(pair.p90 / 6) / 10 }

export function lineOf({ key, ended, unanswered, judged, within, worked, elapsed }: SpanFigures): Line {
  return {
    ...{ key, ended, unanswered, judged },
    within: shareOf(within, judged),
    worked: minutes(worked),
    elapsed: minutes(elapsed),
  }
}

export interface Satisfaction {
  asked: number
  answered: number
  rate: Interval | null
  /** From 1 to 5. */
  mean: Interval | null
  /** Share of those who answered 4 or 5. */
  satisfied: Interval | null
  scores: number[]
}

/** Mean of scores from 1 to 5, by the t-free normal interval over their own spread; none of fewer than five answers. */
export function meanOf(scores: readonly number[]): Interval | null {
  const n = scores.reduce((sum, count) => sum + count, 0)
  if (n < 5) return null
  const value = scores.reduce((sum, count, i) => sum + count * (i + 1), 0) / n
  const spread = scores.reduce((sum, count, i) => sum + count * (i + 1 - value) ** 2, 0) / (n - 1)
  const half = Z * Math.sqrt(spread / n)
  return { value, low: Math.max(1, value - half), high: Math.min(5, value + half) }
}

/** What some groups of answers make together. */
export function satisfactionOf(groups: readonly RatingGroup[]): Satisfaction {
  const asked = groups.reduce((sum, group) => sum + group.asked, 0)
  const answered = groups.reduce((sum, group) => sum + group.answered, 0)
  const scores = [0, 1, 2, 3, 4].map((i) => groups.reduce((sum, group) => sum + (group.scores[i] ?? 0), 0))
  return {
    ...{ asked, answered, scores },
    rate: shareOf(answered, asked),
    mean: meanOf(scores),
    satisfied: shareOf((scores[3] ?? 0) + (scores[4] ?? 0), answered),
  }
}
