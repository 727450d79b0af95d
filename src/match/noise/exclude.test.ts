import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { documents, queries } from '../../../test/support/queries.ts'
import type { Doc } from '../doc.ts'
import { explainMatch } from '../query/explain.ts'
import { parseQuery } from '../query/parse.ts'
import { featuresOf } from './features.ts'
import { exclude, suggestExclusions, surprise } from './noise.ts'

const LISTS = new Map([['marques', ['lampe', 'air france']]])

function finds(source: string, doc: Doc): boolean | undefined {
  const parsed = parseQuery(source, { lists: LISTS })
  return parsed.ok ? explainMatch(parsed.query, doc).matches : undefined
}

const post = (text: string, more: Partial<Doc> = {}): Doc => ({
  text,
  lang: 'fr',
  sentiment: 'neutral',
  channel: 'feed',
  verb: 'Create',
  author: {},
  ...more,
})

const TERMS = [
  'jus',
  '"jus de fruit"',
  '#recette',
  '@ardoise',
  'url:a.example',
  'lang:en',
  'author:"Jean Dupont"',
]
const asked = fc.oneof(
  queries,
  fc.constantFrom(
    ...[
      '"a"OR"b"',
      'list:marques "a"OR"b"',
      '(list:marques) OR (b)',
      '(a OR b)',
      '« a) » OU b',
      '(« a) » OU b)',
      'title:(a OR b)',
    ],
    ...[
      'a | b',
      'a || b',
      'a NEAR/2 b OR c',
      '-(a OR b) c',
      'list:marques',
      'liste:marques OU a',
      '(a) (b OR c)',
      'a "OR" b',
      '("a (b" OR c)',
    ],
  ),
)

test('an exclusion takes out the posts that have it, of whatever was asked, and no other', () => {
  const words = fc.array(
    fc.constantFrom(
      'a',
      'b',
      'c',
      'jus',
      'de',
      'fruit',
      '#recette',
      '@ardoise',
      'lampe',
      'https://a.example/x',
    ),
    {
      maxLength: 6,
    },
  )
  const made = fc
    .record({ words, lang: fc.constantFrom('fr', 'en') })
    .map(({ words: all, lang }) => post(all.join(' '), { lang }))
  let held = 0
  fc.assert(
    fc.property(
      asked,
      fc.constantFrom(...TERMS),
      fc.array(fc.oneof(made, documents), { minLength: 6, maxLength: 6 }),
      (query, term, docs) => {
        const without = exclude(query, term)
        for (const doc of docs) {
          const before = finds(query, doc)
          if (before === undefined) return
          if (before) held++
          assert.equal(
            finds(without, doc),
            before && !finds(term, doc),
            `${query} → ${without}: ${JSON.stringify(doc)}`,
          )
        }
      },
    ),
    { numRuns: 700 },
  )
  assert.ok(held > 100, `only ${held} posts found`)
})

test('parentheses stand where they are needed, and nowhere else', () => {
  const CASES: [query: string, without: string][] = [
    ['orange', 'orange -jus'],
    ['orange OR clementine', '(orange OR clementine) -jus'],
    ['(orange OR clementine)', '(orange OR clementine) -jus'],
    ['orange (a OR b)', 'orange (a OR b) -jus'],
    ['title:(a OR b)', 'title:(a OR b) -jus'],
    ['(a OR b) OR (c OR d)', '((a OR b) OR (c OR d)) -jus'],
    ['  orange  ', 'orange -jus'],
    ['list:marques OR a', '(list:marques OR a) -jus'],
    ['list:marques', 'list:marques -jus'],
  ]
  for (const [query, without] of CASES) assert.equal(exclude(query, 'jus'), without)
})

test('what a post has is told once, as it can be asked for', () => {
  const doc = post(
    'Le JUS d’orange, jus ! Voir https://www.Recettes.example/a?b et #Recette #recette @Ardoise',
    {
      title: 'Un jus',
      author: { name: 'Jean « Le » Dupont' },
      url: 'https://www.blog.example/jus',
    },
  )
  const terms = [...featuresOf(doc).values()].map(({ term }) => term)
  assert.equal(new Set(terms.map((term) => term.toLowerCase())).size, terms.length)
  for (const term of [
    'jus',
    'orange',
    '#recette',
    '@ardoise',
    'url:recettes.example',
    'site:blog.example',
    'lang:fr',
  ])
    assert.ok(terms.includes(term), `${term} of ${terms.join(' ')}`)
  for (const word of ['le', 'un', 'et', 'www', 'recettes']) assert.ok(!terms.includes(word), word)
  for (const term of terms) assert.ok(parseQuery(`x ${term}`).ok && parseQuery(`x -${term}`).ok, term)
})

test('whatever a post says, what it has can be excluded, and it is its own', () => {
  const odd = fc.oneof(
    documents,
    fc.string({ maxLength: 80 }).map((text) => post(text)),
    fc.string({ unit: 'grapheme', maxLength: 40 }).map((name) => post('lampe', { author: { name } })),
  )
  fc.assert(
    fc.property(odd, (doc) => {
      const features = [...featuresOf(doc).values()]
      for (const { term } of features) {
        const one = parseQuery(term)
        if (one.ok) assert.ok(parseQuery(exclude('lampe', term)).ok, term)
      }
    }),
    { numRuns: 500 },
  )
})

test('the more often with the rejected and the seldomer with the kept, the surer', () => {
  const sizes = fc.record({
    rejected: fc.integer({ min: 1, max: 200 }),
    kept: fc.integer({ min: 1, max: 200 }),
  })
  fc.assert(
    fc.property(sizes, fc.nat(200), fc.nat(200), ({ rejected, kept }, a, b) => {
      const [inRejected, inKept] = [a % rejected, b % kept]
      const z = (x: number, y: number) => surprise({ inRejected: x, inKept: y }, rejected, kept)
      assert.ok(Number.isFinite(z(inRejected, inKept)))
      // With all else equal there is nothing to be sure of.
      const even = surprise({ inRejected, inKept: inRejected }, rejected, rejected)
      assert.ok(Math.abs(even) < 1e-9, `${even}`)
      assert.ok(z(inRejected, inKept) * z(inKept, inRejected) <= 0 || rejected !== kept)
    }),
  )
  const growing = [2, 4, 8, 16].map((count) => surprise({ inRejected: count, inKept: 0 }, 20, 20))
  assert.deepEqual(
    [...growing].sort((one, two) => one - two),
    growing,
  )
})

test('nothing is offered of nothing, nor what the query asks for itself, nor what takes what is kept', () => {
  const fruit = Array.from({ length: 20 }, (_, i) => post(`un jus d’orange numéro ${i}`))
  const network = Array.from({ length: 20 }, (_, i) => post(`la box Orange et son jus, panne ${i}`))
  assert.deepEqual(suggestExclusions('orange', [], network), [])
  const terms = (query: string, kept: Doc[]) => suggestExclusions(query, fruit, kept).map(({ term }) => term)
  assert.match(terms('orange', []).join(' '), /jus|numéro/)
  assert.ok(!terms('orange', network).includes('jus'), 'it comes with the kept as well')
  assert.ok(!terms('orange "jus"', []).includes('jus'))
  for (const { query, rejected } of suggestExclusions('orange OR fruit', fruit, network)) {
    assert.match(query, /^\(orange OR fruit\) -/)
    assert.equal(fruit.filter((doc) => !finds(query, doc)).length, rejected)
  }
})
