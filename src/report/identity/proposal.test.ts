import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createMatcher, parseQuery } from '../../match/index.ts'
import { KNOWN } from './lexicon/traits.ts'
import { proposalFor, proposalsOf } from './proposal.ts'
import { contraryQuery, type Declared, MAX_TERMS, talkQuery } from './trait.ts'

/** Whether a text is on the trait, and whether it says the contrary. */
function heardBy(declared: Declared, text: string): { talk: boolean; contrary: boolean } {
  const matcher = createMatcher()
  const contrary = contraryQuery(declared)
  for (const [id, source] of [
    ['talk', talkQuery(declared)],
    ['contrary', contrary],
  ] as const) {
    const parsed = source === null ? undefined : parseQuery(source)
    if (parsed?.ok) matcher.add(id, parsed.query)
  }
  const doc = {
    text,
    lang: 'fr',
    sentiment: 'neutral' as const,
    channel: 'feed',
    verb: 'Create',
    author: {},
  }
  const found = matcher.match(doc)
  return { talk: found.includes('talk'), contrary: found.includes('contrary') }
}

describe('the words that brands say of themselves', () => {
  it('each have terms of both languages, as many as a trait holds, and queries that can be read', () => {
    for (const { names, terms, opposites } of KNOWN) {
      const declared = { word: names[0] ?? '', description: '', terms, opposites, query: null }
      for (const list of [terms.fr, terms.en, opposites.fr, opposites.en]) {
        assert.ok(list.length > 0 && list.length <= MAX_TERMS, `${names}: ${list.length}`)
        assert.equal(new Set(list).size, list.length, `${names}: a term twice`)
      }
      for (const query of [talkQuery(declared), contraryQuery(declared) ?? '']) {
        const parsed = parseQuery(query)
        assert.ok(parsed.ok, `${names}: ${parsed.ok ? '' : JSON.stringify(parsed.errors[0])}`)
      }
    }
  })

  it('are never their own contrary', () => {
    for (const { names, terms, opposites } of KNOWN) {
      const against = new Set([...opposites.fr, ...opposites.en])
      const both = [...terms.fr, ...terms.en].filter((term) => against.has(term))
      assert.deepEqual(both, [], `${names}`)
    }
  })

  it('are written as the set-up takes them: with accents, capitals, apostrophes, as nouns or adjectives', () => {
    const reliable = proposalFor('Fiable').terms
    for (const word of ['fiabilité', 'FIABLE', 'Reliable', 'solide']) {
      assert.deepEqual(proposalFor(word).terms, reliable, word)
    }
    assert.deepEqual(proposalFor('à l’écoute').terms, proposalFor("A l'écoute").terms)
    assert.deepEqual(proposalFor('fabriquée en France').terms, proposalFor('Made in France').terms)
    assert.equal(proposalFor('Chaleureuse').word, 'Chaleureuse', 'the word stays as it was said')
  })

  it('are not seen within other words', () => {
    assert.deepEqual(proposalFor('Couvert').terms, { fr: ['Couvert'], en: [] }, 'vert is not in it')
    assert.deepEqual(proposalFor('Mesure').terms, { fr: ['Mesure'], en: [] })
  })
})

describe('what a trait hears', () => {
  const reliable = proposalFor('Fiable')

  it('is its terms, in both languages and all their forms', () => {
    for (const text of [
      'Très fiables, ces lampes.',
      'Solide comme un roc',
      'So reliable!',
      'Ça tient la route',
    ]) {
      assert.deepEqual(heardBy(reliable, text), { talk: true, contrary: false }, text)
    }
  })

  it('is their contrary too: denied, or said by its own words', () => {
    for (const text of [
      'Pas fiable du tout.',
      'peu solide',
      'pas très robuste',
      'not reliable',
      'en panne au bout de deux jours',
    ]) {
      assert.deepEqual(heardBy(reliable, text), { talk: true, contrary: true }, text)
    }
  })

  it('is nothing else', () => {
    for (const text of ['Il pleut', 'Livraison reçue', 'plus que deux jours']) {
      assert.deepEqual(heardBy(reliable, text), { talk: false, contrary: false }, text)
    }
  })

  it('of “plus fiable” is no contrary: it says more, and not no more', () => {
    assert.deepEqual(heardBy(reliable, 'bien plus fiable que l’ancienne'), { talk: true, contrary: false })
  })
})

it('words that are a trait already, or come twice, are proposed no more', () => {
  const words = (all: string[], traits: string[]) =>
    proposalsOf(
      all,
      traits.map((word) => ({ word })),
    ).map((one) => one.word)
  assert.deepEqual(words(['Fiable', 'Sobre', 'sobre', 'SOBRE '], ['fiable']), ['Sobre'])
  assert.deepEqual(words([], ['fiable']), [])
  assert.deepEqual(words(['Écologique'], ['ecologique']), [])
})
