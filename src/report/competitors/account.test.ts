import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { createMatcher, parseQuery } from '../../match/index.ts'
import { type Author, accountQuery, suggestionsFor, voiceQuery } from './account.ts'

/** Whether what an author of this handle and name publishes is found by what somebody gave for an account. */
function finds(given: string, author: { handle?: string; name?: string }): boolean {
  const parsed = parseQuery(accountQuery(given), { alert: true })
  assert.ok(parsed.ok, `${given}: ${accountQuery(given)}`)
  const matcher = createMatcher()
  matcher.add('it', parsed.query)
  const doc = {
    text: 'bonjour',
    lang: 'fr',
    sentiment: 'neutral' as const,
    channel: 'feed',
    verb: 'Create',
    author,
  }
  return matcher.match(doc).length > 0
}

describe('an account as people give it', () => {
  for (const [given, author] of [
    ['@sel.example', { handle: 'sel.example' }],
    [' @sel.example  ', { handle: 'sel.example' }],
    ['@Sel.Example', { handle: 'sel.example' }],
    ['selombre.example', { handle: 'selombre.example' }],
    ['https://www.selombre.example/', { handle: 'selombre.example' }],
    ['https://social.example/@sel', { handle: 'sel@social.example' }],
    ['https://bsky.app/profile/selombre.example', { handle: 'selombre.example' }],
    ['bsky.app/profile/selombre.example', { handle: 'selombre.example' }],
    ['https://www.instagram.com/selombre/', { handle: 'selombre' }],
    ['https://x.com/selombre?lang=fr', { handle: 'selombre' }],
    ['https://www.linkedin.com/company/selombre/posts/', { handle: 'selombre' }],
    ['https://www.youtube.com/@selombre', { handle: 'selombre' }],
    ['https://fr-fr.facebook.com/selombre', { handle: 'selombre' }],
    ['Sélombre Paris', { name: 'SELOMBRE PARIS' }],
    ['Sélombre "Paris"', { name: 'Sélombre Paris' }],
  ] as const)
    it(`“${given}” finds what it publishes`, () => assert.ok(finds(given, author)))

  it('finds nobody else, and never all of a network', () => {
    for (const [given, author] of [
      ['https://x.com/selombre', { handle: 'x.com' }],
      ['https://bsky.app/profile/selombre.example', { handle: 'bsky.app' }],
      ['selombre.example', { handle: 'autre.example' }],
      ['@sel', { handle: 'selection' }],
      ['Sélombre Paris', { name: 'Sélombre Lyon', handle: 'paris' }],
    ] as const)
      assert.equal(finds(given, author), false, given)
  })

  it('is refused where it names nobody', () => {
    for (const given of [
      '@',
      '@ !',
      '"" ""',
      'https://bsky.app/profile/did:plc:ewvi7nxzyoun6zhxrhs64oiz',
      'https://bsky.app',
      'https://www.instagram.com/',
      '**',
    ])
      assert.equal(parseQuery(accountQuery(given), { alert: true }).ok, false, given)
  })

  it('never says more than one account, whatever is written in it', () => {
    const nasty = fc
      .array(fc.constantFrom('a', '@', '"', ' OR ', ')', '(', '-', '.', ':', '/', 'é', '\\', '*'), {
        minLength: 1,
        maxLength: 10,
      })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(nasty, (given) => {
        const parsed = parseQuery(voiceQuery([given, '@known.example']), { alert: true })
        if (!parsed.ok) return
        const { root } = parsed.query
        assert.ok(root.kind === 'or' && root.nodes.length === 2, `${given}: ${parsed.query.source}`)
        for (const node of root.nodes) assert.ok(node.kind === 'words' && node.where === 'author', given)
      }),
      { numRuns: 500, examples: [['a(.a)'], ['a).a'], ['a*.a']] },
    )
  })
})

describe('accounts that may be a competitor’s own', () => {
  const author = (name: string | null, handle: string | null, followers: number | null = null): Author => ({
    name,
    handle,
    followers,
  })

  it('are called as it is, in name or handle, however that is written', () => {
    const authors = [
      author('SELOMBRE', 'a.test'),
      author('Atelier Sélombre', 'b.test'),
      author('Ana', 'sel-ombre.test'),
      author('Ana', 'ana.test'),
      author(null, null),
    ]
    assert.deepEqual(
      suggestionsFor('Sélombre', authors, []).map((one) => one.account),
      ['@a.test', '@b.test', '@sel-ombre.test'],
    )
  })

  it('are not those that are known already, and no more than one looks at', () => {
    const authors = Array.from({ length: 20 }, (_, i) => author('Sélombre', `sel${i}.test`, i))
    const found = suggestionsFor('Sélombre', authors, ['@SEL0.test', 'sel1.test'])
    assert.equal(found.length, 6)
    assert.equal(found[0]?.account, '@sel2.test')
    assert.equal(found[0]?.followers, 2)
  })

  it('are none of a name too short to tell anybody by', () => {
    for (const name of ['', 'é!', 'SL', '…']) {
      assert.deepEqual(suggestionsFor(name, [author('SL é!', 'sl.test')], []), [], name)
    }
  })

  it('count each post once, whether its handle is written with a sign or without', () => {
    const found = suggestionsFor('sel', [author('Sel', '@sel.test'), author('Sel', 'sel.test')], [])
    assert.deepEqual(
      found.map(({ account, posts }) => [account, posts]),
      [['@sel.test', 2]],
    )
  })
})
