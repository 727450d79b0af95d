import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { wallOf } from '../clock/index.ts'
import {
  type Calendar,
  closesAt,
  dayNumber,
  dueAfter,
  HOLIDAY_NAMES,
  holidaysOf,
  inOrder,
  isOpen,
  nextOpen,
  type Span,
  worked,
} from './index.ts'
import { stretchesOf } from './stretch.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const ZONES = [
  'Europe/Paris',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Asia/Beirut',
  'UTC',
]
const SHIFTS = [
  [],
  [{ from: '09:00', to: '17:00' }],
  [
    { from: '09:00', to: '12:30' },
    { from: '13:30', to: '18:00' },
  ],
  [{ from: '00:00', to: '24:00' }],
  [
    { from: '00:00', to: '02:30' },
    { from: '22:15', to: '24:00' },
  ],
]
const hours = fc.constantFrom(...SHIFTS)
const calendars: fc.Arbitrary<Calendar> = fc.record({
  zone: fc.constantFrom(...ZONES),
  week: fc.array(hours, { minLength: 7, maxLength: 7 }),
  holidays: fc.constantFrom('none', 'fr', 'fr-alsace-moselle'),
  days: fc.array(fc.record({ date: fc.constantFrom('2026-03-29', '2026-10-25', '2026-05-01'), hours }), {
    maxLength: 2,
  }),
})
/** Some of them in nights in which clocks change. */
const instants = fc
  .tuple(
    fc.constantFrom('2026-03-28', '2026-10-24', '2026-03-08', '2026-10-31', '2026-04-04', '2026-05-01'),
    fc.integer({ min: 0, max: 3 * 1440 }),
    fc.constantFrom(0, 1, 29_999),
  )
  .map(([day, minute, rest]) => new Date(Date.parse(`${day}T00:00:00Z`) + minute * MINUTE + rest))
const pauses = fc
  .uniqueArray(fc.integer({ min: 0, max: 5000 }), { maxLength: 8 })
  .map((cuts) => cuts.toSorted((a, b) => a - b))
const spansFrom = (from: Date, cuts: readonly number[]): Span[] =>
  Array.from({ length: Math.floor(cuts.length / 2) }, (_, i) => ({
    from: from.getTime() + (cuts[2 * i] ?? 0) * MINUTE,
    to: from.getTime() + (cuts[2 * i + 1] ?? 0) * MINUTE,
  }))
const plus = (at: Date, milliseconds: number) => new Date(at.getTime() + milliseconds)
const ALWAYS = (zone: string): Calendar => ({
  zone,
  week: Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]),
  holidays: 'none',
  days: [],
})

test('what is worked in a span is what is worked in its two parts, pauses or not', () => {
  fc.assert(
    fc.property(
      calendars,
      instants,
      fc.nat(4000),
      fc.nat(4000),
      pauses,
      (calendar, from, one, other, cuts) => {
        const [middle, end] = [plus(from, one * MINUTE), plus(from, (one + other) * MINUTE)]
        const spans = spansFrom(from, cuts)
        const sum = worked(calendar, from, middle, spans) + worked(calendar, middle, end, spans)
        assert.equal(worked(calendar, from, end, spans), sum)
      },
    ),
  )
})

test('what pauses leave and what they take are together what there was', () => {
  fc.assert(
    fc.property(calendars, instants, fc.nat(6000), pauses, (calendar, from, length, cuts) => {
      const end = plus(from, length * MINUTE)
      const spans = spansFrom(from, cuts)
      let taken = 0
      for (const span of spans) {
        const to = Math.min(span.to, end.getTime())
        if (span.from < to) taken += worked(calendar, new Date(span.from), new Date(to))
      }
      assert.equal(worked(calendar, from, end, spans) + taken, worked(calendar, from, end))
    }),
  )
})

test('it is due at the same instant whether time is given at once or in two parts', () => {
  fc.assert(
    fc.property(
      calendars,
      instants,
      fc.integer({ min: 1, max: 3000 }),
      fc.integer({ min: 1, max: 3000 }),
      pauses,
      (calendar, from, one, other, cuts) => {
        const spans = spansFrom(from, cuts)
        const whole = dueAfter(calendar, from, (one + other) * MINUTE, spans)
        const half = dueAfter(calendar, from, one * MINUTE, spans)
        const parted = half && dueAfter(calendar, half, other * MINUTE, spans)
        assert.equal(parted?.getTime(), whole?.getTime())
      },
    ),
  )
})

test('a pause never makes due earlier, nor later than by its own length where the clock never stops', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 1, max: 3000 }), pauses, (from, minutes, cuts) => {
      const spans = spansFrom(from, cuts)
      const due = dueAfter(null, from, minutes * MINUTE, spans) ?? assert.fail()
      const late = due.getTime() - from.getTime() - minutes * MINUTE
      let before = 0
      for (const span of spans) if (span.from < due.getTime()) before += span.to - span.from
      assert.equal(late, before)
    }),
  )
})

test('who never closes works every hour that passes, also of days of 23 and 25', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), instants, fc.nat(10_000), (zone, from, minutes) => {
      const to = plus(from, minutes * MINUTE)
      assert.equal(worked(ALWAYS(zone), from, to), minutes * MINUTE)
      assert.equal(worked(null, from, to), minutes * MINUTE)
      assert.ok(isOpen(ALWAYS(zone), from))
    }),
  )
  // Midnight to midnight by the clocks of Paris.
  const day = (from: string, to: string) =>
    worked(ALWAYS('Europe/Paris'), new Date(from), new Date(to)) / HOUR
  assert.equal(day('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'), 23)
  assert.equal(day('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'), 25)
})

test('an hour that is shown twice is worked twice, one that is skipped is not, and neither moves the morning', () => {
  const small: Calendar = {
    ...ALWAYS('Europe/Paris'),
    week: Array.from({ length: 7 }, () => [{ from: '02:00', to: '03:00' }]),
  }
  const on = (day: string) => worked(small, new Date(`${day}T00:00:00Z`), new Date(`${day}T12:00:00Z`)) / HOUR
  assert.deepEqual([on('2026-10-25'), on('2026-03-29'), on('2026-03-30')], [2, 0, 1])
  assert.equal(nextOpen(small, new Date('2026-03-29T00:30:00Z'))?.toISOString(), '2026-03-30T00:00:00.000Z')
  const office: Calendar = { ...small, week: small.week.map(() => [{ from: '09:00', to: '10:00' }]) }
  for (const [night, morning] of [
    ['2026-03-28T22:00:00Z', '2026-03-29T07:00:00.000Z'],
    ['2026-10-24T22:00:00Z', '2026-10-25T08:00:00.000Z'],
  ])
    assert.equal(nextOpen(office, new Date(night ?? ''))?.toISOString(), morning)
})

test('it opens next at the last instant before which nothing is worked, and is open then', () => {
  fc.assert(
    fc.property(calendars, instants, (calendar, at) => {
      const next = nextOpen(calendar, at)
      assert.equal(next?.getTime() === at.getTime(), isOpen(calendar, at))
      const first = dueAfter(calendar, at, 1)
      assert.equal(next?.getTime(), first ? first.getTime() - 1 : undefined)
      if (!next) return
      assert.ok(isOpen(calendar, next))
      assert.equal(worked(calendar, at, next), 0)
    }),
  )
})

test('until it closes every instant is worked, and it is closed then unless it stays open for days', () => {
  fc.assert(
    fc.property(calendars, instants, (calendar, at) => {
      const end = closesAt(calendar, at)
      const length = end.getTime() - at.getTime()
      assert.equal(worked(calendar, at, end), length)
      assert.equal(length > 0, isOpen(calendar, at))
      if (length <= 1.5 * DAY) assert.ok(!isOpen(calendar, end))
    }),
  )
})

test('a day that is otherwise goes before the week and before holidays; a holiday goes before the week', () => {
  const base: Calendar = { ...ALWAYS('Europe/Paris'), holidays: 'fr' }
  const noon = (day: string) => new Date(`${day}T10:00:00Z`)
  assert.ok(!isOpen(base, noon('2026-05-01')))
  assert.ok(isOpen({ ...base, holidays: 'none' }, noon('2026-05-01')))
  assert.ok(isOpen({ ...base, days: [{ date: '2026-05-01', hours: SHIFTS[1] ?? [] }] }, noon('2026-05-01')))
  assert.ok(!isOpen({ ...base, days: [{ date: '2026-05-04', hours: [] }] }, noon('2026-05-04')))
})

test('Alsace and Moselle have all holidays of France and two more, each of its year and in order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1990, max: 2200 }), (year) => {
      const [france, alsace] = [holidaysOf('fr', year), holidaysOf('fr-alsace-moselle', year)]
      for (const day of france.keys()) assert.ok(alsace.has(day))
      for (const day of alsace.keys()) assert.equal(new Date(day * DAY).getUTCFullYear(), year)
      assert.deepEqual(
        [...alsace.keys()],
        [...alsace.keys()].toSorted((a, b) => a - b),
      )
      for (const name of alsace.values()) assert.ok(HOLIDAY_NAMES.includes(name))
      const on = (name: string) => [...alsace].find(([, one]) => one === name)?.[0] ?? Number.NaN
      // 1 January 1970 was a Thursday.
      if (on('ascension')) assert.equal((on('ascension') + 3) % 7, 3)
      assert.equal((on('easter-monday') + 3) % 7, 0)
      assert.equal(on('easter-monday') - on('good-friday'), 3)
      assert.equal(on('whit-monday') - on('easter-monday'), 49)
    }),
  )
})

test('the stretches of a day follow one another from its beginning to its end, and tell what clocks show', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES, 'Pacific/Apia', 'America/Havana'),
      fc.integer({ min: dayNumber('2026-01-01'), max: dayNumber('2026-12-31') }),
      fc.nat(1439),
      (zone, day, minute) => {
        const parts = stretchesOf(zone, day)
        assert.ok(parts.length === 1 || parts.length === 2)
        assert.equal(parts[0]?.from, day * DAY)
        assert.equal(parts.at(-1)?.to, (day + 1) * DAY)
        if (parts[1]) assert.ok(parts[0]?.to === parts[1].from && parts[0].offset !== parts[1].offset)
        const at = day * DAY + minute * MINUTE
        const part = parts.find(({ from, to }) => from <= at && at < to) ?? assert.fail()
        const shown = new Date(at + part.offset)
        const wall = wallOf(new Date(at), zone)
        assert.deepEqual(
          [wall.year, wall.month, wall.day, wall.minutes],
          [
            shown.getUTCFullYear(),
            shown.getUTCMonth() + 1,
            shown.getUTCDate(),
            shown.getUTCHours() * 60 + shown.getUTCMinutes(),
          ],
        )
      },
    ),
  )
})

test('hours are in order where no minute is told twice and none is between two of them for nothing', () => {
  const clock = (n: number) =>
    `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`
  const some = fc.array(fc.tuple(fc.integer({ min: 0, max: 24 }), fc.integer({ min: 0, max: 24 })), {
    maxLength: 4,
  })
  fc.assert(
    fc.property(some, (list) => {
      const flat = list.flat()
      const rising = flat.every((n, i) => i === 0 || n > (flat[i - 1] ?? 0))
      assert.equal(
        inOrder(list.map(([from, to]) => ({ from: clock(60 * from), to: clock(60 * to) }))),
        rising,
      )
    }),
    { numRuns: 300 },
  )
})
