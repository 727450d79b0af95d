import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixedClock } from '../clock/index.ts'
import { createLimiter } from './index.ts'

const rule = { max: 5, window: 60_000 }

test('as many as allowed pass at once, the next waits its share of the window', () => {
  const clock = fixedClock(new Date('2026-01-01'))
  const limiter = createLimiter(clock)
  for (let n = 4; n >= 0; n--)
    assert.deepEqual(
      { ...limiter.take('a', rule), next: 0 },
      { allowed: true, retryAfter: 0, remaining: n, next: 0 },
    )
  assert.equal(limiter.peek('a', rule).retryAfter, 12)
  assert.equal(limiter.take('a', rule).allowed, false)
  assert.ok(limiter.take('b', rule).allowed, 'another source is not concerned')
  clock.advance(11_999)
  assert.equal(limiter.take('a', rule).allowed, false)
  clock.advance(1)
  assert.ok(limiter.take('a', rule).allowed)
  assert.equal(limiter.take('a', rule).allowed, false)
})

test('over any hour of constant asking, no more pass than the rule says', () => {
  const clock = fixedClock(new Date('2026-01-01'))
  const limiter = createLimiter(clock)
  let passed = 0
  for (let n = 0; n < 3600; n++) {
    if (limiter.take('a', rule).allowed) passed++
    clock.advance(1000)
  }
  assert.ok(passed <= 5 * 60 + 5 && passed >= 5 * 60, String(passed))
})

test('a flood of sources is forgotten, the oldest first', () => {
  const clock = fixedClock(new Date('2026-01-01'))
  const limiter = createLimiter(clock)
  for (let n = 0; n < 5; n++) limiter.take('first', rule)
  for (let n = 0; n < 50_000; n++) limiter.take(`flood ${n}`, rule)
  assert.ok(limiter.take('first', rule).allowed)
  assert.equal(limiter.peek('flood 49999', rule).remaining, 3)
})
