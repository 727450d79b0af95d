import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isTold, nearness } from './due.ts'

const NOW = Date.parse('2026-11-23T10:00:00Z')

test('what is due is late, within the hour, within the day, or far, from one moment to the next', () => {
  const cases: [string, string][] = [
    ['2026-11-23T09:59:59.999Z', 'late'],
    ['2026-11-23T10:00:00Z', 'hour'],
    ['2026-11-23T11:00:00Z', 'hour'],
    ['2026-11-23T11:00:00.001Z', 'day'],
    ['2026-11-24T10:00:00Z', 'day'],
    ['2026-11-24T10:00:01Z', 'far'],
  ]
  for (const [at, near] of cases) assert.equal(nearness(at, NOW), near, at)
})

test('a list tells of what is due within the day, and of what has no target nothing', () => {
  assert.ok(isTold({ at: '2026-11-22T00:00:00Z', kind: 'first' }, NOW))
  assert.ok(!isTold({ at: '2026-12-22T00:00:00Z', kind: 'first' }, NOW))
  assert.ok(!isTold(null, NOW))
})
