import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isBetween, minutesOf, nextAt, wallOf } from './index.ts'

const ZONES = [
  'Europe/Paris',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'UTC',
  'Pacific/Apia',
]

test('a wall shows the day and the hour of its zone', () => {
  assert.deepEqual(wallOf(new Date('2026-11-22T23:30:00Z'), 'Europe/Paris'), {
    year: 2026,
    month: 11,
    day: 23,
    weekday: 1,
    minutes: 30,
  })
  assert.equal(wallOf(new Date('2026-11-22T12:00:00Z'), 'UTC').weekday, 7)
})

test('an hour that clocks skip is taken as far after the gap, one that they show twice the first time', () => {
  const gap = nextAt(new Date('2026-03-28T23:30:00Z'), 'Europe/Paris', '02:30')
  assert.equal(gap.toISOString(), '2026-03-29T01:30:00.000Z')
  const first = nextAt(new Date('2026-10-24T23:30:00Z'), 'Europe/Paris', '02:30')
  assert.equal(first.toISOString(), '2026-10-25T00:30:00.000Z')
  // Told at the first 02:30, it is not told again at the second.
  assert.equal(nextAt(first, 'Europe/Paris', '02:30').toISOString(), '2026-10-26T01:30:00.000Z')
})

test('the morning comes once a civil day, whatever the zone and the change of clocks', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2024-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }),
      fc.constantFrom(...ZONES),
      fc.integer({ min: 0, max: 1439 }),
      (now, zone, minutes) => {
        const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
        const next = nextAt(now, zone, time)
        assert.ok(next > now)
        assert.ok(next.getTime() - now.getTime() <= 25.5 * 3_600_000, `${now.toISOString()} ${zone} ${time}`)
        const after = nextAt(next, zone, time)
        assert.notEqual(wallOf(after, zone).day, wallOf(next, zone).day)
        // Outside the hours that are skipped the clock shows what was asked for.
        const shown = wallOf(next, zone).minutes
        assert.ok(shown === minutes || (shown > minutes && shown - minutes <= 60), `${shown} for ${minutes}`)
      },
    ),
    { numRuns: 300 },
  )
})

test('a night goes past midnight', () => {
  const at = (time: string) => isBetween(minutesOf(time), '21:00', '07:30')
  assert.deepEqual(['20:59', '21:00', '00:00', '07:29', '07:30'].map(at), [false, true, true, true, false])
  assert.equal(isBetween(0, '00:00', '00:00'), true)
  assert.equal(isBetween(minutesOf('12:00'), '09:00', '12:00'), false)
})
