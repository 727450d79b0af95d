import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { shareOf, toneOf } from './interval.ts'

/** Chances of each count, computed and not drawn: what an interval promises is then known exactly. */
function binomial(n: number, p: number): number[] {
  const chances = [(1 - p) ** n]
  for (let k = 1; k <= n; k++) {
    chances.push(((chances[k - 1] ?? 0) * (n - k + 1) * p) / (k * (1 - p)))
  }
  return chances
}

/** How often the interval holds the share that made the counts. */
function coverageOfShare(n: number, p: number): number {
  let held = 0
  for (const [k, chance] of binomial(n, p).entries()) {
    const interval = shareOf(k, n)
    if (interval && interval.low <= p && p <= interval.high) held += chance
  }
  return held
}

/** The same of a tone, over every way that positive and negative posts can fall. */
function coverageOfTone(n: number, positive: number, negative: number): number {
  const tone = positive - negative
  let held = 0
  for (const [a, chance] of binomial(n, positive).entries()) {
    const left = n - a
    const then = negative / (1 - positive)
    for (const [b, also] of binomial(left, then).entries()) {
      const interval = toneOf(a, b, n)
      if (interval && interval.low <= tone && tone <= interval.high) held += chance * also
    }
  }
  return held
}

const mean = (all: number[]) => all.reduce((sum, one) => sum + one, 0) / all.length

describe('an interval holds the truth as often as it says', () => {
  it('of a share: 95 times in 100 on the whole, and seldom far less', () => {
    for (const n of [20, 60, 200]) {
      const shares = Array.from({ length: 49 }, (_, i) => 0.01 + i * 0.02)
      const held = shares.map((p) => coverageOfShare(n, p))
      assert.ok(Math.abs(mean(held) - 0.95) < 0.012, `${n}: ${mean(held)}`)
      assert.ok(Math.min(...held) > 0.83, `${n}: ${Math.min(...held)}`)
    }
  })

  it('of a share near nothing, where ± two deviations would hold it half of the time', () => {
    assert.ok(coverageOfShare(30, 0.02) > 0.9)
    const half = (k: number) => 1.96 * Math.sqrt(((k / 30) * (1 - k / 30)) / 30)
    const naive = binomial(30, 0.02).reduce(
      (sum, chance, k) => sum + (Math.abs(k / 30 - 0.02) <= half(k) ? chance : 0),
      0,
    )
    assert.ok(naive < 0.6, `${naive}`)
  })

  it('of a tone, from the fewest posts of which one is told', () => {
    for (const n of [10, 25, 60]) {
      const held: number[] = []
      for (const positive of [0.05, 0.2, 0.4]) {
        for (const negative of [0.05, 0.2, 0.5]) held.push(coverageOfTone(n, positive, negative))
      }
      assert.ok(mean(held) > 0.94, `${n}: ${mean(held)}`)
      assert.ok(Math.min(...held) > 0.91, `${n}: ${Math.min(...held)}`)
    }
  })
})

describe('an interval', () => {
  it('grows narrow as more is known, and never leaves its figure', () => {
    let before = 1
    for (const n of [10, 100, 1000, 10_000]) {
      const interval = shareOf(n / 5, n)
      assert.ok(interval)
      const width = interval.high - interval.low
      assert.ok(width < before)
      assert.ok(interval.low < interval.value && interval.value < interval.high)
      before = width
    }
  })

  it('of nothing at all, or of all, stands at the edge and not beyond', () => {
    assert.deepEqual([shareOf(0, 50)?.low, shareOf(50, 50)?.high], [0, 1])
    assert.ok((shareOf(0, 50)?.high ?? 0) > 0.05 && (shareOf(50, 50)?.low ?? 1) < 0.95)
    const [worst, best] = [toneOf(0, 50, 50), toneOf(50, 0, 50)]
    assert.deepEqual([worst?.value, worst?.low, best?.value, best?.high], [-1, -1, 1, 1])
  })

  it('of posts that all are neutral is a tone about nothing, and not of nothing', () => {
    const tone = toneOf(0, 0, 40)
    assert.ok(tone && tone.value === 0 && tone.low < 0 && tone.high > 0 && tone.high < 0.1)
  })
})
