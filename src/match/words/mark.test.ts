import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { baseOf, endsOf, isPattern, suitsPattern } from './mark.ts'

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '\u{10428}'), maxLength: 12 })
const patterns = fc.string({
  unit: fc.constantFrom('a', 'b', 'é', '\u{10428}', '*', '?'),
  minLength: 1,
  maxLength: 8,
})

test('a pattern finds the words that a regular expression would', () => {
  fc.assert(
    fc.property(patterns, letters, (pattern, word) => {
      const meant = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'u')
      assert.equal(suitsPattern(pattern, word), meant.test(word), `${pattern} on ${word}`)
    }),
    { numRuns: 3000 },
  )
})

test('a pattern is one of words: it finds no mark where it has none, and no way to write a word', () => {
  assert.equal(suitsPattern('*tard', 'retard'), true)
  for (const word of ['#retard', '@retard', '^retard', '~url:x.tard', 'retard=Retard'])
    assert.equal(suitsPattern('*tard', word), false, word)
  assert.equal(suitsPattern('#*tard', '#retard'), true)
  assert.equal(suitsPattern('^re*', '^retard'), true)
  assert.equal(suitsPattern('re*rd', 'retard=Retard'), false)
})

test('what a sign stands for is told from the word', () => {
  assert.deepEqual(endsOf('re*a?rd'), { head: 're', tail: 'rd' })
  assert.deepEqual(endsOf('*tard'), { head: '', tail: 'tard' })
  assert.deepEqual([isPattern('re*rd'), isPattern('colo?r'), isPattern('color')], [true, true, false])
  assert.deepEqual(
    [baseOf('orange=Orange'), baseOf('orange='), baseOf('orange')],
    ['orange', 'orange', undefined],
  )
})

test('no pattern takes more than its length times that of the word', () => {
  // Backtracking without bound would not come back from this one.
  assert.equal(suitsPattern(`${'a*'.repeat(31)}b`, 'a'.repeat(64)), false)
})
