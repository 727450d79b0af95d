import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cutAtWhy } from './why.ts'

test('the pieces make the text again, whatever the places', () => {
  const place = fc.record({
    start: fc.integer({ min: -3, max: 60 }),
    end: fc.integer({ min: -3, max: 60 }),
    effect: fc.constant('negative'),
    weight: fc.double({ min: -1, max: 1, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.string({ maxLength: 50 }), fc.array(place, { maxLength: 8 }), (text, why) => {
      const joined = cutAtWhy(text, why)
        .map((piece) => piece.text)
        .join('')
      assert.equal(joined, text)
    }),
  )
})

test('of two that overlap from the same place, the weightier is kept', () => {
  const pieces = cutAtWhy('pas bien du tout', [
    { start: 0, end: 3, effect: 'negator', weight: 0.1 },
    { start: 0, end: 8, effect: 'negative', weight: 0.9 },
  ])
  assert.deepEqual(
    pieces.map((piece) => [piece.text, piece.why?.effect]),
    [
      ['pas bien', 'negative'],
      [' du tout', undefined],
    ],
  )
})
