import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayNumber, easter, holidaysOf, inOrder } from './index.ts'

test('Easter is on the days that the almanacs print, the earliest and the latest among them', () => {
  const days = [
    '1818-03-22',
    '1943-04-25',
    '1961-04-02',
    '2000-04-23',
    '2008-03-23',
    '2011-04-24',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
    '2038-04-25',
  ]
  for (const day of days) assert.equal(easter(Number(day.slice(0, 4))), dayNumber(day), day)
})

test('Easter is a Sunday between 22 March and 25 April of every year', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1583, max: 4000 }), (year) => {
      const date = new Date(easter(year) * 86_400_000)
      assert.equal(date.getUTCDay(), 0)
      const day = date.toISOString().slice(5, 10)
      assert.ok(day >= '03-22' && day <= '04-25', `${year} ${day}`)
    }),
  )
})

const datesOf = (rule: 'none' | 'fr' | 'fr-alsace-moselle', year: number) =>
  [...holidaysOf(rule, year).keys()].map((day) => new Date(day * 86_400_000).toISOString().slice(5, 10))

test('France has eleven holidays in 2026, Alsace and Moselle thirteen, nobody none', () => {
  const eleven = [
    '01-01',
    '04-06',
    '05-01',
    '05-08',
    '05-14',
    '05-25',
    '07-14',
    '08-15',
    '11-01',
    '11-11',
    '12-25',
  ]
  assert.deepEqual(datesOf('fr', 2026), eleven)
  assert.deepEqual(datesOf('fr-alsace-moselle', 2026), [...eleven, '04-03', '12-26'].sort())
  assert.deepEqual(datesOf('none', 2026), [])
})

test('two holidays that fall on one day are one day: Ascension on 8 May 1975 and on 1 May 2008', () => {
  assert.equal(datesOf('fr', 2008).length, 10)
  assert.equal(datesOf('fr', 1975).length, 10)
})

test('hours follow one another, end after they begin, and do not touch', () => {
  const of = (...hours: [string, string][]) => inOrder(hours.map(([from, to]) => ({ from, to })))
  assert.ok(of() && of(['00:00', '24:00']) && of(['09:00', '12:00'], ['13:00', '18:00']))
  for (const wrong of [
    [['12:00', '12:00']],
    [['18:00', '09:00']],
    [
      ['09:00', '13:00'],
      ['12:00', '18:00'],
    ],
    [
      ['13:00', '14:00'],
      ['09:00', '10:00'],
    ],
    [
      ['09:00', '12:00'],
      ['12:00', '13:00'],
    ],
  ] as [string, string][][])
    assert.ok(!of(...wrong), JSON.stringify(wrong))
})
