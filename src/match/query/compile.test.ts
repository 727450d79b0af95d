import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { entry, note } from '../../../test/support/entries.ts'
import { queries } from '../../../test/support/queries.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { append, searchActivities } from '../../activity/index.ts'
import { toTokens } from '../words/document.ts'
import { compileQuery } from './compile.ts'
import { parseQuery } from './parse.ts'

let database: TestDatabase
let workspaceId: string

before(async () => {
  database = await testDatabase()
  workspaceId = await testWorkspace(database.db)
  const texts = [
    'Air France en retard',
    "le vol d'Orange",
    'la grève #AirFrance',
    'rien',
    "l'apostrophe \\ ' %",
  ]
  const entries = texts.map((text, i) => {
    const activity = note(`at://${uuidv7()}`, text, { at: `2026-11-1${i}T10:00:00Z` })
    const doc = {
      text,
      lang: 'en',
      sentiment: 'neutral' as const,
      channel: 'bluesky',
      verb: 'Create',
      author: {},
    }
    return entry(activity, { tokens: toTokens(doc) })
  })
  await append(database.db, {
    workspaceId,
    channel: 'bluesky',
    accountId: null,
    entries,
    received: new Date(),
  })
})

after(() => database.close())

function compiled(source: string) {
  const parsed = parseQuery(source)
  assert.ok(parsed.ok, source)
  const { sql: text, parameters } = compileQuery(parsed.query, 'a').compile(database.db)
  return { text, parameters }
}

async function found(source: string): Promise<string[]> {
  const parsed = parseQuery(source)
  assert.ok(parsed.ok, source)
  const where = compileQuery(parsed.query)
  const rows = await searchActivities(database.db, workspaceId, { where, limit: 10 })
  return rows.map((row) => row.text ?? '').sort()
}

test('what people wrote travels as parameters, words in one look at the index', () => {
  assert.deepEqual(compiled('"air france" OR @airfrance -concours'), {
    text: '"a"."tokens" @@ $1::tsquery',
    parameters: ["(('air' <-> 'france') | ('@airfrance' & !'concours'))"],
  })
  assert.deepEqual(compiled("l'oréal coca-cola").parameters, [
    "(('oreal' | 'loreal') & (('coca' <-> 'cola') | 'cocacola'))",
  ])
  assert.deepEqual(compiled('-(-a) "vols annul*"').parameters, ["(!!'a' & ('vols' <-> 'annul':*))"])
})

test('fields stand beside, on columns of the table named', () => {
  assert.deepEqual(compiled('vol lang:fr -sentiment:negative (retard OR channel:feed)'), {
    text: `("a"."tokens" @@ $1::tsquery and "a"."lang" = $2 and (("a"."sentiment" = $3) is not true) and ("a"."tokens" @@ $4::tsquery or "a"."channel" = $5))`,
    parameters: ["'vol'", 'fr', 'negative', "'retard'", 'feed'],
  })
  assert.deepEqual(compiled('is:review').parameters, ["'~review'"])
  assert.deepEqual(compiled('title:retard*').parameters, ["'retard':*A"])
})

test('it runs over the stream, and finds', async () => {
  assert.deepEqual(await found('"air france"'), ['Air France en retard', 'la grève #AirFrance'])
  assert.deepEqual(await found('orange'), ["le vol d'Orange"])
  assert.deepEqual(await found('lang:en -air -orange'), ["l'apostrophe \\ ' %", 'rien'])
  assert.deepEqual(await found('apostrophe'), ["l'apostrophe \\ ' %"])
})

test('no query, however written, is anything but a query (T4)', async () => {
  const hostile = fc.string({
    unit: fc.constantFrom(...`'"\\();:*&|!<->% $1--/*`, 'a', 'é', ' ', "')) or 1=1 --"),
    maxLength: 40,
  })
  for (const source of fc.sample(fc.oneof(hostile, queries), { numRuns: 300, seed: 3 })) {
    const parsed = parseQuery(source)
    if (!parsed.ok) continue
    const where = compileQuery(parsed.query)
    await sql`select count(*) from activity where workspace_id = ${workspaceId} and ${where}`.execute(
      database.db,
    )
  }
})

test('the index of the words serves it, alone and beside fields', async () => {
  const entries = Array.from({ length: 3000 }, (_, i) => {
    const activity = note(`at://many/${i}`, '', { at: '2026-11-20T10:00:00Z' })
    return entry(activity, { tokens: `'mot${i % 1000}':1300 'autre${i % 700}':1301` })
  })
  await append(database.db, {
    workspaceId,
    channel: 'bluesky',
    accountId: null,
    entries,
    received: new Date(),
  })
  // Vacuum also files what waits beside the index, whose length the planner counts.
  await sql`vacuum analyze activity`.execute(database.db)
  for (const source of [
    'mot1',
    '"mot1 autre2" -mot3',
    'mot99* lang:en',
    'mot1 NEAR/3 autre1',
    'mo*t1 autre2',
    '=mot7',
    '(mot1 OR mot2) sentiment:neutral',
  ]) {
    const parsed = parseQuery(source)
    assert.ok(parsed.ok)
    const { rows } = await sql<{ 'QUERY PLAN': string }>`
      explain select id from activity where workspace_id = ${workspaceId}
      and ${compileQuery(parsed.query)}`.execute(database.db)
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    assert.match(plan, /Index Cond: .*tokens @@/, plan)
  }
})
