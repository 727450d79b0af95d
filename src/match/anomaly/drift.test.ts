import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { random } from '../../../bench/support.ts'
import { SPIKE } from './detector.ts'
import { addToDay, type DriftState, driftOf } from './drift.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const START = Date.UTC(2026, 0, 5, 9)

/** Days of `mean` posts each, more or less, hour by hour, kept as JSON on the way. */
function days(count: number, mean: (day: number) => number, seed = 1): DriftState | undefined {
  const draw = random(seed)
  let state: DriftState | undefined
  for (let hour = 0; hour < count * 24; hour++) {
    const value = (mean(Math.floor(hour / 24)) / 24) * (0.4 + 1.2 * draw())
    state = addToDay(
      state && (JSON.parse(JSON.stringify(state)) as DriftState),
      START + hour * HOUR,
      Math.round(value),
    )
  }
  return state
}

const weekday = (day: number) => (day % 7 > 4 ? 0.4 : 1)

describe('a drift', () => {
  const cases: [string, (day: number) => number, number][] = [
    ['half as much again since a week', (day) => 100 * weekday(day) * (day < 22 ? 1 : 1.8), 1],
    ['a slow climb over two weeks', (day) => 100 * weekday(day) * (1 + Math.max(0, day - 15) / 12), 1],
    ['half of it', (day) => 120 * weekday(day) * (day < 22 ? 1 : 0.4), -1],
    ['the same', (day) => 100 * weekday(day), 0],
    ['a tenth more', (day) => 100 * weekday(day) * (day < 22 ? 1 : 1.1), 0],
    ['two days of crisis', (day) => (day === 24 || day === 25 ? 3000 : 100 * weekday(day)), 0],
    ['next to nothing, doubled', (day) => (day < 22 ? 1 : 2), 0],
  ]
  for (const [what, mean, told] of cases) {
    it(`${what}: ${told === 0 ? 'none' : told > 0 ? 'up' : 'down'}`, () => {
      for (const seed of [1, 2, 3]) {
        const { score, ratio } = driftOf(days(30, mean, seed))
        assert.equal(score >= SPIKE ? Math.sign(Math.log(ratio)) : 0, told, `${score} at ${ratio}`)
      }
    })
  }

  it('is not known before four weeks, counts days without a word, and forgets what is older', () => {
    assert.equal(driftOf(days(28, (day) => (day < 21 ? 50 : 500))).score, 0)
    const state = days(30, () => 50)
    const later = addToDay(state, START + 60 * DAY, 3)
    assert.deepEqual([later.days.length, new Set(later.days).size, later.sum], [28, 1, 3])
  })
})
