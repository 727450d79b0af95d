import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { AREAS, type Area, type ByArea, counted, nothing, sharesOf, together, totalOf } from './area.ts'
import { dayOf, fromBits, MINUTES, minuteOf, mondayOf, plusDays, toBits, weeksTo } from './day.ts'
import { weeksOf } from './week.ts'

const minutes = fc.record(
  Object.fromEntries(AREAS.map((area) => [area, fc.nat(600)])) as Record<Area, fc.Arbitrary<number>>,
) as fc.Arbitrary<ByArea>
const ZONES = [
  'UTC',
  'Europe/Paris',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Asia/Beirut',
]
const instants = fc.oneof(
  fc.date({ min: new Date('2018-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
  // Around nights in which clocks change.
  fc
    .tuple(
      fc.constantFrom('2026-03-29', '2026-10-25', '2026-04-05', '2018-11-04', '2026-10-04'),
      fc.integer({ min: -20, max: 30 * 60 }),
    )
    .map(([day, minute]) => new Date(Date.parse(`${day}T00:00:00Z`) + minute * 60_000)),
)

describe('the split of time', () => {
  it('is of whole hundredths that sum to 100, each within one of what it is', () => {
    fc.assert(
      fc.property(minutes, (given) => {
        const shares = sharesOf(given)
        if (totalOf(given) === 0) return assert.equal(shares, null)
        assert.ok(shares)
        assert.equal(totalOf(shares), 100)
        for (const area of AREAS)
          assert.ok(Math.abs(shares[area] - (100 * given[area]) / totalOf(given)) < 1, area)
      }),
    )
  })

  it('counts a minute once, for the first thing that was done in it', () => {
    const seen = fc.record(
      Object.fromEntries(
        AREAS.map((area) => [area, fc.uniqueArray(fc.nat(40)).map((list) => new Set(list))]),
      ) as Record<Area, fc.Arbitrary<Set<number>>>,
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(seen, (given) => {
        const all = new Set(Object.values(given).flatMap((one) => [...one]))
        assert.equal(totalOf(counted(given)), all.size)
        assert.equal(counted(given).answering, given.answering?.size ?? 0)
      }),
    )
    const both = counted({ answering: new Set([1, 2]), watching: new Set([2, 3]) })
    assert.deepEqual(both, { ...nothing(), answering: 2, watching: 1 })
  })

  it('of a team needs five people who gave any, and tells no one of them', () => {
    const alone: ByArea = { ...nothing(), writing: 600 }
    const even: ByArea = { writing: 60, answering: 60, watching: 60, learning: 60, reporting: 60 }
    assert.equal(together([alone, even, even, even]), null)
    assert.equal(together([alone, even, even, even, nothing()]), null, 'who gave nothing is nobody')
    // (100 + 4 × 20) / 5 is 36, and is told as 35.
    assert.deepEqual(together([alone, even, even, even, even])?.writing, 35)
    // Who works ten hours counts no more than who works one.
    assert.deepEqual(
      together([{ ...nothing(), writing: 6 }, even, even, even, even]),
      together([alone, even, even, even, even]),
    )
    fc.assert(
      fc.property(fc.array(minutes, { minLength: 5, maxLength: 9 }), (people) => {
        const mean = together(people)
        if (mean) for (const area of AREAS) assert.equal(mean[area] % 5, 0)
      }),
    )
  })
})

describe('days and weeks', () => {
  it('place every instant in one minute of its civil day, whatever the clocks do', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instants, (zone, at) => {
        const { day, minute } = minuteOf(at, zone)
        assert.equal(day, dayOf(at, zone))
        assert.ok(minute >= 0 && minute < MINUTES)
        const next = minuteOf(new Date(at.getTime() + 60_000), zone)
        if (next.day === day) assert.equal(next.minute, minute + 1)
        else assert.equal(next.minute, 0)
      }),
      { numRuns: 300 },
    )
    // The hour that Paris has twice on 25 October is two hours of work.
    assert.equal(minuteOf(new Date('2026-10-25T00:30:00Z'), 'Europe/Paris').minute, 150)
    assert.equal(minuteOf(new Date('2026-10-25T01:30:00Z'), 'Europe/Paris').minute, 210)
  })

  it('keep minutes as bits and read them back', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(MINUTES - 1)), (list) => {
        const bits = toBits(list)
        assert.equal(bits.length, MINUTES)
        assert.deepEqual(
          [...fromBits(bits)],
          list.toSorted((a, b) => a - b),
        )
      }),
    )
  })

  it('begin weeks on Monday, and sum what was counted and written down', () => {
    assert.equal(mondayOf('2026-11-22'), '2026-11-16')
    assert.equal(mondayOf('2026-11-16'), '2026-11-16')
    assert.deepEqual(weeksTo('2026-11-22', 2), ['2026-11-09', '2026-11-16'])
    assert.equal(plusDays('2026-12-31', 1), '2027-01-01')
    const weeks = weeksOf(
      ['2026-11-09', '2026-11-16'],
      [
        { day: '2026-11-15', minutes: { ...nothing(), writing: 30 } },
        { day: '2026-11-16', minutes: { ...nothing(), answering: 45 } },
      ],
      [
        { day: '2026-11-16', area: 'learning', minutes: 15 },
        { day: '2026-11-23', area: 'learning', minutes: 90 },
      ],
    )
    assert.deepEqual(
      weeks.map(({ from, minutes: sum, days }) => [from, totalOf(sum), days.map(({ day }) => day)]),
      [
        ['2026-11-09', 30, ['2026-11-15']],
        ['2026-11-16', 60, ['2026-11-16']],
      ],
    )
    assert.deepEqual(weeks[1]?.shares, { ...nothing(), answering: 75, learning: 25 })
  })
})
