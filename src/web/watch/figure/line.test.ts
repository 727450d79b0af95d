import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Figure } from '../../../server/api.ts'
import { leaningOf, runsOf, topOf } from './scale.ts'
import { SPANS } from './span.ts'

const share: fc.Arbitrary<Figure> = fc
  .tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000))
  .map((three) => three.map((n) => n / 1000).toSorted((a, b) => a - b))
  .map(([low = 0, value = 0, high = 0]) => ({ low, value, high }))
const shares = fc.array(fc.option(share, { nil: null }), { maxLength: 20 })

describe('one top for figures side by side', () => {
  it('holds all of them, and the next smaller would not', () => {
    fc.assert(
      fc.property(shares, (all) => {
        const [top, most] = [topOf(all), Math.max(0, ...all.map((one) => one?.high ?? 0))]
        assert.ok(top >= most && top <= 1)
        const tops = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1]
        assert.ok(tops.includes(top))
        const smaller = tops[tops.indexOf(top) - 1]
        if (smaller !== undefined) assert.ok(smaller < most)
        assert.equal(topOf([...all, undefined]), top, 'what is not known asks for no room')
      }),
    )
  })

  it('grows with what is added, and never shrinks', () => {
    fc.assert(fc.property(shares, share, (all, one) => assert.ok(topOf([...all, one]) >= topOf(all))))
  })
})

describe('runs of a line', () => {
  it('hold each point that is known where it stands, and end at each that is not', () => {
    fc.assert(
      fc.property(shares, (all) => {
        const runs = runsOf(all)
        const points = runs.flat()
        assert.deepEqual(
          points.map(({ at }) => at),
          all.flatMap((one, i) => (one ? [i] : [])),
        )
        for (const { at, figure } of points) assert.equal(figure, all[at])
        for (const run of runs) {
          assert.ok(run.length > 0)
          assert.equal(all[(run[0]?.at ?? 0) - 1] ?? null, null, 'nothing known before it')
          assert.equal(all[(run.at(-1)?.at ?? 0) + 1] ?? null, null, 'nor after')
          for (const [i, { at }] of run.slice(1).entries()) assert.equal(at, (run[i]?.at ?? 0) + 1)
        }
      }),
    )
  })
})

it('a tone that touches zero leans nowhere, and the other way round it leans the other way', () => {
  const other = { good: 'bad', bad: 'good', mixed: 'mixed', unknown: 'unknown' } as const
  const tone = share.map(({ low, value, high }) => ({
    low: 2 * low - 1,
    value: 2 * value - 1,
    high: 2 * high - 1,
  }))
  fc.assert(
    fc.property(tone, ({ low, value, high }) => {
      const leaning = leaningOf({ low, value, high })
      assert.equal(leaningOf({ low: -high, value: -value, high: -low }), other[leaning])
    }),
  )
  assert.equal(leaningOf({ low: 0, value: 0.2, high: 0.4 }), 'mixed')
  assert.equal(leaningOf({ low: -0.4, value: -0.2, high: 0 }), 'mixed')
})

it('each period that a page offers is one that the server gives', () => {
  for (const { step, count } of Object.values(SPANS)) {
    assert.ok(['day', 'week', 'month'].includes(step))
    assert.ok(count >= 2 && count <= 60)
  }
})
