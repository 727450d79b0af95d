import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { about, entry, note } from '../../test/support/entries.ts'
import { append, type Entry, getActivities, harmIn, harmOf } from './index.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

function read(activity: Parameters<typeof entry>[0], toxicity: number | null): Entry {
  const one = entry(activity)
  return { ...one, reading: { ...one.reading, toxicity } }
}

test('tells how likely each offends, of others, while it stands, in one workspace', async () => {
  const [workspaceId, other] = [uuidv7(), uuidv7()]
  const put = (entries: Entry[]) =>
    append(database.db, { workspaceId, channel: 'net', accountId: null, entries, received: new Date() })
  const { stored } = await put([
    read(note('harsh', 'bande de nuls'), 912),
    read(note('calm', 'merci'), 0),
    read(note('unread', 'grazie'), null),
    read({ ...note('ours', 'bonjour'), ours: true }, 700),
    read(note('gone', 'ordure'), 990),
  ])
  await put([entry(about('Delete', 'gone'))])
  const ids = stored.map(({ id }) => id)
  const idOf = (name: string) => stored.find(({ externalId }) => externalId === name)?.id ?? ''
  const known = [
    [idOf('harsh'), 0.912],
    [idOf('calm'), 0],
  ]
  assert.deepEqual([...(await harmOf(database.db, workspaceId, ids))].sort(), known.sort())
  for (const row of await getActivities(database.db, workspaceId, ids))
    assert.equal(harmIn(row), (await harmOf(database.db, workspaceId, [row.id])).get(row.id) ?? null)
  assert.deepEqual(await harmOf(database.db, other, ids), new Map())
  assert.deepEqual(await harmOf(database.db, workspaceId, []), new Map())
})
