import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { testWorkspace } from '../../test/support/workspace.ts'
import { Voices } from './voices.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

async function account(workspaceId: string, channel: string, identity: string | null): Promise<string> {
  const id = uuidv7()
  const profile = identity === null ? null : JSON.stringify({ id: identity })
  await sql`
    insert into channel_account (workspace_id, id, channel, name, config, profile)
    values (${workspaceId}, ${id}, ${channel}, 'Compte', '{}', ${profile}::jsonb)`.execute(database.db)
  return id
}

it('knows what the own accounts of a workspace say, by the network that it is heard on, and nobody else’s', async () => {
  const [mine, theirs] = [await testWorkspace(database.db), await testWorkspace(database.db)]
  await account(mine, 'bluesky-account', 'did:plc:maison')
  await account(mine, 'mastodon', 'https://m.example/@maison')
  await account(mine, 'email', null)
  await account(mine, 'channel-of-before', 'x')
  await account(theirs, 'bluesky-account', 'did:plc:autre')
  const voices = new Voices(database.db)
  assert.equal(voices.has(mine, 'bluesky', 'did:plc:maison'), false, 'nothing is known before it is read')
  await voices.loadAll()
  // The firehose hears as `bluesky` what the account `bluesky-account` says.
  assert.equal(voices.has(mine, 'bluesky', 'did:plc:maison'), true)
  assert.equal(voices.has(mine, 'mastodon', 'https://m.example/@maison'), true)
  assert.equal(voices.has(theirs, 'bluesky', 'did:plc:autre'), true)
  for (const [workspace, network, id] of [
    [mine, 'bluesky', 'did:plc:autre'],
    [theirs, 'bluesky', 'did:plc:maison'],
    [mine, 'mastodon', 'did:plc:maison'],
    [mine, 'bluesky-account', 'did:plc:maison'],
    [mine, 'channel-of-before', 'x'],
    [mine, 'email', ''],
    [uuidv7(), 'bluesky', 'did:plc:maison'],
  ] as const)
    assert.equal(voices.has(workspace, network, id), false, `${network} ${id}`)
})

it('follows what is connected and disconnected, in the workspace that is read anew', async () => {
  const [one, other] = [await testWorkspace(database.db), await testWorkspace(database.db)]
  const voices = new Voices(database.db)
  await voices.loadAll()
  const id = await account(one, 'mastodon', 'https://m.example/@un')
  await account(other, 'mastodon', 'https://m.example/@un')
  await voices.load(one)
  assert.equal(voices.has(one, 'mastodon', 'https://m.example/@un'), true)
  assert.equal(voices.has(other, 'mastodon', 'https://m.example/@un'), false)
  await sql`delete from channel_account where workspace_id = ${one} and id = ${id}`.execute(database.db)
  await voices.load(one)
  assert.equal(voices.has(one, 'mastodon', 'https://m.example/@un'), false)
})
