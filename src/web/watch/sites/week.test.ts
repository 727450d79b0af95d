import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findingOf, weekOf } from './week.ts'

const NOW = Date.parse('2026-11-22T10:20:00Z')

test('a week is drawn with its holes: an hour of which nothing is known is neither up nor down', () => {
  const week = weekOf(
    [
      { hour: '2026-11-22T10:00:00.000Z', up: 900, down: 300, took: 120, most: 400 },
      { hour: '2026-11-22T08:00:00.000Z', up: 3600, down: 0, took: 80, most: 90 },
      { hour: '2026-11-22T07:00:00.000Z', up: 0, down: 0, took: 95, most: 95 },
    ],
    NOW,
  )
  assert.deepEqual([week.length, week[0]?.at], [168, '2026-11-15T11:00:00.000Z'])
  assert.deepEqual(
    week.slice(-4).map((hour) => [hour.down, hour.took]),
    [
      [null, 95],
      [0, 80],
      [null, null],
      [0.25, 120],
    ],
  )
  assert.deepEqual([findingOf(week)?.usual, findingOf(week)?.slowest.took], [95, 120])
  assert.equal(findingOf(weekOf([], NOW)), undefined)
})
