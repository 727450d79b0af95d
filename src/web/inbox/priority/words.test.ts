import assert from 'node:assert/strict'
import { test } from 'node:test'
import { waitWeight } from './words.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')

test('an hour of waiting brings five points, and nobody who waits brings none', () => {
  assert.equal(waitWeight('2026-11-20T09:00:00Z', NOW), 15)
  assert.equal(waitWeight('2026-11-20T11:49:00Z', NOW), 0)
  assert.equal(waitWeight('2026-11-20T11:48:00Z', NOW), 1)
  assert.equal(waitWeight('2026-11-20T12:30:00Z', NOW), 0, 'a clock that is ahead')
  assert.equal(waitWeight(null, NOW), 0)
})
