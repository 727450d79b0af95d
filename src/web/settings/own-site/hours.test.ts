import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { asMonday, contrast, readDays, readHours, usualWeek, written } from './hours.ts'

it('hours are read as people write them, and not where they are none', () => {
  const nine = [{ day: 2, from: '09:00', to: '12:30' }]
  for (const text of ['09:00–12:30', '9h-12h30', '9-12:30', ' 9:00 - 12:30 ', '09:00—12:30;'])
    assert.deepEqual(readHours(text, 2), nine, text)
  assert.deepEqual(readHours('', 1), [])
  assert.deepEqual(readHours('0-24', 1), [{ day: 1, from: '00:00', to: '24:00' }])
  for (const text of ['midi', '12-9', '9-9', '25-26', '9:60-10', '9-24:30', '9-12 14-18'])
    assert.equal(readHours(text, 1), undefined, text)
})

it('what is written of hours is read as they were', () => {
  const minutes = fc.integer({ min: 0, max: 1439 })
  const clock = (count: number) =>
    `${String(Math.floor(count / 60)).padStart(2, '0')}:${String(count % 60).padStart(2, '0')}`
  const window = fc
    .tuple(minutes, minutes)
    .filter(([a, b]) => a < b)
    .map(([a, b]) => ({ day: 3, from: clock(a), to: clock(b) }))
  fc.assert(
    fc.property(fc.array(window, { maxLength: 4 }), (windows) => {
      assert.deepEqual(
        readHours(written([...windows, { day: 4, from: '01:00', to: '02:00' }], 3), 3),
        windows,
      )
    }),
  )
})

it('days are those that there are, each once and in order', () => {
  assert.deepEqual(readDays('2026-12-25\n2026-01-01, 2026-12-25'), ['2026-01-01', '2026-12-25'])
  assert.deepEqual(readDays(''), [])
  for (const text of ['25/12/2026', '2026-02-30', 'Noël']) assert.equal(readDays(text), undefined, text)
})

it('contrasts are those of the guidelines', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21)
  assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48')
})

it('starts from a week in which somebody can be called, written as one reads it', () => {
  const week = usualWeek()
  const days = [1, 2, 3, 4, 5, 6, 7].map((day) => written(week, day))
  assert.deepEqual(days, [...Array(5).fill('09:00–12:00, 14:00–18:00'), '', ''])
  for (const [at, text] of days.entries())
    assert.deepEqual(
      readHours(text, at + 1),
      week.filter(({ day }) => day === at + 1),
    )
})

it('gives the hours of Monday to the days of work, and leaves the end of the week as it is', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 7, maxLength: 7 }), (days) => {
      const [monday, , , , , saturday, sunday] = days
      assert.deepEqual(asMonday(days), [...Array(5).fill(monday), saturday, sunday])
    }),
  )
})
