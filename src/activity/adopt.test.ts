import assert from 'node:assert/strict'
import { after, before, beforeEach, it } from 'node:test'
import { sql } from 'kysely'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { about, entry, note } from '../../test/support/entries.ts'
import { testWorkspace } from '../../test/support/workspace.ts'
import { adopt } from './adopt.ts'
import { append } from './append.ts'
import { consume } from './consumer.ts'

const ALERT = '01890000-0000-7000-8000-000000000001'
const FIREHOSE = '01890000-0000-7000-8000-00000000000f'
const ACCOUNT = '01890000-0000-7000-8000-00000000000a'
const OTHER = '01890000-0000-7000-8000-00000000000b'
const NOW = new Date('2026-11-10T12:00:00Z')

let database: TestDatabase
let workspaceId: string
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
  const entries = [entry(note('mine', 'a lamp'), { alerts: [ALERT] }), entry(note('theirs', 'hello'))]
  await append(database.db, { workspaceId, channel: 'net', accountId: FIREHOSE, entries, received: NOW })
})

function claim(externalId: string, ours: boolean, more: { accountId?: string; equals?: string[] } = {}) {
  const seen = [{ externalId, ours }]
  const by = { id: 'did:plc:us', name: 'Us' }
  const rest = { accountId: ACCOUNT, equals: [], ...more }
  return adopt(database.db, { workspaceId, channel: 'net', by, seen, now: NOW, ...rest })
}

async function standing(externalId: string) {
  const { rows } = await sql<{ account: string; ours: boolean }>`
    select account_id as account, ours from activity
    where workspace_id = ${workspaceId} and external_id = ${externalId}`.execute(database.db)
  return rows[0]
}

async function views(): Promise<string[]> {
  const seen: string[] = []
  const handle = async (_tx: unknown, _workspace: string, some: { object_id: string }[]) => {
    seen.push(...some.map((one) => one.object_id))
  }
  while ((await consume(database.db, workspaceId, { name: 'test', verbs: ['View'], handle })) > 0);
  return seen
}

it('gives what was overheard to the account it concerns, tells readers, and does so once', async () => {
  assert.equal(await claim('theirs', false), 1)
  assert.deepEqual(await standing('theirs'), { account: ACCOUNT, ours: false })
  assert.deepEqual(await views(), ['theirs'])
  assert.equal(await claim('theirs', false), 0)
  assert.equal(await claim('theirs', false, { accountId: OTHER, equals: [ACCOUNT] }), 0)
  assert.deepEqual(await views(), [])
})

it('knows its own words again: counted as ours, and out of every alert', async () => {
  const counted = async () => {
    const { rows } = await sql<{ alert: string; ours: boolean; n: number }>`
      select right(alert_id::text, 1) as alert, ours, sum(count)::int as n from activity_counter
      where workspace_id = ${workspaceId} and verb = 'Create' group by 1, 2 having sum(count) <> 0
      order by 1, 2`.execute(database.db)
    return rows.map(({ alert, ours, n }) => [alert, ours, n])
  }
  assert.deepEqual(await counted(), [
    ['0', false, 2],
    ['1', false, 1],
  ])
  assert.equal(await claim('mine', true), 1)
  assert.deepEqual(await standing('mine'), { account: ACCOUNT, ours: true })
  assert.deepEqual(await counted(), [
    ['0', false, 1],
    ['0', true, 1],
  ])
  const { rows } = await sql`select 1 from activity_alert where workspace_id = ${workspaceId}`.execute(
    database.db,
  )
  assert.equal(rows.length, 0)
})

it('leaves alone what it never had and what was deleted', async () => {
  const entries = [entry(about('Delete', 'theirs'))]
  await append(database.db, { workspaceId, channel: 'net', accountId: FIREHOSE, entries, received: NOW })
  assert.equal(await claim('theirs', false), 0)
  assert.equal(await claim('unheard of', false), 0)
  assert.deepEqual(await views(), [])
})

it('goes to one of two accounts that see the same at once', async () => {
  const equals = [ACCOUNT, OTHER]
  const both = await Promise.all([
    claim('theirs', false, { accountId: ACCOUNT, equals }),
    claim('theirs', false, { accountId: OTHER, equals }),
  ])
  assert.deepEqual(both.sort(), [0, 1])
})
