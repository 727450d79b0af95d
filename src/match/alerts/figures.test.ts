import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type DayCount, figuresOf, lastDays } from './alert.ts'
import { perDayInterval } from './estimate.ts'

const NOW = new Date('2026-11-22T09:00:00Z')

describe('the last days of a zone', () => {
  it('end with its today, follow one another, and are as many as asked', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'))
    const at = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2037, 0) }).map((ms) => new Date(ms))
    fc.assert(
      fc.property(zones, at, fc.integer({ min: 1, max: 31 }), (timeZone, now, count) => {
        const days = lastDays(now, count, timeZone)
        assert.equal(days.length, count)
        assert.equal(days.at(-1), new Intl.DateTimeFormat('en-CA', { timeZone }).format(now))
        const noons = days.map((day) => Date.parse(`${day}T12:00:00Z`) / 86_400_000)
        for (const [i, noon] of noons.slice(1).entries()) assert.equal(noon - (noons[i] ?? 0), 1)
      }),
    )
  })
})

describe('the figures of an alert', () => {
  const days = lastDays(NOW, 14, 'Europe/Paris')
  const ago = (back: number) =>
    new Date(Date.parse('2026-11-22T12:00:00Z') - back * 86_400_000).toISOString().slice(0, 10)
  const count = fc
    .record({ back: fc.nat(20), positive: fc.nat(30), negative: fc.nat(30), neutral: fc.nat(30) })
    .map(({ back, positive, negative, neutral }): DayCount & { back: number } => ({
      back,
      day: ago(back),
      positive,
      negative,
      count: positive + negative + neutral,
    }))

  it('are of the week, and of the week before, whatever the order in which days come', () => {
    fc.assert(
      fc.property(fc.uniqueArray(count, { selector: (one) => one.back, maxLength: 21 }), (counts) => {
        const told = figuresOf(counts, days)
        const sum = (from: number, to: number, of: (one: DayCount) => number) =>
          counts.filter(({ back }) => back >= from && back < to).reduce((total, one) => total + of(one), 0)
        const week = sum(0, 7, (one) => one.count)
        assert.deepEqual([told.week.count, told.week.before], [week, sum(7, 14, (one) => one.count)])
        const net = sum(0, 7, (one) => one.positive - one.negative)
        assert.equal(told.week.net, week === 0 ? 0 : Math.round((100 * net) / week))
        assert.ok(Math.abs(told.week.net) <= 100)
        assert.deepEqual(
          told.spark,
          Array.from({ length: 14 }, (_, i) => sum(13 - i, 14 - i, (one) => one.count)),
        )
      }),
    )
  })
})

/** Numbers that are the same at each run. */
function drawn(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return (state + 0.5) / 2 ** 32
  }
}

/** A count of that mean, by how many waits fit into one. */
function poisson(mean: number, draw: () => number): number {
  let count = 0
  for (let room = mean; ; count++) {
    room += Math.log(draw())
    if (room < 0) return count
  }
}

describe('the bounds of a day’s rate', () => {
  const held = (days: number, mean: (draw: () => number) => number, truth: number) => {
    const draw = drawn(41)
    const tries = 800
    let holds = 0
    for (let i = 0; i < tries; i++) {
      const { low, high } = perDayInterval(Array.from({ length: days }, () => poisson(mean(draw), draw)))
      if (low <= truth && truth <= high) holds++
    }
    return holds / tries
  }

  it('hold it nineteen times out of twenty, where posts come by chance', () => {
    for (const mean of [0.5, 2, 20]) {
      const share = held(30, () => mean, mean)
      assert.ok(share > 0.93 && share < 0.99, `${mean}: ${share}`)
    }
  })

  it('hold it nearly as often where they come in bursts, which chance alone would not', () => {
    const burst = (draw: () => number) => (draw() < 0.2 ? 20 : 1)
    const share = held(30, burst, 0.2 * 20 + 0.8)
    assert.ok(share > 0.85, `${share}`)
    const draw = drawn(7)
    const counts = Array.from({ length: 30 }, () => poisson(burst(draw), draw))
    const mean = counts.reduce((sum, one) => sum + one, 0) / 30
    const { low, high } = perDayInterval(counts)
    const chance = 2 * 1.96 * Math.sqrt(mean / 30)
    assert.ok(high - low > 1.8 * chance)
  })

  it('of one day are those of its count', () => {
    const { low, high } = perDayInterval([9])
    assert.ok(low > 4 && low < 9 && high > 9 && high < 18)
    assert.deepEqual(perDayInterval([0]), { low: 0, high: 3.69 })
  })
})
