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

test('of two that overlap anywhere the weightier is kept, and what lies beside both is not lost to either', () => {
  const cut = (...places: [start: number, end: number, weight: number][]) =>
    cutAtWhy(
      'service vraiment pas terrible',
      places.map(([start, end, weight]) => ({ start, end, weight, effect: 'negative' as const })),
    ).flatMap((piece) => (piece.why ? [piece.text] : []))
  assert.deepEqual(cut([0, 16, 0.2], [8, 20, -0.9], [21, 29, 0.1]), ['vraiment pas', 'terrible'])
  assert.deepEqual(cut([0, 7, 0.5], [0, 16, 0.5]), ['service vraiment'])
  assert.deepEqual(cut([0, 7, 0.1], [7, 8, 0.2], [8, 16, 0.3]), ['service', ' ', 'vraiment'])
  assert.deepEqual(cut([-1, 7, 1], [3, 3, 1], [5, 2, 1], [20, 30, 1]), [])
})
