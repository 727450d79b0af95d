import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Reason } from '../alarm.ts'
import {
  type Hour,
  hourOf,
  isLoud,
  isQuiet,
  type Look,
  look,
  newWatch,
  reasonsOf,
  type WatchState,
} from './watch.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const START = Date.UTC(2026, 9, 5)
const DAYS = 30
const END = START + DAYS * 24 * HOUR

/** An hour of a month of about four posts an hour, one of them negative; nobody speaks at night. */
function usual(at: number): Hour {
  const night = (at / HOUR) % 24 < 6
  const count = night ? 0 : 3 + ((at / HOUR) % 3)
  return { at, count, negative: night ? 0 : 1, toxic: 0, reach: count * 100 }
}

const month = Array.from({ length: DAYS * 24 }, (_, i) => usual(START + i * HOUR))

/** What is known after a month of usual days. */
function settled(): WatchState {
  return look(newWatch(START), month, END + HOUR).state
}

const at = (hour: number, count: number, negative: number): Hour => ({
  at: END + hour * HOUR,
  count,
  negative,
  toxic: 0,
  reach: 0,
})
/** Judges the day after the month, at `hour` and some minutes. */
function during(hour: number, minutes: number, hours: Hour[]) {
  const day = Array.from({ length: hour }, (_, i) => usual(END + i * HOUR))
  const known = new Map([...month.slice(-3), ...day, ...hours].map((one) => [one.at, one]))
  return look(settled(), [...known.values()], END + hour * HOUR + minutes * MINUTE)
}

describe('a look', () => {
  it('judges the hour under way and the one before, and learns from neither', () => {
    const { state, recent } = during(12, 10, [at(12, 400, 300)])
    assert.deepEqual(
      recent.map((hour) => hour.at),
      [END + 11 * HOUR, END + 12 * HOUR],
    )
    assert.equal(state.next, END + 11 * HOUR)
    assert.deepEqual(state, during(12, 10, [at(12, 4, 1)]).state)
  })

  it('comes to the same however often it is taken on the way', () => {
    const counts = fc.array(fc.nat(30), { minLength: 60, maxLength: 120 })
    fc.assert(
      fc.property(counts, fc.array(fc.integer({ min: 1, max: 119 }), { maxLength: 20 }), (values, stops) => {
        const hours = values.map((count, i) => ({
          at: START + i * HOUR,
          count,
          negative: count >> 1,
          toxic: count >> 2,
          reach: count ** 3,
          authors: i > 20 ? count >> 1 : undefined,
        }))
        const until = START + values.length * HOUR
        const known = (state: WatchState) => hours.filter((hour) => hour.at >= state.next)
        let state = newWatch(START)
        for (const stop of [...stops].sort((a, b) => a - b)) {
          const now = Math.min(until, START + stop * HOUR + 20 * MINUTE)
          // Kept as a table keeps it.
          state = JSON.parse(JSON.stringify(look(state, known(state), now).state)) as WatchState
        }
        const seen = ({ state: after, recent, drift }: Look) =>
          JSON.parse(JSON.stringify({ after, recent, drift }))
        assert.deepEqual(seen(look(state, known(state), until)), seen(look(newWatch(START), hours, until)))
      }),
      { numRuns: 25 },
    )
  })

  it('counts what comes an hour late', () => {
    const { recent } = during(13, 5, [at(12, 60, 40)])
    assert.ok(recent.some((hour) => reasonsOf(hour).length > 0))
  })

  it('keeps the baselines of two weeks, to be drawn', () => {
    const { baselines, heard, next } = settled()
    assert.equal(baselines.length, 336)
    assert.deepEqual([baselines.at(-1)?.at, next], [next - HOUR, END])
    assert.equal(heard, END - HOUR)
    const noon = baselines.find((one) => one.at === END - 12 * HOUR)
    assert.ok(noon && noon.low <= noon.expected && noon.expected < noon.high && noon.expected > 2)
    assert.ok(JSON.stringify(settled()).length < 64_000)
  })
})

describe('what stands out', () => {
  const cases: [string, Hour, number, Reason[]][] = [
    ['a usual hour', at(12, 4, 1), 30, []],
    ['many posts, before the hour is half over', at(12, 40, 2), 25, ['volume']],
    ['many negative ones', at(12, 40, 35), 59, ['volume', 'negative', 'share']],
    ['few more posts than ever, all of them negative', at(12, 8, 8), 59, ['negative', 'share']],
    ['hardly anything at night', at(3, 2, 2), 59, []],
    ['a few posts at night, where none are', at(3, 12, 2), 59, ['volume']],
  ]
  for (const [what, hour, minutes, expected] of cases) {
    it(`${what}: ${expected.join(' and ') || 'no'}`, () => {
      const { recent } = during((hour.at - END) / HOUR, minutes, [hour])
      const current = recent.at(-1)
      assert.ok(current)
      assert.deepEqual(reasonsOf(current), expected)
      assert.equal(isLoud(current), expected.length > 0)
    })
  }

  it('is not hidden by praise that is poured over it', () => {
    const praised = during(12, 59, [at(12, 15, 12)])
    const masked = during(12, 59, [at(12, 1015, 12)])
    for (const { recent } of [praised, masked])
      assert.ok(reasonsOf(recent.at(-1) as never).includes('negative'))
  })

  it('is nothing on the first day', () => {
    const young = look(newWatch(END), [at(3, 500, 400)], END + 3.5 * HOUR)
    assert.ok(young.recent.every((hour) => hour.volume.learning && !isLoud(hour)))
  })
})

describe('a silence', () => {
  it('is one when a working day passes without a word, and none at night or once somebody speaks', () => {
    const silent = (hour: number, more: Hour[] = []) =>
      look(settled(), [...month.slice(-2), ...more], END + hour * HOUR + 30 * MINUTE)
    assert.equal(isQuiet(silent(7)), false)
    assert.equal(isQuiet(silent(18)), true)
    assert.equal(isQuiet(silent(18, [at(18, 1, 0)])), false)
    assert.equal(hourOf(END + 90 * MINUTE), END + HOUR)
  })
})
