import type { Series } from '../../../server/api.ts'
import { SENTIMENTS } from '../../app/search.ts'

export interface Point {
  at: string
  positive: number
  neutral: number
  negative: number
  total: number
}

/** Counts by sentiment laid out bucket by bucket; a bucket that the counters do not know is one without posts. */
export function pointsOf(series: Series, buckets: string[]): Point[] {
  const known = new Map(
    series.series.map(({ key, points }) => [
      key,
      new Map(points.map((point) => [Date.parse(point.at), point.count])),
    ]),
  )
  return buckets.map((at) => {
    const [positive = 0, neutral = 0, negative = 0] = SENTIMENTS.map(
      (key) => known.get(key)?.get(Date.parse(at)) ?? 0,
    )
    return { at, positive, neutral, negative, total: positive + neutral + negative }
  })
}

export interface Finding {
  total: number
  /** Share of the negative, null when nothing was said. */
  negative: number | null
  peak: Point | null
  /** How many times the usual bucket the peak is; null when it hardly stands out. */
  times: number | null
}

const STANDS_OUT = 2

/** What the chart shows, for its title: how much, how negative, and the bucket that stands apart. */
export function findingOf(points: Point[]): Finding {
  const total = points.reduce((sum, point) => sum + point.total, 0)
  const negative = points.reduce((sum, point) => sum + point.negative, 0)
  const sorted = points.map((point) => point.total).sort((a, b) => a - b)
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 0
  const peak = points.reduce<Point | null>(
    (best, point) => (!best || point.total > best.total ? point : best),
    null,
  )
  const times = peak && usual > 0 && peak.total >= STANDS_OUT * usual ? peak.total / usual : null
  return {
    total,
    negative: total > 0 ? negative / total : null,
    peak: peak && peak.total > 0 ? peak : null,
    times,
  }
}
