import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { entry, note } from '../../../test/support/entries.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { type Activity, append, consume, withdraw } from '../../activity/index.ts'
import { forgetActivities } from './forget.ts'
import { inboxIntake } from './intake.ts'
import { listConversations, type ShownConversation } from './store.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const ALERT = uuidv7()
const intake = inboxIntake({
  inboxAlerts: async () => new Set([ALERT]),
  inboxAccounts: async () => new Set(),
})
const ana = { id: 'ana', name: 'Ana' }
const us = { id: 'brand', name: 'Brand' }

async function say(workspaceId: string, activities: Activity[]): Promise<string[]> {
  const entries = activities.map((activity) => entry(activity, { alerts: activity.ours ? [] : [ALERT] }))
  const batch = {
    workspaceId,
    channel: 'file',
    accountId: null,
    entries,
    received: new Date('2026-11-10T12:00:00Z'),
  }
  const { stored } = await append(database.db, batch)
  while ((await consume(database.db, workspaceId, intake)) > 0);
  return stored.map(({ id }) => id)
}

function list(workspaceId: string): Promise<ShownConversation[]> {
  return listConversations(database.db, workspaceId, { sort: 'recent' }, 100)
}

function reply(id: string, to: string, text: string, at: string, more: Partial<Activity> = {}): Activity {
  const base = note(id, text, { at, actor: ana, ...more })
  return { ...base, object: { ...base.object, inReplyTo: to, thread: to } }
}

async function forget(workspaceId: string, ids: string[]): Promise<void> {
  await withdraw(database.db, workspaceId, ids)
  await forgetActivities(database.db, workspaceId, ids)
}

async function counted(workspaceId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(sum(count), 0)::int as n from conversation_counter where workspace_id = ${workspaceId}`.execute(
    database.db,
  )
  return rows[0]?.n ?? -1
}

it('removes a conversation that held nothing else, and its place in the counts', async () => {
  const workspace = await testWorkspace(database.db)
  await say(workspace, [note('stays', 'still here', { actor: ana })])
  const ids = await say(workspace, [note('a', 'one'), note('b', 'two')])
  assert.deepEqual([(await list(workspace)).length, await counted(workspace)], [3, 3])
  await forget(workspace, ids)
  assert.deepEqual(
    (await list(workspace)).map(({ snippet }) => snippet),
    ['still here'],
  )
  assert.equal(await counted(workspace), 1)
})

it('sums up from the rest a conversation that goes on, and leaves it where people put it', async () => {
  const workspace = await testWorkspace(database.db)
  await say(workspace, [note('a', 'first', { at: '2026-11-10T08:00:00Z', actor: ana })])
  const ids = await say(workspace, [reply('b', 'a', 'last', '2026-11-10T09:00:00Z')])
  const member = uuidv7()
  await sql`update conversation set assignee_id = ${member}, labels = '{vip}' where workspace_id = ${workspace}`.execute(
    database.db,
  )
  await forget(workspace, ids)
  const [one] = await list(workspace)
  assert.deepEqual(
    [one?.snippet, one?.messages, one?.last_at.toISOString(), one?.waiting_since?.toISOString()],
    ['first', 1, '2026-11-10T08:00:00.000Z', '2026-11-10T08:00:00.000Z'],
  )
  assert.deepEqual([one?.status, one?.assignee_id, one?.labels], ['open', member, ['vip']])
})

it('removes a conversation of which only our own post is left', async () => {
  const workspace = await testWorkspace(database.db)
  await say(workspace, [note('post', 'New lamp', { actor: us, ours: true, at: '2026-11-10T08:00:00Z' })])
  const ids = await say(workspace, [reply('c', 'post', 'late parcel', '2026-11-10T09:00:00Z')])
  assert.equal((await list(workspace)).length, 1)
  await forget(workspace, ids)
  assert.deepEqual([(await list(workspace)).length, await counted(workspace)], [0, 0])
})

it('leaves another workspace alone', async () => {
  const [mine, other] = [await testWorkspace(database.db), await testWorkspace(database.db)]
  const ids = await say(mine, [note('a', 'one')])
  await forgetActivities(database.db, other, ids)
  assert.equal((await list(mine))[0]?.messages, 1)
})
