import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { guessOrder } from './order.ts'
import { parseDate, parseTime } from './parse.ts'
import { Zone } from './zone.ts'

function read(text: string, order: 'dmy' | 'mdy' | 'ymd' = 'dmy'): string | undefined {
  const date = parseDate(text, order)
  if (!date) return undefined
  const iso = new Date(date.at).toISOString().replace('.000', '')
  if (date.kind === 'instant') return iso
  return date.hasTime ? iso.replace('Z', '') : iso.slice(0, 10)
}

const READ: [string, string][] = [
  ['2024-01-31', '2024-01-31'],
  ['2024-01-31T14:30:00Z', '2024-01-31T14:30:00Z'],
  ['2024-01-31 14:30:00+02:00', '2024-01-31T12:30:00Z'],
  ['2024-01-31 14:30:05.1239', '2024-01-31T14:30:05.123'],
  ['2024-05-01 10:00:00.0', '2024-05-01T10:00:00'],
  ['2024/1/5 9:05 AM', '2024-01-05T09:05:00'],
  ['31/01/2024', '2024-01-31'],
  ['31/01/2024 14:30', '2024-01-31T14:30:00'],
  ['31/01/24 14h30', '2024-01-31T14:30:00'],
  ['31/12/99', '1999-12-31'],
  ['31.01.2024, 14:30:05', '2024-01-31T14:30:05'],
  ['31-01-2024 à 9 h', '2024-01-31T09:00:00'],
  ['1er février 2024 à 14:30', '2024-02-01T14:30:00'],
  ['mercredi 31 janvier 2024 à 14 h 30', '2024-01-31T14:30:00'],
  ['31 janv. 2024', '2024-01-31'],
  ['31\u202faoût\u00a02024', '2024-08-31'],
  ['3 déc. 2023, 08:15', '2023-12-03T08:15:00'],
  ['Jan 31, 2024 2:30 PM', '2024-01-31T14:30:00'],
  ['January 5, 2024, 12:05 AM', '2024-01-05T00:05:00'],
  ['Wed Oct 10 20:19:24 +0000 2018', '2018-10-10T20:19:24Z'],
  ['Mon, 02 Jan 2006 15:04:05 -0700', '2006-01-02T22:04:05Z'],
  ['Mon, 02 Jan 2006 15:04:05 GMT', '2006-01-02T15:04:05Z'],
  ['Wed Jan 31 2024 14:30:00 GMT+0100 (Central European Standard Time)', '2024-01-31T13:30:00Z'],
  ['2024-07-01 14:30:00 CEST', '2024-07-01T12:30:00Z'],
  ['2024-01-31 14:30:00 UTC', '2024-01-31T14:30:00Z'],
  ['1706711400', '2024-01-31T14:30:00Z'],
  ['1706711400123', '2024-01-31T14:30:00.123Z'],
  ['1706711400123456', '2024-01-31T14:30:00.123Z'],
  ['45322', '2024-01-31'],
  ['45322,5', '2024-01-31T12:00:00'],
  ['20240131', '2024-01-31'],
  ['20240131T143000Z', '2024-01-31T14:30:00Z'],
  ['2024-01-31 24:00', '2024-02-01T00:00:00'],
]

for (const [text, expected] of READ)
  test(`« ${text} » is ${expected}`, () => assert.equal(read(text), expected))

test('what is no date is none', () => {
  for (const text of [
    '',
    'hier',
    '31/02/2024',
    '2024-13-01',
    '2024',
    '12',
    '14:30',
    '01/31/2024',
    '1/2',
    '31/01/2024 25:00',
    '31/01/2024 14:61',
    '0000-00-00',
    'il y a 3 jours',
    '06 12 34 56 78',
    '99999',
    '2024-01-31 13:00 PM',
    '2024-01-31 14:30 XYZ',
    '2.5.1',
  ])
    assert.equal(read(text), undefined, text)
})

test('the order decides what the form does not', () => {
  assert.equal(read('02/03/2024', 'dmy'), '2024-03-02')
  assert.equal(read('02/03/2024', 'mdy'), '2024-02-03')
  assert.equal(read('24/02/03', 'ymd'), '2024-02-03')
  assert.equal(read('2024/02/03', 'mdy'), '2024-02-03')
})

test('times', () => {
  assert.deepEqual(parseTime('14:30'), { milliseconds: 52_200_000, offset: undefined })
  assert.deepEqual(parseTime('2 PM'), { milliseconds: 50_400_000, offset: undefined })
  assert.deepEqual(parseTime('12:00:00Z'), { milliseconds: 43_200_000, offset: 0 })
  assert.equal(parseTime('14'), undefined)
})

test('any date of ours is read back, in every way of writing it', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1990-01-01'), max: new Date('2069-12-31'), noInvalidDate: true }),
      (at) => {
        const second = Math.floor(at.getTime() / 1000) * 1000
        const iso = new Date(second).toISOString()
        const [year, month, day] = [iso.slice(0, 4), iso.slice(5, 7), iso.slice(8, 10)]
        const clock = iso.slice(11, 19)
        for (const text of [
          iso,
          `${second}`.length === 13 ? `${second}` : iso,
          new Date(second).toUTCString(),
        ]) {
          assert.deepEqual(parseDate(text, 'dmy'), { kind: 'instant', at: second }, text)
        }
        const french = new Intl.DateTimeFormat('fr-FR', {
          dateStyle: 'full',
          timeStyle: 'medium',
          timeZone: 'UTC',
        }).format(second)
        const english = new Intl.DateTimeFormat('en-US', {
          dateStyle: 'medium',
          timeStyle: 'medium',
          timeZone: 'UTC',
        }).format(second)
        for (const text of [
          `${day}/${month}/${year} ${clock}`,
          `${year}-${month}-${day} ${clock}`,
          `${day}.${month}.${year} à ${clock}`,
          french,
          english,
        ]) {
          assert.deepEqual(parseDate(text, 'dmy'), { kind: 'civil', at: second, hasTime: true }, text)
        }
        assert.deepEqual(parseDate(`${month}/${day}/${year} ${clock}`, 'mdy'), {
          kind: 'civil',
          at: second,
          hasTime: true,
        })
      },
    ),
    { numRuns: 300 },
  )
})

test('any text at all gives a date or nothing', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom(
          '0',
          '1',
          '2',
          '9',
          '/',
          '-',
          ':',
          '.',
          ' ',
          'T',
          'Z',
          '+',
          'h',
          'janv',
          'PM',
          'à',
          ',',
        ),
        maxLength: 20,
      }),
      (text) => {
        for (const order of ['dmy', 'mdy', 'ymd'] as const) {
          const date = parseDate(text, order)
          if (date) assert.ok(Number.isFinite(date.at))
        }
      },
    ),
    { numRuns: 5000 },
  )
})

test('the order of a column: by what reads one way only, then by the course of time', () => {
  assert.deepEqual(guessOrder(['01/02/2024', '31/01/2024'], 'mdy'), { order: 'dmy', sure: true })
  assert.deepEqual(guessOrder(['01/02/2024', '01/31/2024'], 'dmy'), { order: 'mdy', sure: true })
  assert.deepEqual(
    guessOrder(['01/02/2024', '02/02/2024', '05/02/2024', '01/03/2024', '04/03/2024'], 'mdy'),
    { order: 'dmy', sure: true },
  )
  assert.deepEqual(
    guessOrder(['02/01/2024', '02/02/2024', '02/05/2024', '03/01/2024', '03/04/2024'], 'dmy'),
    { order: 'mdy', sure: true },
  )
  assert.deepEqual(guessOrder(['01/02/2024'], 'dmy'), { order: 'dmy', sure: false })
  assert.deepEqual(guessOrder(['24/01/31', '24/02/01', '24/02/02', '24/03/30'], 'dmy'), {
    order: 'ymd',
    sure: true,
  })
  assert.deepEqual(guessOrder(['2024-01-31', 'x'], 'mdy'), { order: 'mdy', sure: true })
})

test('a clock that jumps forward or back is met, and said', () => {
  const paris = new Zone('Europe/Paris')
  const at = (text: string) => {
    const { at: instant, meeting } = paris.instantOf(Date.parse(`${text}Z`))
    return [new Date(instant).toISOString().slice(0, 16), meeting]
  }
  assert.deepEqual(at('2024-03-31T01:59'), ['2024-03-31T00:59', 'once'])
  assert.deepEqual(at('2024-03-31T02:30'), ['2024-03-31T01:30', 'gap'])
  assert.deepEqual(at('2024-03-31T03:00'), ['2024-03-31T01:00', 'once'])
  assert.deepEqual(at('2024-10-27T01:59'), ['2024-10-26T23:59', 'once'])
  assert.deepEqual(at('2024-10-27T02:30'), ['2024-10-27T00:30', 'fold'])
  assert.deepEqual(at('2024-10-27T03:00'), ['2024-10-27T02:00', 'once'])
  assert.equal(new Zone('UTC').instantOf(5).at, 5)
  assert.equal(new Zone('Asia/Kolkata').instantOf(0).at, -19_800_000)
  assert.throws(() => new Zone('Mars/Base'), RangeError)
  assert.equal(paris.civilOf(Date.UTC(2024, 6, 1)), Date.UTC(2024, 6, 1, 2))
})

test('in any zone an instant that is read back shows the same clock, but in a gap', () => {
  const zones = [
    'Europe/Paris',
    'America/New_York',
    'Australia/Lord_Howe',
    'America/Sao_Paulo',
    'Pacific/Apia',
    'Africa/Cairo',
    'Asia/Tehran',
  ]
  const tables = new Map(zones.map((id) => [id, new Zone(id)]))
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: Date.UTC(1995, 0), max: Date.UTC(2030, 0) }),
      (id, moment) => {
        const civil = Math.floor(moment / 60_000) * 60_000
        const { at, meeting } = (tables.get(id) as Zone).instantOf(civil)
        const shown = new Date(at).toLocaleString('sv-SE', { timeZone: id })
        const wanted = new Date(civil).toISOString().slice(0, 19).replace('T', ' ')
        if (meeting === 'gap') assert.ok(shown > wanted)
        else assert.equal(shown, wanted)
      },
    ),
    { numRuns: 2000 },
  )
})

test('the machine’s own zone changes nothing', () => {
  const zone = process.env.TZ
  try {
    const seen = ['America/Los_Angeles', 'Asia/Tokyo'].map((id) => {
      process.env.TZ = id
      return [read('31/01/2024 14:30'), new Zone('Europe/Paris').instantOf(Date.UTC(2024, 0, 31, 14, 30)).at]
    })
    assert.deepEqual(seen[0], seen[1])
  } finally {
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
  }
})
