import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { queryString } from '../lib/api.ts'
import {
  appSearch,
  competitorsSearch,
  identitySearch,
  inboxSearch,
  newAlertSearch,
  signInSearch,
  streamSearch,
} from './search.ts'

const KEYS = [
  'view',
  'q',
  'next',
  'query',
  'range',
  'sentiment',
  'channel',
  'alert',
  'before',
  'at',
  'person',
  'span',
  'trait',
  'said',
  'contrary',
  'rival',
  'voice',
]
/** What somebody may have typed behind the question mark, or a link may have carried. */
const typed = fc.dictionary(
  fc.constantFrom(...KEYS),
  fc.oneof(
    fc.constantFrom('open', 'mine', '7d', 'negative', '', '/day'),
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.constant(null),
  ),
)

test('what an address carries is the same after it was written and read again', () => {
  for (const read of [appSearch, inboxSearch, streamSearch, newAlertSearch, signInSearch]) {
    fc.assert(
      fc.property(typed, (raw) => {
        const search = read(raw)
        // A lone half of a pair has no place in an address; browsers write a mark in its stead.
        fc.pre(Object.values(search).every((value) => String(value).isWellFormed()))
        const again = Object.fromEntries(new URLSearchParams(queryString({ ...search })))
        assert.deepEqual(read(again), search)
      }),
    )
  }
})

test('a value that makes no sense is left out, and the others stay', () => {
  assert.deepEqual(inboxSearch({ view: 'all', sentiment: 'angry', q: 'lampe', lang: 12, other: 'x' }), {
    q: 'lampe',
  })
  assert.deepEqual(streamSearch({ range: '90d', sentiment: 'negative', from: '', query: 'a'.repeat(2001) }), {
    range: '90d',
    sentiment: 'negative',
  })
  assert.deepEqual(Object.keys(inboxSearch({ view: 'mine', channel: undefined })), ['view'])
})

test('what was picked of an image or of a voice is in the address, and nothing else', () => {
  const at = '2026-11-16T00:00:00.000Z'
  assert.deepEqual(identitySearch({ span: '26w', trait: 'a', at, contrary: 'true', view: 'mine' }), {
    span: '26w',
    trait: 'a',
    at,
    contrary: true,
  })
  assert.deepEqual(identitySearch({ span: '30d', contrary: 'false', said: '' }), {})
  assert.deepEqual(competitorsSearch({ span: '30d', voice: 'a', rival: 'b', trait: 'c' }), {
    span: '30d',
    voice: 'a',
    rival: 'b',
  })
  assert.deepEqual(competitorsSearch({ span: '26w' }), {})
})

test('a point of a chart is a moment or none: a page is not lost over an address', () => {
  for (const at of ['zzzzzzzzzzzzz', '2026-11-21', '1', '2026-02-30T00:00:00Z', 7])
    assert.deepEqual(streamSearch({ at }), {})
  const at = '2026-11-16T00:00:00.000Z'
  assert.deepEqual(streamSearch({ at }), { at })
})

test('an alert begins as what it was asked to be', () => {
  assert.deepEqual(newAlertSearch({ kind: 'competitor', name: 'Sélombre' }), {
    kind: 'competitor',
    name: 'Sélombre',
  })
  assert.deepEqual(newAlertSearch({ kind: 'tally' }), {}, 'a tally is nothing that anybody makes')
})

test('only a page of this site follows the sign-in', () => {
  for (const next of ['/', '/inbox?view=mine', '/watch/0190-a#posts', '/inbox?q=https://a.example']) {
    assert.deepEqual(signInSearch({ next }), { next })
  }
  const elsewhere = [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n\\evil.example',
    'javascript:alert(1)',
    'inbox',
    '',
    7,
  ]
  for (const next of elsewhere) assert.deepEqual(signInSearch({ next }), {}, JSON.stringify(next))
})

test('no address made of what browsers pass over leads elsewhere', () => {
  const tricky = fc.array(
    fc.constantFrom('/', '\\', '\t', '\n', '\r', '.', '@', ':', 'evil.example', ' ', '?'),
  )
  fc.assert(
    fc.property(tricky, (pieces) => {
      const { next } = signInSearch({ next: pieces.join('') })
      if (next) assert.equal(new URL(next, 'https://veille.example').origin, 'https://veille.example')
    }),
    { numRuns: 2000 },
  )
})
