import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  daysText,
  hoursText,
  isWhole,
  listed,
  minutesOf,
  moved,
  newPolicy,
  readDays,
  readHours,
  written,
} from './draft.ts'

test('targets are written in hours where they are some, and read back as they were', () => {
  assert.deepEqual(
    [written(240), written(90)],
    [
      { value: 4, unit: 'hours' },
      { value: 90, unit: 'minutes' },
    ],
  )
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500_000 }), (minutes) => {
      const { value, unit } = written(minutes)
      assert.equal(minutesOf(value, unit), minutes)
    }),
  )
  for (const none of ['', 0, -4, 'x']) assert.equal(minutesOf(none, 'hours'), null)
})

test('hours of a day are read as people write them', () => {
  const office = [
    { from: '09:00', to: '12:30' },
    { from: '13:30', to: '18:00' },
  ]
  for (const text of ['09:00-12:30, 13:30-18:00', '9-12:30;13:30–18', '9h - 12h30 , 13h30 - 18h'])
    assert.deepEqual(readHours(text), office)
  assert.deepEqual(readHours(' '), [])
  assert.deepEqual(readHours('0-24'), [{ from: '00:00', to: '24:00' }])
  for (const wrong of ['9', '12-9', '9-12,11-14', '9-12,12-14', '25-26', '9-24:30', 'demain', '9-12-14'])
    assert.equal(readHours(wrong), undefined, wrong)
})

test('hours and days that are written come back as they were', () => {
  const hours = fc
    .uniqueArray(fc.integer({ min: 0, max: 96 }), { maxLength: 6 })
    .map((cuts) =>
      cuts
        .toSorted((a, b) => a - b)
        .map((n) => `${String(Math.floor(n / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`),
    )
    .map((cuts) =>
      Array.from({ length: Math.floor(cuts.length / 2) }, (_, i) => ({
        from: cuts[2 * i] ?? '',
        to: cuts[2 * i + 1] ?? '',
      })),
    )
  const day = fc.record({
    date: fc.constantFrom('2026-12-24', '2027-01-02', '2028-02-29'),
    hours,
    name: fc.constantFrom(undefined, 'Réveillon', 'Pont de l’Ascension'),
  })
  fc.assert(
    fc.property(hours, fc.array(day, { maxLength: 4 }), (some, days) => {
      assert.deepEqual(readHours(hoursText(some)), some)
      const plain = days.map(({ name, ...rest }) => ({ ...rest, ...(name && { name }) }))
      assert.deepEqual(readDays(daysText(days)), { days: plain })
    }),
  )
  assert.deepEqual(readDays('2026-12-24\n\nNoël'), { wrong: 3 })
  for (const none of ['2026-13-45', '2026-02-30', '2026-02-29 9-12', '2026-04-31', '2026-00-10'])
    assert.deepEqual(readDays(none), { wrong: 1 }, none)
  assert.ok('days' in readDays('2028-02-29'))
})

test('lists keep each word once, and what moves stays within them', () => {
  assert.deepEqual(listed(' retard, vip ,retard,'), ['retard', 'vip'])
  const all = ['a', 'b', 'c'].map((id) => ({ id }))
  const ids = (list: { id: string }[]) => list.map(({ id }) => id).join('')
  assert.deepEqual(
    [ids(moved(all, 'a', 1)), ids(moved(all, 'a', -1)), ids(moved(all, 'c', -1)), ids(moved(all, 'x', 1))],
    ['bac', 'abc', 'acb', 'abc'],
  )
})

test('a policy has a name and a target', () => {
  const policy = newPolicy('1', null)
  assert.ok(!isWhole(policy))
  assert.ok(isWhole({ ...policy, name: 'Toutes' }))
  assert.ok(!isWhole({ ...policy, name: 'Toutes', targets: { first: null, next: null, resolution: null } }))
})
