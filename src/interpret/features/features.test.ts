import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { tokenize } from '../token.ts'
import { deniedAmong, featuresOf, hashOf, joined, KIND } from './index.ts'

const shown = (text: string, lang = 'fr') => {
  const tokens = tokenize(text)
  const { count, hashes, values, tokens: of } = featuresOf(tokens, lang)
  return Array.from({ length: count }, (_, i) => ({
    hash: hashes[i],
    value: values[i] ?? 0,
    token: of[i] ?? -1,
  }))
}
const deniedIn = (text: string, lang: string) => {
  const tokens = tokenize(text)
  const denied = deniedAmong(tokens, lang)
  return tokens.filter((_, i) => denied[i] === 1).map((token) => token.form)
}

describe('what a text shows to a model', () => {
  it('shows a word, and the denied word besides, each where it stands', () => {
    const word = hashOf('contente', KIND.word)
    const denied = joined(word, 0, KIND.denied)
    const plain = shown('je suis contente')
    const not = shown('je ne suis pas contente')
    assert.ok(plain.some(({ hash, token }) => hash === word && token === 2))
    assert.ok(!plain.some(({ hash }) => hash === denied))
    assert.ok(not.some(({ hash, token }) => hash === denied && token === 4))
  })

  it('finds the same word under its accents, capitals and stretched letters', () => {
    const hashes = (text: string) => new Set(shown(text).map(({ hash }) => hash))
    const word = hashOf('decue', KIND.word)
    for (const text of ['déçue', 'DÉÇUE', 'decue', 'déçuuuuue']) assert.ok(hashes(text).has(word), text)
  })

  it('tells the same letters apart as a word, a pair and a sign', () => {
    const all = new Set(Object.values(KIND).map((kind) => hashOf('non', kind)))
    assert.equal(all.size, Object.values(KIND).length)
    assert.notEqual(joined(1, 2, KIND.pair), joined(2, 1, KIND.pair))
  })

  it('gives a word less where there are more, so that length does not shout', () => {
    const most = (text: string) => Math.max(...shown(text).map(({ value }) => value))
    assert.ok(most('la lampe est belle') > most('la lampe est belle '.repeat(20)))
  })

  it('is the same for the same text, whatever came between, and of hostile texts bounded', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc
        .array(fc.constantFrom('pas', 'nul', '😡', '!!!', '@moi', 'https://x.y', 'trèèès'), { maxLength: 30 })
        .map((w) => w.join(' ')),
    )
    fc.assert(
      fc.property(text, text, (one, other) => {
        const first = shown(one)
        shown(other)
        assert.deepEqual(shown(one), first)
        const tokens = tokenize(one).length
        assert.ok(first.every(({ value, token }) => Number.isFinite(value) && token < tokens))
      }),
    )
    assert.ok(shown('anticonstitutionnellement '.repeat(5000)).length < 80_000)
    assert.ok(shown('a'.repeat(20_000)).length < 200)
  })
})

describe('what is denied', () => {
  const cases: [lang: string, text: string, denied: string[]][] = [
    ['fr', 'je ne suis pas très contente', ['suis', 'tres', 'contente']],
    ['fr', 'ça marche pas', ['marche']],
    ['fr', 'aucun problème, colis nickel', ['probleme']],
    ['fr', 'pas cher mais solide', ['cher']],
    ['en', "I don't like it at all. Nice box", ['like', 'it', 'at', 'all']],
    ['en', 'not bad but slow', ['bad']],
    ['de', 'das ist nicht gut', []],
  ]
  for (const [lang, text, denied] of cases) {
    it(`${lang}: ${text}`, () => assert.deepEqual(deniedIn(text, lang), denied))
  }
})
