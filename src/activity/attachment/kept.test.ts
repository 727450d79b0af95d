import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { about, entry, note } from '../../../test/support/entries.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import type { Activity } from '../activity.ts'
import { append, getByExternalId, withdraw } from '../index.ts'
import { presentActivity } from '../present.ts'
import { attachmentBytes, attachmentsOf, forgetUnused, holdAttachments, idOf, keepFile } from './index.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const LATER = () => new Date(Date.now() + 3_600_000)
const bytes = (text: string) => new Uint8Array(Buffer.from(text))

async function kept(workspaceId: string, text: string) {
  const { url } = await keepFile(database.db, workspaceId, { name: 'lettre.txt', bytes: bytes(text) })
  return { url, id: idOf(url) ?? '' }
}

function put(workspaceId: string, ...activities: Activity[]) {
  const entries = activities.map((activity) => entry(activity))
  return append(database.db, { workspaceId, channel: 'mail', accountId: null, entries, received: new Date() })
}

function carrying(externalId: string, url: string): Activity {
  const activity = note(externalId, 'voir la pièce jointe')
  return { ...activity, object: { ...activity.object, media: [{ type: 'file', url }] } }
}

const isThere = async (workspaceId: string, id: string) =>
  (await attachmentsOf(database.db, workspaceId, [id])).length === 1

it('is one for the same file twice, and another workspace’s for nobody else', async () => {
  const [mine, theirs] = [await testWorkspace(database.db), await testWorkspace(database.db)]
  const one = await kept(mine, 'bonjour')
  assert.equal((await kept(mine, 'bonjour')).id, one.id)
  assert.notEqual((await kept(theirs, 'bonjour')).id, one.id)
  assert.deepEqual(Buffer.from(await attachmentBytes(database.db, mine, one.id)).toString(), 'bonjour')
  await assert.rejects(attachmentBytes(database.db, theirs, one.id), { id: 'not_found' })
  await assert.rejects(holdAttachments(database.db, theirs, [one.id], uuidv7()), { id: 'not_found' })
})

it('stays while an activity or a message uses it, and goes a day after nobody took it', async () => {
  const workspace = await testWorkspace(database.db)
  const [taken, sent, left] = [
    await kept(workspace, '1'),
    await kept(workspace, '2'),
    await kept(workspace, '3'),
  ]
  await put(workspace, carrying('m1', taken.url))
  await holdAttachments(database.db, workspace, [sent.id], uuidv7())
  await forgetUnused(database.db, new Date(Date.now() - 3_600_000))
  assert.ok(await isThere(workspace, left.id), 'it was brought an hour ago at most')
  await forgetUnused(database.db, LATER())
  assert.deepEqual(
    [
      await isThere(workspace, taken.id),
      await isThere(workspace, sent.id),
      await isThere(workspace, left.id),
    ],
    [true, true, false],
  )
  const [stored] = await getByExternalId(database.db, workspace, 'mail', ['m1'])
  assert.ok(stored)
  assert.equal(presentActivity(stored).media[0]?.url, `/api/v1/attachments/${taken.id}`)
})

it('goes with the last activity that showed it, deleted or withdrawn', async () => {
  const workspace = await testWorkspace(database.db)
  const file = await kept(workspace, 'signature')
  const { stored } = await put(workspace, carrying('m1', file.url), carrying('m2', file.url))
  await put(workspace, about('Delete', 'm1'))
  assert.ok(await isThere(workspace, file.id), 'm2 still shows it')
  await withdraw(
    database.db,
    workspace,
    stored.map((one) => one.id),
  )
  assert.ok(!(await isThere(workspace, file.id)))
})

it('is there for whoever takes it while it is being cleared away, or is refused', async () => {
  const workspace = await testWorkspace(database.db)
  for (let round = 0; round < 20; round++) {
    const file = await kept(workspace, `course ${round}`)
    await sql`update attachment set touched = '2020-01-01' where id = ${file.id}`.execute(database.db)
    const by = uuidv7()
    const [used] = await Promise.allSettled([
      holdAttachments(database.db, workspace, [file.id], by),
      forgetUnused(database.db, new Date('2021-01-01')).catch(() => 0),
    ])
    assert.equal(await isThere(workspace, file.id), used?.status === 'fulfilled')
  }
})
