import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { wallOf } from '../../../../../lib/clock/index.ts'
import { dueAt, expiresAt, stepsOf, workingDay } from './plan.ts'
import type { Timing } from './service.ts'

const PARIS: Timing = {
  ...{ days: 2, at: '18:00', workdays: [1, 2, 3, 4, 5], holidays: 'fr', zone: 'Europe/Paris', linkDays: 14 },
  steps: [
    { days: 1, at: '09:00', to: 'service' },
    { days: -1, at: '09:00', to: 'service' },
    { days: 0, at: '09:00', to: 'service' },
    { days: 1, at: '09:00', to: 'manager' },
  ],
}
const due = (now: string, more: Partial<Timing> = {}) =>
  dueAt(new Date(now), { ...PARIS, ...more }).toISOString()

/** Asked, due: by the clocks of Paris unless said. */
const DUE: [what: string, asked: string, due: string, more?: Partial<Timing>][] = [
  ['on a Wednesday morning', '2026-11-18T09:00:00Z', '2026-11-20T17:00:00.000Z'],
  ['over a weekend', '2026-11-19T09:00:00Z', '2026-11-23T17:00:00.000Z'],
  ['on a Saturday: as on the Monday', '2026-11-21T09:00:00Z', '2026-11-25T17:00:00.000Z'],
  ['after hours: as on the next day', '2026-11-18T17:30:00Z', '2026-11-23T17:00:00.000Z'],
  ['over Armistice day', '2026-11-10T09:00:00Z', '2026-11-13T17:00:00.000Z'],
  [
    'over Armistice day, which is none',
    '2026-11-10T09:00:00Z',
    '2026-11-12T17:00:00.000Z',
    { holidays: 'none' },
  ],
  ['the same day', '2026-11-18T09:00:00Z', '2026-11-18T17:00:00.000Z', { days: 0 }],
  ['over the change to winter time', '2026-10-23T09:00:00Z', '2026-10-27T17:00:00.000Z'],
  ['over the change to summer time', '2026-03-27T10:00:00Z', '2026-03-31T16:00:00.000Z'],
  [
    'at an hour that the clocks skip',
    '2026-03-27T10:00:00Z',
    '2026-03-29T01:30:00.000Z',
    { days: 1, at: '02:30', workdays: [1, 2, 3, 4, 5, 6, 7] },
  ],
  ['elsewhere', '2026-11-18T09:00:00Z', '2026-11-20T12:15:00.000Z', { zone: 'Asia/Kathmandu' }],
]

describe('when an answer is due', () => {
  for (const [what, asked, then, more] of DUE) it(what, () => assert.equal(due(asked, more), then))

  it('is after it was asked, on a working day, at that time of day, wherever and whenever', () => {
    const zones = ['Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC']
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
        fc.constantFrom(...zones),
        fc.nat(20),
        fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        fc.constantFrom('09:00', '12:30', '18:00'),
        (now, zone, days, workdays, at) => {
          const timing = { ...PARIS, zone, days, workdays, at }
          const then = dueAt(now, timing)
          assert.ok(then > now)
          const wall = wallOf(then, zone)
          assert.ok(workdays.includes(wall.weekday))
          assert.equal(
            `${String(Math.floor(wall.minutes / 60)).padStart(2, '0')}:${String(wall.minutes % 60).padStart(2, '0')}`,
            at,
          )
          assert.ok(expiresAt(then, timing) > then)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('counts working days one by one, both ways', () => {
    const from = { year: 2026, month: 11, day: 12 }
    const at = (days: number) => workingDay(from, days, PARIS).day
    assert.deepEqual([-2, -1, 0, 1, 2].map(at), [9, 10, 12, 13, 16], 'the 11th is a holiday')
  })
})

describe('reminders', () => {
  const then = dueAt(new Date('2026-11-18T09:00:00Z'), PARIS)

  it('come in order, by the clocks, and not before the matter was raised', () => {
    const all = stepsOf(then, new Date('2026-11-18T09:00:00Z'), PARIS)
    assert.deepEqual(
      all.map(({ at, to }) => `${at.toISOString().slice(0, 16)} ${to}`),
      [
        '2026-11-19T08:00 service',
        '2026-11-20T08:00 service',
        '2026-11-23T08:00 service',
        '2026-11-23T08:00 manager',
      ],
    )
    assert.equal(stepsOf(then, new Date('2026-11-20T08:00:00Z'), PARIS).length, 2, 'what has come has come')
  })

  it('read one after the other are each read once', () => {
    const steps = fc.array(
      fc.record({
        days: fc.integer({ min: -10, max: 20 }),
        at: fc.constantFrom('08:00', '09:00', '17:45'),
        to: fc.constantFrom<'service' | 'manager'>('service', 'manager'),
      }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(steps, (plan) => {
        const timing = { ...PARIS, steps: plan }
        const began = new Date('2026-11-18T09:00:00Z')
        const all = stepsOf(then, began, timing)
        let read = 0
        for (let after = began; ; ) {
          const next = stepsOf(then, after, timing)
          const [first] = next
          if (!first) break
          read += next.filter(({ at }) => at.getTime() === first.at.getTime()).length
          after = first.at
        }
        assert.equal(read, all.length)
      }),
    )
  })
})
