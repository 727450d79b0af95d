import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bucketEnd, buckets, periodOf } from './period.ts'

const NOW = Date.parse('2026-10-26T10:20:00Z')

test('seven days are today and the six before, from the zone’s midnight', () => {
  const period = periodOf({ range: '7d' }, 'Europe/Paris', NOW)
  assert.deepEqual(period, { from: '2026-10-19T22:00:00.000Z', to: '2026-10-26T11:00:00.000Z', step: 'day' })
  assert.equal(buckets(period, 'Europe/Paris').length, 7)
})

test('a day of twenty-five hours is one bucket', () => {
  assert.equal(bucketEnd('2026-10-24T22:00:00.000Z', 'day', 'Europe/Paris'), '2026-10-25T23:00:00.000Z')
})

test('a day in the address spans that day, by the hour', () => {
  const period = periodOf({ from: '2026-10-25', to: '2026-10-25' }, 'Europe/Paris', NOW)
  assert.equal(period.step, 'hour')
  assert.equal(buckets(period, 'Europe/Paris').length, 25)
})
