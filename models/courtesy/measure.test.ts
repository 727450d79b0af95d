import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { kappaOf, precisionOf, recallOf, tallyOf } from './measure.ts'

const pairs = fc.array(fc.record({ truth: fc.boolean(), said: fc.boolean() }), { maxLength: 60 })

describe('what is found and what is there', () => {
  it('is counted as in a textbook', () => {
    // Twenty and fifteen of fifty agreed: observed 0.7, chance 0.5.
    const tally = { hit: 20, extra: 10, missed: 5, none: 15 }
    assert.ok(Math.abs(kappaOf(tally) - 0.4) < 1e-12)
    assert.equal(precisionOf(tally), 2 / 3)
    assert.equal(recallOf(tally), 0.8)
    assert.equal(precisionOf(tallyOf([])), undefined)
    assert.equal(recallOf(tallyOf([{ truth: false, said: true }])), undefined)
    assert.equal(kappaOf(tallyOf([])), 1)
  })

  it('keeps its bounds, and is whole when two readings are one', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const tally = tallyOf(list)
        assert.equal(tally.hit + tally.extra + tally.missed + tally.none, list.length)
        for (const share of [precisionOf(tally) ?? 1, recallOf(tally) ?? 1])
          assert.ok(share >= 0 && share <= 1)
        assert.ok(kappaOf(tally) <= 1 + 1e-12)
        const turned = tallyOf(list.map(({ truth, said }) => ({ truth: said, said: truth })))
        assert.equal(precisionOf(turned), recallOf(tally))
        assert.ok(Math.abs(kappaOf(turned) - kappaOf(tally)) < 1e-12)
        assert.equal(kappaOf(tallyOf(list.map(({ truth }) => ({ truth, said: truth })))), 1)
      }),
    )
  })
})
