import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { afterWork, DAY, DAYS, EVENING, HOUR, makeCalendar, OFFICE, offset } from './calendar.ts'
import { makeDice } from './dice.ts'

const paris = (at: number) =>
  new Intl.DateTimeFormat('fr-FR', {
    timeZone: 'Europe/Paris',
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at)
const anyTime = fc.date({ min: new Date('2025-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })

describe('the clocks of the shop', () => {
  it('know summer and winter', () => {
    assert.equal(offset(Date.UTC(2026, 0, 15, 12)), HOUR)
    assert.equal(offset(Date.UTC(2026, 6, 15, 12)), 2 * HOUR)
  })

  it('tell the time of day on a day of the story, on both sides of a change of clocks', () => {
    for (const now of ['2026-04-20T10:00:00Z', '2026-11-30T10:00:00Z']) {
      const calendar = makeCalendar(Date.parse(now), makeDice(1))
      for (let day = 1; day < DAYS; day += 7) assert.match(paris(calendar.at(day, 18, 42)), /18:42$/)
    }
  })

  it('count the days of the story from its first', () => {
    fc.assert(
      fc.property(anyTime, (now) => {
        const calendar = makeCalendar(now.getTime(), makeDice(1))
        assert.equal(calendar.local(calendar.start).day, 0)
        assert.ok(
          calendar.local(calendar.now).day >= DAYS - 1 && calendar.local(calendar.now).day <= DAYS + 1,
        )
      }),
      { numRuns: 40 },
    )
  })
})

describe('drawing a time', () => {
  it('stays in the ninety days', () => {
    fc.assert(
      fc.property(anyTime, fc.integer(), (now, seed) => {
        const dice = makeDice(seed)
        const calendar = makeCalendar(now.getTime(), dice)
        for (let i = 0; i < 100; i++) {
          const at = calendar.draw(dice, EVENING)
          assert.ok(at >= calendar.start && at < calendar.now)
        }
      }),
      { numRuns: 20 },
    )
  })

  it('follows the hours and the days of its profile, and is livelier at the end', () => {
    const dice = makeDice(9)
    const calendar = makeCalendar(Date.parse('2026-03-20T20:00:00Z'), dice)
    const times = Array.from({ length: 8000 }, () => calendar.draw(dice, OFFICE))
    const share = (test: (at: number) => boolean) => times.filter(test).length / times.length
    assert.ok(share((at) => calendar.local(at).hour < 6) < 0.03)
    assert.ok(share((at) => calendar.local(at).weekday >= 5) < 0.2)
    const daily = (from: number, to: number) =>
      share((at) => calendar.now - at >= from * DAY && calendar.now - at < to * DAY) / (to - from)
    assert.ok(daily(0, 2) > daily(7, 14))
  })
})

describe('working time', () => {
  it('passes over nights and Sundays', () => {
    const friday = Date.parse('2026-03-13T17:30:00Z')
    assert.match(paris(friday), /vendredi.*18:30/)
    assert.match(paris(afterWork(friday, 60)), /samedi.*10:30/)
    const saturday = Date.parse('2026-03-14T15:30:00Z')
    assert.match(paris(afterWork(saturday, 60)), /lundi.*09:30/)
    assert.equal(afterWork(Date.parse('2026-03-12T09:00:00Z'), 10), Date.parse('2026-03-12T09:10:00Z'))
  })

  it('never answers before it was asked', () => {
    fc.assert(
      fc.property(anyTime, fc.integer({ min: 1, max: 900 }), (asked, minutes) => {
        const at = afterWork(asked.getTime(), minutes)
        assert.ok(at >= asked.getTime() + minutes * 60_000 - 15 * 60_000)
      }),
      { numRuns: 60 },
    )
  })
})
