import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type DayCount, figuresOf, lastDays } from './alert.ts'

const ZONES = [
  'UTC',
  'Europe/Paris',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Africa/Cairo',
  'America/St_Johns',
]
const CALENDARS = new Map(
  ZONES.map((zone) => [zone, new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })]),
)

test('the last days are those of the calendar, each once, today the last', () => {
  const nows = fc.integer({ min: Date.parse('2023-01-01'), max: Date.parse('2027-01-01') })
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), nows, fc.integer({ min: 1, max: 60 }), (zone, now, count) => {
      const days = lastDays(new Date(now), count, zone)
      assert.equal(days.length, count)
      assert.equal(days.at(-1), CALENDARS.get(zone)?.format(now))
      for (const [i, day] of days.entries()) {
        assert.match(day, /^\d{4}-\d{2}-\d{2}$/)
        const before = days[i - 1]
        if (before) assert.equal(Date.parse(day) - Date.parse(before), 86_400_000)
      }
    }),
  )
})

test('figures are of the last seven days and the seven before, whatever order the counts come in', () => {
  const days = Array.from({ length: 14 }, (_, i) => `2026-11-${String(i + 1).padStart(2, '0')}`)
  const counts = fc.uniqueArray(
    fc.tuple(fc.constantFrom(...days, '2026-10-31', '2026-11-15'), fc.nat(50), fc.nat(50), fc.nat(50)).map(
      ([day, positive, negative, neutral]): DayCount => ({
        day,
        positive,
        negative,
        count: positive + negative + neutral,
      }),
    ),
    { selector: ({ day }) => day },
  )
  fc.assert(
    fc.property(counts, (all) => {
      const { week, spark } = figuresOf(all, days)
      const of = (day: string) => all.find((one) => one.day === day)
      assert.deepEqual(
        spark,
        days.map((day) => of(day)?.count ?? 0),
      )
      assert.equal(
        week.count,
        spark.slice(7).reduce((sum, one) => sum + one, 0),
      )
      assert.equal(
        week.before,
        spark.slice(0, 7).reduce((sum, one) => sum + one, 0),
      )
      assert.ok(Number.isInteger(week.net) && Math.abs(week.net) <= 100)
      const flipped = figuresOf(
        all.map((one) => ({ ...one, positive: one.negative, negative: one.positive })),
        days,
      ).week.net
      assert.ok(Math.abs(flipped + week.net) <= 1, 'what is good and what is bad weigh alike')
    }),
  )
  const day = (positive: number, negative: number) => [{ day: days[13] ?? '', count: 4, positive, negative }]
  assert.deepEqual(
    [day(4, 0), day(0, 4), day(1, 1), day(0, 1)].map((one) => figuresOf(one, days).week.net),
    [100, -100, 0, -25],
  )
})
