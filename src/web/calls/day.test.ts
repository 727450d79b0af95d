import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { dayAfter, dayOf, otherClocks, spanOf } from './day.ts'

it('a day begins where the one before ends, and is named after any of its moments', () => {
  const date = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(date, (at) => {
      const day = dayOf(at)
      const { from, to } = spanOf(day)
      assert.ok(from <= at.toISOString() && at.toISOString() < to)
      assert.equal(spanOf(dayAfter(day, 1)).from, to)
      assert.equal(dayAfter(dayAfter(day, 1), -1), day)
    }),
  )
  assert.equal(dayAfter('2026-12-31', 1), '2027-01-01')
  assert.equal(dayAfter('2028-03-01', -1), '2028-02-29')
})

it('a call is told by other clocks where they show something else', () => {
  const call = { starts: '2026-11-23T09:00:00.000Z', wall: '2026-11-23 10:00' }
  const zones = ['Europe/Paris', 'Europe/Berlin', 'Europe/London', 'America/New_York']
  assert.deepEqual(
    zones.map((zone) => otherClocks(call, zone)),
    [false, false, true, true],
  )
})
