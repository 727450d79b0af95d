import { Problem } from '../../../lib/errors/index.ts'

/** Two-sided 95 %. */
const Z = 1.96
/** The upper bound of a rate of which nothing was seen, exact for counts. */
const NOTHING_SEEN = 3.69

/**
 * Where the rate of a day lies, from counts of days that vary as they do: posts come in bursts, so that the spread of the
 * days counts and not only their sum. Never narrower than chance alone would have it.
 */
export function perDayInterval(counts: readonly number[]): { low: number; high: number } {
  const size = counts.length
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (size === 0) return { low: 0, high: 0 }
  if (total === 0) return { low: 0, high: NOTHING_SEEN / size }
  const mean = total / size
  const spread = size < 2 ? mean : counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (size - 1)
  // On the logarithm: the bounds of few posts stay above nothing.
  const error = (Z * Math.sqrt(Math.max(spread, mean) / size)) / mean
  return { low: mean * Math.exp(-error), high: mean * Math.exp(error) }
}

/** Days that are tried in turn, and the share of the time that each may take. */
const WINDOWS: [days: number, share: number][] = [
  [30, 0.6],
  [7, 0.25],
  [1, 0.15],
]

/**
 * Asks of 30 days; where that takes too long of fewer, so that something true is told in the end.
 * @throws Problem `preview_too_costly` (422) where even one day takes too long, and whatever else `ask` throws
 */
export async function narrowing<R extends object>(
  seconds: number,
  ask: (seconds: number, days: number) => Promise<R>,
): Promise<R & { span: number }> {
  let cause: unknown
  for (const [days, share] of WINDOWS) {
    try {
      return { ...(await ask(seconds * share, days)), span: days }
    } catch (error) {
      if (!(error instanceof Problem && error.id === 'preview_too_costly')) throw error
      cause = error
    }
  }
  throw new Problem('preview_too_costly', { status: 422, values: { seconds }, cause })
}
