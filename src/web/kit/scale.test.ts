import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { niceTop } from './scale.ts'

test('the top of an axis is round', () => {
  assert.deepEqual(
    [0, 1, 2, 3, 5, 6, 10, 11, 49, 51, 100, 1200].map(niceTop),
    [1, 1, 2, 5, 5, 10, 10, 20, 50, 100, 100, 2000],
  )
})

test('it holds the highest column, which fills at least two fifths of it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e12 }), (value) => {
      const top = niceTop(value)
      assert.ok(top >= value && value / top >= 0.4 - 1e-9, `${value} under ${top}`)
    }),
  )
})
