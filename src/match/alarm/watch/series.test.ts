import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { random } from '../../../../bench/support.ts'
import {
  type Hour,
  isLoud,
  look,
  newWatch,
  reasonsOf,
  seriesOf,
  strengthOf,
  type WatchState,
} from './watch.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const START = Date.UTC(2026, 9, 5)
const END = START + 21 * DAY

/** Three weeks of a brand: some ten posts an hour by as many people, a fifth of them negative, heard by some thousand each. */
function settled(seed = 1): WatchState {
  const draw = random(seed)
  const hours: Hour[] = Array.from({ length: 21 * 24 }, (_, i) => {
    const count = 6 + Math.floor(draw() * 9)
    const negative = Array.from({ length: count }, () => draw()).filter((one) => one < 0.2).length
    const reach = Math.round(count * 800 * Math.exp(draw() - 0.5))
    return {
      at: START + i * HOUR,
      count,
      negative,
      toxic: draw() < 0.2 ? 1 : 0,
      reach,
      authors: Math.ceil(count * 0.9),
    }
  })
  return look(newWatch(START), hours, END + HOUR).state
}

const usual: Hour = { at: END + HOUR, count: 10, negative: 2, toxic: 0, reach: 8000, authors: 9 }

/** What is made of the hour under way, of which `more` is unusual. */
function judged(more: Partial<Hour>) {
  const before = { ...usual, at: END }
  const { recent } = look(settled(), [before, { ...usual, ...more }], END + HOUR + 40 * 60_000)
  const hour = recent.at(-1)
  assert.ok(hour)
  return hour
}

describe('each series of a subject', () => {
  const cases: [string, Partial<Hour>, string[]][] = [
    ['nothing out of the ordinary', {}, []],
    ['as many posts, nearly all of them bad', { negative: 9 }, ['share']],
    [
      'ten times the posts, of the same people',
      { count: 100, negative: 20, authors: 10 },
      ['volume', 'negative'],
    ],
    ['insults', { toxic: 9, negative: 4 }, ['toxic']],
    ['a crowd, where posts are hardly more', { count: 16, authors: 90, negative: 3 }, ['authors']],
    ['one who is heard by millions', { reach: 9_000_000 }, ['reach']],
    ['ten times the followers', { reach: 60_000 }, []],
    ['nobody', { count: 0, negative: 0, toxic: 0, reach: 0, authors: 0 }, []],
  ]
  for (const [what, more, reasons] of cases)
    it(`tells ${what}: ${reasons.join(' and ') || 'no alarm'}`, () => {
      const hour = judged(more)
      assert.deepEqual(reasonsOf(hour), reasons)
      if (reasons.length > 0) assert.ok(isLoud(hour) && strengthOf(hour) > 0.5)
      const unusual = seriesOf(hour).flatMap((one) => (one.unusual ? [one.key] : []))
      for (const reason of reasons) assert.ok(unusual.includes(reason as never), `${reason} of ${unusual}`)
    })

  it('is told of few, however unusual, by none that needs more of them', () => {
    const few = judged({ count: 4, negative: 4, toxic: 4, authors: 4, reach: 9000 })
    assert.deepEqual(reasonsOf(few), [])
  })

  it('says what came and what is usual, people only where they were counted', () => {
    const rows = seriesOf(judged({}))
    assert.deepEqual(
      rows.map(({ key, value }) => [key, value]),
      [
        ['volume', 10],
        ['negative', 2],
        ['share', 0.2],
        ['toxic', 0],
        ['authors', 9],
        ['reach', 8000],
      ],
    )
    for (const { key, expected, high, learning } of rows) {
      assert.equal(learning, false)
      if (key === 'share') assert.ok(Math.abs(expected - 0.2) < 0.05 && high === null)
      else assert.ok(high !== null && expected <= high, key)
    }
    const uncounted = look(newWatch(START), [{ ...usual, at: START, authors: undefined }], START + 1)
    assert.deepEqual(
      uncounted.recent.flatMap(seriesOf).map(({ key, learning }) => [key, learning]),
      ['volume', 'negative', 'share', 'toxic', 'reach'].map((key) => [key, true]),
    )
  })

  it('tells the second of its kind less than the first, but not where the first is long over', () => {
    const burst = { count: 120, negative: 90, authors: 100 }
    const first = judged(burst)
    const hours: Hour[] = Array.from({ length: 5 * 24 }, (_, i) => ({ ...usual, at: END + i * HOUR }))
    const second = { ...usual, ...burst, at: END + hours.length * HOUR }
    hours[1] = { ...usual, ...burst }
    const after = look(settled(), [...hours, second], second.at + 1).recent.at(-1)
    assert.ok(after && after.volume.score < first.volume.score)
    assert.ok(after.volume.score < after.volume.strength)
    assert.ok(reasonsOf(after, true).length >= reasonsOf(after).length)
    assert.ok(reasonsOf(after, true).includes('volume'))
  })

  it('says nothing that cannot be, whatever comes', () => {
    const hour = fc.record({
      count: fc.nat(100_000),
      negative: fc.nat(100_000),
      toxic: fc.nat(1000),
      reach: fc.integer({ min: 0, max: 1e12 }),
      authors: fc.option(fc.nat(100_000), { nil: undefined }),
    })
    fc.assert(
      fc.property(fc.array(hour, { minLength: 1, maxLength: 60 }), (all) => {
        const hours = all.map((one, i) => ({ ...one, at: START + i * HOUR }))
        const seen = look(newWatch(START), hours, START + all.length * HOUR)
        for (const one of [...seen.learnt, ...seen.recent]) {
          assert.ok(strengthOf(one) >= 0 && strengthOf(one) < 1)
          assert.ok(reasonsOf(one).every((reason) => reasonsOf(one, true).includes(reason)))
          for (const { value, expected } of seriesOf(one)) assert.ok(value >= 0 && expected >= 0)
        }
        assert.ok(seen.drift.score >= 0 && seen.drift.score < 1 && seen.drift.ratio > 0)
      }),
      { numRuns: 40 },
    )
  })
})
