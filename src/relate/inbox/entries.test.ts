import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { entry, note } from '../../../test/support/entries.ts'
import { testMember, testWorkspace } from '../../../test/support/workspace.ts'
import { type Activity, append, consume } from '../../activity/index.ts'
import { recordShown } from '../../deliver/index.ts'
import { listEntries } from './entries.ts'
import { inboxIntake } from './intake.ts'
import { addNote } from './note.ts'
import { listConversations } from './store.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const ALERT = uuidv7()
const ACCOUNT = uuidv7()
const intake = inboxIntake({
  inboxAlerts: async () => new Set([ALERT]),
  inboxAccounts: async () => new Set(),
})

async function say(workspaceId: string, ...activities: Activity[]): Promise<void> {
  const entries = activities.map((one) => entry(one, { alerts: one.ours ? [] : [ALERT] }))
  const received = new Date('2026-11-10T12:00:00Z')
  await append(database.db, { workspaceId, channel: 'bluesky', accountId: null, entries, received })
  while ((await consume(database.db, workspaceId, intake)) > 0);
}

function answer(id: string, text: string, minute: number): Activity {
  const said = note(id, text, { ours: true, at: `2026-11-10T11:0${minute}:00Z` })
  return { ...said, object: { ...said.object, inReplyTo: 'a', thread: 'a' } }
}

it('a message of ours names the answer that it was, and no other does', async () => {
  const { db } = database
  const workspaceId = await testWorkspace(db)
  const by = await testMember(db, workspaceId)
  await say(workspaceId, note('a', '@brand where is my lamp'))
  await say(workspaceId, answer('b', 'On its way', 0), answer('c', 'Said elsewhere', 1))
  const [talk] = await listConversations(db, workspaceId, { sort: 'recent' }, 10)
  assert.ok(talk)
  const texts = async () => {
    const { entries, activities, deliveries } = await listEntries(db, workspaceId, talk.id, {
      order: 'asc',
      limit: 100,
    })
    return entries.map(({ id }) => [activities.get(id)?.text, deliveries.get(id)])
  }
  const at = new Date('2026-11-10T10:59:00Z')
  await recordShown(db, {
    ...{ workspaceId, accountId: ACCOUNT, channel: 'bluesky', conversationId: talk.id, by, at },
    ...{ text: 'On its way', state: 'sent' },
  })
  assert.ok(
    (await texts()).every(([, delivery]) => delivery === undefined),
    'nothing tells them yet',
  )
  const { rows } = await sql<{ id: string }>`
    update delivery set activity_id = (select activity_id from activity_key
      where workspace_id = ${workspaceId} and external_id = 'b')
    where workspace_id = ${workspaceId} returning id`.execute(db)
  assert.deepEqual(await texts(), [
    ['@brand where is my lamp', undefined],
    ['On its way', rows[0]?.id],
    ['Said elsewhere', undefined],
  ])
  await sql`update delivery set act = 'like' where workspace_id = ${workspaceId}`.execute(db)
  assert.ok(
    (await texts()).every(([, delivery]) => delivery === undefined),
    'a mark is no answer',
  )
})

it('tells the same lines from the newest back, page by page, whichever kind they are', async () => {
  const { db } = database
  const workspaceId = await testWorkspace(db)
  await say(workspaceId, note('a', '@brand where is my lamp'))
  await say(workspaceId, answer('b', 'On its way', 0), answer('c', 'And sent', 0), answer('d', 'Again', 3))
  const [talk] = await listConversations(db, workspaceId, { sort: 'recent' }, 10)
  assert.ok(talk)
  const memberId = await testMember(db, workspaceId)
  for (const minute of [1, 2, 2, 4])
    await addNote(db, workspaceId, talk.id, {
      ...{ memberId, text: `${minute}`, now: new Date(`2026-11-10T11:0${minute}:00Z`) },
    })
  const all = async (order: 'asc' | 'desc', limit: number) => {
    const ids: string[] = []
    let after: { at: Date; id: string } | undefined
    do {
      const { entries } = await listEntries(db, workspaceId, talk.id, { order, limit, after })
      ids.push(...entries.map(({ id }) => id))
      after = entries.at(-1)
    } while (after)
    return ids
  }
  const whole = await all('asc', 100)
  assert.equal(whole.length, 8)
  for (const limit of [1, 2, 3, 7]) {
    assert.deepEqual(await all('asc', limit), whole)
    assert.deepEqual((await all('desc', limit)).reverse(), whole)
  }
})
