import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { alike, type Corpus, rarest, rarity } from './rank.ts'
import { reusable } from './reuse.ts'
import { isWord, MOST_TERMS, termsOf } from './terms.ts'

function corpusOf(docs: readonly number[][]): Corpus {
  const having = new Map<number, number>()
  for (const doc of docs) for (const term of doc) having.set(term, (having.get(term) ?? 0) + 1)
  return { count: docs.length, length: docs.reduce((sum, doc) => sum + doc.length, 0), having }
}

describe('the terms of a question', () => {
  it('see through accents, capitals, endings and slips', () => {
    const shared = (a: string, b: string) => termsOf(a).filter((term) => termsOf(b).includes(term)).length
    assert.deepEqual(termsOf('Livraison RETARDÉE'), termsOf('livraison retardee'))
    assert.ok(shared('remboursement', 'remboursez-moi') >= 4)
    assert.ok(shared('livraison', 'livrason') >= 3)
    assert.equal(shared('lampe', 'colis'), 0)
  })

  it('are nothing of an address, a name with @ or a number', () => {
    assert.deepEqual(termsOf('https://ardoise.example/x @ines #promo 45121'), [])
  })

  it('are in order, each once, bounded and above the sums, whatever the text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constant('x'.repeat(5000)),
      fc.lorem({ maxCount: 500 }),
    )
    fc.assert(
      fc.property(text, (said) => {
        const terms = termsOf(said)
        assert.ok(terms.length <= MOST_TERMS)
        assert.ok(
          terms.every((term, i) => term >= 4 && term < 2 ** 31 && (i === 0 || term > (terms[i - 1] ?? 0))),
        )
        if (/\p{L}/u.test(said) && !/[@#]|http/.test(said))
          assert.ok(terms.some(isWord) || terms.length === MOST_TERMS)
      }),
    )
  })
})

describe('how alike two questions are', () => {
  const said = [
    'mon colis est en retard',
    'mon colis est perdu',
    'quel est le prix de la lampe',
    'la lampe clignote',
  ]
  const docs = said.map(termsOf)
  const corpus = corpusOf(docs)

  it('is more with a rare word in common than with many that all have', () => {
    const asked = termsOf('colis toujours en retard')
    const order = docs.map((doc, i) => [alike(asked, doc, corpus), i] as const).sort(([a], [b]) => b - a)
    assert.deepEqual(
      order.slice(0, 2).map(([, i]) => i),
      [0, 1],
    )
  })

  it('is whole with itself, nothing with what shares nothing, and between them for all others', () => {
    for (const doc of docs) assert.ok(alike(doc, doc, corpus) > 0.999)
    assert.equal(alike(termsOf('zzz'), docs[0] ?? [], corpus), 0)
    assert.equal(alike([], docs[0] ?? [], corpus), 0)
    const terms = fc.uniqueArray(fc.nat(40), { maxLength: 20 }).map((all) => all.sort((a, b) => a - b))
    fc.assert(
      fc.property(terms, terms, fc.array(terms, { maxLength: 6 }), (a, b, others) => {
        const value = alike(a, b, corpusOf([a, b, ...others]))
        assert.ok(value >= 0 && value <= 1)
      }),
    )
  })

  it('goes by terms of which there are few: those that all have are left out of the search', () => {
    const by = rarest(termsOf('la lampe clignote encore'), corpus, 2)
    assert.ok(by.length > 0)
    assert.ok(by.every((term) => (corpus.having.get(term) ?? 0) <= 2))
    assert.ok(rarity(by[0] ?? 0, corpus) > 0)
    assert.deepEqual(rarest(termsOf('zzz'), corpus, 100), [])
  })
})

describe('an answer to somebody else', () => {
  const names = { customer: ['Inès Durand', 'ines_d'], members: ['Léa Martin', 'Paul Roy'] }
  const CASES: [said: string, lang: string, reused: string][] = [
    ['Bonjour Inès, c’est réglé. Léa', 'fr', 'Bonjour {{prénom}}, c’est réglé. {{agent}}'],
    ['Hello Mrs Durand, done.', 'en', 'Hello Mrs {{first_name}}, done.'],
    ['Votre commande n° FR-2024-88 part', 'fr', 'Votre {{commande}} part'],
    ['Appelez le 06 12 34 56 78', 'fr', 'Appelez le {{téléphone}}'],
    ['Write to zoe@example.org', 'en', 'Write to {{e-mail address}}'],
    ['Au 12 rue de la Paix', 'fr', 'Au {{adresse}}'],
    ['Le livreur, M. Petit, repassera', 'fr', 'Le livreur, M. {{à vérifier}}, repassera'],
    ['Rien à cacher ici', 'fr', 'Rien à cacher ici'],
    ['{{prénom}} [NAME_1]', 'fr', ' prénom  {{à vérifier}}'],
  ]
  for (const [said, lang, reused] of CASES) it(said, () => assert.equal(reusable(said, lang, names), reused))

  it('holds nothing that the customer is known by, whatever is said', () => {
    const secret = fc.constantFrom(
      'Inès',
      'DURAND',
      'ines_d',
      '06 12 34 56 78',
      'zoe@example.org',
      'FR14 2004 1010 0505 0001 3M02 606',
    )
    const words = fc.array(fc.oneof(secret, fc.constantFrom('bonjour', 'votre', ',', 'lampe')), {
      maxLength: 10,
    })
    fc.assert(
      fc.property(words, fc.constantFrom('fr', 'en'), (said, lang) => {
        const reused = reusable(said.join(' '), lang, names)
        assert.doesNotMatch(reused, /in[eè]s|durand|12 34|zoe@|3M02/i)
      }),
    )
  })
})

const DATA = new URL('../../../../../shared/data/french-text/shop_intents_train.jsonl', import.meta.url)

describe('on questions of a real shop', { skip: existsSync(DATA) ? false : 'the data is not here' }, () => {
  it('finds one of the same kind among the first three far oftener than chance', () => {
    const rows = readFileSync(DATA, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { text: string; intent: string })
    const docs = rows.map(({ text }) => termsOf(text))
    const corpus = corpusOf(docs)
    const kinds = Map.groupBy(rows, ({ intent }) => intent)
    const asked = rows
      .map((row, i) => ({ row, i }))
      .filter(({ row }) => (kinds.get(row.intent)?.length ?? 0) > 1)
    const found = asked.filter(({ row, i }) => {
      const order = docs.map((doc, j) => ({ j, value: j === i ? -1 : alike(docs[i] ?? [], doc, corpus) }))
      const top = order.sort((a, b) => b.value - a.value).slice(0, 3)
      return top.some(({ j }) => rows[j]?.intent === row.intent)
    })
    assert.ok(found.length / asked.length > 0.57, `${found.length} of ${asked.length}`)
  })
})
