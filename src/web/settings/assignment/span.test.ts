import assert from 'node:assert/strict'
import { test } from 'node:test'
import { daysBefore } from './span.ts'

test('yesterday is a whole day of the reader’s calendar, of 23, 24 or 25 hours', () => {
  const hours = (now: string, zone = 'Europe/Paris') => {
    const { from, to } = daysBefore(1, zone, new Date(now))
    return [from, (Date.parse(to) - Date.parse(from)) / 3_600_000]
  }
  assert.deepEqual(hours('2026-11-20T12:00:00Z'), ['2026-11-18T23:00:00.000Z', 24])
  assert.deepEqual(hours('2026-03-30T12:00:00Z'), ['2026-03-28T23:00:00.000Z', 23])
  assert.deepEqual(hours('2026-10-26T12:00:00Z'), ['2026-10-24T22:00:00.000Z', 25])
  assert.deepEqual(hours('2026-11-20T03:00:00Z', 'America/Montreal'), ['2026-11-18T05:00:00.000Z', 24])
  assert.equal(daysBefore(7, 'UTC', new Date('2026-11-20T12:00:00Z')).from, '2026-11-13T00:00:00.000Z')
})
