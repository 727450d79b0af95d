import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { entry, note } from '../../../test/support/entries.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { alertCounters, append, searchActivities } from '../../activity/index.ts'
import { toTokens } from '../words/document.ts'
import { linkHistory } from './history.ts'
import { changeAlert, createAlert, deleteAlert } from './store.ts'

const NOW = new Date('2026-11-20T09:00:00Z')
const WHO = { label: 'test' }

let database: TestDatabase
let workspaceId: string

before(async () => {
  database = await testDatabase()
})

after(() => database.close())

beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
  const said = [
    ['La mangue est mûre', '2026-11-19T10:00:00Z'],
    ['MANGUES et Mangue', '2026-11-18T10:00:00Z'],
    ['une poire', '2026-11-18T11:00:00Z'],
    ['mangue d’autrefois', '2026-08-01T10:00:00Z'],
  ]
  const entries = said.map(([text = '', at = '']) => {
    const doc = {
      text,
      lang: 'en',
      sentiment: 'neutral' as const,
      channel: 'bluesky',
      verb: 'Create',
      author: {},
    }
    return entry(note(`at://${uuidv7()}`, text, { at }), { tokens: toTokens(doc) })
  })
  await append(database.db, { workspaceId, channel: 'bluesky', accountId: null, entries, received: NOW })
})

async function under(alertId: string): Promise<string[]> {
  const rows = await searchActivities(database.db, workspaceId, { alertId, limit: 10 })
  return rows.map((row) => row.text ?? '')
}

async function counted(alertId: string): Promise<number> {
  const from = new Date('2026-01-01T00:00:00Z')
  const rows = await alertCounters(database.db, workspaceId, [alertId], from, NOW)
  return rows.reduce((sum, { count }) => sum + count, 0)
}

test('a new alert finds the last 90 days, once', async () => {
  const { id } = await createAlert(database.db, workspaceId, { name: 'm', query: 'mangue' }, WHO)
  assert.deepEqual(await under(id), [])
  assert.equal(await linkHistory(database.db, workspaceId, NOW), 1)
  assert.deepEqual(await under(id), ['La mangue est mûre', 'MANGUES et Mangue'])
  assert.equal(await counted(id), 2)
  assert.equal(await linkHistory(database.db, workspaceId, NOW), 0)
  assert.equal(await counted(id), 2)
})

test('a changed query is asked of history anew, a changed name is not', async () => {
  const { id } = await createAlert(database.db, workspaceId, { name: 'm', query: 'mangue' }, WHO)
  await linkHistory(database.db, workspaceId, NOW)
  await changeAlert(database.db, workspaceId, id, { name: 'other' }, WHO)
  assert.equal(await linkHistory(database.db, workspaceId, NOW), 0)
  await changeAlert(database.db, workspaceId, id, { query: 'poire OR mangues' }, WHO)
  assert.equal(await linkHistory(database.db, workspaceId, NOW), 1)
  assert.deepEqual(await under(id), ['une poire', 'MANGUES et Mangue'])
  assert.equal(await counted(id), 2)
})

test('a paused alert waits, a deleted one leaves nothing but what was said', async () => {
  const { id } = await createAlert(
    database.db,
    workspaceId,
    { name: 'm', query: 'mangue', paused: true },
    WHO,
  )
  assert.equal(await linkHistory(database.db, workspaceId, NOW), 0)
  await changeAlert(database.db, workspaceId, id, { paused: false }, WHO)
  assert.equal(await linkHistory(database.db, workspaceId, NOW), 1)
  await deleteAlert(database.db, workspaceId, id, WHO)
  assert.deepEqual([await under(id), await counted(id)], [[], 0])
  assert.equal((await searchActivities(database.db, workspaceId, { limit: 10 })).length, 4)
})

test('what is linked in one workspace is not in another', async () => {
  const other = await testWorkspace(database.db)
  const { id } = await createAlert(database.db, other, { name: 'm', query: 'mangue' }, WHO)
  assert.equal(await linkHistory(database.db, workspaceId, NOW), 0)
  assert.equal(await linkHistory(database.db, other, NOW), 1)
  assert.deepEqual(await under(id), [])
})
