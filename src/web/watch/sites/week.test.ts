import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
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

test('whenever one looks, a week is the 168 hours up to this one, in order, each with what is known of it', () => {
  const known = fc.record({
    ago: fc.integer({ min: -3, max: 200 }),
    up: fc.nat(1800),
    down: fc.nat(1800),
    took: fc.nat(9000),
  })
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) }),
      fc.uniqueArray(known, { maxLength: 40, selector: (one) => one.ago }),
      (now, hours) => {
        const last = now - (now % 3_600_000)
        const at = (ago: number) => new Date(last - ago * 3_600_000).toISOString()
        const week = weekOf(
          hours.map(({ ago, ...rest }) => ({ hour: at(ago), most: rest.took, ...rest })),
          now,
        )
        assert.equal(week.length, 168)
        const byAgo = new Map(hours.map((one) => [one.ago, one]))
        for (const [i, hour] of week.entries()) {
          const ago = 167 - i
          assert.equal(hour.at, at(ago))
          const one = byAgo.get(ago)
          assert.equal(hour.took, one?.took ?? null)
          if (!one || one.up + one.down === 0) assert.equal(hour.down, null)
          else assert.equal(hour.down, one.down / (one.up + one.down))
        }
        const times = week.flatMap((hour) => hour.took ?? []).toSorted((a, b) => a - b)
        const found = findingOf(week)
        if (times.length === 0) assert.equal(found, undefined)
        else {
          assert.equal(found?.slowest.took, times.at(-1))
          const below = times.filter((time) => time < (found?.usual ?? 0)).length
          const above = times.filter((time) => time > (found?.usual ?? 0)).length
          assert.ok(below <= times.length / 2 && above <= times.length / 2, 'the middle')
        }
      },
    ),
    { numRuns: 150 },
  )
})
