import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { QueueItem } from '../../../server/api.ts'
import { afterLeaving, inPlace, newAmong, piecesOf, spotsIn, stepped } from './place.ts'

const ids = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 8 })
const items = (some: string[], revision = 1) => some.map((id) => ({ id, revision }) as unknown as QueueItem)

test('what is read stays where it is, as it is now; what came is counted and not shown', () => {
  fc.assert(
    fc.property(ids, ids, (shown, now) => {
      const placed = inPlace(shown, items(now, 2))
      assert.deepEqual(
        placed.map(({ id }) => id),
        shown.filter((id) => now.includes(id)),
      )
      assert.ok(placed.every(({ revision }) => revision === 2))
      assert.equal(newAmong(shown, items(now)), now.length - placed.length)
    }),
  )
})

test('one who judges goes to the next, and at the end to the one before', () => {
  fc.assert(
    fc.property(ids, fc.nat(7), (list, n) => {
      const id = list[n % Math.max(1, list.length)]
      if (id === undefined) return
      const next = afterLeaving(list, id)
      assert.equal(next === null, list.length === 1)
      assert.notEqual(next, id)
      if (next !== null) assert.equal(Math.abs(list.indexOf(next) - list.indexOf(id)), 1)
    }),
  )
})

test('steps go through all, and stop at both ends', () => {
  assert.equal(stepped([], null, 1), null)
  assert.equal(stepped(['a', 'b'], null, 1), 'a')
  assert.equal(stepped(['a', 'b'], 'gone', -1), 'a')
  assert.deepEqual([stepped(['a', 'b'], 'a', 1), stepped(['a', 'b'], 'b', 1)], ['b', 'b'])
  assert.equal(stepped(['a', 'b'], 'a', -1), 'a')
})

test('a text is whole around the sentence at stake, and words keep their place in it', () => {
  const text = fc.string({ unit: 'binary', maxLength: 30 })
  fc.assert(
    fc.property(text, fc.nat(30), fc.nat(30), fc.nat(30), fc.nat(30), (said, a, b, c, d) => {
      const within = (n: number) => Math.min(n, said.length)
      const sentence = { start: within(Math.min(a, b)), end: within(Math.max(a, b)) }
      const spot = { start: within(Math.min(c, d)), end: within(Math.max(c, d)) }
      const pieces = piecesOf(said, sentence)
      assert.equal(pieces.map((piece) => piece.text).join(''), said)
      assert.equal(
        pieces
          .filter(({ stake }) => stake)
          .map((piece) => piece.text)
          .join(''),
        said.slice(sentence.start, sentence.end),
      )
      for (const piece of pieces)
        for (const { start, end } of spotsIn(piece, [spot]))
          assert.equal(piece.text.slice(start, end), said.slice(spot.start, spot.end))
    }),
  )
  assert.deepEqual(piecesOf('tout', null), [{ text: 'tout', at: 0, stake: false }])
})
