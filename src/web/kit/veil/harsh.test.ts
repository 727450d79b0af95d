import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { harmIn, isHarsh, meant } from './harsh.ts'

test('each sees blurred what they asked to be spared: nothing, the worst, or whatever likely offends', () => {
  assert.deepEqual(
    [0, 0.49, 0.5, 0.79, 0.8, 1].map((p) =>
      (['off', 'harsh', 'strict'] as const).map((veil) => isHarsh(p, veil)),
    ),
    [
      [false, false, false],
      [false, false, false],
      [false, false, true],
      [false, false, true],
      [false, true, true],
      [false, true, true],
    ],
  )
  for (const veil of ['off', 'harsh', 'strict'] as const) assert.equal(isHarsh(null, veil), false)
})

test('our own words, and what is gone, are never blurred', () => {
  const post = { toxicity: 0.99, ours: false, deleted: false }
  assert.equal(harmIn(post), 0.99)
  assert.equal(harmIn({ ...post, ours: true }), null)
  assert.equal(harmIn({ ...post, deleted: true }), null)
  assert.equal(harmIn({ ...post, toxicity: null }), null)
})

test('a key means what has the focus, then what is near, then the first that is seen', () => {
  const place = fc.record({ focused: fc.boolean(), near: fc.boolean(), inView: fc.boolean() })
  fc.assert(
    fc.property(fc.array(place, { maxLength: 8 }), (places) => {
      const one = meant(places)
      const first = (key: 'focused' | 'near' | 'inView') => places.find((some) => some[key])
      if (places.some(({ focused }) => focused)) assert.equal(one, first('focused'))
      else if (places.some(({ near }) => near)) assert.equal(one, first('near'))
      else assert.equal(one, first('inView'))
    }),
  )
})
