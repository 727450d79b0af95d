import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { random } from '../../../bench/support.ts'
import { SPIKE } from './detector.ts'
import { createShareDetector } from './share.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const START = Date.UTC(2026, 0, 5)

/** Days of hours in which up to 20 posts are made, a share of them complaints; ends with one hour more. */
function run(days: number, share: number, seed: number, last?: { part: number; whole: number }) {
  const draw = random(seed)
  const detector = createShareDetector()
  const verdicts = Array.from({ length: days * 24 }, (_, i) => {
    const whole = Math.floor(draw() * draw() * 21)
    let part = 0
    for (let post = 0; post < whole; post++) if (draw() < share) part++
    return detector.next(START + i * HOUR, part, whole)
  })
  const spikes = verdicts.filter(({ score }) => score >= SPIKE).length
  const end = last && detector.next(START + days * DAY, last.part, last.whole)
  return { detector, verdicts, spikes, last: end }
}

describe('a share', () => {
  it('is told when it is far more than usual, also of few posts, and not of what is usual', () => {
    for (const [share, part, whole, told] of [
      [0.15, 12, 14, true],
      [0.15, 40, 50, true],
      [0.15, 3, 14, false],
      [0.15, 2, 2, false],
      [0.6, 30, 50, false],
      [0.6, 10, 12, false],
      [0.02, 9, 20, true],
    ] as const) {
      const { last } = run(21, share, 7, { part, whole })
      assert.equal((last?.score ?? 0) >= SPIKE, told, `${part} of ${whole}, where ${share} is usual`)
    }
  })

  it('is not cried over: half a year at four shares', () => {
    for (const share of [0, 0.05, 0.3, 0.7]) {
      const spikes = [1, 2, 3].reduce((sum, seed) => sum + run(60, share, seed).spikes, 0)
      assert.ok(spikes <= 2, `${spikes} at ${share}`)
    }
  })

  it('is learnt of the first day, and no crisis teaches what is usual', () => {
    const { verdicts } = run(3, 0.1, 4)
    assert.ok(verdicts.slice(0, 24).every(({ score, learning }) => learning && score === 0))
    const { detector, last } = run(21, 0.1, 4, { part: 900, whole: 1000 })
    const after = detector.next(START + 22 * DAY, 0, 0)
    assert.ok(last && after.expected < last.expected + 0.05, `${after.expected} after ${last?.expected}`)
  })

  it('is the same after a stop, and within 0 and 1 whatever comes', () => {
    const points = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { minLength: 20, maxLength: 90 })
    fc.assert(
      fc.property(points, fc.nat(60), (all, cut) => {
        const whole = createShareDetector()
        let part = createShareDetector()
        all.forEach(([a, b], i) => {
          if (i === cut)
            part = createShareDetector({
              state: JSON.parse(JSON.stringify(part.state() ?? null)) ?? undefined,
            })
          const verdict = whole.next(START + i * HOUR, a, a + b)
          assert.deepEqual(part.next(START + i * HOUR, a, a + b), verdict)
          for (const one of [verdict.score, verdict.strength, verdict.expected])
            assert.ok(one >= 0 && one <= 1 && Number.isFinite(one))
          assert.ok(verdict.score <= verdict.strength)
        })
      }),
      { numRuns: 40 },
    )
  })
})
