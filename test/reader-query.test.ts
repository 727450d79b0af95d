import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseQuery } from '../src/match/index.ts'
import { queryFrom } from '../src/web/watch/reader/tree.ts'

test('what an alert begins with is a query that is taken, whatever a feed calls its topics', () => {
  const piece = fc.constantFrom(
    'livraison',
    'OR',
    'et',
    'NOT',
    'sauf',
    '"',
    '«',
    '”',
    '\\',
    '(',
    ':',
    '*',
    '#',
    '-',
    ' ',
    'l’eau',
    'C++',
    '2026',
  )
  const words = fc.array(piece, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.array(words, { maxLength: 4 }), fc.option(words), (topics, title) => {
      const query = queryFrom({ title, topics })
      if (query === '') return
      const parsed = parseQuery(query, { alert: true })
      assert.ok(parsed.ok, `${JSON.stringify({ topics, title })} gives ${query}`)
    }),
    { numRuns: 400 },
  )
  assert.equal(queryFrom({ title: 'Retards en gare', topics: ['!', '—'] }), 'Retards')
  assert.equal(queryFrom({ title: null, topics: ['or'] }), '"or"')
})
