import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { entry, note } from '../../../test/support/entries.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { append, searchActivities } from '../../activity/index.ts'
import { compileQuery } from '../query/compile.ts'
import { parseQuery } from '../query/parse.ts'
import { recutHistory } from './cut.ts'

let database: TestDatabase
let workspaceId: string

before(async () => {
  database = await testDatabase()
  workspaceId = await testWorkspace(database.db)
})

after(() => database.close())

async function found(source: string): Promise<number> {
  const parsed = parseQuery(source)
  assert.ok(parsed.ok)
  const rows = await searchActivities(database.db, workspaceId, {
    where: compileQuery(parsed.query),
    limit: 1000,
  })
  return rows.length
}

test('history whose words were cut otherwise is cut again, page by page, and once', async () => {
  const entries = Array.from({ length: 620 }, (_, i) => {
    const at = new Date(Date.UTC(2026, 10, 19) - i * 60_000).toISOString()
    return entry(note(`at://old/${i}`, `Orange ${i} https://airfrance.fr/x`, { at }), {
      tokens: "'orange':1300",
    })
  })
  await append(database.db, {
    workspaceId,
    channel: 'bluesky',
    accountId: null,
    entries,
    received: new Date(),
  })
  await sql`update activity set deleted = now(), tokens = '' where workspace_id = ${workspaceId}
    and external_id = 'at://old/3'`.execute(database.db)
  assert.equal(await found('=Orange url:airfrance.fr'), 0)
  assert.equal(await recutHistory(database.db, workspaceId), 500)
  assert.equal(await found('=Orange url:airfrance.fr'), 499)
  assert.equal(await recutHistory(database.db, workspaceId), 120)
  assert.equal(await found('=Orange url:airfrance.fr'), 619)
  assert.equal(await recutHistory(database.db, workspaceId), 0)
  const { rows } = await sql<{ tokens: string }>`select tokens::text from activity
    where workspace_id = ${workspaceId} and external_id = 'at://old/3'`.execute(database.db)
  assert.equal(rows[0]?.tokens, '', 'what was deleted stays so')
  await sql`update history_cut set version = 1`.execute(database.db)
  assert.equal(await recutHistory(database.db, workspaceId), 500, 'and again, when words change again')
})
