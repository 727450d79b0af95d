import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bound, fromField, plusDays, toCivil, toField, toInstant, weekday } from './civil.ts'

const at = (text: string) => fromField(text) ?? assert.fail(text)

test('a wall-clock time becomes its instant, in winter and in summer', () => {
  assert.equal(toInstant('Europe/Paris', at('2026-11-21T09:00')).toISOString(), '2026-11-21T08:00:00.000Z')
  assert.equal(toInstant('Europe/Paris', at('2026-07-01T09:00')).toISOString(), '2026-07-01T07:00:00.000Z')
  assert.equal(
    toInstant('America/New_York', at('2026-11-21T09:00')).toISOString(),
    '2026-11-21T14:00:00.000Z',
  )
})

test('the hour that the clocks skip moves on by as much, the hour they repeat is the first', () => {
  assert.equal(toInstant('Europe/Paris', at('2026-03-29T02:30')).toISOString(), '2026-03-29T01:30:00.000Z')
  assert.equal(toInstant('Europe/Paris', at('2026-10-25T02:30')).toISOString(), '2026-10-25T00:30:00.000Z')
})

test('tomorrow at nine is nine on the clock across a change of clocks', () => {
  const today = toCivil('Europe/Paris', new Date('2026-10-24T15:00:00Z'))
  const nine = { ...plusDays(today, 1), hour: 9, minute: 0 }
  assert.equal(toInstant('Europe/Paris', nine).toISOString(), '2026-10-25T08:00:00.000Z')
})

test('a field is read and written back the same', () => {
  assert.equal(toField(at('2026-02-28T23:05')), '2026-02-28T23:05')
  assert.equal(toField(plusDays(at('2026-12-31T08:00'), 1)), '2027-01-01T08:00')
  assert.equal(fromField('soon'), undefined)
  assert.equal(weekday(at('2026-11-22')), 7)
})

test('a day in an address spans the whole day of the zone', () => {
  assert.equal(bound('Europe/Paris', '2026-11-20', 'from'), '2026-11-19T23:00:00.000Z')
  assert.equal(bound('Europe/Paris', '2026-11-20', 'to'), '2026-11-20T23:00:00.000Z')
  assert.equal(bound('Europe/Paris', '2026-11-20T10:00:00Z', 'to'), '2026-11-20T10:00:00Z')
  assert.equal(bound('Europe/Paris', undefined, 'to'), undefined)
})
