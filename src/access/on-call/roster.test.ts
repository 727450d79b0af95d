import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { minutesOf, wallOf } from '../../../lib/clock/index.ts'
import { type Calendar, isOpen } from '../../../lib/hours/index.ts'
import { permissionsOf, ROLES } from '../policy.ts'
import { callOrder, firstHole } from './call/call.ts'
import { calledAt, onCallAt, type Shift } from './on-call.ts'

const QUARTER = 15 * 60_000
const ZONES = ['Europe/Paris', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC']
const NAMES = ['lea', 'tom', 'eve', 'gus']
const two = (n: number) => String(n).padStart(2, '0')
const time = fc.integer({ min: 0, max: 95 }).map((n) => `${two(Math.floor(n / 4))}:${two((n % 4) * 15)}`)
const shift: fc.Arbitrary<Shift> = fc.record({
  memberId: fc.constantFrom(...NAMES),
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  starts: time,
  ends: time,
})
const shifts = fc.array(shift, { maxLength: 5 })
const members = fc
  .uniqueArray(fc.constantFrom(...NAMES), { maxLength: 4 })
  .chain((names) =>
    fc.tuple(
      ...names.map((memberId) =>
        fc.record({ memberId: fc.constant(memberId), role: fc.constantFrom(...ROLES) }),
      ),
    ),
  )
/** Weeks in which clocks change somewhere, and one in which none do. */
const instants = fc
  .tuple(
    fc.constantFrom('2026-03-28', '2026-10-24', '2026-03-07', '2026-10-31', '2026-04-04', '2026-11-16'),
    fc.integer({ min: 0, max: 3 * 1440 }),
  )
  .map(([day, minute]) => new Date(Date.parse(`${day}T00:00:00Z`) + minute * 60_000))

/** The minutes of a week of clocks that a shift covers, one by one. */
function covered({ days, starts, ends }: Shift): Set<number> {
  const [from, to] = [minutesOf(starts), minutesOf(ends)]
  const length = to > from ? to - from : 1440 - from + to
  const minutes = new Set<number>()
  for (const day of days) {
    for (let n = 0; n < length; n++) minutes.add(((day - 1) * 1440 + from + n) % 10_080)
  }
  return minutes
}

test('who is on call is who the clocks on the wall name, in every zone, also in nights in which they change', () => {
  fc.assert(
    fc.property(shifts, instants, fc.constantFrom(...ZONES), (list, at, zone) => {
      const { weekday, minutes } = wallOf(at, zone)
      const minute = (weekday - 1) * 1440 + minutes
      const plain = list.filter((one) => covered(one).has(minute)).map(({ memberId }) => memberId)
      assert.deepEqual([...onCallAt(list, at, zone)].toSorted(), [...new Set(plain)].toSorted())
    }),
    { numRuns: 300 },
  )
})

test('to add a shift takes nobody off call, and their order does not matter', () => {
  fc.assert(
    fc.property(shifts, shift, instants, fc.constantFrom(...ZONES), (list, more, at, zone) => {
      const before = onCallAt(list, at, zone)
      const after = onCallAt([...list, more], at, zone)
      for (const id of before) assert.ok(after.has(id))
      assert.ok(after.size <= before.size + 1)
      assert.deepEqual(onCallAt([more, ...list].toReversed(), at, zone), after)
    }),
  )
})

test('a shift that ends when it begins is a whole day; two that meet leave no minute between them', () => {
  fc.assert(
    fc.property(time, time, instants, fc.constantFrom(...ZONES), (starts, ends, at, zone) => {
      const days = [1, 2, 3, 4, 5, 6, 7]
      assert.ok(onCallAt([{ memberId: 'lea', days, starts, ends: starts }], at, zone).has('lea'))
      const both = onCallAt(
        [
          { memberId: 'lea', days, starts, ends },
          { memberId: 'tom', days, starts: ends, ends: starts },
        ],
        at,
        zone,
      )
      assert.equal(both.size, starts === ends ? 2 : 1, 'one of them, and never both')
    }),
  )
})

test('nobody is called who may not read alarms, and who answers for the workspace only where no roster does', () => {
  fc.assert(
    fc.property(shifts, members, instants, (list, people, at) => {
      const able = people.filter(({ role }) => permissionsOf(role).has('alerts:read'))
      const called = calledAt(list, people, at, 'Europe/Paris')
      for (const id of called) assert.ok(able.some(({ memberId }) => memberId === id))
      const ids = able.map(({ memberId }) => memberId)
      const named = list.some(({ memberId }) => ids.includes(memberId))
      const plain = named
        ? [...onCallAt(list, at, 'Europe/Paris')].filter((id) => ids.includes(id))
        : able.filter(({ role }) => permissionsOf(role).has('team:manage')).map(({ memberId }) => memberId)
      assert.deepEqual([...called].toSorted(), plain.toSorted())
    }),
    { numRuns: 200 },
  )
})

test('a call goes round everybody who can be reached, each once, those on call first and those who answer last', () => {
  // A week in which no clocks change: every shift comes up in it.
  const at = fc
    .integer({ min: 0, max: 4 * 24 * 7 })
    .map((n) => new Date(Date.parse('2026-11-16') + n * QUARTER))
  fc.assert(
    fc.property(shifts, members, at, (list, people, now) => {
      const order = callOrder(list, people, now, 'Europe/Paris')
      assert.equal(new Set(order).size, order.length)
      const first = calledAt(list, people, now, 'Europe/Paris')
      assert.deepEqual(new Set(order.slice(0, first.size)), new Set(first))
      const able = people.filter(({ role }) => permissionsOf(role).has('alerts:read'))
      const reached = able.filter(
        ({ memberId, role }) =>
          permissionsOf(role).has('team:manage') || list.some((one) => one.memberId === memberId),
      )
      assert.deepEqual(order.toSorted(), reached.map(({ memberId }) => memberId).toSorted())
      const named = able.filter(({ memberId }) => list.some((one) => one.memberId === memberId))
      const ids = named.map(({ memberId }) => memberId)
      const soon = (id: string) => {
        for (let n = 0; ; n++) {
          if (onCallAt(list, new Date(now.getTime() + n * QUARTER), 'Europe/Paris').has(id)) return n
        }
      }
      const waits = order.slice(0, ids.length).map((id) => (ids.includes(id) ? soon(id) : -1))
      if (ids.length > 0)
        assert.deepEqual(
          waits,
          waits.toSorted((a, b) => a - b),
          'by who is next',
        )
    }),
    { numRuns: 60 },
  )
})

const office = [{ from: '09:00', to: '18:00' }]
const HOURS: Calendar = {
  zone: 'Europe/Paris',
  week: [office, office, office, office, office, [], []],
  holidays: 'fr',
  days: [],
}

test('the hole that is told is the first there is, whole, and as long as the quarters that make it', () => {
  fc.assert(
    fc.property(
      fc.array(shift, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('outside' as const, 'always' as const),
      instants,
      (list, cover, now) => {
        const zone = 'Europe/Paris'
        const hole = firstHole({ shifts: list, zone, cover, hours: HOURS }, now)
        const begin = Math.ceil(now.getTime() / QUARTER) * QUARTER
        const quarters = Array.from({ length: 672 }, (_, n) => new Date(begin + n * QUARTER))
        const bare = quarters.map(
          (at) => onCallAt(list, at, zone).size === 0 && !(cover === 'outside' && isOpen(HOURS, at)),
        )
        const first = bare.indexOf(true)
        if (first < 0) return assert.equal(hole, undefined)
        const end = bare.indexOf(false, first)
        assert.equal(hole?.from.getTime(), quarters[first]?.getTime())
        assert.equal(hole?.until.getTime(), begin + (end < 0 ? 672 : end) * QUARTER)
      },
    ),
    { numRuns: 40 },
  )
})

test('a holiday is not worked, so that it is to be covered like a Sunday', () => {
  const nights: Shift = { memberId: 'lea', days: [1, 2, 3, 4, 5, 6, 7], starts: '18:00', ends: '09:00' }
  const ends: Shift = { memberId: 'tom', days: [6, 7], starts: '09:00', ends: '18:00' }
  const roster = { shifts: [nights, ends], zone: 'Europe/Paris', cover: 'outside' as const, hours: HOURS }
  // 11 November 2026 is a Wednesday.
  const hole = firstHole(roster, new Date('2026-11-09T10:00:00Z'))
  assert.equal(hole?.from.toISOString(), '2026-11-11T08:00:00.000Z')
  assert.equal(hole?.until.toISOString(), '2026-11-11T17:00:00.000Z')
  assert.equal(firstHole({ ...roster, hours: null }, new Date('2026-11-09T10:00:00Z')), undefined)
})
