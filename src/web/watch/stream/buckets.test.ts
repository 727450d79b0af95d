import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bucketEnd, buckets, minutesAfterMidnight, type Period, periodOf } from './period.ts'

/** Half hours, clocks that move by half of one, midnights that are jumped over, and both ends of the world. */
const ZONES = [
  ...['UTC', 'Europe/Paris', 'Asia/Kolkata', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns'],
  ...['America/Sao_Paulo', 'Africa/Cairo', 'Asia/Beirut', 'Pacific/Kiritimati', 'America/Los_Angeles'],
]
const DAY = 86_400_000

const CALENDARS = new Map(
  ZONES.map((zone) => [zone, new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })]),
)

function dateOf(at: string | number, zone: string): string {
  return CALENDARS.get(zone)?.format(new Date(at)) ?? ''
}

const zones = fc.constantFrom(...ZONES)
/** Around changes of the clocks, and anywhere. */
const nows = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        '2018-11-04',
        '2023-04-28',
        '2026-03-29',
        '2026-10-25',
        '2026-04-05',
        '2026-03-08',
        '2026-11-01',
      ),
      fc.integer({ min: -2 * 1440, max: 9 * 1440 }),
    )
    .map(([day, minutes]) => Date.parse(`${day}T00:00:00Z`) + minutes * 60_000),
  fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2027-01-01') }),
)

test('buckets follow one another without gap or overlap, and hold all of the period', () => {
  const steps = fc.constantFrom<Period['step']>('hour', 'day')
  fc.assert(
    fc.property(zones, nows, fc.integer({ min: 1, max: 6 * 24 }), steps, (zone, from, hours, step) => {
      const period = {
        from: new Date(from).toISOString(),
        to: new Date(from + hours * 3_600_000).toISOString(),
        step,
      }
      const all = buckets(period, zone)
      assert.ok((all[0] ?? '') <= period.from, 'the first begins no later than the period')
      assert.ok(bucketEnd(all.at(-1) ?? '', step, zone) >= period.to, 'the last ends no sooner')
      for (const [i, at] of all.entries()) {
        const end = bucketEnd(at, step, zone)
        assert.ok(at < end && at < period.to, `${at} ${end}`)
        if (i + 1 < all.length) assert.equal(end, all[i + 1], zone)
        if (step === 'day') {
          assert.equal(dateOf(at, zone), dateOf(Date.parse(end) - 1, zone), `${zone} ${at} is one day`)
          assert.notEqual(dateOf(Date.parse(at) - 1, zone), dateOf(at, zone), `${zone} ${at} begins it`)
        }
      }
    }),
    { numRuns: 250 },
  )
})

test('a range of days is that many days of the calendar, today the last', () => {
  fc.assert(
    fc.property(zones, nows, fc.constantFrom('7d', '30d', '90d'), (zone, now, range) => {
      const period = periodOf({ range }, zone, now)
      assert.equal(period.step, 'day')
      const days = buckets(period, zone).map((at) => dateOf(at, zone))
      const count = Number.parseInt(range, 10)
      // The hour that is under way may be the first of tomorrow's.
      const upTo = days.filter((day) => day <= dateOf(now, zone))
      assert.equal(upTo.length, count, `${zone} ${new Date(now).toISOString()} ${days.join(' ')}`)
      assert.equal(upTo.at(-1), dateOf(now, zone))
      assert.ok(days.length - upTo.length <= 1)
    }),
    { numRuns: 150 },
  )
})

test('from one day to another in the address, both are in, whole', () => {
  const day = fc.integer({ min: 19_700, max: 20_700 })
  fc.assert(
    fc.property(zones, day, fc.nat(12), (zone, first, more) => {
      const [from, to] = [first, first + more].map((n) => new Date(n * DAY).toISOString().slice(0, 10))
      const period = periodOf({ from: from ?? '', to: to ?? '' }, zone, 0)
      assert.deepEqual([dateOf(period.from, zone), dateOf(Date.parse(period.to) - 1, zone)], [from, to], zone)
      assert.notEqual(dateOf(Date.parse(period.from) - 1, zone), from)
      assert.notEqual(dateOf(period.to, zone), to)
      const span = Date.parse(period.to) - Date.parse(period.from)
      assert.equal(period.step, span > 3.5 * DAY ? 'day' : 'hour')
    }),
    { numRuns: 300 },
  )
})

test('twenty-four hours are that, by the hour, whatever the clocks do', () => {
  fc.assert(
    fc.property(zones, nows, (zone, now) => {
      const period = periodOf({ range: '24h' }, zone, now)
      assert.equal(Date.parse(period.to) - Date.parse(period.from), DAY)
      // The end of the hour under way: at its first moment a whole hour ahead, never now itself.
      assert.ok(Date.parse(period.to) - now <= 3_600_000 && Date.parse(period.to) > now)
      assert.equal(period.step, 'hour')
    }),
  )
})

test('an address with rubbish for its days shows the usual period, and every part of it can be drawn', () => {
  const rubbish = fc.oneof(
    fc.string(),
    fc.string({ minLength: 11, maxLength: 30 }),
    fc.constantFrom('2026-02-30', '9'),
  )
  fc.assert(
    fc.property(zones, nows, rubbish, rubbish, (zone, now, from, to) => {
      assert.deepEqual(periodOf({ from, to }, zone, now), periodOf({}, zone, now))
    }),
  )
})

test('hours are those of the counters, in every zone, and a day is told from the one that the counters know', () => {
  fc.assert(
    fc.property(zones, nows, (zone, now) => {
      const period = periodOf({ range: '24h' }, zone, now)
      for (const at of buckets(period, zone)) assert.equal(Date.parse(at) % 3_600_000, 0, `${zone} ${at}`)
      const minutes = minutesAfterMidnight(zone, now)
      assert.ok([0, 15, 30, 45].includes(minutes))
      // What is counted in the hour that midnight is in counts with the day in which that hour begins.
      const [day = ''] = buckets({ ...periodOf({ range: '7d' }, zone, now), step: 'day' }, zone).slice(-1)
      const inHour = (Date.parse(day) % 3_600_000) / 60_000
      assert.equal((inHour + minutesAfterMidnight(zone, Date.parse(day))) % 60, 0, `${zone} ${day}`)
    }),
  )
  const noon = Date.parse('2026-06-15T12:00:00Z')
  const told = ['Europe/Paris', 'Asia/Kolkata', 'Asia/Kathmandu', 'America/St_Johns', 'Australia/Adelaide']
  assert.deepEqual(
    told.map((zone) => minutesAfterMidnight(zone, noon)),
    [0, 30, 45, 30, 30],
  )
})
