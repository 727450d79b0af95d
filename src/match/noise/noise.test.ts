import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Doc } from '../doc.ts'
import { explainMatch } from '../query/explain.ts'
import { parseQuery } from '../query/parse.ts'
import { exclude, suggestExclusions, surprise } from './noise.ts'

function post(text: string, more: Partial<Doc> = {}): Doc {
  return { text, lang: 'fr', sentiment: 'neutral', channel: 'bluesky', verb: 'Create', author: {}, ...more }
}

/** Orange the network and orange the fruit, as people write of them. */
const NETWORK = [
  'Orange est encore en panne à Lyon, plus de réseau depuis ce matin',
  "J'attends le technicien Orange depuis trois heures pour la fibre",
  'Mon forfait Orange a encore augmenté, je résilie',
  'La box Orange redémarre toute seule, le débit est nul',
  'Orange me facture un numéro surtaxé que je n’ai jamais appelé',
  'Merci Orange, la fibre marche et le conseiller était aimable',
  'Qui a du réseau chez Orange dans le métro ?',
  'Orange annonce une nouvelle box pour le printemps',
  "Résilier Orange, c'est un parcours du combattant",
  'Le débit d’Orange le soir, une honte',
]
const FRUIT = [
  "Un jus d'orange pressé et la journée commence bien",
  'Recette du gâteau à l’orange de ma grand-mère',
  "Le jus d'orange du commerce est plein de sucre",
  'Confiture d’orange amère, recette facile',
  'Deux oranges, une orange sanguine et un citron pour la recette',
  "Je remplace le jus d'orange par du jus de pamplemousse",
  'Une robe orange pour le mariage, vous en pensez quoi ?',
  'Salade d’orange à la cannelle, ma recette du dimanche',
]
const QUERY = 'orange'

function still(query: string, docs: Doc[]): number {
  const parsed = parseQuery(query)
  assert.ok(parsed.ok, query)
  return docs.filter((doc) => explainMatch(parsed.query, doc).matches).length
}

test('what comes with the rejected and not with the kept is offered, with what it truly takes away', () => {
  const kept = [...NETWORK, ...NETWORK.map((text) => `${text} #orange`)].map((text) => post(text))
  const rejected = [...FRUIT, ...FRUIT.map((text) => `${text} ce midi`)].map((text) => post(text))
  const offered = suggestExclusions(QUERY, rejected, kept)
  const terms = offered.map((one) => one.term)
  assert.ok(terms.includes('jus') && terms.includes('recette'), terms.join())
  assert.ok(!terms.some((term) => ['orange', 'box', 'fibre', 'des', 'pour'].includes(term)), terms.join())
  for (const one of offered) {
    assert.equal(still(one.query, rejected), rejected.length - one.rejected, one.term)
    assert.equal(still(one.query, kept), kept.length - one.kept, one.term)
    assert.equal(one.query, `orange -${one.term}`)
  }
  const all = offered.reduce((query, one) => exclude(query, one.term), QUERY)
  assert.equal(still(all, kept), kept.length)
  assert.ok(
    still(all, rejected) <= rejected.length * 0.2,
    `${still(all, rejected)} of ${rejected.length} left`,
  )
})

test('a language, an author or a site is offered where it tells more than any word', () => {
  const kept = NETWORK.map((text) => post(text))
  const words = ['acid bright', 'county sky', 'blossom tart', 'peel dusk', 'juice sport', 'shirt moon']
  const english = words.map((text) => post(`Orange ${text}`, { lang: 'en' }))
  assert.equal(suggestExclusions(QUERY, english, kept)[0]?.term, 'lang:en')
  const shouted = words.map((text) => post(`Orange ${text}`, { author: { handle: 'promo.example' } }))
  assert.equal(suggestExclusions(QUERY, shouted, kept)[0]?.term, 'author:@promo.example')
  const linked = words.map((text) => post(`Orange ${text} https://www.deals.example/${text.length}`))
  assert.deepEqual(
    suggestExclusions(QUERY, linked, kept)
      .slice(0, 1)
      .map(({ term, rejected, kept: lost }) => [term, rejected, lost]),
    [['url:deals.example', words.length, 0]],
  )
})

test('nothing rejected, nothing offered; and one that is rejected says what it may', () => {
  const kept = NETWORK.map((text) => post(text))
  assert.deepEqual(suggestExclusions(QUERY, [], kept), [])
  assert.ok(suggestExclusions(QUERY, [post("Un jus d'orange")], kept).some((one) => one.term === 'jus'))
  assert.ok(!suggestExclusions(QUERY, [post('Orange')], []).some((one) => one.term === 'orange'))
})

test('the surprise is that of counts: more, against less, in more of them', () => {
  const z = (inRejected: number, inKept: number, rejected = 50, kept = 120) =>
    surprise({ inRejected, inKept }, rejected, kept)
  assert.ok(z(43, 2) > z(20, 2) && z(20, 2) > z(20, 30))
  assert.ok(z(43, 2) > 6 && Math.abs(z(25, 60)) < 0.5)
  assert.ok(z(4, 0, 8, 1000) > z(1, 0, 8, 1000))
})

test('an exclusion holds for the whole query, wherever its parentheses are', () => {
  for (const [query, out] of [
    ['orange', 'orange -jus'],
    ['orange fibre', 'orange fibre -jus'],
    ['orange OR sosh', '(orange OR sosh) -jus'],
    ['(orange OR sosh)', '(orange OR sosh) -jus'],
    ['(orange OR sosh) fibre', '(orange OR sosh) fibre -jus'],
    ['(orange) OR (sosh)', '((orange) OR (sosh)) -jus'],
    ['title:(orange OR sosh)', 'title:(orange OR sosh) -jus'],
    ['"a ) b" OR (orange)', '("a ) b" OR (orange)) -jus'],
  ] as const)
    assert.equal(exclude(query, 'jus'), out)
  const word = fc.constantFrom('orange', 'sosh', 'fibre', 'box')
  const tree: fc.Arbitrary<string> = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      word,
      fc.tuple(tie('tree'), fc.constantFrom(' OR ', ' ', ' AND ', ' -'), word).map((parts) => parts.join('')),
      tie('tree').map((inner) => `(${inner})`),
    ),
  })).tree
  fc.assert(
    fc.property(tree, fc.subarray(['orange', 'sosh', 'fibre', 'box', 'jus']), (query, words) => {
      if (!parseQuery(query).ok) return
      const doc = post(words.join(' '))
      assert.equal(
        still(exclude(query, 'jus'), [doc]),
        words.includes('jus') ? 0 : still(query, [doc]),
        exclude(query, 'jus'),
      )
    }),
  )
})
