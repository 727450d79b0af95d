import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { documents, WORDS } from '../../../test/support/queries.ts'
import type { Doc } from '../doc.ts'
import { explainMatch } from '../query/explain.ts'
import { parseQuery } from '../query/parse.ts'
import type { Query } from '../query/query.ts'
import { foldName, LIST_NAME, listsIn, MAX_TERM, readTerms, termQuery } from './list.ts'

function finds(query: Query, doc: Doc): boolean {
  return explainMatch(query, doc).matches
}

const post = (text: string): Doc => ({
  text,
  lang: 'fr',
  sentiment: 'neutral',
  channel: 'feed',
  verb: 'Create',
  author: {},
})

function read(source: string, terms: readonly string[] = []): Query {
  const parsed = parseQuery(source, { lists: new Map([['liste', terms]]) })
  assert.ok(parsed.ok, `${source} ${JSON.stringify(terms)}: ${JSON.stringify(parsed)}`)
  return parsed.query
}

const word = fc.constantFrom(
  ...WORDS,
  'retard*',
  're*ard',
  'colo?r',
  '=Air',
  '=air',
  '#air*',
  '"France"',
  'title:air',
)
const terms = fc.oneof(
  word,
  fc.array(word, { minLength: 2, maxLength: 3 }).map((words) => words.join(' ')),
  fc.array(word, { minLength: 2, maxLength: 3 }).map((words) => `"${words.join(' ')}"`),
  fc.constantFrom('="Air France"', '«\u202fAir France\u202f»', '“air france”', 'l’Oréal Paris', '=L’OREAL'),
)

test('a list finds what each of its terms finds, and nothing else', () => {
  let kept = 0
  fc.assert(
    fc.property(
      fc.array(terms, { minLength: 1, maxLength: 3 }),
      fc.array(documents, { minLength: 4, maxLength: 4 }),
      (lines, docs) => {
        const { terms: list } = readTerms(lines)
        if (list.length === 0) return
        kept++
        const listed = read('list:liste', list)
        const apart = list.map((term) => read(termQuery(term)))
        for (const doc of docs)
          assert.equal(
            finds(listed, doc),
            apart.some((query) => finds(query, doc)),
            `${JSON.stringify(list)}: ${JSON.stringify(doc)}`,
          )
      },
    ),
    { numRuns: 500 },
  )
  assert.ok(kept > 250, `only ${kept} lists`)
})

test('a term that was let in can be read in every list', () => {
  const pieces = fc.constantFrom(
    ...[
      'a',
      'lampe',
      '"',
      '“',
      '«',
      '=',
      '-',
      '*',
      '?',
      '#',
      '@',
      ' ',
      ':',
      '(',
      ')',
      'AND',
      '\\',
      'é',
      '😂',
      '~',
      '/',
    ],
  )
  const line = fc.array(pieces, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.oneof(line, fc.string({ maxLength: 20 })), (written) => {
      for (const term of readTerms([written]).terms) {
        read('list:liste', [term])
        read('title:list:liste', [term])
        assert.deepEqual(readTerms([term]), { terms: [term], faults: [] }, 'kept, it is read the same again')
      }
    }),
    { numRuns: 1500 },
  )
})

test('in its exact form a term of a list is looked for as it is written', () => {
  const listed = read('list:liste', ['=Orange', '="Free Mobile"'])
  for (const text of ['chez Orange', 'mon Free Mobile']) assert.ok(finds(listed, post(text)), text)
  for (const text of ['un jus d’orange', 'free mobile', 'ORANGE']) assert.ok(!finds(listed, post(text)), text)
})

test('a list may be looked for in titles, with or without parentheses', () => {
  const strike = { ...post('rien'), title: 'La grève continue' }
  for (const source of ['title:list:liste', 'titre:(liste:liste)', 'title:list:"Liste"']) {
    assert.ok(finds(read(source, ['grève']), strike), source)
    assert.ok(!finds(read(source, ['grève']), post('la grève, list, liste')), source)
  }
  const nested = parseQuery('title:lang:fr lampe')
  assert.deepEqual(nested.ok ? [] : nested.errors.map(({ id, start, end }) => [id, start, end]), [
    ['field_nested', 6, 11],
  ])
})

test('a query is no term: it would be looked for word by word', () => {
  const QUERIES = [
    ...['lampe AND colis', 'lampe OU colis', '-lampe', 'NOT lampe', 'SAUF le colis', 'lang:fr', 'has:link'],
    ...[
      'title:lampe',
      'titre:"la lampe"',
      'author:dupont',
      'auteur:@dupont',
      'followers:>10',
      'list:autre',
      'is:reply',
    ],
  ]
  for (const written of QUERIES) {
    const { terms: list, faults } = readTerms(['ardoise', written])
    assert.deepEqual(
      [list, faults.map(({ line, term }) => [line, term])],
      [['ardoise'], [[2, written]]],
      written,
    )
  }
  for (const written of ['"lampe AND colis"', 'ET', 'tout ou rien', 'lampe-torche', 'Oui-Oui', 'AT&T'])
    if (written !== 'ET') assert.deepEqual(readTerms([written]).faults, [], written)
})

test('terms are kept once, in their order, with their lines', () => {
  const { terms: list, faults } = readTerms([
    '  Lampe  ',
    '',
    'lampe',
    'LAMPÉ',
    'la   lampe\tverte',
    'e\u0301te\u0301',
    '*',
    'x'.repeat(MAX_TERM),
    'x'.repeat(MAX_TERM + 1),
  ])
  assert.deepEqual(list, ['Lampe', 'la lampe verte', 'été', 'x'.repeat(MAX_TERM)])
  assert.deepEqual(
    faults.map(({ line, error }) => [line, error.id]),
    [
      [7, 'star_alone'],
      [9, 'term_long'],
    ],
  )
  assert.equal(readTerms(Array(50).fill('*')).faults.length, 20, 'no page of faults')
  // Case tells exact forms apart, and nothing else.
  assert.deepEqual(readTerms(['=Orange', '=orange', '=ORANGE', '=Orange']).terms, [
    '=Orange',
    '=orange',
    '=ORANGE',
  ])
})

test('a list has a name that needs no quotes, the same whatever its case and accents', () => {
  for (const name of ['Marques', 'été_2026', '3-suisses', 'x', 'ナマエ', 'a'.repeat(50)]) {
    assert.match(name, LIST_NAME)
    const parsed = parseQuery(`list:${name}`, { lists: new Map([[name, ['lampe']]]) })
    assert.ok(parsed.ok && listsIn(parsed.query.root)[0] === name, name)
  }
  for (const name of ['', ' ', '-a', '_a', 'a b', 'a"b', 'a)', 'a:b', 'a'.repeat(51)])
    assert.doesNotMatch(name, LIST_NAME)
  assert.equal(foldName(' ÉTÉ '), foldName('ete'))
})

test('the lists of a query are found wherever they stand, under an exclusion too', () => {
  const lists = new Map(['a', 'b', 'c', 'd'].map((name) => [name, ['lampe']]))
  const named = (source: string) => {
    const parsed = parseQuery(source, { lists })
    assert.ok(parsed.ok, source)
    return [...new Set(listsIn(parsed.query.root))].sort().join('')
  }
  assert.equal(named('list:a x -(liste:b OR y) title:list:c'), 'abc')
  assert.equal(named('(x OR (y list:d))'), 'd')
  assert.equal(named('x list'), '')
  assert.equal(named('list:a NEAR/3 x'), 'a', 'a list beside a nearness is asked for as well')
})
