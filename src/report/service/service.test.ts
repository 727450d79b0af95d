import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { lineOf, meanOf, satisfactionOf } from './service.ts'

test('a line tells minutes, and a share with its bounds', () => {
  const line = lineOf({
    ...{ kind: 'first', key: 'email', ended: 9, unanswered: 1, judged: 10, within: 8 },
    worked: { median: 3600, p90: 7230 },
    elapsed: null,
  })
  assert.deepEqual(line.worked, { median: 60, p90: 120.5 })
  assert.equal(line.elapsed, null)
  assert.ok(line.within && line.within.low > 0.44 && line.within.low < 0.5 && line.within.high > 0.93)
  assert.equal(lineOf({ ...line, kind: 'first', judged: 0, within: 0 }).within, null, 'not known yet')
})

test('a mean is told of five answers or more, and lies within its bounds, as they within the scale', () => {
  assert.equal(meanOf([0, 0, 0, 0, 4]), null)
  assert.deepEqual(meanOf([0, 0, 0, 0, 5]), { value: 5, low: 5, high: 5 })
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 5, maxLength: 200 }), (answers) => {
      const mean = meanOf([1, 2, 3, 4, 5].map((n) => answers.filter((one) => one === n).length))
      assert.ok(mean)
      assert.ok(Math.abs(mean.value - answers.reduce((a, b) => a + b) / answers.length) < 1e-9)
      assert.ok(mean.low >= 1 && mean.low <= mean.value && mean.value <= mean.high && mean.high <= 5)
    }),
  )
})

test('groups together are what all of their people said', () => {
  const email = { channel: 'email', asked: 10, answered: 4, scores: [1, 0, 0, 1, 2] }
  const bluesky = { channel: 'bluesky', asked: 2, answered: 2, scores: [0, 0, 1, 0, 1] }
  const all = satisfactionOf([email, bluesky])
  assert.deepEqual([all.asked, all.answered, all.scores], [12, 6, [1, 0, 1, 1, 3]])
  assert.equal(all.rate?.value, 0.5)
  assert.equal(all.satisfied?.value.toFixed(3), '0.667')
  assert.deepEqual(satisfactionOf([]), {
    asked: 0,
    answered: 0,
    scores: [0, 0, 0, 0, 0],
    rate: null,
    mean: null,
    satisfied: null,
  })
})
