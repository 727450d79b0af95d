import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
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

const ZONES = [
  'Europe/Paris',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Apia',
  'UTC',
]
const HOUR = 3_600_000
/** From the clock of 2009 to that of 2030, by quarters of an hour, where zones have their changes. */
const quarter = fc.integer({ min: Date.UTC(2009, 0) / (HOUR / 4), max: Date.UTC(2030, 0) / (HOUR / 4) })

test('an instant is found again by its clock, unless the clock shows it twice: then the first', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), quarter, (zone, count) => {
      const instant = new Date(count * (HOUR / 4))
      const civil = toCivil(zone, instant)
      const found = toInstant(zone, civil)
      assert.deepEqual(toCivil(zone, found), civil)
      assert.ok(found <= instant && instant.getTime() - found.getTime() <= HOUR)
      const earlier = [HOUR / 2, HOUR].some((step) => {
        const before = toCivil(zone, new Date(found.getTime() - step))
        return toField(before) === toField(civil)
      })
      assert.equal(earlier, false)
    }),
    { numRuns: 150 },
  )
})

test('a clock that is never shown is moved on by as much as is skipped, by half an hour too', () => {
  const shown = (zone: string, text: string) => toField(toCivil(zone, toInstant(zone, at(text))))
  assert.equal(shown('Australia/Lord_Howe', '2024-10-06T02:15'), '2024-10-06T02:45')
  assert.equal(shown('America/New_York', '2026-03-08T02:30'), '2026-03-08T03:30')
  // Samoa had no 30 December in 2011.
  assert.equal(shown('Pacific/Apia', '2011-12-30T10:00'), '2011-12-31T10:00')
})

test('days are added by the calendar, there and back', () => {
  fc.assert(
    fc.property(quarter, fc.integer({ min: -4000, max: 4000 }), (count, days) => {
      const civil = toCivil('UTC', new Date(count * (HOUR / 4)))
      const there = plusDays(civil, days)
      assert.deepEqual(plusDays(there, -days), civil)
      assert.equal((weekday(civil) + (((days % 7) + 7) % 7) - 1) % 7, weekday(there) - 1)
      assert.deepEqual(fromField(toField(there)), there)
    }),
  )
})

test('what no calendar or clock shows is no date, and makes no bound', () => {
  for (const text of [
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-11-21T24:00',
    '2026-11-21T10:60',
    '21/11/2026',
    '',
  ])
    assert.equal(fromField(text), undefined, text)
  assert.deepEqual(fromField('2024-02-29T23:59'), { year: 2024, month: 2, day: 29, hour: 23, minute: 59 })
  assert.equal(bound('Europe/Paris', '2026-02-30', 'from'), undefined)
  assert.equal(bound('Europe/Paris', 'demain', 'to'), undefined)
})

test('the last day of an address ends where the next begins, even where a day has 23 hours or 25', () => {
  for (const [day, hours] of [
    ['2026-03-29', 23],
    ['2026-10-25', 25],
    ['2026-11-21', 24],
  ] as const) {
    const [from, to] = (['from', 'to'] as const).map((edge) =>
      Date.parse(bound('Europe/Paris', day, edge) ?? ''),
    )
    assert.equal(((to ?? 0) - (from ?? 0)) / HOUR, hours, day)
  }
})
