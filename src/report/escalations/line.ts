import { isOpenState, type Measured } from '../../relate/inbox/index.ts'
import { type Interval, shareOf } from '../figure/interval.ts'
import { quantileOf } from './quantile.ts'

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
