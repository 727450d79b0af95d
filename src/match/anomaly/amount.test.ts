import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { random } from '../../../bench/support.ts'
import { createAmountDetector } from './amount.ts'
import { SPIKE } from './detector.ts'

const HOUR = 3_600_000
const START = Date.UTC(2026, 0, 5)

/** Hours of some thousand followers, spread as those of networks are; now and then of none. */
function run(days: number, seed: number, last?: number) {
  const draw = random(seed)
  const detector = createAmountDetector()
  const normal = () => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw())
  const verdicts = Array.from({ length: days * 24 }, (_, i) =>
    detector.next(START + i * HOUR, draw() < 0.3 ? 0 : Math.round(3000 * Math.exp(1.3 * normal()))),
  )
  const end = last === undefined ? undefined : detector.next(START + days * 24 * HOUR, last)
  return { detector, verdicts, spikes: verdicts.filter(({ score }) => score >= SPIKE).length, end }
}

describe('an amount', () => {
  it('is told when it is beyond by orders of magnitude, and not when it is many times the usual', () => {
    for (const [followers, told] of [
      [2_000_000, true],
      [50_000_000, true],
      [12_000, false],
      [30, false],
      [0, false],
    ] as const)
      assert.equal((run(21, 7, followers).end?.score ?? 0) >= SPIKE, told, `${followers} followers`)
  })

  it('is not cried over in half a year, nor judged on the first day', () => {
    const spikes = [1, 2, 3].reduce((sum, seed) => sum + run(60, seed).spikes, 0)
    assert.ok(spikes <= 3, String(spikes))
    assert.ok(run(1, 1).verdicts.every(({ learning, score }) => learning && score === 0))
  })

  it('says what is usual', () => {
    const { expected = 0, high = 0 } = run(30, 5, 100).end ?? {}
    assert.ok(expected > 2000 && expected < 4500 && high > 40_000 && high < 200_000, `${expected} to ${high}`)
  })

  it('is the same after a stop, and within 0 and 1 whatever comes', () => {
    const amounts = fc.array(fc.oneof(fc.nat(50), fc.integer({ min: 0, max: 1e12 })), {
      minLength: 20,
      maxLength: 80,
    })
    fc.assert(
      fc.property(amounts, fc.nat(60), (all, cut) => {
        const whole = createAmountDetector()
        let part = createAmountDetector()
        all.forEach((amount, i) => {
          if (i === cut) {
            const kept = part.state()
            part = createAmountDetector({ state: kept && JSON.parse(JSON.stringify(kept)) })
          }
          const verdict = whole.next(START + i * HOUR, amount)
          assert.deepEqual(part.next(START + i * HOUR, amount), verdict)
          assert.ok(verdict.score >= 0 && verdict.score <= verdict.strength && verdict.strength < 1)
          assert.ok(verdict.expected <= verdict.high && Number.isFinite(verdict.high))
        })
      }),
      { numRuns: 40 },
    )
  })
})
