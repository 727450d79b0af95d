import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { wallOf } from '../../../../lib/clock/index.ts'
import { remindAt, teamAt } from './ahead.ts'

const HOUR = 3_600_000
const ZONES = [
  'Europe/Paris',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'UTC',
]
const at = (starts: string, booked: string, zone = 'Europe/Paris') =>
  remindAt(new Date(starts), zone, new Date(booked))?.toISOString() ?? null

describe('a reminder of a call', () => {
  const CASES: [what: string, starts: string, booked: string, due: string | null][] = [
    ['the day before', '2026-11-25T09:00:00Z', '2026-11-20T08:00:00Z', '2026-11-24T09:00:00.000Z'],
    [
      'the day before, over the new year',
      '2027-01-01T09:00:00Z',
      '2026-12-20T08:00:00Z',
      '2026-12-31T09:00:00.000Z',
    ],
    [
      'over a day of 23 hours, at the same time of the clock',
      '2026-03-29T08:00:00Z',
      '2026-03-20T08:00:00Z',
      '2026-03-28T09:00:00.000Z',
    ],
    [
      'over a day of 25 hours, at the same time of the clock',
      '2026-10-25T09:00:00Z',
      '2026-10-20T08:00:00Z',
      '2026-10-24T08:00:00.000Z',
    ],
    [
      'where the day before skips that time, after the gap',
      '2026-03-30T00:30:00Z',
      '2026-03-20T08:00:00Z',
      '2026-03-29T01:30:00.000Z',
    ],
    [
      'where the day before shows it twice, the first',
      '2026-10-26T01:30:00Z',
      '2026-10-20T08:00:00Z',
      '2026-10-25T00:30:00.000Z',
    ],
    [
      'two hours before, where it is booked for the same day',
      '2026-11-25T15:00:00Z',
      '2026-11-25T08:00:00Z',
      '2026-11-25T13:00:00.000Z',
    ],
    [
      'two hours before, where the day before has just passed',
      '2026-11-25T09:00:00Z',
      '2026-11-24T08:30:00Z',
      '2026-11-25T07:00:00.000Z',
    ],
    ['none for who has just booked', '2026-11-25T09:00:00Z', '2026-11-25T06:30:00Z', null],
    ['none for a time that is past', '2026-11-25T09:00:00Z', '2026-11-26T06:30:00Z', null],
  ]
  for (const [what, starts, booked, due] of CASES)
    it(`is ${what}`, () => assert.equal(at(starts, booked), due))

  it('comes after the booking and before the call, at the clock’s own time a day before or on the same day', () => {
    const instant = fc.date({ min: new Date('2024-01-01'), max: new Date('2031-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: 0, max: 60 * 24 * 30 }),
        fc.constantFrom(...ZONES),
        (day, minutes, zone) => {
          // Calls start at whole minutes.
          const starts = new Date(Math.floor(day.getTime() / 60_000) * 60_000)
          const booked = new Date(starts.getTime() - minutes * 60_000)
          const due = remindAt(starts, zone, booked)
          if (!due) return assert.ok(minutes < 180, `${minutes} minutes before nobody is reminded`)
          assert.ok(due.getTime() - booked.getTime() >= HOUR && due < starts)
          if (starts.getTime() - due.getTime() === 2 * HOUR) return
          const [call, told] = [wallOf(starts, zone), wallOf(due, zone)]
          // In a gap it is as far after it as the gap is wide.
          const later = (told.minutes - call.minutes + 1440) % 1440
          assert.ok([0, 30, 60].includes(later), `${later} minutes off`)
          assert.ok(starts.getTime() - due.getTime() <= 49 * HOUR)
        },
      ),
    )
  })
})

it('who makes a call is told ten minutes before', () => {
  assert.equal(teamAt(new Date('2026-11-25T09:00:00Z')).toISOString(), '2026-11-25T08:50:00.000Z')
})
