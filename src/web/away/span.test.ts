import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isWorthTelling, sinceOf } from './span.ts'

const NOW = new Date('2026-11-20T12:00:30.500Z')

test('a span begins so many hours ago, the last visit when the server says', () => {
  assert.equal(sinceOf('visit', NOW), undefined)
  assert.equal(sinceOf('day', NOW), '2026-11-19T12:00:00.000Z')
  assert.equal(sinceOf('week', NOW), '2026-11-13T12:00:00.000Z')
})

test('what happened is told at return from a while, once, and only where anything did', () => {
  const left = '2026-11-20T06:00:00Z'
  const away = { left, came: { count: 2 }, assigned: { count: 0 }, mentions: [] }
  assert.equal(isWorthTelling(away, null, NOW), true)
  assert.equal(isWorthTelling(away, left, NOW), false, 'hidden')
  assert.equal(isWorthTelling(away, '2026-11-19T06:00:00Z', NOW), true, 'hidden for another return')
  assert.equal(isWorthTelling({ ...away, left: '2026-11-20T09:00:00Z' }, null, NOW), false, 'a lunch')
  assert.equal(isWorthTelling({ ...away, left: null }, null, NOW), false)
  assert.equal(isWorthTelling({ ...away, came: { count: 0 } }, null, NOW), false)
  assert.equal(isWorthTelling({ ...away, came: { count: 0 }, mentions: [{}] }, null, NOW), true)
})
