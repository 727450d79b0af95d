import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { queries } from '../../../test/support/queries.ts'
import { toTokens } from '../words/document.ts'
import { factOf, lookedUp, wholly } from './lookup.ts'
import { parseQuery } from './parse.ts'
import type { Near, Node, Words } from './query.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

function rootOf(source: string): Node {
  const parsed = parseQuery(source)
  assert.ok(parsed.ok, source)
  return parsed.query.root
}

async function finds(source: string, text: string, title?: string): Promise<boolean | undefined> {
  const doc = {
    text,
    ...(title === undefined ? {} : { title }),
    lang: 'fr',
    sentiment: 'neutral' as const,
    channel: 'feed',
    verb: 'Create',
    author: {},
  }
  const where = wholly(rootOf(source) as Near | Words, 'a')
  const { rows } = await sql<{ found: boolean }>`
    select ${where} as found from (select ${toTokens(doc)}::tsvector as tokens) as a`.execute(database.db)
  return rows[0]?.found
}

describe('what one look at the index answers', () => {
  it('is words, tags, handles, ways to write, facts, and what these make together', () => {
    const CASES: [string, string][] = [
      ['retard', "'retard'"],
      ['retard*', "'retard':*"],
      ['title:retard', "'retard':A"],
      ['#AirFrance', "'#airfrance'"],
      ['has:link', "'~link'"],
      ['has:question', "'~question'"],
      ['is:reply vol', "('~reply' & 'vol')"],
      ['vol -is:repost', "('vol' & !'~repost')"],
      ['url:airfrance.fr', "'~url:airfrance.fr'"],
      ['site:lemonde.fr', "'~site:lemonde.fr'"],
      ['vol (a OR -(b c))', "('vol' & ('a' | !('b' & 'c')))"],
    ]
    for (const [source, text] of CASES) assert.equal(lookedUp(rootOf(source)), text, source)
  })

  it('is nothing that needs a column, a distance or a pattern, wherever it stands', () => {
    for (const source of [
      'lang:fr',
      'vol lang:fr',
      'vol OR lang:fr',
      'vol -lang:fr',
      'has:media',
      'followers:>10',
      'a NEAR/3 b',
      'vol -(a NEAR/3 b)',
      'ret*ard',
      'vol OR l?mpe',
      'topic:delivery vol',
    ])
      assert.equal(lookedUp(rootOf(source)), undefined, source)
  })

  it('is a text that the database reads, whatever the query', async () => {
    const texts = fc.sample(queries, { numRuns: 400, seed: 11 }).flatMap((source) => {
      const parsed = parseQuery(source)
      const text = parsed.ok ? lookedUp(parsed.query.root) : undefined
      return text === undefined ? [] : [text]
    })
    assert.ok(texts.length > 50, `${texts.length}`)
    const { rows } = await sql<{ n: number }>`
      select count(one::tsquery)::int as n from unnest(${texts}::text[]) as one`.execute(database.db)
    assert.equal(rows[0]?.n, texts.length)
  })

  it('is the fact that a field asks for, where it is among the words', () => {
    assert.deepEqual(
      [factOf('is', 'reply'), factOf('url', 'a.fr'), factOf('site', 'a.fr'), factOf('has', 'link')],
      ['~reply', '~url:a.fr', '~site:a.fr', '~link'],
    )
    assert.deepEqual(
      [factOf('has', 'media'), factOf('has', 'image'), factOf('lang', 'fr'), factOf('topic', 'x')],
      [undefined, undefined, undefined, undefined],
    )
  })
})

describe('two sides near each other', () => {
  const between = (words: number) => Array.from({ length: words }, (_, i) => `mot${i}`).join(' ')

  it('are so many words apart at most, in either order', async () => {
    for (const [source, text, found] of [
      ['vol NEAR/3 retard', `vol ${between(2)} retard`, true],
      ['vol NEAR/3 retard', `vol ${between(3)} retard`, false],
      ['vol NEAR/3 retard', `retard ${between(2)} vol`, true],
      ['vol NEAR/3 retard', `retard ${between(3)} vol`, false],
      ['vol NEAR/1 vol', 'vol vol', true],
      ['vol NEAR/1 vol', 'vol', false],
      ['vol NEAR/50 retard', `vol ${between(49)} retard`, true],
      ['vol NEAR/50 retard', `vol ${between(50)} retard`, false],
    ] as const)
      assert.equal(await finds(source, text), found, `${source} in ${text.slice(0, 40)}`)
  })

  it('may be phrases, alternatives and patterns: each is as long as it is', async () => {
    const CASES: [string, string, boolean][] = [
      ['"air france" NEAR/2 retard', 'air france a retard', true],
      ['"air france" NEAR/2 retard', 'retard pour air france', true],
      ['"air france" NEAR/2 retard', 'air retard france', false],
      ['(vol OR "air france") NEAR/2 retard', 'air france retard', true],
      ['(vol OR "air france") NEAR/2 retard', 'retard vol', true],
      ['(vol OR "air france") NEAR/2 retard', 'air retard', false],
      ['re*ard NEAR/2 vol', 'le retard du vol', true],
      ['re*ard NEAR/2 vol', 're ard vol', false],
      ['*tard NEAR/2 vol', 'vol en retard', true],
      ['vo?le NEAR/2 retard', 'voile retard', true],
      ['vo?le NEAR/2 retard', 'vole retard', false],
    ]
    for (const [source, text, found] of CASES)
      assert.equal(await finds(source, text), found, `${source} in ${text}`)
  })

  it('are never one in the title and one in the text', async () => {
    assert.equal(await finds('vol NEAR/50 retard', 'retard', 'vol'), false)
    assert.equal(await finds('"vol retard"', 'retard', 'vol'), false)
    assert.equal(await finds('title:vol', 'vol', 'retard'), false)
    assert.equal(await finds('title:vo*s', 'rien', 'vols'), true)
    assert.equal(await finds('title:vo*s', 'vols', 'rien'), false)
  })
})

describe('a pattern', () => {
  it('takes the signs of LIKE for themselves, and words only', async () => {
    const CASES: [string, string, boolean][] = [
      ['ret*rd', 'retard', true],
      ['ret*rd', 'retrd', true],
      ['ret*rd', 'retarde', false],
      ['*phone', 'smartphone', true],
      ['*phone', '#smartphone', true],
      ['*phone', '@smartphone', true],
      ['#smart*ne', 'smartphone', false],
      ['#smart*ne', '#smartphone', true],
      ['col?s', 'colis', true],
      ['col?s', 'coliis', false],
      ["l'a*bre", "l'arbre", true],
    ]
    for (const [source, text, found] of CASES)
      assert.equal(await finds(source, text), found, `${source} in ${text}`)
  })
})
