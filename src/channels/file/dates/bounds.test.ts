import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { monthNumber } from './months.ts'
import { guessOrder } from './order.ts'
import { parseDate, parseTime } from './parse.ts'
import { Zone } from './zone.ts'

const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 24 * HOUR

function iso(text: string, order: 'dmy' | 'mdy' | 'ymd' = 'dmy'): string | undefined {
  const date = parseDate(text, order)
  return date && `${date.kind} ${new Date(date.at).toISOString()}`
}

describe('a day that is written', () => {
  it('is one of the calendar, whatever the year', () => {
    const day = fc.record({
      year: fc.integer({ min: 1000, max: 9999 }),
      month: fc.integer({ min: 0, max: 14 }),
      day: fc.integer({ min: 0, max: 33 }),
    })
    fc.assert(
      fc.property(day, ({ year, month, day }) => {
        const two = (n: number) => String(n).padStart(2, '0')
        const is = new Date(`${year}-${two(month)}-${two(day)}T00:00:00Z`)
        // V8 takes 30 February for 1 March: it must come back as it was said.
        const there = !Number.isNaN(is.getTime()) && is.getUTCDate() === day
        const expected = there ? { kind: 'civil', at: is.getTime(), hasTime: false } : undefined
        for (const [text, order] of [
          [`${year}-${two(month)}-${two(day)}`, 'dmy'],
          [`${day}/${month}/${year}`, 'dmy'],
          [`${month}/${day}/${year}`, 'mdy'],
          [`${two(day)}.${two(month)}.${year}`, 'ymd'],
        ] as const) {
          assert.deepEqual(parseDate(text, order), expected, text)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('of leap years has its 29 February, of others not', () => {
    for (const year of [2000, 2024, 2400, 1996]) assert.ok(parseDate(`29/02/${year}`, 'dmy'), String(year))
    for (const year of [1900, 2023, 2100, 2026])
      assert.equal(parseDate(`29/02/${year}`, 'dmy'), undefined, String(year))
  })

  it('of a year typed with too few letters is not moved into ours', () => {
    assert.equal(iso('0099-12-31'), 'civil 0099-12-31T00:00:00.000Z')
    assert.equal(iso('31/12/0024'), 'civil 0024-12-31T00:00:00.000Z')
    for (const text of ['31/12/024', '31/12/2', '024-12-31', '31/12/20245'])
      assert.equal(iso(text), undefined, text)
  })

  it('with a year of two digits is of this century up to 69', () => {
    assert.equal(iso('01/01/69'), 'civil 2069-01-01T00:00:00.000Z')
    assert.equal(iso('01/01/70'), 'civil 1970-01-01T00:00:00.000Z')
    assert.equal(iso('00/01/01', 'ymd'), 'civil 2000-01-01T00:00:00.000Z')
    assert.equal(iso('1 janv. 05'), 'civil 2005-01-01T00:00:00.000Z')
  })

  it('has one mark between its parts, not two kinds', () => {
    for (const text of ['31/01-2024', '31.01/2024', '2024-01/31']) assert.equal(iso(text), undefined, text)
  })

  it('has any of the spaces that programs put', () => {
    for (const space of [' ', '\u00a0', '\u202f', '\u2009'])
      assert.equal(
        iso(`31${space}janvier${space}2024 14${space}h${space}30`),
        'civil 2024-01-31T14:30:00.000Z',
      )
  })

  it('is none when it is too long to be one', () => {
    assert.equal(iso(`2024-01-31${' '.repeat(100)}`), 'civil 2024-01-31T00:00:00.000Z')
    assert.equal(iso(`2024-01-31 14:30:00 ${'x'.repeat(80)}`), undefined)
    assert.equal(iso(`${'9'.repeat(79)}`), undefined)
  })
})

describe('months', () => {
  it('are known by their French and English names, whole or short, with or without accents', () => {
    for (const locale of ['fr-FR', 'en-US', 'en-GB'])
      for (const month of ['long', 'short'] as const)
        for (let n = 1; n <= 12; n++) {
          const name = new Intl.DateTimeFormat(locale, { month, timeZone: 'UTC' }).format(
            Date.UTC(2024, n - 1, 1),
          )
          for (const one of [name, name.toUpperCase(), name.normalize('NFD'), name.replace('.', '')])
            assert.equal(monthNumber(one), n, `${locale} ${one}`)
        }
    for (const word of ['', 'ja', 'brumaire', 'constructor', 'juin2', 'mardi'])
      assert.equal(monthNumber(word), undefined, word)
  })
})

describe('a time of day', () => {
  it('ends at 24:00, and not a moment later', () => {
    assert.equal(iso('31/12/2024 24:00'), 'civil 2025-01-01T00:00:00.000Z')
    assert.equal(iso('31/12/2024 24:00:00'), 'civil 2025-01-01T00:00:00.000Z')
    for (const text of ['24:01', '24:30', '24:00:01', '24:00:00.5', '25:00', '12:60', '12:00:61'])
      assert.equal(parseTime(text), undefined, text)
  })

  it('has a second more where one was let in, shown as the last', () => {
    assert.equal(iso('2016-12-31T23:59:60Z'), 'instant 2016-12-31T23:59:59.000Z')
  })

  it('goes from midnight to noon and back as Americans count', () => {
    const hours = ['12 AM', '1 AM', '11 AM', '12 PM', '1 p.m.', '11 pm'].map(
      (text) => (parseTime(text)?.milliseconds ?? -1) / HOUR,
    )
    assert.deepEqual(hours, [0, 1, 11, 12, 13, 23])
    for (const text of ['13 PM', '24 AM', '0x1 PM']) assert.equal(parseTime(text), undefined, text)
  })

  it('is as far from UTC as clocks are, and no further', () => {
    const zone = fc.record({
      minutes: fc.integer({ min: -14 * 60, max: 14 * 60 }),
      colon: fc.constantFrom(':', ''),
      at: fc.integer({ min: 0, max: DAY / 1000 - 1 }).map((second) => second * 1000),
    })
    fc.assert(
      fc.property(zone, ({ minutes, colon, at }) => {
        const two = (n: number) => String(n).padStart(2, '0')
        const size = Math.abs(minutes)
        const shift = `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${colon}${two(size % 60)}`
        const clock = new Date(at).toISOString().slice(11, 19)
        assert.deepEqual(parseTime(`${clock}${shift}`), { milliseconds: at, offset: minutes * MINUTE })
        assert.deepEqual(parseDate(`2024-06-01T${clock}${shift}`, 'dmy'), {
          kind: 'instant',
          at: Date.UTC(2024, 5, 1) + at - minutes * MINUTE,
        })
      }),
    )
    for (const shift of ['+99:99', '+15:00', '-14:01', '+05:75', '+0575', '-9900'])
      assert.equal(parseTime(`14:30${shift}`), undefined, shift)
  })

  it('in a zone that is named is of the right half of the world', () => {
    for (const [name, hour] of [
      ['CET', 13],
      ['CEST', 12],
      ['BST', 13],
      ['WET', 14],
      ['EST', 19],
      ['EDT', 18],
      ['PDT', 21],
      ['utc', 14],
    ] as const)
      assert.equal(iso(`2024-01-31 14:00 ${name}`), `instant 2024-01-31T${hour}:00:00.000Z`, name)
    // Means the middle of America, China and Cuba: none of them is guessed.
    assert.equal(iso('2024-01-31 14:00 CST'), undefined)
  })
})

describe('numbers', () => {
  it('are seconds, thousandths or millionths since 1970 by how many digits they have', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000_000, max: 4_102_444_799 }), (second) => {
        const expected = { kind: 'instant', at: second * 1000 }
        for (const text of [`${second}`, `${second}000`, `${second}000000`, `${second}.0`])
          assert.deepEqual(parseDate(text, 'dmy'), expected, text)
      }),
    )
    for (const text of ['170671140', '17067114001', '-1706711400', '+1706711400', '1706711400123456789'])
      assert.equal(iso(text), undefined, text)
  })

  it('are days of a sheet between 1970 and 2100, and nothing else', () => {
    assert.equal(iso('25569'), 'civil 1970-01-01T00:00:00.000Z')
    assert.equal(iso('73415'), 'civil 2100-12-31T00:00:00.000Z')
    for (const text of ['25568', '73416', '75001', '1234', '123456']) assert.equal(iso(text), undefined, text)
  })
})

describe('the order of a column', () => {
  const pad = (n: number) => String(n).padStart(2, '0')
  const days = fc
    .uniqueArray(fc.integer({ min: 0, max: 3000 }), { minLength: 3, maxLength: 20 })
    .map((list) => list.sort((a, b) => a - b).map((day) => new Date(Date.UTC(2020, 0, 1) + day * DAY)))

  it('is found again, where it is said to be sure, for a file in the order of time', () => {
    fc.assert(
      fc.property(days, fc.constantFrom('dmy', 'mdy'), fc.boolean(), (dates, order, backwards) => {
        const written = dates.map((date) => {
          const [day, month] = [pad(date.getUTCDate()), pad(date.getUTCMonth() + 1)]
          return `${order === 'dmy' ? `${day}/${month}` : `${month}/${day}`}/${date.getUTCFullYear()}`
        })
        if (backwards) written.reverse()
        // Where one day reads one way only, nothing is left to doubt.
        if (dates.some((date) => date.getUTCDate() > 12))
          assert.deepEqual(guessOrder(written, order === 'dmy' ? 'mdy' : 'dmy'), { order, sure: true })
        assert.equal(guessOrder(written, order).order, order)
      }),
    )
  })

  it('is the usual one, and not sure, where nothing tells', () => {
    for (const order of ['dmy', 'mdy'] as const) {
      assert.deepEqual(guessOrder(['05/05/2024', '06/06/2024'], order), { order, sure: false })
      assert.deepEqual(guessOrder(['01/02/2024', '03/04/2024'], order), { order, sure: false })
      assert.deepEqual(guessOrder([], order), { order, sure: true })
      assert.deepEqual(guessOrder(['hier', '', '31 janvier 2024'], order), { order, sure: true })
    }
  })
})

describe('clocks of the world', () => {
  const ZONES = [
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'America/St_Johns',
    'Pacific/Chatham',
    'Europe/Dublin',
  ]

  it('are met at the first of the instants that show it, or past the gap by as much as it skips', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: Date.UTC(2010, 0) / MINUTE, max: Date.UTC(2027, 0) / MINUTE }),
        (id, minute) => {
          const zone = new Zone(id)
          const civil = minute * MINUTE
          const { at, meeting } = zone.instantOf(civil)
          const shows = (instant: number) => zone.civilOf(instant) === civil
          // Clocks move by an hour, or by half of one.
          const others = [-HOUR, -HOUR / 2, HOUR / 2, HOUR].map((step) => at + step).filter(shows)
          if (meeting === 'gap')
            return assert.ok(!shows(at) && others.length === 0 && zone.civilOf(at) > civil)
          assert.ok(shows(at))
          assert.equal(others.length, meeting === 'fold' ? 1 : 0)
          if (meeting === 'fold') assert.ok((others[0] ?? 0) > at)
        },
      ),
      { numRuns: 150 },
    )
  })

  it('move by half an hour on Lord Howe, by a whole day in Samoa', () => {
    const lord = new Zone('Australia/Lord_Howe')
    const gap = lord.instantOf(Date.UTC(2024, 9, 6, 2, 15))
    assert.deepEqual([gap.meeting, lord.civilOf(gap.at)], ['gap', Date.UTC(2024, 9, 6, 2, 45)])
    const fold = lord.instantOf(Date.UTC(2024, 3, 7, 1, 45))
    assert.deepEqual([fold.meeting, new Date(fold.at).toISOString()], ['fold', '2024-04-06T14:45:00.000Z'])
    const apia = new Zone('Pacific/Apia')
    assert.equal(apia.instantOf(Date.UTC(2011, 11, 30, 12)).meeting, 'gap')
    assert.equal(apia.instantOf(Date.UTC(2011, 11, 31, 12)).meeting, 'once')
  })
})
