import assert from 'node:assert/strict'
import { test } from 'node:test'
import { snoozeChoices } from './snooze.ts'

const of = (now: string) =>
  Object.fromEntries(
    snoozeChoices(new Date(now), 'Europe/Paris').map((one) => [one.id, one.until.toISOString()]),
  )

test('on a Saturday before the clocks go back, tomorrow and Monday are at nine by the new time', () => {
  assert.deepEqual(of('2026-10-24T10:00:00Z'), {
    later: '2026-10-24T13:00:00.000Z',
    tomorrow: '2026-10-25T08:00:00.000Z',
    monday: '2026-10-26T08:00:00.000Z',
    week: '2026-10-31T08:00:00.000Z',
  })
})

test('on a Sunday, Monday is tomorrow and is not said twice; in the evening, later is not proposed', () => {
  assert.deepEqual(Object.keys(of('2026-11-22T18:30:00Z')), ['tomorrow', 'week'])
})
