import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { markOf } from './fold.ts'

test('a mark holds words, cuts no sign in two, and is all of it where nothing was marked', () => {
  const text = fc
    .array(fc.constantFrom('a', ' ', '👍🏽', 'é', '\n'), { maxLength: 12 })
    .map((all) => all.join(''))
  fc.assert(
    fc.property(text, fc.integer({ min: -3, max: 40 }), fc.integer({ min: -3, max: 40 }), (said, a, b) => {
      const { start, end } = markOf(said, a, b)
      assert.ok(start >= 0 && end <= said.length && start <= end)
      assert.ok(said.slice(start, end).isWellFormed())
      const within = (at: number) => Math.max(0, Math.min(said.length, at))
      const [from, to] = [within(Math.min(a, b)), within(Math.max(a, b))]
      if (said.slice(from, to).trim() === '') assert.deepEqual([start, end], [0, said.length])
      else assert.ok(start <= from && end >= to)
    }),
  )
})
