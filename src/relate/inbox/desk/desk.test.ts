import assert from 'node:assert/strict'
import { describe, it, test } from 'node:test'
import fc from 'fast-check'
import { wallOf } from '../../../../lib/clock/index.ts'
import { baseOf, type Hours, isAway, isThere } from './desk.ts'

const PRESENT = { from: null, until: null }
const at = (iso: string) => new Date(iso)
const there = (hours: Hours[], when: string, zone = 'Europe/Paris', onCall = false) =>
  isThere({ hours, absence: PRESENT, zone, memberId: 'ana' }, at(when), onCall)

describe('an absence', () => {
  it('holds from its beginning to its end, or until it is taken back', () => {
    const [from, until] = [at('2026-11-20T08:00:00Z'), at('2026-11-23T08:00:00Z')]
    const away = (when: string, absence: Parameters<typeof isAway>[0]) => isAway(absence, at(when))
    assert.equal(away('2026-11-20T07:59:59Z', { from, until }), false)
    assert.equal(away('2026-11-20T08:00:00Z', { from, until }), true)
    assert.equal(away('2026-11-23T07:59:59Z', { from, until }), true)
    assert.equal(away('2026-11-23T08:00:00Z', { from, until }), false)
    assert.equal(away('2030-01-01T00:00:00Z', { from, until: null }), true)
    assert.equal(away('2026-11-21T00:00:00Z', { from: null, until }), false)
  })
})

describe('hours', () => {
  const week: Hours[] = [{ days: [1, 2, 3, 4, 5], starts: '09:00', ends: '17:00' }]

  it('are those of the clocks on the wall, in winter and in summer', () => {
    assert.equal(there(week, '2026-11-20T08:00:00Z'), true)
    assert.equal(there(week, '2026-11-20T07:59:00Z'), false)
    assert.equal(there(week, '2026-07-17T07:00:00Z'), true)
    assert.equal(there(week, '2026-07-17T06:59:00Z'), false)
    assert.equal(there(week, '2026-11-20T16:00:00Z'), false, 'five is over')
    assert.equal(there(week, '2026-11-21T10:00:00Z'), false, 'a Saturday')
    assert.equal(there(week, '2026-11-20T10:00:00Z', 'America/New_York'), false)
  })

  it('may have a break, and go on past midnight into the next day', () => {
    const broken: Hours[] = [
      { days: [5], starts: '09:00', ends: '12:00' },
      { days: [5], starts: '14:00', ends: '18:00' },
    ]
    assert.deepEqual(
      ['10:30', '12:00', '13:30', '14:00'].map((time) => there(broken, `2026-11-20T${time}:00+01:00`)),
      [true, false, false, true],
    )
    const night: Hours[] = [{ days: [7], starts: '22:00', ends: '06:00' }]
    assert.equal(there(night, '2026-11-22T23:00:00+01:00'), true)
    assert.equal(there(night, '2026-11-23T05:59:00+01:00'), true, 'the Monday that follows')
    assert.equal(there(night, '2026-11-22T05:00:00+01:00'), false, 'the Sunday before')
  })

  it('do not matter to who has none, nor to who is on call', () => {
    assert.equal(there([], '2026-11-21T03:00:00Z'), true)
    assert.equal(there(week, '2026-11-21T03:00:00Z', 'Europe/Paris', true), true)
  })
})

const time = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map(([h, m]) => `${`${h}`.padStart(2, '0')}:${`${m}`.padStart(2, '0')}`)
const anyHours = fc.record({
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  starts: time,
  ends: time,
})
const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/** Minute by minute, as a person reads a plan on the wall. */
function plainly({ days, starts, ends }: Hours, when: Date, zone: string): boolean {
  const { weekday, minutes: now } = wallOf(when, zone)
  const [start, end] = [minutes(starts), minutes(ends)]
  const yesterday = weekday === 1 ? 7 : weekday - 1
  if (start < end) return days.includes(weekday) && now >= start && now < end
  return (days.includes(weekday) && now >= start) || (days.includes(yesterday) && now < end)
}

test('whatever the hours, the zone and the moment, somebody is there as a plan on the wall says', () => {
  const zones = fc.constantFrom(
    'Europe/Paris',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'UTC',
  )
  // Both changes of clocks of several zones are among these.
  const moments = fc
    .integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) })
    .map((ms) => new Date(ms))
  fc.assert(
    fc.property(fc.array(anyHours, { minLength: 1, maxLength: 3 }), moments, zones, (hours, when, zone) => {
      const expected = hours.some((one) => plainly(one, when, zone))
      assert.equal(isThere({ hours, absence: PRESENT, zone, memberId: 'x' }, when, false), expected)
    }),
    { numRuns: 500 },
  )
})

test('a language is the same in all its countries', () => {
  assert.deepEqual(['fr', 'FR-ca', 'pt-BR', ''].map(baseOf), ['fr', 'fr', 'pt', ''])
})
