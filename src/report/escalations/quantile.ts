import type { Interval } from '../figure/interval.ts'

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
