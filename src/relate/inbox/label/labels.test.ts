import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { entry, note } from '../../../../test/support/entries.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { append, consume } from '../../../activity/index.ts'
import { inboxIntake } from '../intake.ts'
import { listConversations } from '../store.ts'
import { labelsOf } from './labels.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const ALERT = '01890000-0000-7000-8000-0000000000a1'

it('tells the labels of conversations, of those that show what was joined, and of this workspace only', async () => {
  const [workspaceId, other] = [await testWorkspace(database.db), await testWorkspace(database.db)]
  const intake = inboxIntake({
    inboxAlerts: async () => new Set([ALERT]),
    inboxAccounts: async () => new Set(),
  })
  const entries = ['a', 'b', 'c'].map((id) =>
    entry(note(id, 'Bonjour', { actor: { id: `acct:${id}`, name: id } }), { alerts: [ALERT] }),
  )
  await append(database.db, { workspaceId, channel: 'net', accountId: null, entries, received: new Date() })
  while ((await consume(database.db, workspaceId, intake)) > 0);
  const talks = await listConversations(database.db, workspaceId, { sort: 'recent' }, 9)
  const [one, two, three] = talks.map(({ id }) => id)
  await database.pool.query(`update conversation set labels = '{sav,urgent}' where id = $1`, [one])
  await database.pool.query(`update conversation set labels = '{old}', merged_into = $2 where id = $1`, [
    two,
    one,
  ])
  const ids = [...talks.map(({ id }) => id), uuidv7()]
  assert.deepEqual(
    await labelsOf(database.db, workspaceId, ids),
    new Map([
      [one, ['sav', 'urgent']],
      [two, ['sav', 'urgent']],
      [three, []],
    ]),
  )
  assert.equal((await labelsOf(database.db, other, ids)).size, 0)
  assert.equal((await labelsOf(database.db, workspaceId, [])).size, 0)
})
