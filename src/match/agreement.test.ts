import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { documents, queries, WORDS } from '../../test/support/queries.ts'
import type { Doc } from './doc.ts'
import { createMatcher } from './live/matcher.ts'
import { compileQuery } from './query/compile.ts'
import { explainMatch } from './query/explain.ts'
import { parseQuery } from './query/parse.ts'
import type { Query } from './query/query.ts'
import { toTokens } from './words/document.ts'

/** Pairs of a document and a query that are tried; `VEILLEE_MATCH_PAIRS=100000` for the long form. */
const PAIRS = Number(process.env.VEILLEE_MATCH_PAIRS ?? 6000)
const SEED = Number(process.env.VEILLEE_MATCH_SEED ?? 20_261_121)
const DOCUMENTS = 50
const QUERIES = 60

let database: TestDatabase

before(async () => {
  database = await testDatabase()
})

after(() => database.close())

test('the live matcher, history and the plain reading answer alike', async (t) => {
  const rounds = Math.ceil(PAIRS / (DOCUMENTS * QUERIES))
  let matches = 0
  for (let round = 0; round < rounds; round++) {
    const docs = fc.sample(documents, { numRuns: DOCUMENTS, seed: SEED + round })
    const asked = understood(fc.sample(queries, { numRuns: QUERIES * 2, seed: SEED - round })).slice(
      0,
      QUERIES,
    )
    matches += await compare(docs, asked)
  }
  t.diagnostic(`${rounds * DOCUMENTS * QUERIES} pairs, ${matches} of them matches`)
  assert.ok(matches > PAIRS / 100, 'generated queries must find some of the documents')
})

test('they answer alike on a text longer than either keeps', async () => {
  const long = Array.from({ length: 20_000 }, (_, i) => WORDS[i % 7] ?? 'mot').join(' ')
  const many = 'retard retarde '.repeat(300)
  const docs = [
    long,
    `${long} fin`,
    `${many} air france`,
    `air ${many}`,
    '東京'.repeat(9000),
    'a'.repeat(100_000),
    '#a'.repeat(9000),
    `${'retard '.repeat(200)}${'Retard '.repeat(200)}${'retard '.repeat(200)}air`,
    Array.from({ length: 9000 }, (_, i) => `reta${i % 700}e${i % 3 ? '' : ' air'}`).join(' '),
    'l’'.repeat(9000),
    `${'x'.repeat(63)}\u{10400}suite`,
    'ﷺ'.repeat(50_000),
    '🇫🇷'.repeat(20_000),
    '👨‍👩‍👧'.repeat(9000),
    'a-b-c-d '.repeat(9000),
  ].map((text) => doc(text))
  const asked = understood([
    'fin',
    'air',
    '"retard air"',
    '"retarde air"',
    '"retard* air"',
    '"air retard*"',
    '"retard* retard*" -"retard* france"',
    '東京',
    '"京東"',
    'aa*',
    'reta*e',
    '"reta*e air"',
    '"air re*ard"',
    '*ard NEAR/3 france',
    '(retard NEAR/4 fin)',
    '(air NEAR/2 retarde) OR (france ONEAR/9 fin)',
    '=retard',
    '=Retard',
    '="retard air"',
    '(=retarde NEAR/2 air)',
    '"abcd abcd"',
    `${'x'.repeat(63)}*`,
    `${'a'.repeat(64)}`,
    `${'a'.repeat(80)}`,
    '🇫🇷',
    '"🇫🇷 🇫🇷"',
    '#a',
    ...WORDS.slice(0, 7).map((word) => `-${word} (air OR retard OR fin OR 東)`),
  ])
  await compare(docs, asked)
})

test('they answer alike on real posts', async (t) => {
  const docs = realPosts()
  if (docs.length === 0) return t.skip('not run: ../shared/data is not here')
  const words = [...new Set(docs.flatMap((post) => post.text.split(/\s+/)))].filter((word) =>
    /^[^()"]{3,30}$/.test(word),
  )
  const some = fc.constantFrom(...words)
  const near = fc.constantFrom(...docs).chain(({ text }) => {
    const parts = text.split(/\s+/).filter((word) => /^[^()"«»“”]+$/.test(word))
    return fc.nat(Math.max(0, parts.length - 3)).map((at) => `"${parts.slice(at, at + 2).join(' ')}"`)
  })
  const asked = fc.sample(
    fc
      .tuple(fc.oneof(near, some), fc.constantFrom('', ' OR ', ' -', ' '), some)
      .map((parts) => parts.join('')),
    { numRuns: 200, seed: SEED },
  )
  const matches = await compare(docs, understood(asked))
  assert.ok(matches > 50)
})

/** Holds every pair against all four answers; gives how many matched. */
async function compare(docs: Doc[], asked: Query[]): Promise<number> {
  const matcher = createMatcher()
  asked.forEach((query, i) => {
    matcher.add(`${i}`, query)
  })
  // What was filed and taken away again must leave no trace.
  asked.forEach((query, i) => {
    if (i % 3 === 0) matcher.remove(`${i}`)
    if (i % 6 === 0) matcher.add(`${i}`, query)
    if (i % 3 === 0) matcher.add(`${i}`, query)
  })
  const live = docs.map((one) => new Set(matcher.match(one)))
  const history = await fromHistory(docs, asked)
  let matches = 0
  docs.forEach((one, d) => {
    let any = false
    asked.forEach((query, q) => {
      const expected = explainMatch(query, one).matches
      const told = `${query.source}\n on ${JSON.stringify(one).slice(0, 2000)}\n ${toTokens(one).slice(0, 2000)}`
      assert.equal(live[d]?.has(`${q}`), expected, `live: ${told}`)
      assert.equal(history[q]?.has(d), expected, `history: ${told}`)
      any ||= expected
      if (expected) matches++
    })
    const text = `${one.title ?? ''}\n${one.text}`
    if (any) assert.ok(matcher.wanted(text), `wanted: ${text}`)
    if (any) assert.ok(matcher.wanted(text, one.author), `wanted by its author: ${text}`)
  })
  return matches
}

/** As in the table of activities. */
const COLUMNS =
  sql.raw(`tokens tsvector, lang text, channel text, sentiment text, actor_followers int, rating real,
  toxicity smallint, published timestamptz, media jsonb, country text, intent text, urgency smallint, topics text[]`)

/** For each query, the documents that PostgreSQL finds. */
async function fromHistory(docs: Doc[], asked: Query[]): Promise<Set<number>[]> {
  const rows = docs.map((one, id) => {
    const { text, title, author, reply, verb, type, url, followers, media, ...columns } = one
    return {
      id,
      ...columns,
      actor_followers: followers,
      media: media?.length ? media.map((kind) => ({ type: kind, url: 'https://x' })) : null,
      tokens: toTokens(one),
    }
  })
  return await database.db.transaction().execute(async (tx) => {
    await sql`create temporary table post (id int, ${COLUMNS}) on commit drop`.execute(tx)
    await sql`insert into post select * from json_to_recordset(${JSON.stringify(rows)}::json)
      as row (id int, ${COLUMNS})`.execute(tx)
    const found: Set<number>[] = []
    for (const query of asked) {
      const answer = await sql<{ id: number }>`
        select id from post where ${compileQuery(query, 'post')}`.execute(tx)
      found.push(new Set(answer.rows.map((row) => row.id)))
    }
    return found
  })
}

function understood(sources: string[]): Query[] {
  return sources.flatMap((source) => {
    const parsed = parseQuery(source)
    return parsed.ok ? [parsed.query] : []
  })
}

function doc(text: string): Doc {
  return { text, lang: 'fr', sentiment: 'neutral', channel: 'file', verb: 'Create', author: {} }
}

function realPosts(): Doc[] {
  const folder = new URL('../../../shared/data/', import.meta.url)
  const tweets = new URL('umsab-sentiment/french_val.csv', folder)
  const stream = new URL('api-samples/bluesky/jetstream_v1_events.jsonl', folder)
  if (!existsSync(tweets) || !existsSync(stream)) return []
  const lines = readFileSync(tweets, 'utf8').split('\n').slice(1, 150)
  const events = readFileSync(stream, 'utf8').trim().split('\n')
  const texts = events.map((line) => JSON.parse(line).commit?.record?.text).filter(Boolean)
  return [...lines, ...texts].map(doc)
}
