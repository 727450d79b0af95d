import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { fits, lengthOf } from './measure.ts'

const grapheme = { unit: 'grapheme' as const }

it('counts what a reader sees as one, or each code point', () => {
  const family = '👨‍👩‍👧 été'.normalize('NFD')
  assert.equal(lengthOf(family, grapheme), 5)
  assert.equal(lengthOf(family), 11)
  assert.equal(lengthOf('', grapheme), 0)
})

it('counts each address alike where the network does, and the point after it as a point', () => {
  const measure = { unit: 'code-point' as const, address: 23 }
  assert.equal(lengthOf('https://a.fr', measure), 23)
  assert.equal(lengthOf(`Voir https://exemple.fr/${'x'.repeat(200)}.`, measure), 5 + 23 + 1)
  assert.equal(lengthOf('(https://a.fr) et http://b.fr', measure), 2 + 4 + 46)
  assert.equal(lengthOf('https:// rien', measure), 13)
})

it('fits by the number and by the bytes', () => {
  const bluesky = { unit: 'grapheme' as const, bytes: 30 }
  assert.ok(fits('a'.repeat(10), 10, bluesky))
  assert.ok(!fits('a'.repeat(11), 10, bluesky))
  assert.ok(!fits('👨‍👩‍👧'.repeat(2), 10, bluesky), '36 bytes')
  assert.ok(fits('a'.repeat(1e6), 0))
})

it('is never more in graphemes than in code points', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => lengthOf(text, grapheme) <= lengthOf(text)))
})
