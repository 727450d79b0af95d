import { startOfDay } from '../day/day.ts'

export const STEPS = ['day', 'week', 'month'] as const
export type Step = (typeof STEPS)[number]

/** A civil day, week (from Monday) or month of a zone. */
export interface Bucket {
  /** Its first day, `YYYY-MM-DD`. */
  day: string
  from: Date
  to: Date
}

/** The last `count` buckets, oldest first; the last is the one under way. */
export function bucketsTo(now: Date, timeZone: string, step: Step, count: number): Bucket[] {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now)
  const [year = 1970, month = 1, day = 1] = today.split('-').map(Number)
  const weekday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7
  // Counted in UTC, where no change of clocks makes a day short.
  const firstOf = (back: number): Date => {
    if (step === 'month') return new Date(Date.UTC(year, month - 1 - back, 1))
    if (step === 'week') return new Date(Date.UTC(year, month - 1, day - weekday - 7 * back))
    return new Date(Date.UTC(year, month - 1, day - back))
  }
  return Array.from({ length: count }, (_, i) => {
    const back = count - 1 - i
    return {
      day: firstOf(back).toISOString().slice(0, 10),
      from: startOfDay(firstOf(back), timeZone),
      to: startOfDay(firstOf(back - 1), timeZone),
    }
  })
}

export interface Tally {
  count: number
  positive: number
  negative: number
}

interface DayTally extends Tally {
  day: string
}

/** Daily counts of one series summed by bucket; days before the first are left out, and none comes after the last. */
export function byBucket(days: readonly DayTally[], buckets: readonly Bucket[]): Tally[] {
  const sums = buckets.map(() => ({ count: 0, positive: 0, negative: 0 }))
  for (const one of days) {
    const index = buckets.findLastIndex((bucket) => bucket.day <= one.day)
    const sum = sums[index]
    if (sum) add(sum, one)
  }
  return sums
}

export function sumOf(tallies: readonly Tally[]): Tally {
  const sum = { count: 0, positive: 0, negative: 0 }
  for (const one of tallies) add(sum, one)
  return sum
}

function add(sum: Tally, one: Tally): void {
  sum.count += one.count
  sum.positive += one.positive
  sum.negative += one.negative
}
