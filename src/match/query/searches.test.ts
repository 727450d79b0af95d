import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { documents, queries } from '../../../test/support/queries.ts'
import type { Doc } from '../doc.ts'
import { explainMatch } from './explain.ts'
import { parseQuery } from './parse.ts'
import type { Query } from './query.ts'
import { type Searches, searchesOf } from './searches.ts'
import { termsOf } from './terms.ts'

function asked(source: string, channel = 'mastodon'): Searches {
  const parsed = parseQuery(source)
  assert.ok(parsed.ok, source)
  return searchesOf(parsed.query, channel)
}

/** As a network that takes words the way we do would find it. */
function has(doc: Doc, written: string): boolean {
  const root = {
    kind: 'words',
    where: 'body',
    written,
    phrase: true,
    runs: termsOf(written, 'body').runs,
  } as const
  return explainMatch({ source: written, root } satisfies Query, doc).matches
}

describe('the words by which a network is asked', () => {
  const CASES: [string, string[][], { cut?: true; more?: true }?][] = [
    ['tisane', [['tisane']]],
    ['"air france" retard', [['air france', 'retard']]],
    [
      '("air france" OR @airfrance) AND retard -concours lang:fr sentiment:negative',
      [
        ['retard', 'air france'],
        ['retard', '@airfrance'],
      ],
    ],
    ['tisane NOT (froide OR glacée)', [['tisane']]],
    ['NOT (NOT tisane)', [['tisane']]],
    ['NOT (-tisane OR -"du soir")', [['tisane', 'du soir']]],
    ['title:grève author:dupont', [['grève']]],
    ['#Tisane is:reply', [['#Tisane']]],
    ['channel:mastodon tisane OR channel:bluesky café', [['tisane']]],
    ['-channel:bluesky tisane', [['tisane']]],
    ['retard* vol', [['vol']]],
    ['"vols annul* hier"', [['vols', 'hier']]],
    ['retard*', [['retard']], { cut: true }],
    ['(retard* OR panne*) (vol OR train)', [['vol'], ['train']]],
    [
      'a1 OR a2 OR a3 OR a4 OR a5 OR a6 OR a7',
      ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'].map((word) => [word]),
      { more: true },
    ],
    [
      '(a1 OR a2 OR a3) (b1 OR b2 OR b3) (c1 OR c2)',
      [
        ['c1', 'a1'],
        ['c1', 'a2'],
        ['c1', 'a3'],
        ['c2', 'a1'],
        ['c2', 'a2'],
        ['c2', 'a3'],
      ],
    ],
    ['tisane tisane', [['tisane']]],
  ]
  for (const [source, any, { cut = false, more = false } = {}] of CASES) {
    it(source, () => {
      const found = asked(source)
      assert.deepEqual(found, { kind: 'words', any, cut, more })
    })
  }

  it('what concerns another network is not asked of this one', () => {
    for (const source of [
      'channel:bluesky tisane',
      'tisane NOT channel:mastodon',
      '(channel:bluesky OR channel:feed) a1',
    ])
      assert.deepEqual(asked(source), { kind: 'never' }, source)
  })

  it('where no word must be there, nothing is asked', () => {
    for (const source of [
      'lang:fr',
      'author:dupont',
      'tisane OR lang:fr',
      'is:reply -tisane',
      'channel:mastodon',
    ])
      assert.deepEqual(asked(source), { kind: 'anything' }, source)
  })

  it('finds all that answers the query, whatever it is', () => {
    let found = 0
    fc.assert(
      fc.property(queries, documents, (source, doc) => {
        const parsed = parseQuery(source)
        if (!parsed.ok || !explainMatch(parsed.query, doc).matches) return
        const searches = searchesOf(parsed.query, doc.channel)
        assert.notEqual(searches.kind, 'never', source)
        if (searches.kind !== 'words' || searches.cut || searches.more) return
        found++
        assert.ok(
          searches.any.some((words) => words.every((word) => has(doc, word))),
          `${source}\n${JSON.stringify(searches.any)}\n${JSON.stringify(doc)}`,
        )
      }),
      { numRuns: 4_000 },
    )
    assert.ok(found > 20, `only ${found} queries found something`)
  })

  it('never asks for more than a few things, and never for nothing', () => {
    fc.assert(
      fc.property(queries, (source) => {
        const parsed = parseQuery(source)
        if (!parsed.ok) return
        const searches = searchesOf(parsed.query, 'bluesky')
        if (searches.kind !== 'words') return
        assert.ok(searches.any.length >= 1 && searches.any.length <= 6)
        for (const words of searches.any) {
          assert.ok(words.length >= 1 && words.length <= 8)
          for (const word of words) assert.ok(word.trim() !== '' && !word.includes('*'), word)
        }
      }),
    )
  })
})
