import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { comparisonsOf, type MeasureName } from './measures.ts'
import type { Compare } from './query.ts'

/** Half hours, midnights that the clocks jump over, a day that never was, and both ends of the world. */
const ZONES = [
  'UTC',
  'Europe/Paris',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Asia/Beirut',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'America/St_Johns',
]
const DAY = 86_400_000

function dateOf(at: number, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(at)
}

function holds(tests: Compare[], value: number): boolean {
  return tests.every(({ test: sign, value: bound }) => {
    if (sign === '>') return value > bound
    if (sign === '>=') return value >= bound
    return sign === '<' ? value < bound : value <= bound
  })
}

function read(name: MeasureName, written: string, zone = 'UTC'): Compare[] {
  const made = comparisonsOf(name, written, zone)
  assert.ok(made, `${name}:${written} ${zone}`)
  return made
}

/** Days on which something happens to the clocks, and any other. */
const days = fc.oneof(
  fc.constantFrom(
    ...['2018-11-04', '2023-04-28', '2022-03-27', '2026-03-29', '2026-10-25', '2024-02-29', '2025-12-31'],
    ...['2026-04-05', '2011-12-29', '2011-12-31', '2026-01-01'],
  ),
  fc.integer({ min: 1, max: 20_700 }).map((day) => new Date(day * DAY).toISOString().slice(0, 10)),
)

test('days are those of the calendar of the zone, whatever its clocks do', () => {
  const MODEL: [
    written: (day: string) => [MeasureName, string],
    holds: (date: string, day: string) => boolean,
  ][] = [
    [(day) => ['date', day], (date, day) => date === day],
    [(day) => ['since', day], (date, day) => date >= day],
    [(day) => ['until', day], (date, day) => date <= day],
    [(day) => ['date', `>${day}`], (date, day) => date > day],
    [(day) => ['date', `>=${day}`], (date, day) => date >= day],
    [(day) => ['date', `<${day}`], (date, day) => date < day],
    [(day) => ['date', `≤${day}`], (date, day) => date <= day],
    [(day) => ['date', day.slice(0, 7)], (date, day) => date.slice(0, 7) === day.slice(0, 7)],
    [(day) => ['until', day.slice(0, 7)], (date, day) => date.slice(0, 7) <= day.slice(0, 7)],
    [(day) => ['since', day.split('-').reverse().join('/')], (date, day) => date >= day],
  ]
  const hours = fc.integer({ min: -3 * 48, max: 3 * 48 })
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      days,
      fc.constantFrom(...MODEL),
      fc.array(hours, { minLength: 6, maxLength: 10 }),
      (zone, day, [written, expected], halves) => {
        const tests = read(...written(day), zone)
        const noon = Date.parse(`${day}T12:00:00Z`)
        const bounds = tests.flatMap(({ value }) => [value - 1, value, value + 1])
        for (const at of [...bounds, ...halves.map((half) => noon + (half * DAY) / 48)])
          assert.equal(
            holds(tests, at),
            expected(dateOf(at, zone), day),
            `${written(day).join(':')} ${zone} ${new Date(at).toISOString()}`,
          )
      },
    ),
    { numRuns: 400 },
  )
})

test('from one day to another, both included; an end left open is open', () => {
  const span = read('date', '2026-11-01..2026-11-20', 'Europe/Paris')
  assert.deepEqual(
    span.map(({ test: sign, value, zone }) => `${sign}${new Date(value).toISOString()} ${zone}`),
    ['>=2026-10-31T23:00:00.000Z Europe/Paris', '<2026-11-20T23:00:00.000Z Europe/Paris'],
  )
  assert.deepEqual(read('date', '2026-11..'), read('since', '2026-11'))
  assert.deepEqual(read('date', '..2026-11'), read('until', '2026-11'))
  assert.deepEqual(read('since', '1/2/2026'), read('since', '2026-02-01'))
})

test('what is no day is none', () => {
  const WRONG = [
    ...['2026-02-29', '2026-13-01', '2026-00-10', '2026-11-31', '31/04/2026', '1969-12-31', '0050-01-01'],
    ...['hier', '', '2026', '2026-11-01T10:00', '20261101', '2026-11-01 ', '11/2026', '2026/11/01'],
    ...['2026-11-01..2026-11-02..2026-11-03', '..', '>..2026-11-01', '!2026-11-01', '>>2026-11-01'],
  ]
  for (const written of WRONG)
    assert.equal(comparisonsOf('date', written, 'Europe/Paris'), undefined, written)
  for (const name of ['since', 'until'] as const)
    for (const written of ['>2026-11-01', '2026-11-01..2026-11-02', '..2026-11-02'])
      assert.equal(comparisonsOf(name, written, 'UTC'), undefined, written)
})

test('a number holds of what it says, with either comma and every sign', () => {
  const SIGNS: [written: string, holds: (value: number, bound: number) => boolean][] = [
    ['>', (value, bound) => value > bound],
    ['>=', (value, bound) => value >= bound],
    ['=>', (value, bound) => value >= bound],
    ['≥', (value, bound) => value >= bound],
    ['<', (value, bound) => value < bound],
    ['=<', (value, bound) => value <= bound],
    ['≤', (value, bound) => value <= bound],
    ['', (value, bound) => value === bound],
    ['=', (value, bound) => value === bound],
  ]
  const UNITS: [unit: string, times: number][] = [
    ['', 1],
    ['k', 1000],
    ['K', 1000],
    ['m', 1_000_000],
    ['M', 1_000_000],
  ]
  const near = fc.integer({ min: -2, max: 2 })
  fc.assert(
    fc.property(
      fc.nat(900_000),
      fc.constantFrom(...UNITS),
      fc.constantFrom(...SIGNS),
      near,
      (n, [unit, times], [sign, is], more) => {
        const value = n * times + more
        assert.equal(
          holds(read('followers', `${sign}${n}${unit}`), value),
          is(value, n * times),
          `${sign}${n}${unit} ${value}`,
        )
      },
    ),
  )
  // Of a probability only thousandths are kept.
  fc.assert(
    fc.property(
      fc.nat(1000),
      fc.nat(1000),
      fc.constantFrom(...SIGNS),
      fc.constantFrom('.', ','),
      (bound, value, [sign, is], comma) => {
        const share = (bound / 1000).toString().replace('.', comma)
        const percent = (bound / 10).toString().replace('.', comma)
        for (const written of [share, `${percent}%`])
          assert.equal(
            holds(read('toxicity', `${sign}${written}`), value),
            is(value, bound),
            `${sign}${written} ${value}`,
          )
      },
    ),
  )
  assert.deepEqual(
    read('followers', '1,5M..2.25M').map(({ value }) => value),
    [1_500_000, 2_250_000],
  )
  assert.deepEqual(
    read('rating', '3..').map(({ test: sign, value }) => `${sign}${value}`),
    ['>=3'],
  )
  assert.deepEqual(
    read('rating', '4,5').map(({ test: sign, value }) => `${sign}${value}`),
    ['>=4.5', '<=4.5'],
  )
})

test('what is no number, or none that can be, is refused', () => {
  const WRONG: [MeasureName, string[]][] = [
    // Neither a thousand nor one: whoever writes it means the one that we would not take.
    [
      'followers',
      [
        '1,000',
        '>10.000',
        '1.5',
        '12,345',
        '10%',
        '-1',
        '1e3',
        '',
        '>',
        '1_000',
        '٣',
        '1..2..3',
        '..',
        '9007199254740993M',
      ],
    ],
    ['rating', ['6', '>5.1', '10%', '3k', 'trois', '4,5,5']],
    ['toxicity', ['1.01', '101%', '2', '0.8k', '-0.1', '.5', 'oui']],
  ]
  for (const [name, all] of WRONG)
    for (const written of all)
      assert.equal(comparisonsOf(name, written, 'UTC'), undefined, `${name}:${written}`)
})
