import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { minutesOf, wallOf } from '../clock/index.ts'
import {
  type Calendar,
  closesAt,
  dueAfter,
  type Hours,
  isOpen,
  nextOpen,
  type Span,
  worked,
} from './index.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY: Hours[] = [
  { from: '09:00', to: '12:30' },
  { from: '13:30', to: '18:00' },
]
const OFFICE: Calendar = {
  zone: 'Europe/Paris',
  week: [DAY, DAY, DAY, DAY, DAY, [], []],
  holidays: 'fr',
  days: [{ date: '2026-11-24', hours: [{ from: '10:00', to: '11:00' }], name: 'Inventaire' }],
}
const at = (iso: string) => new Date(iso)
const due = (from: string, hours: number, calendar: Calendar | null = OFFICE) =>
  dueAfter(calendar, at(from), hours * HOUR)?.toISOString()

test('an answer within four hours of work, over a lunch, a night, a week-end, a holiday, an odd day', () => {
  assert.equal(due('2026-11-23T08:00:00Z', 4), '2026-11-23T13:00:00.000Z', 'lunch does not count')
  assert.equal(
    due('2026-11-23T15:00:00Z', 2),
    '2026-11-23T17:00:00.000Z',
    'at closing, and not the day after',
  )
  // Tuesday has one hour; the rest is on Wednesday.
  assert.equal(due('2026-11-23T16:00:00Z', 4), '2026-11-25T10:00:00.000Z')
  assert.equal(due('2026-11-20T16:30:00Z', 1), '2026-11-23T08:30:00.000Z', 'from Friday to Monday')
  // The 11 November 2026 is a Wednesday.
  assert.equal(due('2026-11-10T16:30:00Z', 1), '2026-11-12T08:30:00.000Z')
  assert.equal(due('2026-11-22T03:00:00Z', 4, null), '2026-11-22T07:00:00.000Z', 'round the clock')
  assert.equal(
    due('2026-11-22T03:00:00Z', 1, { ...OFFICE, week: [[], [], [], [], [], [], []], days: [] }),
    undefined,
  )
})

test('it opens next when its clocks say so', () => {
  assert.equal(nextOpen(OFFICE, at('2026-11-21T12:00:00Z'))?.toISOString(), '2026-11-23T08:00:00.000Z')
  assert.equal(closesAt(OFFICE, at('2026-11-23T08:30:00Z')).toISOString(), '2026-11-23T11:30:00.000Z')
  const night: Calendar = {
    ...OFFICE,
    days: [],
    week: OFFICE.week.map(() => [
      { from: '00:00', to: '06:00' },
      { from: '20:00', to: '24:00' },
    ]),
  }
  assert.equal(
    closesAt(night, at('2026-11-23T22:30:00Z')).toISOString(),
    '2026-11-24T05:00:00.000Z',
    'over two midnights',
  )
  const noon = at('2026-11-23T10:00:00Z')
  assert.deepEqual(nextOpen(OFFICE, noon), noon)
})

test('what is paused is not worked, and moves what is due', () => {
  const pauses: Span[] = [{ from: +at('2026-11-23T09:00:00Z'), to: +at('2026-11-23T10:00:00Z') }]
  const from = at('2026-11-23T08:00:00Z')
  assert.equal(dueAfter(OFFICE, from, 2 * HOUR, pauses)?.toISOString(), '2026-11-23T11:00:00.000Z')
  assert.equal(worked(OFFICE, from, at('2026-11-23T11:00:00Z'), pauses), 2 * HOUR)
})

const ZONES = [
  'Europe/Paris',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Asia/Beirut',
  'UTC',
  'America/Havana',
  'Pacific/Apia',
]
const text = (n: number) =>
  `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`
const hours = fc
  .uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 0, maxLength: 6 })
  .map((cuts) => cuts.toSorted((a, b) => a - b))
  .map((cuts) =>
    Array.from({ length: Math.floor(cuts.length / 2) }, (_, i) => ({
      from: text(cuts[2 * i] ?? 0),
      to: text(cuts[2 * i + 1] ?? 0),
    })),
  )
const calendar: fc.Arbitrary<Calendar> = fc.record({
  zone: fc.constantFrom(...ZONES),
  week: fc.array(hours, { minLength: 7, maxLength: 7 }),
  holidays: fc.constantFrom('none', 'fr', 'fr-alsace-moselle'),
  days: fc.array(
    fc.record({
      date: fc.constantFrom('2026-03-29', '2026-10-25', '2026-11-01', '2026-04-05', '2011-12-30'),
      hours,
    }),
    { maxLength: 3 },
  ),
})
/** Nights in which clocks change somewhere, the day that Samoa left out, and days like others. */
const near = fc
  .tuple(
    fc.constantFrom(
      '2026-03-29',
      '2026-10-25',
      '2026-03-08',
      '2026-11-01',
      '2026-04-05',
      '2026-10-04',
      '2011-12-30',
      '2026-07-14',
      '2026-12-25',
      '2028-02-29',
    ),
    fc.integer({ min: -1600, max: 1600 }),
  )
  .map(([date, minutes]) => new Date(Date.parse(`${date}T00:00:00Z`) + minutes * MINUTE))

const FIXED = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25']
/** Those of the years that are tried, by hand. */
const MOVING = ['2026-04-06', '2026-05-14', '2026-05-25']

/** Whether a minute is open, read from the clock on the wall and nothing else. */
function plainly({ zone, week, holidays, days }: Calendar, minute: number): boolean {
  const wall = wallOf(new Date(minute), zone)
  const date = `${wall.year}-${String(wall.month).padStart(2, '0')}-${String(wall.day).padStart(2, '0')}`
  const odd = days.findLast((one) => one.date === date)
  const french = FIXED.includes(date.slice(5)) || MOVING.includes(date)
  const alsatian = date === '2026-04-03' || date.endsWith('-12-26')
  const closed = (holidays !== 'none' && french) || (holidays === 'fr-alsace-moselle' && alsatian)
  const open = odd ? odd.hours : closed ? [] : (week[wall.weekday - 1] ?? [])
  return open.some(({ from, to }) => wall.minutes >= minutesOf(from) && wall.minutes < minutesOf(to))
}

test('open time is what the clock on the wall says, minute by minute, also where clocks change', () => {
  fc.assert(
    fc.property(calendar, near, fc.integer({ min: 0, max: 1500 }), (one, from, length) => {
      let plain = 0
      for (let n = 0; n < length; n++) if (plainly(one, from.getTime() + n * MINUTE)) plain++
      const to = new Date(from.getTime() + length * MINUTE)
      assert.equal(worked(one, from, to) / MINUTE, plain)
      assert.equal(isOpen(one, from), plainly(one, from.getTime()))
    }),
    { numRuns: 150 },
  )
})

test('what is due is due at the first instant at which so much has been worked', () => {
  const pause = fc.tuple(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 1, max: 900 }))
  fc.assert(
    fc.property(
      calendar,
      near,
      fc.integer({ min: 1, max: 4000 }),
      fc.option(pause),
      (one, from, minutes, paused) => {
        const began = from.getTime() + (paused?.[0] ?? 0) * MINUTE
        const pauses = paused ? [{ from: began, to: began + paused[1] * MINUTE }] : []
        const end = dueAfter(one, from, minutes * MINUTE, pauses)
        if (!end) {
          const horizon = new Date(from.getTime() + 1100 * 24 * HOUR)
          return assert.ok(worked(one, from, horizon, pauses) < minutes * MINUTE)
        }
        assert.equal(worked(one, from, end, pauses), minutes * MINUTE)
        assert.equal(worked(one, from, new Date(end.getTime() - 1), pauses), minutes * MINUTE - 1)
      },
    ),
    { numRuns: 300 },
  )
})

test('it does not matter where the machine stands', () => {
  const before = process.env.TZ
  try {
    for (const zone of ['America/Los_Angeles', 'Asia/Tokyo', 'Europe/Paris']) {
      process.env.TZ = zone
      assert.equal(due('2026-10-23T15:30:00Z', 1), '2026-10-26T08:30:00.000Z')
      assert.equal(due('2026-03-27T16:30:00Z', 1), '2026-03-30T07:30:00.000Z')
    }
  } finally {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  }
})
