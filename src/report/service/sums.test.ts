import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { lineOf, meanOf, satisfactionOf } from './service.ts'

const scores = fc.array(fc.nat(40), { minLength: 5, maxLength: 5 })
const groups = fc.array(
  fc.tuple(scores, fc.nat(50)).map(([list, silent]) => {
    const answered = list.reduce((a, b) => a + b, 0)
    return { channel: 'email', asked: answered + silent, answered, scores: list }
  }),
  { maxLength: 6 },
)
const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`)

test('a scale that is turned round turns the mean and its bounds round', () => {
  fc.assert(
    fc.property(scores, (list) => {
      const [one, other] = [meanOf(list), meanOf(list.toReversed())]
      assert.equal(one === null, list.reduce((a, b) => a + b, 0) < 5)
      if (!one || !other) return assert.equal(one, other)
      near(one.value, 6 - other.value)
      near(one.low, 6 - other.high)
      near(one.high, 6 - other.low)
    }),
  )
})

test('ten times as many of the same answers have the same mean and narrower bounds', () => {
  fc.assert(
    fc.property(scores, (list) => {
      const [few, many] = [meanOf(list), meanOf(list.map((n) => 10 * n))]
      if (!few || !many) return
      near(few.value, many.value)
      assert.ok(many.high - many.low <= few.high - few.low + 1e-9)
    }),
  )
})

test('groups may be taken in any order, or put together first', () => {
  fc.assert(
    fc.property(groups, (list) => {
      const whole = satisfactionOf(list)
      assert.deepEqual(satisfactionOf(list.toReversed()), whole)
      const { asked, answered, scores: all } = whole
      assert.deepEqual(satisfactionOf([{ channel: 'all', asked, answered, scores: all }]), whole)
      assert.equal(
        answered,
        all.reduce((a, b) => a + b, 0),
      )
      assert.equal(whole.rate === null, asked === 0)
      assert.equal(whole.satisfied === null, answered === 0)
      for (const share of [whole.rate, whole.satisfied]) {
        if (share)
          assert.ok(
            0 <= share.low && share.low <= share.value && share.value <= share.high && share.high <= 1,
          )
      }
    }),
  )
})

test('who is not heard of is no score, and scores that lack are none', () => {
  const silent = satisfactionOf([{ channel: 'email', asked: 12, answered: 0, scores: [] }])
  assert.deepEqual([silent.rate?.value, silent.mean, silent.satisfied], [0, null, null])
  assert.deepEqual(silent.scores, [0, 0, 0, 0, 0])
})

test('seconds are told as minutes, to the tenth, and in the order in which they were', () => {
  const seconds = fc.integer({ min: 0, max: 1_000_000 })
  fc.assert(
    fc.property(seconds, seconds, fc.nat(50), fc.nat(50), (a, b, within, more) => {
      const pair = { median: Math.min(a, b), p90: Math.max(a, b) }
      const line = lineOf({
        ...{ kind: 'next', key: 'all', ended: 3, unanswered: 0, judged: within + more, within },
        worked: pair,
        elapsed: pair,
      })
      assert.deepEqual(line.worked, line.elapsed)
      const told = line.worked ?? assert.fail()
      assert.ok(told.median <= told.p90)
      assert.ok(Math.abs(told.median * 60 - pair.median) <= 3 + 1e-6)
      assert.equal(told.p90, Number(told.p90.toFixed(1)))
      if (line.within) near(line.within.value, within / (within + more))
      else assert.equal(within + more, 0)
    }),
  )
})
