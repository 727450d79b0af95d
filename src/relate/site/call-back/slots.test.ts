import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { wallOf } from '../../../../lib/clock/index.ts'
import { clockOf, freeSlots, instantOn, type Plan } from './slots.ts'

const PLAN: Plan = {
  zone: 'Europe/Paris',
  closed: [],
  callBack: {
    enabled: true,
    windows: [
      { day: 5, from: '09:00', to: '10:00' },
      { day: 5, from: '14:00', to: '14:50' },
    ],
    minutes: 20,
    atOnce: 1,
    notice: 0,
    days: 7,
  },
}
const walls = (plan: Partial<Plan> & { more?: Partial<Plan['callBack']> }, now: string, taken = new Map()) =>
  freeSlots({ ...PLAN, ...plan, callBack: { ...PLAN.callBack, ...plan.more } }, new Date(now), taken).map(
    (slot) => slot.wall,
  )

describe('times to be called back', () => {
  it('are whole calls within the windows, from now on', () => {
    assert.deepEqual(walls({ more: { days: 1 } }, '2026-11-20T08:10Z'), [
      '2026-11-20 09:20',
      '2026-11-20 09:40',
      '2026-11-20 14:00',
      '2026-11-20 14:20',
    ])
  })

  it('keep the notice, the days ahead, and the days on which nobody is there', () => {
    assert.deepEqual(walls({ more: { days: 0, notice: 300 } }, '2026-11-20T08:10Z'), ['2026-11-20 14:20'])
    assert.equal(walls({}, '2026-11-20T08:10Z').at(-1), '2026-11-27 14:20')
    assert.deepEqual(walls({ closed: ['2026-11-27', '2026-11-20'] }, '2026-11-20T08:10Z'), [])
  })

  it('are not offered any more once as many as can be had at once are booked', () => {
    const nine = new Date('2026-11-20T08:00Z').getTime()
    const some = (count: number, atOnce: number) =>
      walls({ more: { days: 0, atOnce } }, '2026-11-20T06:00Z', new Map([[nine, count]])).includes(
        '2026-11-20 09:00',
      )
    assert.deepEqual([some(0, 1), some(1, 1), some(1, 2), some(2, 2)], [true, false, true, false])
  })

  it('are none in the hour that the clocks skip, and once in the one that they show twice', () => {
    const sunday = [{ day: 7, from: '01:30', to: '03:30' }]
    const night = { more: { windows: sunday, minutes: 30, days: 1 } }
    assert.deepEqual(walls(night, '2026-03-28T12:00Z'), ['2026-03-29 01:30', '2026-03-29 03:00'])
    assert.deepEqual(walls(night, '2026-10-24T12:00Z'), [
      '2026-10-25 01:30',
      '2026-10-25 02:00',
      '2026-10-25 02:30',
      '2026-10-25 03:00',
    ])
    const starts = freeSlots(
      { ...PLAN, callBack: { ...PLAN.callBack, ...night.more } },
      new Date('2026-10-24T12:00Z'),
      new Map(),
    ).map(({ start }) => start.toISOString().slice(11, 16))
    assert.deepEqual(starts, ['23:30', '00:00', '00:30', '02:00'])
  })

  it('are each shown by the clocks as they are told, in any zone and on any day', () => {
    const zone = fc.constantFrom(
      'Europe/Paris',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'Pacific/Apia',
    )
    const day = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(zone, day, fc.integer({ min: 0, max: 1439 }), (zone, date, minutes) => {
        const civil = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
        const at = instantOn(civil, minutes, zone)
        if (!at) return
        const { year, month, day, minutes: shown } = wallOf(at, zone)
        assert.deepEqual([{ year, month, day }, shown], [civil, minutes])
        const before = new Date(at.getTime() - 3_600_000)
        assert.ok(clockOf(wallOf(before, zone).minutes) !== clockOf(minutes), 'it is the first such')
      }),
    )
    fc.assert(
      fc.property(zone, day, (zone, now) => {
        const windows = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' }))
        const plan = { ...PLAN, zone, callBack: { ...PLAN.callBack, windows, minutes: 30, days: 2 } }
        const slots = freeSlots(plan, now, new Map())
        assert.ok(slots.every(({ start }) => start >= now))
        assert.equal(new Set(slots.map(({ wall }) => wall)).size, slots.length, 'no two are called alike')
        assert.deepEqual(
          slots.map(({ start }) => start),
          [...slots].sort((a, b) => a.start.getTime() - b.start.getTime()).map(({ start }) => start),
        )
      }),
      { numRuns: 30 },
    )
  })
})
