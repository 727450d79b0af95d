import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { endOfDay, lateAtPace } from './pace.ts'
import { proposal } from './policy.ts'

const [calendar] = proposal('Europe/Paris', { calendar: 'B', urgent: 'U', policy: 'P' }).calendars
const HOUR = 3_600_000
// A Monday, ten in the morning in Paris.
const NOW = new Date('2026-11-23T09:00:00Z')
const due = (...hours: number[]) => hours.map((n) => new Date(NOW.getTime() + n * HOUR))

test('what is dealt with one an hour is late where three are due within two', () => {
  const done = { ended: 3, worked: 3 * HOUR }
  assert.equal(lateAtPace(due(1, 2, 2), done, null, NOW), 1)
  assert.equal(lateAtPace(due(1, 2, 3), done, null, NOW), 0)
  assert.equal(
    lateAtPace(due(1), { ended: 2, worked: 3 * HOUR }, null, NOW),
    null,
    'too little was done to tell',
  )
  assert.equal(lateAtPace(due(1), { ended: 9, worked: 0 }, null, NOW), null, 'nobody was at work')
})

test('a lunch is no time to answer in, and a night is none', () => {
  const done = { ended: 3, worked: 3 * HOUR }
  // Two hours and a half until lunch, an hour of it, then the third answer half an hour later.
  assert.equal(lateAtPace(due(1, 2, 3.5), done, calendar ?? null, NOW), 1)
  assert.equal(lateAtPace(due(1, 2, 4), done, calendar ?? null, NOW), 0)
})

test('more done is never more late, and more due is never less', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 2000 }), { maxLength: 30 }),
      fc.integer({ min: 3, max: 50 }),
      (minutes, ended) => {
        const dues = due(...minutes.toSorted((a, b) => a - b).map((n) => n / 60))
        const late = lateAtPace(dues, { ended, worked: 3 * HOUR }, calendar ?? null, NOW) ?? assert.fail()
        const faster =
          lateAtPace(dues, { ended: ended + 1, worked: 3 * HOUR }, calendar ?? null, NOW) ?? assert.fail()
        const fewer =
          lateAtPace(dues.slice(0, -1), { ended, worked: 3 * HOUR }, calendar ?? null, NOW) ?? assert.fail()
        assert.ok(faster <= late && fewer <= late && late <= dues.length)
      },
    ),
    { numRuns: 100 },
  )
})

test('the day ends when work does, over lunch; on a Sunday it is that of Monday; without hours, eight from now', () => {
  assert.equal(endOfDay(calendar, NOW).toISOString(), '2026-11-23T17:00:00.000Z')
  assert.equal(endOfDay(calendar, new Date('2026-11-22T11:00:00Z')).toISOString(), '2026-11-23T17:00:00.000Z')
  assert.equal(endOfDay(undefined, NOW).toISOString(), '2026-11-23T17:00:00.000Z')
})
