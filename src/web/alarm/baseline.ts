import type { AlertBaseline, WatchedSeries } from '../../server/api.ts'

type Hour = AlertBaseline['hours'][number]

export interface Drawing {
  /** The top of the scale, in posts. */
  top: number
  bars: { at: string; x: number; all: number; negative: number; above: boolean }[]
  /** Paths of the usual band and of what was expected; empty where nothing was known yet. */
  band: string
  expected: string
}

/** Seven days of hours as shares of a drawing `width` by `height`. */
export function drawingOf(hours: readonly Hour[], top: number, width: number, height: number): Drawing {
  const x = (i: number) => ((i + 0.5) / hours.length) * width
  const y = (count: number) => height - (Math.min(count, top) / top) * height
  const known = hours.flatMap(({ expected, low, high }, i) =>
    expected === null || low === null || high === null ? [] : [{ i, expected, low, high }],
  )
  const line = (points: [number, number][]) =>
    points.map(([i, value], n) => `${n ? 'L' : 'M'}${round(x(i))} ${round(y(value))}`).join('')
  const upper = line(known.map(({ i, high }) => [i, high]))
  const lower = line(known.toReversed().map(({ i, low }) => [i, low])).replace('M', 'L')
  return {
    top,
    bars: hours.map(({ at, count, negative, high }, i) => ({
      at,
      x: (i / hours.length) * width,
      all: height - y(count),
      negative: height - y(negative),
      above: high !== null && count > high,
    })),
    band: known.length > 1 ? `${upper}${lower}Z` : '',
    expected: line(known.map(({ i, expected }) => [i, expected])),
  }
}

/** One series over the hours; where people were not counted there is nothing. */
export function lineOf(hours: readonly Hour[], key: WatchedSeries['key']): number[] {
  return hours.flatMap(({ count, negative, toxic, reach, authors }) => {
    if (key === 'authors') return authors === null ? [] : [authors]
    if (key === 'share') return [count === 0 ? 0 : negative / count]
    return [{ volume: count, negative, toxic, reach }[key]]
  })
}

/** The highest that has to be seen: what came, or what is usual. */
export function highestOf(hours: readonly Hour[]): number {
  return Math.max(1, ...hours.map(({ count, high }) => Math.max(count, high ?? 0)))
}

/** Which of the findings of the hour under way the drawing shows, and the most that is usual then, in whole posts. */
export function findingOf(hours: readonly Hour[]): { is: 'learning' | 'above' | 'usual'; high: number } {
  const { count = 0, expected = null, high = null } = hours.at(-1) ?? {}
  if (expected === null || high === null) return { is: 'learning', high: 0 }
  const most = mostUsual({ expected, high })
  return { is: count > most ? 'above' : 'usual', high: most }
}

/** The most that is usual, as it is shown: whole, and never under what is expected. */
export function mostUsual({ expected, high }: { expected: number; high: number }): number {
  return Math.max(Math.ceil(expected), Math.floor(high))
}

/** How a series stands at this hour: above what is usual is not yet out of the ordinary, and is not as usual either. */
export function standingOf(
  series: Pick<WatchedSeries, 'learning' | 'unusual' | 'value' | 'expected' | 'high'>,
): 'learning' | 'unusual' | 'above' | 'usual' {
  const { learning, unusual, value, expected, high } = series
  if (learning) return 'learning'
  if (unusual) return 'unusual'
  return high !== null && value > mostUsual({ expected, high }) ? 'above' : 'usual'
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
