import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Measured } from '../../relate/inbox/index.ts'
import { byService, reasonsOverTime } from './escalations.ts'
import { lineOf } from './line.ts'
import { LEAST, quantileOf } from './quantile.ts'

const hour = (n: number) => new Date(Date.UTC(2026, 10, 2, n))
function one(more: Partial<Measured> = {}): Measured {
  return {
    ...{ serviceId: 's1', service: 'SAV', reasonId: 'r1', reason: { fr: 'Colis', en: 'Parcel' } },
    ...{ state: 'solved', created: hour(0), toAnswer: 2, toClosure: 5, again: false, late: false },
    ...more,
  }
}

describe('a middle with its bounds', () => {
  it('is not known of fewer than five', () => {
    assert.equal(quantileOf([1, 2, 3, 4], 0.5), null)
    assert.notEqual(quantileOf([1, 2, 3, 4, 5], 0.5), null)
  })

  it('is what a plain reading of the ranks gives', () => {
    const values = Array.from({ length: 100 }, (_, n) => n + 1)
    assert.deepEqual(quantileOf(values, 0.5), { value: 50.5, low: 40, high: 61 })
    const p90 = quantileOf(values, 0.9)
    assert.deepEqual([p90?.value.toFixed(3), p90?.low, p90?.high], ['90.100', 84, 97])
  })

  it('lies within its bounds and these among the values, in whatever order they come', () => {
    const values = fc.array(fc.double({ min: 0, max: 1e4, noNaN: true }), { minLength: LEAST, maxLength: 60 })
    fc.assert(
      fc.property(values, fc.constantFrom(0.5, 0.9), (all, q) => {
        const found = quantileOf(all, q)
        assert.ok(found)
        assert.ok(found.low <= found.value && found.value <= found.high)
        assert.ok(found.low >= Math.min(...all) && found.high <= Math.max(...all))
        assert.deepEqual(quantileOf([...all].reverse(), q), found)
      }),
    )
  })

  it('holds what it stands for about as often as it says', () => {
    let seed = 7
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed / 2_147_483_647
    }
    let held = 0
    const rounds = 400
    for (let n = 0; n < rounds; n++) {
      const sample = Array.from({ length: 40 }, () => -Math.log(1 - random()) * 10)
      const found = quantileOf(sample, 0.5)
      const truth = 10 * Math.LN2
      if (found && found.low <= truth && truth <= found.high) held++
    }
    assert.ok(held / rounds > 0.92 && held / rounds < 0.995, `${held / rounds}`)
  })
})

it('a line counts what is there, and times only what has one', () => {
  const rows = [
    ...Array.from({ length: 5 }, () => one()),
    one({ state: 'sent', toAnswer: null, toClosure: null, late: true }),
    one({ state: 'refused', again: true }),
  ]
  const line = lineOf(rows)
  assert.deepEqual([line.count, line.open, line.refused], [7, 1, 1])
  assert.equal(line.toAnswer.median?.value, 2)
  assert.equal(line.late?.value, 1 / 7)
  assert.equal(line.again?.value, 1 / 7)
  assert.ok((line.again?.high ?? 0) > 1 / 7)
  assert.deepEqual(lineOf([]).late, null)
})

describe('services and reasons', () => {
  const rows = [
    ...Array.from({ length: 3 }, () => one({ reasonId: 'r2', reason: { fr: 'Panne', en: 'Down' } })),
    one(),
    one({ serviceId: 's2', service: 'IT', reasonId: 'r9' }),
  ]

  it('are told apart, the busiest first, and nothing is left out', () => {
    const all = byService(rows)
    assert.deepEqual(
      all.map(({ name, count }) => [name, count]),
      [
        ['SAV', 4],
        ['IT', 1],
      ],
    )
    assert.deepEqual(
      all[0]?.reasons.map(({ id, count }) => [id, count]),
      [
        ['r2', 3],
        ['r1', 1],
      ],
    )
    const sum = all.flatMap(({ reasons }) => reasons).reduce((total, { count }) => total + count, 0)
    assert.equal(sum, rows.length)
  })

  it('are counted by week, and what is not among the first is one', () => {
    const many = Array.from({ length: 8 }, (_, n) => one({ reasonId: `x${n}`, created: hour(n) }))
    const weeks = [
      { day: '2026-11-02', from: hour(0), to: hour(5) },
      { day: '2026-11-09', from: hour(5), to: hour(100) },
    ]
    const { reasons, weeks: counted } = reasonsOverTime(many, weeks)
    assert.equal(reasons.length, 5)
    const sums = counted.map(({ counts }) => Object.values(counts).reduce((a, b) => a + b, 0))
    assert.deepEqual(sums, [5, 3])
    assert.equal(counted[1]?.counts.other, 3)
  })
})
