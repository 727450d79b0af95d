import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fixedClock, isBetween, minutesOf, nextAt, systemClock, wallOf } from './index.ts'

const at = (iso: string) => new Date(iso)
const next = (now: string, zone: string, time: string) => nextAt(at(now), zone, time).toISOString()

test('mornings come where clocks change at midnight, by half an hour, or pass over a whole day', () => {
  const cases: [string, string, string, string][] = [
    // Beirut goes from 00:00 to 01:00: half past midnight is half past one.
    ['2026-03-28T12:00:00Z', 'Asia/Beirut', '00:30', '2026-03-28T22:30:00.000Z'],
    ['2026-03-28T12:00:00Z', 'Asia/Beirut', '00:00', '2026-03-28T22:00:00.000Z'],
    ['2026-03-28T23:00:00Z', 'Asia/Beirut', '00:30', '2026-03-29T21:30:00.000Z'],
    // Lord Howe goes back by half an hour: 01:45 comes twice, and counts once.
    ['2026-04-04T12:00:00Z', 'Australia/Lord_Howe', '01:45', '2026-04-04T14:45:00.000Z'],
    ['2026-04-04T14:45:00Z', 'Australia/Lord_Howe', '01:45', '2026-04-05T15:15:00.000Z'],
    // Between the two: the first is over, and the second is none.
    ['2026-04-04T15:00:00Z', 'Australia/Lord_Howe', '01:45', '2026-04-05T15:15:00.000Z'],
    // Samoa had no 30 December 2011.
    ['2011-12-29T20:00:00Z', 'Pacific/Apia', '08:00', '2011-12-30T18:00:00.000Z'],
    ['2011-12-30T18:00:00Z', 'Pacific/Apia', '08:00', '2011-12-31T18:00:00.000Z'],
    ['2026-11-22T02:30:00Z', 'Asia/Kolkata', '08:00', '2026-11-23T02:30:00.000Z'],
    ['2026-11-22T02:29:59.999Z', 'Asia/Kolkata', '08:00', '2026-11-22T02:30:00.000Z'],
    ['2026-11-22T02:14:00Z', 'Asia/Kathmandu', '08:00', '2026-11-22T02:15:00.000Z'],
    ['2028-02-28T08:00:00Z', 'UTC', '08:00', '2028-02-29T08:00:00.000Z'],
    ['2026-12-31T23:30:00Z', 'UTC', '00:00', '2027-01-01T00:00:00.000Z'],
  ]
  for (const [now, zone, time, expected] of cases) {
    assert.equal(next(now, zone, time), expected, `${now} ${zone} ${time}`)
  }
})

const ZONES = [
  ...[
    'Europe/Paris',
    'Asia/Beirut',
    'Africa/Cairo',
    'America/Santiago',
    'America/Havana',
    'Africa/Casablanca',
  ],
  ...['America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Chatham', 'Pacific/Kiritimati'],
]
const instant = fc.date({ min: at('2020-01-01'), max: at('2030-01-01'), noInvalidDate: true })
const zone = fc.constantFrom(...ZONES)
const minutes = fc.integer({ min: 0, max: 1439 })
const text = (n: number) => new Date(n * 60_000).toISOString().slice(11, 16)

test('a wall read minute by minute goes on by a minute, but where its clocks change', () => {
  fc.assert(
    fc.property(instant, zone, (now, where) => {
      const [one, two] = [wallOf(now, where), wallOf(new Date(now.getTime() + 60_000), where)]
      const day = new Date(Date.UTC(one.year, one.month - 1, one.day))
      assert.equal(one.weekday, day.getUTCDay() || 7)
      assert.ok(one.minutes >= 0 && one.minutes < 1440)
      const gone = two.minutes - one.minutes
      // Past midnight, over a gap or back into a fold, always by whole halves of an hour besides.
      assert.equal(Math.abs((gone - 1) % 30), 0, `${gone}`)
    }),
    { numRuns: 200 },
  )
})

test('from any instant the same morning is seen until it comes, and none is left out', () => {
  fc.assert(
    fc.property(instant, zone, minutes, fc.double({ min: 0, max: 1, noNaN: true }), (now, where, n, part) => {
      const first = nextAt(now, where, text(n))
      const between = new Date(now.getTime() + Math.floor((first.getTime() - 1 - now.getTime()) * part))
      assert.equal(nextAt(between, where, text(n)).getTime(), first.getTime())
      const second = nextAt(first, where, text(n))
      const hours = (second.getTime() - first.getTime()) / 3_600_000
      assert.ok(hours >= 22 && hours <= 26, `${hours} h from ${first.toISOString()} ${where} ${text(n)}`)
    }),
    { numRuns: 200 },
  )
})

test('a span of hours and the one that completes it share the day out between them', () => {
  fc.assert(
    fc.property(minutes, minutes, minutes, (n, from, to) => {
      const [one, other] = [isBetween(n, text(from), text(to)), isBetween(n, text(to), text(from))]
      if (from === to) assert.ok(one && other)
      else assert.notEqual(one, other)
      assert.equal(minutesOf(text(n)), n)
    }),
  )
})

test('a clock that stands still goes where it is told to, and gives nobody the means to move it', () => {
  const clock = fixedClock(at('2026-11-22T10:00:00Z'))
  clock.now().setFullYear(1999)
  clock.advance(90_000)
  assert.equal(clock.now().toISOString(), '2026-11-22T10:01:30.000Z')
  const to = at('2026-01-01T00:00:00Z')
  clock.set(to)
  to.setFullYear(1999)
  assert.equal(clock.now().toISOString(), '2026-01-01T00:00:00.000Z')
  assert.ok(Math.abs(systemClock.now().getTime() - Date.now()) < 60_000)
})
