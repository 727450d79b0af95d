import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { say } from '../../../test/support/sending.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { othersOf } from './others.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

it('names what the other deliveries of the account have left since about the first try', async () => {
  const workspaceId = await testWorkspace(database.db)
  const [account, stranger] = [uuidv7(), uuidv7()]
  const firstTry = new Date('2026-11-20T12:00:00Z')
  const sent = async (accountId: string, externalId: string, at: string) => {
    const id = await say(database.db, workspaceId, accountId, 'Merci')
    await sql`
      update delivery set state = 'sent', next_try = null, external_id = ${externalId}, sent_at = ${new Date(at)}
      where workspace_id = ${workspaceId} and id = ${id}`.execute(database.db)
    return id
  }
  await sent(account, 'twin', '2026-11-20T11:59:59Z')
  await sent(account, 'later', '2026-11-20T12:30:00Z')
  await sent(account, 'long ago', '2026-11-19T12:00:00Z')
  await sent(stranger, 'of another account', '2026-11-20T12:00:01Z')
  const key = await sent(account, 'itself', '2026-11-20T12:00:01Z')
  const whose = { workspaceId, id: account }
  const errand = { act: 'publish' as const, key, at: firstTry, tries: 1 }
  assert.deepEqual(await othersOf(database.db, whose, { ...errand, firstTry }), new Set(['later', 'twin']))
  assert.deepEqual(await othersOf(database.db, whose, errand), new Set())
})
