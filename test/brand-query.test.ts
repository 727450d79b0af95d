import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { parseQuery } from '../src/match/query/parse.ts'
import type { Node } from '../src/match/query/query.ts'
import { brandQuery } from '../src/web/set-up/brand-query.ts'

/** What is listened for, a line each, as the server reads it. */
function heard(names: string[]): string[] {
  const query = brandQuery(names)
  const parsed = parseQuery(query, { alert: true })
  if (!parsed.ok) assert.fail(`${query} – ${parsed.errors.map(({ id }) => id).join(', ')}`)
  const { root } = parsed.query
  return (root.kind === 'or' ? root.nodes : [root]).map(writtenIn)
}

function writtenIn(node: Node): string {
  return 'written' in node ? node.written : assert.fail(`no words: ${node.kind}`)
}

describe('the first alert of a brand', () => {
  const cases: [what: string, names: string[], heard: string[]][] = [
    ['a name of two words', ['Maison Tisane'], ['Maison Tisane']],
    ['names and a handle', ['Tisane', '@maisontisane'], ['Tisane', '@maisontisane']],
    ['a handle of another server', ['@tisane@mastodon.example'], ['@tisane@mastodon.example']],
    ['a handle that is a domain', ['@tisane.bsky.example'], ['@tisane.bsky.example']],
    ['a tag with accents', ['#ÉtéÀLaMaison'], ['#ÉtéÀLaMaison']],
    ['an apostrophe', ['L’Infusion', "L'Infusion"], ['L’Infusion', "L'Infusion"]],
    ['an ampersand', ['Tisane & Cie'], ['Tisane & Cie']],
    ['a hyphen, and one in front', ['Saint-Marc', '-tisane'], ['Saint-Marc', '-tisane']],
    ['French quotes', ['« Maison »'], ['« Maison »']],
    ['English quotes', ['“Maison” Tisane', '"Maison"'], ['Maison Tisane', 'Maison']],
    ['brackets', ['Tisane (Lyon)', '@tisane)'], ['Tisane (Lyon)', '@tisane)']],
    ['what looks like a field', ['lang:fr', 'https://tisane.example'], ['lang:fr', 'https://tisane.example']],
    ['a star', ['Tisane*', 'x*'], ['Tisane', 'x']],
    ['a single letter', ['X', 'É'], ['X', 'É']],
    ['figures', ['1664', '24/7'], ['1664', '24/7']],
    ['an emoji', ['🏮'], ['🏮']],
    ['a script without spaces', ['茶屋'], ['茶屋']],
  ]
  for (const [what, names, wanted] of cases)
    it(`listens for ${what}`, () => assert.deepEqual(heard(names), wanted))

  it('listens for a shop whose name is a word of queries', () => {
    const operators = ['AND', 'ET', 'OR', 'OU', 'NOT', 'SAUF', 'NON', 'NEAR', 'ONEAR']
    for (const name of operators) {
      assert.deepEqual(heard([name]), [name])
      assert.deepEqual(heard(['Tisane', name, 'Lampe']), ['Tisane', name, 'Lampe'], name)
    }
    assert.deepEqual(heard(operators), operators)
  })

  it('is nothing where nobody gave a name', () => {
    for (const names of [[], [''], [' ', '"'], ['…', '!!', '@', '#', '*', '-']])
      assert.equal(brandQuery(names), '', names.join())
  })

  it('can be kept whatever the names hold, and loses none that has a letter', () => {
    const letter = fc.constantFrom('a', 'É', 'ß', 'Ж', '茶', 'e\u0301', '7', 'OR', 'NON', '🏮')
    const mark = fc.constantFrom(
      '"',
      '“',
      '”',
      '„',
      '«',
      '»',
      '(',
      ')',
      '（',
      '*',
      ':',
      '-',
      '–',
      '&',
      '|',
      '~',
    )
    const odd = fc.constantFrom(
      '@',
      '#',
      '/',
      '.',
      ',',
      "'",
      '’',
      ' ',
      '\t',
      '\n',
      '\u00a0',
      '\u202f',
      '\\',
      '%',
    )
    const name = fc.array(fc.oneof(letter, mark, odd), { maxLength: 8 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (names) => {
        const said = names.filter((one) => /[\p{L}\p{N}🏮]/u.test(one))
        if (said.length === 0) return assert.equal(brandQuery(names), '')
        const found = heard(names)
        assert.equal(found.length, said.length, brandQuery(names))
        for (const [n, one] of found.entries())
          assert.equal(one.trim(), said[n]?.replaceAll(/["“”„*]/g, '').trim(), brandQuery(names))
      }),
      { numRuns: 500 },
    )
  })
})
