import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { isHeader, readRow } from './row.ts'
import { learnSeason, newSeason, seasonAt } from './season.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** A Monday, 00:00 UTC. */
const MONDAY = Date.parse('2026-11-16T00:00:00Z')

describe('the habits of a series', () => {
  it('are none at first, and none where what comes is what is expected', () => {
    const season = newSeason()
    for (let at = MONDAY; at < MONDAY + 7 * DAY; at += HOUR) assert.equal(seasonAt(season, at), 1)
    for (let at = MONDAY; at < MONDAY + 28 * DAY; at += HOUR) learnSeason(season, at, 20, 1, HOUR)
    for (let at = MONDAY; at < MONDAY + 7 * DAY; at += HOUR)
      assert.ok(Math.abs(seasonAt(season, at) - 1) < 1e-9)
  })

  it('are learnt of an hour of the day without touching the others', () => {
    const season = newSeason()
    for (let day = 0; day < 60; day++)
      for (let hour = 0; hour < 24; hour++) {
        const at = MONDAY + day * DAY + hour * HOUR
        const came = hour === 20 ? 60 : 20
        learnSeason(season, at, 20 * seasonAt(season, at), came / (20 * seasonAt(season, at)), HOUR)
      }
    const evening = seasonAt(season, MONDAY + 60 * DAY + 20 * HOUR)
    const noon = seasonAt(season, MONDAY + 60 * DAY + 12 * HOUR)
    assert.ok(evening / noon > 2 && evening / noon < 3.2, `${evening} ${noon}`)
  })

  it('say the same of a moment a week on, before 1970 too', () => {
    const season = newSeason()
    for (let i = 0; i < 400; i++) learnSeason(season, MONDAY + i * HOUR, 5, 1 + (i % 24) / 12, HOUR)
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 4e12 }), (at) => {
        assert.equal(seasonAt(season, at), seasonAt(season, at + 7 * DAY))
        assert.ok(seasonAt(season, at) > 0)
      }),
    )
  })

  it('tell no more by twelve points an hour than by one, and little by few', () => {
    const after = (step: number, expected: number) => {
      const season = newSeason()
      for (let at = MONDAY; at < MONDAY + HOUR; at += step) learnSeason(season, at, expected, 3, step)
      return seasonAt(season, MONDAY)
    }
    assert.ok(Math.abs(after(HOUR, 12) - after(HOUR / 12, 1)) < 0.02)
    assert.ok(after(HOUR, 1000) > after(HOUR, 1) && after(HOUR, 1) > after(HOUR, 0.01))
    assert.ok(after(HOUR, 1e9) < 1.5, 'and no single hour makes a habit')
  })
})

describe('a row', () => {
  const at = (line: string) => {
    const row = readRow(line)
    return row.ok ? new Date(row.point.at).toISOString() : row.reason
  }

  it('of any instant is read as it is written, in any zone, with as many digits', () => {
    const zones = fc.tuple(fc.constantFrom('+', '-'), fc.nat(14), fc.constantFrom(0, 30, 45), fc.boolean())
    const instants = fc.date({ min: new Date(0), max: new Date('2199-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(instants, zones, fc.nat(1e9), (instant, [sign, hours, minutes, colon], value) => {
        const offset = (sign === '+' ? 1 : -1) * (hours * 60 + minutes) * 60_000
        const civil = new Date(instant.getTime() + offset).toISOString().slice(0, -1)
        const two = (n: number) => String(n).padStart(2, '0')
        const zone = `${sign}${two(hours)}${colon ? ':' : ''}${two(minutes)}`
        const row = readRow(`"${civil}${zone}", ${value} ,more`)
        assert.ok(row.ok, `${civil}${zone}`)
        assert.deepEqual(row.point, { at: instant.getTime(), value })
      }),
    )
  })

  it('of a day that there is not is refused, and a leap day where there is one is not', () => {
    for (const day of ['2026-02-29', '2026-02-30', '2026-04-31', '2026-13-01', '2026-00-10', '1900-02-29'])
      assert.match(at(`${day} 00:00,1`), /is no time/, day)
    assert.equal(at('2028-02-29,1'), '2028-02-29T00:00:00.000Z')
    assert.equal(at('2000-02-29 23:59:59.999999999,1'), '2000-02-29T23:59:59.999Z')
    assert.match(at('2026-11-22 24:30,1'), /is no time/)
    assert.match(at('2026-11-22 23:60,1'), /is no time/)
  })

  it('of seconds since 1970 is told from one of milliseconds', () => {
    assert.equal(at('1700000000,1'), '2023-11-14T22:13:20.000Z')
    assert.equal(at('1700000000000,1'), '2023-11-14T22:13:20.000Z')
    assert.equal(at('0,1'), '1970-01-01T00:00:00.000Z')
    assert.match(at('-5,1'), /is no time/)
  })

  it('counts what can be counted, and says in words what cannot', () => {
    const value = (text: string) => {
      const row = readRow(`0,${text}`)
      return row.ok ? row.point.value : row.reason.split(' is ')[1]?.slice(0, 8)
    }
    assert.deepEqual(
      ['0', '+3', '.5', '2.', '1e3', '1E-2', '1e12'].map(value),
      [0, 3, 0.5, 2, 1000, 0.01, 1e12],
    )
    for (const bad of ['', '-1', '1e13', 'NaN', 'Infinity', '0x10', '1,5'.replace(',', ' '), '١'])
      assert.equal(value(bad), 'no count', bad)
    assert.deepEqual(readRow('2026-11-22'), { ok: false, reason: 'two columns are needed: timestamp,value' })
    assert.ok(at(`${'x'.repeat(5000)},1`).length < 150, 'and repeats no more of it than a line holds')
  })

  it('is a header where it names its columns, and no row of values is', () => {
    for (const header of ['timestamp,value', '"date","posts"', 'Heure , Messages', 'x,é'])
      assert.ok(isHeader(header), header)
    for (const row of ['2026-11-22,3', '0,abc', '2026-11-22 07:30:00,NaN', 'yesterday,3', 'x', ''])
      assert.ok(!isHeader(row), row)
  })
})
