import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Doc } from '../../doc.ts'
import { explainMatch } from '../explain.ts'
import { parseQuery } from '../parse.ts'
import { countryCode } from './country.ts'
import { readForeignFile } from './export.ts'
import { importQuery } from './foreign.ts'
import { TOOLS, type Tool } from './tree.ts'

const WORDS = ['lampe', 'ardoise', 'colis', 'retard', 'fruit']

/** A query without a tool, in words and what joins them. */
type Plain = string | { and: Plain[] } | { or: Plain[] } | { not: string; with: Plain }

const plain = fc.letrec<{ tree: Plain }>((tie) => {
  const some = fc.array(tie('tree'), { minLength: 2, maxLength: 3 })
  const word = fc.constantFrom(...WORDS, 'lampe ardoise')
  return {
    tree: fc.oneof(
      { depthSize: 'small' },
      word,
      some.map((and) => ({ and })),
      some.map((or) => ({ or })),
      fc.record({ not: word, with: tie('tree') }),
    ),
  }
}).tree

/** As each tool would have it written. */
function writtenFor(tool: Tool, tree: Plain): string {
  if (typeof tree === 'string') return /\s/.test(tree) ? `"${tree}"` : tree
  const all = (nodes: Plain[], by: string) => `(${nodes.map((node) => writtenFor(tool, node)).join(by)})`
  if ('and' in tree) return all(tree.and, tool === 'google-alerts' ? ' ' : ' AND ')
  if ('or' in tree) return all(tree.or, tool === 'google-alerts' ? ' | ' : ' OR ')
  const not = { brandwatch: ' NOT ', talkwalker: ' AND NOT ', mention: ' NOT ', 'google-alerts': ' -' }[tool]
  return `(${writtenFor(tool, tree.with)}${not}${writtenFor(tool, tree.not)})`
}

function holds(tree: Plain, text: string): boolean {
  if (typeof tree === 'string') return ` ${text} `.includes(` ${tree} `)
  if ('and' in tree) return tree.and.every((node) => holds(node, text))
  if ('or' in tree) return tree.or.some((node) => holds(node, text))
  return holds(tree.with, text) && !holds(tree.not, text)
}

function post(text: string): Doc {
  return { text, lang: 'fr', sentiment: 'neutral', channel: 'feed', verb: 'Create', author: {} }
}

test('what is brought over finds the same posts', () => {
  const texts = fc.array(fc.constantFrom(...WORDS), { maxLength: 6 }).map((words) => words.join(' '))
  fc.assert(
    fc.property(
      fc.constantFrom(...TOOLS),
      plain,
      fc.array(texts, { minLength: 4, maxLength: 8 }),
      (tool, tree, posts) => {
        const source = writtenFor(tool, tree)
        const { query, notes, errors } = importQuery(tool, source)
        assert.deepEqual([notes, errors], [[], []], source)
        const parsed = parseQuery(query)
        assert.ok(parsed.ok, query)
        for (const text of posts)
          assert.equal(
            explainMatch(parsed.query, post(text)).matches,
            holds(tree, text),
            `${source} → ${query}: ${text}`,
          )
      },
    ),
    { numRuns: 300 },
  )
})

test('whatever is pasted, something is said and nothing falls', () => {
  const piece = fc.constantFrom(
    ...[
      '(',
      ')',
      '"',
      '“',
      '{',
      '}',
      '[1 TO 5]',
      '~5',
      ' NEAR/3 ',
      ' NEAR/9999f ',
      ' AROUND(2) ',
      'NOT ',
      ' AND ',
      ' OR ',
    ],
    ...[
      '-',
      '+',
      '++',
      '!',
      '*',
      '?',
      'a*b?',
      'site:',
      'title:(',
      'rating:[* TO 3]',
      'raw:',
      '<<<',
      '>>>',
      'lang:fr',
      '\n',
    ],
    ...[
      'At least one: a, b',
      'lampe',
      'é',
      '\ud83d',
      '😂',
      ' SENTENCE ',
      'https://a.example/b',
      ':',
      '::',
      'ET',
      ' | ',
    ],
  )
  const pasted = fc.oneof(
    fc.array(piece, { maxLength: 14 }).map((parts) => parts.join('')),
    fc.string({ maxLength: 60 }),
  )
  fc.assert(
    fc.property(fc.constantFrom(...TOOLS), pasted, (tool, source) => {
      const { query, notes, errors } = importQuery(tool, source)
      assert.equal(parseQuery(query).ok, errors.length === 0)
      for (const { start, end } of notes) assert.ok(start >= 0 && start <= end && end <= source.length)
    }),
    { numRuns: 1500 },
  )
  for (const deep of [
    '('.repeat(30_000),
    '!'.repeat(30_000),
    'a:'.repeat(15_000),
    'NOT '.repeat(8000),
    '"a"~1'.repeat(5000),
  ])
    for (const tool of TOOLS) importQuery(tool, deep)
})

test('countries by their codes and names, in both languages', () => {
  const said = ['fra', 'GBR', 'uk', 'Allemagne', 'germany', 'États-Unis', 'fr', 'USA', 'Atlantis'].map(
    countryCode,
  )
  assert.deepEqual(said, ['fr', 'gb', 'gb', 'de', 'de', 'us', 'fr', 'us', undefined])
})

test('files of alerts, as the tools and people write them', () => {
  const read = (tool: Tool, text: string) =>
    readForeignFile(tool, text).map(({ name, query }) => `${name}: ${query}`)
  const brandwatch = JSON.stringify({
    resultsTotal: 1,
    results: [{ id: 1, name: 'Marque', booleanQuery: '"maison ardoise" NOT jeu' }],
  })
  assert.deepEqual(read('brandwatch', brandwatch), ['Marque: "maison ardoise" NOT jeu'])
  const mention = JSON.stringify({
    alerts: [
      {
        name: 'A',
        query: {
          type: 'basic',
          included_keywords: ['Maison Ardoise', 'ardoise'],
          excluded_keywords: ['jeu'],
        },
      },
      { name: 'B', query: { type: 'advanced', query_string: 'a AND b' }, languages: ['fr'] },
    ],
  })
  assert.deepEqual(read('mention', mention), ['A: ("Maison Ardoise" OR ardoise) -jeu', 'B: a AND b'])
  const csv = '\ufeffNom;Requête;Langue\r\n"Le ""nom""";"a OR ""b c""";fr\r\n;lampe AND colis;\r\n'
  assert.deepEqual(read('talkwalker', csv), ['Le "nom": a OR "b c"', 'lampe: lampe AND colis'])
  assert.deepEqual(read('google-alerts', 'maison ardoise\n\n"lampe ardoise" -jeu\n'), [
    'maison ardoise: maison ardoise',
    'lampe ardoise -jeu: "lampe ardoise" -jeu',
  ])
  const opml =
    '<?xml version="1.0"?><opml><body><outline text="Veille"><outline title="Google Alert - &quot;maison ardoise&quot; OR lampe" ' +
    'xmlUrl="https://www.google.com/alerts/feeds/1/2"/><outline title="Un blog" xmlUrl="https://b.example/f"/></outline></body></opml>'
  assert.deepEqual(read('google-alerts', opml), ['"maison ardoise" OR lampe: "maison ardoise" OR lampe'])
  fc.assert(
    fc.property(fc.constantFrom(...TOOLS), fc.oneof(fc.string(), fc.json()), (tool, text) => {
      for (const { name, query } of readForeignFile(tool, text)) assert.ok(name.length <= 100 && query !== '')
    }),
  )
})
