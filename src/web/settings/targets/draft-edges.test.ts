import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  hoursText,
  isWhole,
  KINDS,
  listed,
  minutesOf,
  moved,
  newCalendar,
  newPolicy,
  newStep,
  readDays,
  readHours,
  UNITS,
  written,
} from './draft.ts'

const two = (n: number) => String(n).padStart(2, '0')

test('an hour is read in every spelling that is used for it, and told in one', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 22 }),
      fc.integer({ min: 0, max: 59 }),
      fc.constantFrom(':', 'h', 'H', '.'),
      fc.constantFrom('-', '–', '—', ' - ', ' – '),
      fc.boolean(),
      (hour, minute, mark, dash, padded) => {
        const from = `${padded ? two(hour) : hour}${mark}${two(minute)}`
        const read = readHours(`${from}${dash}24`)
        assert.deepEqual(read, [{ from: `${two(hour)}:${two(minute)}`, to: '24:00' }])
        assert.equal(hoursText(read ?? []), `${two(hour)}:${two(minute)}-24:00`)
      },
    ),
  )
})

test('whatever is read of any text is hours in order that do not touch', () => {
  const piece = fc.constantFrom('9', '12', '24', '0', 'h', ':', '30', '00', '-', '–', ',', ';', ' ', '7')
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 14 }).map((parts) => parts.join('')),
      (text) => {
        const read = readHours(text)
        if (!read) return
        let last = ''
        for (const { from, to } of read) {
          assert.match(from, /^([01]\d|2[0-4]):[0-5]\d$/)
          assert.match(to, /^([01]\d|2[0-4]):[0-5]\d$/)
          assert.ok(last < from && from < to && to <= '24:00', text)
          last = to
        }
        assert.deepEqual(readHours(hoursText(read)), read, 'what is told is read again')
      },
    ),
    { numRuns: 1000 },
  )
})

test('hours that end where the next begin are refused, a minute later they are kept', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 22 }), (hour) => {
      assert.equal(readHours(`0-${hour},${hour}-24`), undefined)
      assert.equal(readHours(`0-${hour},${hour}:01-24`)?.length, 2)
      assert.equal(readHours(`${hour}-${hour}`), undefined, 'hours of nothing')
    }),
  )
})

test('the first line that is no day is the one that is told, empty lines counted', () => {
  const good = fc.constantFrom('2026-12-24', '2026-12-31 9-12', '2027-01-02 9h-12h,14h-18h Soldes', '', '  ')
  fc.assert(
    fc.property(
      fc.array(good, { maxLength: 6 }),
      fc.constantFrom('Noël', '24/12/2026', '2026-12-24 12-9', '2026-00-10', '2026-12-24 9-12,11-14'),
      fc.array(fc.constantFrom('2026-12-24', 'rien'), { maxLength: 3 }),
      (before, wrong, rest) => {
        assert.deepEqual(readDays([...before, wrong, ...rest].join('\n')), { wrong: before.length + 1 })
        const read = readDays(before.join('\n'))
        assert.ok('days' in read)
        assert.equal(read.days.length, before.filter((line) => line.trim()).length)
      },
    ),
  )
})

test('a name may hold figures, and a day without hours is closed', () => {
  assert.deepEqual(readDays('2026-12-24 Fermé à 2'), {
    days: [{ date: '2026-12-24', hours: [], name: 'Fermé à 2' }],
  })
  assert.deepEqual(readDays('  2026-12-24   9-12   Réveillon  '), {
    days: [{ date: '2026-12-24', hours: [{ from: '09:00', to: '12:00' }], name: 'Réveillon' }],
  })
})

test('a target is never written as nothing, and the shorter way to write it is taken', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600_000 }), (minutes) => {
      const { value, unit } = written(minutes)
      assert.ok(UNITS.includes(unit) && Number.isInteger(value) && value > 0)
      assert.equal(unit === 'hours', Number.isInteger(minutes / 60))
      assert.equal(minutesOf(String(value), unit), minutes, 'as text too')
    }),
  )
})

test('a target is a whole number of minutes, or none', () => {
  fc.assert(
    fc.property(fc.oneof(fc.double(), fc.string()), fc.constantFrom(...UNITS), (value, unit) => {
      const minutes = minutesOf(value, unit)
      assert.ok(minutes === null || (Number.isInteger(minutes) && minutes > 0))
    }),
  )
  assert.equal(minutesOf('1.5', 'hours'), 90)
  assert.equal(minutesOf(0.25, 'hours'), 15)
  assert.equal(minutesOf(0.4, 'minutes'), null, 'less than a minute')
  assert.equal(minutesOf(Number.POSITIVE_INFINITY, 'minutes'), null)
})

test('what is moved changes places with its neighbour alone, and back again is as it was', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.nat(7),
      fc.constantFrom(-1 as const, 1 as const),
      (n, k, by) => {
        const all = Array.from({ length: n }, (_, i) => ({ id: String(i) }))
        const id = String(k % n)
        const next = moved(all, id, by)
        const to = (k % n) + by
        if (to < 0 || to >= n) return assert.deepEqual(next, all)
        assert.equal(next[to]?.id, id)
        assert.equal(next[k % n]?.id, String(to))
        assert.deepEqual(next.map((one) => one.id).toSorted(), all.map((one) => one.id).toSorted())
        assert.deepEqual(moved(next, id, by === 1 ? -1 : 1), all)
        assert.deepEqual(
          all.map((one) => one.id),
          Array.from({ length: n }, (_, i) => String(i)),
          'what was given is left alone',
        )
      },
    ),
  )
})

test('words are listed once, trimmed, in the order in which they were first written', () => {
  const word = fc.constantFrom('vip', 'retard', ' vip', 'presse ', '', '  ', 'service client')
  fc.assert(
    fc.property(fc.array(word, { maxLength: 10 }), (words) => {
      const expected: string[] = []
      for (const one of words.map((text) => text.trim())) {
        if (one && !expected.includes(one)) expected.push(one)
      }
      const read = listed(words.join(','))
      assert.deepEqual(read, expected)
      assert.deepEqual(listed(read.join(', ')), read)
    }),
  )
})

test('days of a new calendar are its own: to change one changes no other', () => {
  const calendar = newCalendar('1', 'Europe/Paris')
  assert.equal(calendar.week.length, 7)
  assert.deepEqual(calendar.week.slice(5), [[], []])
  calendar.week[0]?.push({ from: '20:00', to: '21:00' })
  Object.assign(calendar.week[1]?.[0] ?? {}, { from: '07:00' })
  assert.equal(hoursText(calendar.week[2] ?? []), '09:00-12:30, 13:30-18:00')
  assert.equal(hoursText(newCalendar('2', 'UTC').week[0] ?? []), '09:00-12:30, 13:30-18:00')
})

test('one target of any kind and a name make a policy whole; a name of blanks is none', () => {
  for (const kind of KINDS) {
    const targets = { first: null, next: null, resolution: null, [kind]: 60 }
    assert.ok(isWhole({ ...newPolicy('1', null), name: 'Toutes', targets }), kind)
    assert.ok(!isWhole({ ...newPolicy('1', null), name: ' \u00a0', targets }), kind)
  }
  assert.deepEqual([newStep('s').tell, newStep('s').minutes, newStep('s').assign], [['assignee'], 0, null])
})
