import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { about, entry, note } from '../../test/support/entries.ts'
import { testWorkspace } from '../../test/support/workspace.ts'
import type { Activity } from './activity.ts'
import { append } from './append.ts'
import { echoesOf } from './echo.ts'

const ASKED = ['at://1', 'at://2', 'at://3', 'at://4', 'at://none']
let database: TestDatabase

before(async () => {
  database = await testDatabase()
})
after(() => database.close())

async function keep(workspaceId: string, activities: Activity[], channel = 'bluesky'): Promise<void> {
  const entries = activities.map((activity) => entry(activity))
  await append(database.db, { workspaceId, channel, accountId: null, entries, received: new Date() })
}

function answer(id: string, to: string): Activity {
  const made = note(id, 'réponse')
  return { ...made, object: { ...made.object, inReplyTo: to } }
}

test('reactions are counted by the thing they are about, each kind apart, of one channel and workspace', async () => {
  const [mine, theirs] = [await testWorkspace(database.db), await testWorkspace(database.db)]
  const like = (to: string, n: number) => about('Like', to, { externalId: `like-${to}-${n}` })
  const boost = (to: string, n: number) => about('Announce', to, { externalId: `boost-${to}-${n}` })
  await keep(mine, [note('at://1', 'un'), note('at://2', 'deux'), note('at://3', 'trois')])
  await keep(mine, [like('at://1', 1), like('at://1', 2), boost('at://1', 1), answer('at://r', 'at://1')])
  await keep(mine, [boost('at://2', 1), about('Dislike', 'at://2', { externalId: 'dislike' })])
  await keep(mine, [note('at://4', 'quatre'), about('Dislike', 'at://4', { externalId: 'alone' })])
  await keep(mine, [about('Like', 'at://1', { externalId: 'elsewhere' })], 'mastodon')
  await keep(theirs, [like('at://1', 9)])
  const echoes = await echoesOf(database.db, mine, 'bluesky', ASKED)
  assert.deepEqual(echoes.get('at://1'), { likes: 2, reposts: 1, answers: 1 })
  assert.deepEqual(echoes.get('at://2'), { likes: 0, reposts: 1, answers: 0 })
  assert.deepEqual([...echoes.keys()].sort(), ['at://1', 'at://2'], 'a dislike alone is none of these')
})

test('what was taken back counts no more, and nothing is asked for nothing', async () => {
  const workspaceId = await testWorkspace(database.db)
  await keep(workspaceId, [note('at://1', 'un'), answer('at://r', 'at://1')])
  assert.equal((await echoesOf(database.db, workspaceId, 'bluesky', ['at://1'])).get('at://1')?.answers, 1)
  await keep(workspaceId, [about('Delete', 'at://r', { externalId: 'gone', at: '2026-11-10T12:00:00Z' })])
  assert.equal(
    (await echoesOf(database.db, workspaceId, 'bluesky', ['at://1'])).get('at://1')?.answers ?? 0,
    0,
  )
  assert.equal((await echoesOf(database.db, workspaceId, 'bluesky', [])).size, 0)
})
