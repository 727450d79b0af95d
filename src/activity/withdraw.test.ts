import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { about, entry, note } from '../../test/support/entries.ts'
import { append, type Entry, searchActivities, withdraw } from './index.ts'

const ALERT = '01890000-0000-7000-8000-000000000001'
let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

function put(workspaceId: string, entries: Entry[]) {
  return append(database.db, { workspaceId, channel: 'file', accountId: null, entries, received: new Date() })
}

async function left(workspaceId: string): Promise<unknown[]> {
  const { rows } = await sql<Record<string, number>>`
    select (select count(*)::int from activity where workspace_id = ${workspaceId}) as activities,
      (select count(*)::int from activity_key where workspace_id = ${workspaceId}) as keys,
      (select count(*)::int from activity_alert where workspace_id = ${workspaceId}) as alerts,
      (select coalesce(sum(count), 0)::int from activity_counter where workspace_id = ${workspaceId}) as counted,
      (select coalesce(sum(reach), 0)::int from activity_counter where workspace_id = ${workspaceId}) as reach`.execute(
    database.db,
  )
  return Object.values(rows[0] ?? {})
}

it('leaves nothing of what is withdrawn, and all of the rest', async () => {
  const workspace = uuidv7()
  await put(workspace, [entry(note('kept', 'stays'), { alerts: [ALERT] })])
  const before = await left(workspace)
  const { stored } = await put(workspace, [
    entry(note('a', 'goes', { at: '2024-01-01T00:00:00Z' }), { alerts: [ALERT] }),
    entry(note('b', 'goes too')),
  ])
  const ids = stored.map(({ id }) => id)
  assert.equal(await withdraw(database.db, workspace, ids), 2)
  assert.deepEqual(await left(workspace), before)
  assert.equal(await withdraw(database.db, workspace, ids), 0)
  assert.deepEqual(await left(workspace), before)
  assert.deepEqual(
    (await searchActivities(database.db, workspace, { limit: 10 })).map((row) => row.text),
    ['stays'],
  )
})

it('lets the same thing come again', async () => {
  const workspace = uuidv7()
  const again = [entry(note('a', 'one'))]
  const { stored } = await put(workspace, again)
  await withdraw(database.db, workspace, [stored[0]?.id ?? ''])
  assert.equal((await put(workspace, again)).stored.length, 1)
})

it('never takes what is another workspace’s', async () => {
  const [mine, other] = [uuidv7(), uuidv7()]
  const { stored } = await put(mine, [entry(note('a', 'one'))])
  assert.equal(await withdraw(database.db, other, [stored[0]?.id ?? '']), 0)
  assert.equal((await left(mine))[0], 1)
})

it('goes on refusing what the network had deleted', async () => {
  const workspace = uuidv7()
  const { stored } = await put(workspace, [entry(note('a', 'one'))])
  await put(workspace, [entry(about('Delete', 'a'))])
  await withdraw(database.db, workspace, [stored[0]?.id ?? ''])
  const again = await put(workspace, [entry(note('a', 'one'))])
  assert.deepEqual([again.stored.length, again.tombstoned], [0, 1])
})
