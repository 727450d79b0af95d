import { isOpenState, type Measured } from '../../relate/inbox/index.ts'
import { type Interval, shareOf } from '../figure/interval.ts'

const Z = 1.959964
/** Fewer tell no middle: "not known yet" is then the answer. */
export const LEAST = 5

/**
 * A quantile of what was measured, with the bounds between which 95 times in 100 the one of all such matters lies: by ranks,
 * whatever the distribution (Conover, Practical Nonparametric Statistics, 3.2, large samples).
 */
export function quantileOf(values: readonly number[], q: number): Interval | null {
  const n = values.length
  if (n < LEAST) return null
  const sorted = [...values].sort((a, b) => a - b)
  const at = (rank: number) => sorted[Math.min(n, Math.max(1, rank)) - 1] ?? 0
  const half = Z * Math.sqrt(n * q * (1 - q))
  const position = (n - 1) * q
  const [below, above] = [sorted[Math.floor(position)] ?? 0, sorted[Math.ceil(position)] ?? 0]
  const value = below + (above - below) * (position - Math.floor(position))
  return {
    value,
    low: Math.min(value, at(Math.floor(n * q - half))),
    high: Math.max(value, at(Math.ceil(n * q + half) + 1)),
  }
}

export interface Times {
  median: Interval | null
  p90: Interval | null
}

/** What came of matters that were raised. */
export interface Line {
  count: number
  open: number
  refused: number
  /** Hours of the clock; of those that were answered, or are over. */
  toAnswer: Times
  toClosure: Times
  late: Interval | null
  again: Interval | null
}

export function lineOf(rows: readonly Measured[]): Line {
  const times = (values: (number | null)[]): Times => {
    const known = values.filter((value): value is number => value !== null)
    return { median: quantileOf(known, 0.5), p90: quantileOf(known, 0.9) }
  }
  const count = (holds: (row: Measured) => boolean) => rows.filter(holds).length
  return {
    count: rows.length,
    open: count(({ state }) => isOpenState(state)),
    refused: count(({ state }) => state === 'refused'),
    toAnswer: times(rows.map((row) => row.toAnswer)),
    toClosure: times(rows.map((row) => row.toClosure)),
    late: shareOf(
      count((row) => row.late),
      rows.length,
    ),
    again: shareOf(
      count((row) => row.again),
      rows.length,
    ),
  }
}

export interface ServiceFigures extends Line {
  id: string
  name: string
  reasons: (Line & { id: string; words: { fr: string; en: string } })[]
}

/** By service and reason, the busiest first. */
export function byService(rows: readonly Measured[]): ServiceFigures[] {
  const services = [...Map.groupBy(rows, (row) => row.serviceId)].map(([id, mine]) => ({
    ...{ id, name: mine[0]?.service ?? '' },
    ...lineOf(mine),
    reasons: [...Map.groupBy(mine, (row) => row.reasonId)]
      .map(([reasonId, some]) => ({
        id: reasonId,
        words: some[0]?.reason ?? { fr: '', en: '' },
        ...lineOf(some),
      }))
      .sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1)),
  }))
  return services.sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1))
}

/** Reasons that are told apart in each week; the rest is one. */
const MOST_REASONS = 5

export interface Week {
  day: string
  counts: Record<string, number>
}

/** The weightiest reasons of the span, and how often each was raised in each week; zero is zero. */
export function reasonsOverTime(
  rows: readonly Measured[],
  weeks: readonly { day: string; from: Date; to: Date }[],
): { reasons: { id: string; words: { fr: string; en: string } }[]; weeks: Week[] } {
  const all = byService(rows).flatMap(({ reasons }) => reasons)
  const top = all.sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1)).slice(0, MOST_REASONS)
  const ids = new Set(top.map(({ id }) => id))
  return {
    reasons: top.map(({ id, words }) => ({ id, words })),
    weeks: weeks.map(({ day, from, to }) => {
      const mine = rows.filter(({ created }) => created >= from && created < to)
      const counts = Object.fromEntries(
        top.map(({ id }) => [id, mine.filter((row) => row.reasonId === id).length]),
      )
      return { day, counts: { ...counts, other: mine.filter((row) => !ids.has(row.reasonId)).length } }
    }),
  }
}
