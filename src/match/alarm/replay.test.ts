import assert from 'node:assert/strict'
import { test } from 'node:test'
import { airlineWeek, crisisOf, replay } from '../../../test/support/crisis.ts'

test('the cancelled flights of 22 February 2015 are told within the hour, and little else in the week', (t) => {
  const all = airlineWeek()
  if (!all) return t.skip('../shared/data/us-airline-sentiment is absent')
  const { airline, from } = crisisOf(all)
  const replays = [...new Set(all.map((one) => one.airline))].map((name) => replay(name, all))
  assert.equal(replays.length, 6)
  for (const { airline: name, raised } of replays) {
    const [first, ...more] = raised
    if (name === airline) {
      const minutes = ((first?.at ?? Number.NaN) - from) / 60_000
      assert.ok(minutes >= 0 && minutes < 60, `after ${minutes} minutes`)
      assert.deepEqual(more, [], 'told again while it lasts')
    } else assert.ok(raised.length <= 1, `${name}: ${raised.length} in a week`)
  }
})
