import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Problem } from '../../../lib/errors/index.ts'
import { narrowing, perDayInterval } from './estimate.ts'

test('where thirty days take too long fewer are told, and no more time is taken than was given', async () => {
  const tried: [number, number][] = []
  const upTo = (most: number) =>
    narrowing(5, async (seconds, days) => {
      tried.push([days, seconds])
      if (days > most) throw new Problem('preview_too_costly', { status: 422 })
      return { total: days }
    })
  assert.deepEqual(await upTo(30), { total: 30, span: 30 })
  assert.deepEqual(await upTo(7), { total: 7, span: 7 })
  assert.deepEqual(await upTo(1), { total: 1, span: 1 })
  tried.length = 0
  await assert.rejects(upTo(0), { id: 'preview_too_costly', values: { seconds: 5 } })
  assert.deepEqual(
    tried.map(([days]) => days),
    [30, 7, 1],
  )
  assert.ok(tried.reduce((sum, [, seconds]) => sum + seconds, 0) <= 5)
  const broken = narrowing(5, () => Promise.reject(new Error('the disk is full')))
  await assert.rejects(broken, /the disk is full/)
})

test('the interval of a rate holds the rate, is wider where days differ, and is there where nothing was seen', () => {
  assert.deepEqual(perDayInterval([]), { low: 0, high: 0 })
  assert.ok(perDayInterval(Array(30).fill(0)).high > 0.1)
  const even = perDayInterval(Array(30).fill(10))
  const bursts = perDayInterval(Array.from({ length: 30 }, (_, i) => (i % 10 === 0 ? 100 : 0)))
  assert.ok(even.low < 10 && 10 < even.high && even.high - even.low < 3)
  assert.ok(bursts.low < 10 && 10 < bursts.high && bursts.high > even.high * 1.5)
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 60 }), (counts) => {
      const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length
      const { low, high } = perDayInterval(counts)
      assert.ok(low >= 0 && low <= mean && mean <= high && Number.isFinite(high))
    }),
  )
})
