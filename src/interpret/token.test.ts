import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { fold, tokenize } from './token.ts'

const forms = (text: string) => tokenize(text).map((token) => token.form)
const kinds = (text: string) => tokenize(text).map((token) => token.kind)

describe('tokenize', () => {
  it('cuts French elisions, and leaves other apostrophes in their word', () => {
    assert.deepEqual(forms('l’abat-jour n’est qu’à moi'), [
      "l'",
      'abat',
      'jour',
      "n'",
      'est',
      "qu'",
      'a',
      'moi',
    ])
    assert.deepEqual(forms('aujourd’hui don’t'), ["aujourd'hui", "don't"])
  })
})

describe('fold', () => {
  it('lowers, strips accents, spells ligatures', () => {
    assert.equal(fold('ÉTÉ'), 'ete')
    assert.equal(fold('Cœur'), 'coeur')
    assert.equal(fold('L’'), "l'")
    assert.equal(fold('n\u0301\u0323ul'), 'nul')
  })

  it('folds twice as once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => assert.equal(fold(fold(text)), fold(text))),
    )
  })
})
