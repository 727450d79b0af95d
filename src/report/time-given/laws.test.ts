import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  AREAS,
  type Area,
  type ByArea,
  counted,
  nothing,
  plus,
  REFERENCE,
  sharesOf,
  together,
  totalOf,
} from './area.ts'
import { fromBits, MINUTES, minuteOf, mondayOf, plusDays, toBits, weeksTo } from './day.ts'
import { weeksOf } from './week.ts'

const byArea = fc
  .array(fc.nat(300), { minLength: 5, maxLength: 5 })
  .map(([writing = 0, answering = 0, watching = 0, learning = 0, reporting = 0]): ByArea => {
    return { writing, answering, watching, learning, reporting }
  })
const area: fc.Arbitrary<Area> = fc.constantFrom(...AREAS)
const START = '2026-02-20'
const days = fc.integer({ min: -800, max: 800 })
const day = days.map((n) => plusDays(START, n))

test('who gives more to one thing than to another is never told the contrary', () => {
  fc.assert(
    fc.property(byArea, (given) => {
      const shares = sharesOf(given)
      if (!shares) return
      for (const one of AREAS) {
        for (const other of AREAS) {
          if (given[one] > given[other]) assert.ok(shares[one] >= shares[other], `${one} ${other}`)
          if (given[one] === given[other]) assert.ok(Math.abs(shares[one] - shares[other]) <= 1)
        }
      }
    }),
    { numRuns: 300 },
  )
})

test('the reference is a whole split, and is told as itself', () => {
  assert.equal(totalOf(REFERENCE), 100)
  assert.deepEqual(sharesOf(REFERENCE), REFERENCE)
})

test('sums of areas do not depend on their order, and nothing adds nothing', () => {
  fc.assert(
    fc.property(byArea, byArea, byArea, (a, b, c) => {
      assert.deepEqual(plus(a, b), plus(b, a))
      assert.deepEqual(plus(plus(a, b), c), plus(a, plus(b, c)))
      assert.deepEqual(plus(a, nothing()), a)
      assert.equal(totalOf(plus(a, b)), totalOf(a) + totalOf(b))
    }),
  )
})

test('what is seen besides takes no minute from what goes before it, and never makes a minute two', () => {
  const seen = fc.uniqueArray(fc.nat(60)).map((list) => new Set(list))
  fc.assert(
    fc.property(seen, seen, seen, (answering, writing, watching) => {
      const alone = counted({ answering, writing })
      const all = counted({ watching, writing, answering })
      assert.equal(all.answering, alone.answering)
      assert.equal(all.writing, alone.writing)
      const rest = [...watching].filter((minute) => !answering.has(minute) && !writing.has(minute))
      assert.equal(all.watching, rest.length)
    }),
  )
})

test('a team is told the same whoever is named first, and whoever gave nothing', () => {
  fc.assert(
    fc.property(fc.array(byArea, { maxLength: 8 }), (people) => {
      const told = together(people)
      assert.deepEqual(together(people.toReversed()), told)
      assert.deepEqual(together([nothing(), ...people, nothing()]), told)
      assert.equal(told === null, people.filter((one) => totalOf(one) > 0).length < 5)
    }),
  )
})

test('days go forth and back, and a week has one Monday', () => {
  fc.assert(
    fc.property(day, days, fc.integer({ min: 1, max: 60 }), (one, n, count) => {
      assert.equal(plusDays(plusDays(one, n), -n), one)
      const monday = mondayOf(one)
      assert.equal(new Date(`${monday}T00:00:00Z`).getUTCDay(), 1)
      assert.ok(monday <= one && one < plusDays(monday, 7))
      assert.equal(mondayOf(plusDays(monday, 6)), monday)
      const weeks = weeksTo(one, count)
      assert.equal(weeks.length, count)
      assert.equal(weeks.at(-1), monday)
      for (const [i, week] of weeks.entries()) assert.equal(week, plusDays(monday, 7 * (i + 1 - count)))
    }),
  )
})

test('every minute that is counted or written down is in one week and one day of it', () => {
  const near = fc.integer({ min: 0, max: 27 }).map((n) => plusDays('2026-03-09', n))
  fc.assert(
    fc.property(
      fc.array(fc.record({ day: near, minutes: byArea }), { maxLength: 10 }),
      fc.array(fc.record({ day: near, area, minutes: fc.nat(200) }), { maxLength: 10 }),
      (seen, entries) => {
        const weeks = weeksOf(weeksTo('2026-04-05', 4), seen, entries)
        for (const name of AREAS) {
          const written = entries
            .filter((one) => one.area === name)
            .reduce((sum, one) => sum + one.minutes, 0)
          const plain = seen.reduce((sum, one) => sum + one.minutes[name], written)
          assert.equal(
            weeks.reduce((sum, { minutes }) => sum + minutes[name], 0),
            plain,
          )
        }
        for (const week of weeks) {
          assert.deepEqual(
            week.days.reduce((sum, one) => plus(sum, one.minutes), nothing()),
            week.minutes,
          )
          for (const one of week.days) assert.equal(mondayOf(one.day), week.from)
          assert.deepEqual(week.shares, sharesOf(week.minutes))
        }
        const known = new Set([...seen, ...entries].map((one) => one.day))
        assert.equal(weeks.flatMap((week) => week.days).length, known.size)
      },
    ),
  )
})

test('a day of 25 hours has its last minute, one of 23 ends sooner, and both fit in what is kept', () => {
  const last = (iso: string) => minuteOf(new Date(iso), 'Europe/Paris')
  assert.deepEqual(last('2026-10-25T22:59:59Z'), { day: '2026-10-25', minute: 1499 })
  assert.deepEqual(last('2026-10-25T23:00:00Z'), { day: '2026-10-26', minute: 0 })
  assert.deepEqual(last('2026-03-29T21:59:59Z'), { day: '2026-03-29', minute: 1379 })
  assert.deepEqual(last('2026-07-14T21:59:59Z'), { day: '2026-07-14', minute: 1439 })
  assert.ok(MINUTES > 1499)
})

test('what two tell of one day is together the minutes that either of them was seen in', () => {
  const list = fc.uniqueArray(fc.nat(MINUTES - 1), { maxLength: 60 })
  fc.assert(
    fc.property(list, list, (one, other) => {
      const bits = [toBits(one), toBits(other)] as const
      const either = [...bits[0]].map((bit, i) => (bit === '1' || bits[1][i] === '1' ? '1' : '0')).join('')
      assert.deepEqual(fromBits(either), new Set([...one, ...other].toSorted((a, b) => a - b)))
      assert.equal(toBits(fromBits(either)), either)
    }),
    { numRuns: 50 },
  )
  assert.equal(fromBits(toBits([])).size, 0)
})
