import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fixedClock } from '../clock/index.ts'
import { createLimiter, type Rule } from './index.ts'

const rule: fc.Arbitrary<Rule> = fc.record({
  max: fc.integer({ min: 1, max: 20 }),
  window: fc.constantFrom(1_000, 60_000, 900_000, 3_600_000),
})
/** How long after the one before somebody asks, in parts of a window, and who. */
const asks = fc.array(fc.tuple(fc.constantFrom(0, 0, 0, 0.01, 0.1, 0.5, 1, 2.5), fc.constantFrom('a', 'b')), {
  maxLength: 80,
})

test('each source has a bucket that fills again evenly: no other touches it, and what is refused costs nothing', () => {
  fc.assert(
    fc.property(rule, asks, (each, turns) => {
      const clock = fixedClock(new Date('2026-01-01'))
      const limiter = createLimiter(clock)
      const step = each.window / each.max
      /** Model: a bucket of `max`, one drop back in each step. */
      const buckets = new Map<string, { drops: number; at: number }>()
      for (const [parts, key] of turns) {
        clock.advance(Math.round(parts * each.window))
        const now = clock.now().getTime()
        const bucket = buckets.get(key) ?? { drops: each.max, at: now }
        const drops = Math.min(each.max, bucket.drops + (now - bucket.at) / step)
        const free = drops + 1e-6 >= 1
        const seen = limiter.peek(key, each)
        const verdict = limiter.take(key, each)
        assert.deepEqual(seen, verdict, 'looking says what asking gets')
        assert.equal(verdict.allowed, free)
        buckets.set(key, { drops: free ? drops - 1 : drops, at: now })
        if (free) {
          assert.equal(verdict.retryAfter, 0)
          assert.equal(verdict.remaining, Math.floor(drops - 1 + 1e-5))
        } else {
          assert.equal(verdict.remaining, 0)
          assert.equal(verdict.retryAfter, Math.ceil(((1 - drops) * step) / 1000 - 1e-6))
        }
      }
    }),
  )
})

test('whoever waits as long as was said passes, and the whole of it comes back after a window of rest', () => {
  fc.assert(
    fc.property(rule, (each) => {
      const clock = fixedClock(new Date('2026-01-01'))
      const limiter = createLimiter(clock)
      for (let n = 0; n < each.max; n++) assert.ok(limiter.take('a', each).allowed)
      const { allowed, retryAfter } = limiter.take('a', each)
      assert.ok(!allowed && retryAfter >= 1)
      clock.advance(retryAfter * 1000)
      assert.ok(limiter.take('a', each).allowed)
      clock.advance(each.window)
      assert.equal(limiter.peek('a', each).remaining, each.max - 1)
    }),
  )
})

test('in no stretch of a window’s length pass more than twice the rule, however somebody asks', () => {
  fc.assert(
    fc.property(rule, fc.array(fc.nat(40), { maxLength: 120 }), (each, pauses) => {
      const clock = fixedClock(new Date('2026-01-01'))
      const limiter = createLimiter(clock)
      const passed: number[] = []
      for (const pause of pauses) {
        clock.advance((pause * each.window) / 400)
        if (limiter.take('a', each).allowed) passed.push(clock.now().getTime())
      }
      for (const from of passed) {
        const within = passed.filter((at) => at >= from && at < from + each.window).length
        assert.ok(within < 2 * each.max + 1, `${within} of ${each.max}`)
      }
    }),
  )
})

test('a clock that is set back locks nobody out for longer than it was set back', () => {
  const clock = fixedClock(new Date('2026-01-01T12:00:00Z'))
  const limiter = createLimiter(clock)
  const each = { max: 2, window: 60_000 }
  limiter.take('a', each)
  limiter.take('a', each)
  clock.set(new Date('2026-01-01T11:00:00Z'))
  assert.ok(limiter.take('b', each).allowed)
  clock.set(new Date('2026-01-01T12:00:30Z'))
  assert.ok(limiter.take('a', each).allowed)
})
