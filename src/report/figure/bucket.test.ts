import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Bucket, bucketsTo, byBucket, STEPS, type Step, sumOf } from './bucket.ts'

const ZONES = [
  'Europe/Paris',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Apia',
  'America/St_Johns',
  'America/Havana',
  'Africa/Cairo',
  'UTC',
] as const

const civil = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at)
const clock = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, timeStyle: 'medium' }).format(at)

const zone = fc.constantFrom(...ZONES)
const moment = fc.integer({ min: Date.UTC(2019, 0), max: Date.UTC(2027, 0) }).map((ms) => new Date(ms))
const step = fc.constantFrom(...STEPS)

describe('buckets of a zone', () => {
  it('begin with the first instant of the day that they are called by', () => {
    fc.assert(
      fc.property(zone, moment, step, (timeZone, now, by) => {
        for (const { day, from } of bucketsTo(now, timeZone, by, 4)) {
          assert.equal(civil(from, timeZone), day)
          assert.ok(civil(new Date(from.getTime() - 1), timeZone) < day, 'an instant before is another day')
        }
      }),
      { numRuns: 60 },
    )
  })

  it('are weeks from Monday, months from the first, days one by one', () => {
    fc.assert(
      fc.property(zone, moment, (timeZone, now) => {
        const days = (by: Step) =>
          bucketsTo(now, timeZone, by, 5).map((one) => new Date(`${one.day}T12:00:00Z`))
        for (const day of days('week')) assert.equal(day.getUTCDay(), 1)
        for (const day of days('month')) assert.equal(day.getUTCDate(), 1)
        const each = days('day').map((day) => day.getTime() / 86_400_000)
        for (const [i, day] of each.slice(1).entries()) assert.equal(day - (each[i] ?? 0), 1)
        assert.equal(days('day').at(-1)?.toISOString().slice(0, 10), civil(now, timeZone))
      }),
      { numRuns: 60 },
    )
  })

  for (const [now, timeZone, by, from, hour] of [
    ['2026-01-01T00:00:00Z', 'Europe/Paris', 'week', '2025-12-29', '00:00:00'],
    ['2026-01-01T00:00:00Z', 'America/Havana', 'week', '2025-12-29', '00:00:00'],
    ['2025-12-31T23:30:00Z', 'Europe/Paris', 'month', '2026-01-01', '00:00:00'],
    ['2024-02-29T12:00:00Z', 'UTC', 'month', '2024-02-01', '00:00:00'],
    ['2026-03-31T23:59:59Z', 'UTC', 'month', '2026-03-01', '00:00:00'],
    ['2023-04-28T12:00:00Z', 'Africa/Cairo', 'day', '2023-04-28', '01:00:00'],
    ['2026-03-08T12:00:00Z', 'America/Havana', 'day', '2026-03-08', '01:00:00'],
  ] as const)
    it(`at ${now} in ${timeZone} the ${by} is of ${from}, from ${hour}`, () => {
      const last = bucketsTo(new Date(now), timeZone, by, 1)[0]
      assert.ok(last)
      assert.deepEqual([last.day, clock(last.from, timeZone)], [from, hour])
    })

  it('go back over the end of short months and of years', () => {
    const days = bucketsTo(new Date('2026-03-31T12:00:00Z'), 'UTC', 'month', 14).map((one) => one.day)
    assert.equal(days[0], '2025-02-01')
    assert.equal(new Set(days).size, 14)
  })

  it('are none where none is asked for', () => {
    assert.deepEqual(bucketsTo(new Date(), 'UTC', 'day', 0), [])
  })
})

describe('days summed by bucket', () => {
  const lastDay = (buckets: readonly Bucket[], timeZone: string) =>
    civil(new Date((buckets.at(-1)?.to.getTime() ?? 0) - 1), timeZone)

  it('stand each in the one that it falls in, and those before all in none', () => {
    const spread = fc.array(fc.tuple(fc.nat(120), fc.nat(9), fc.nat(9), fc.nat(9)), { maxLength: 60 })
    fc.assert(
      fc.property(zone, moment, step, spread, (timeZone, now, by, said) => {
        const buckets = bucketsTo(now, timeZone, by, 3)
        const end = Date.parse(`${lastDay(buckets, timeZone)}T12:00:00Z`)
        const days = said.map(([back, count, positive, negative]) => ({
          day: new Date(end - back * 86_400_000).toISOString().slice(0, 10),
          count,
          positive,
          negative,
        }))
        const sums = byBucket(days, buckets)
        for (const [i, bucket] of buckets.entries()) {
          const next = buckets[i + 1]?.day ?? '9999'
          const mine = days.filter(({ day }) => bucket.day <= day && day < next)
          assert.deepEqual(sums[i], sumOf(mine))
        }
        const within = days.filter(({ day }) => day >= (buckets[0]?.day ?? ''))
        assert.deepEqual(sumOf(sums), sumOf(within), 'nothing is lost and nothing told twice')
      }),
      { numRuns: 80 },
    )
  })

  it('leave what they are made of as it was', () => {
    const day = { day: '2026-11-22', count: 2, positive: 1, negative: 0 }
    const buckets = bucketsTo(new Date('2026-11-22T12:00:00Z'), 'UTC', 'day', 1)
    byBucket([day, day], buckets)
    assert.deepEqual(day, { day: '2026-11-22', count: 2, positive: 1, negative: 0 })
    assert.deepEqual(byBucket([day], []), [])
  })
})
