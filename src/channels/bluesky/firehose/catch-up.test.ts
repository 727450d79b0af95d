import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { entry } from '../../../../test/support/entries.ts'
import {
  type JetstreamEvent,
  jetstreamEvents,
  randomOf,
  take,
} from '../../../../test/support/jetstream-events.ts'
import { startJetstream } from '../../../../test/support/jetstream-server.ts'
import { loopbackHttp } from '../../../../test/support/listening.ts'
import { append } from '../../../activity/index.ts'
import type { Host } from '../../channel.ts'
import { COLLECTIONS } from '../sift/collections.ts'
import { createBluesky } from './firehose.ts'
import { PACE } from './line/index.ts'

const HOURS_72 = 72 * 3_600_000_000
const EVENTS = 30_000
const BRAND = 'Maison Tournesol'
const http = loopbackHttp()
let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(async () => {
  await database.close()
  await http.close()
})

/** What stands at the end, told from the log by the simplest means: address, text (null once deleted). */
function standing(log: JetstreamEvent[]): Map<string, string | null> {
  const posts = new Map<string, string | null>()
  for (const { did, commit } of log) {
    if (commit?.collection !== 'app.bsky.feed.post') continue
    const uri = `at://${did}/${commit.collection}/${commit.rkey}`
    const text = String(commit.record?.text ?? '')
    if (commit.operation === 'create' && text.includes(BRAND)) posts.set(uri, text)
    if (!posts.has(uri)) continue
    if (commit.operation === 'delete') posts.set(uri, null)
    if (commit.operation === 'update' && posts.get(uri) !== null) posts.set(uri, text)
  }
  return posts
}

it('catches up after 72 hours, killed on the way: nothing lost, doubled or brought back', async () => {
  const random = randomOf(72)
  const log = take(jetstreamEvents({ seed: 6, spacing: HOURS_72 / EVENTS, brandEvery: 3 }), EVENTS)
  const server = await startJetstream({
    cut: () => ({ after: 500 + Math.floor(random() * 4_000), style: 'mid-frame' }),
  })
  server.log.push(...log)
  const channel = createBluesky({ ...PACE, backoff: 1, backoffMost: 5 }, { most: 60, linger: 5, beat: 20 })
  const account = { id: uuidv7(), workspaceId: uuidv7(), channel: 'bluesky', name: 'test' }
  const config = channel.config.parse({ urls: [server.url] })
  const collections = new Set<string>(config.collections.map((kind) => COLLECTIONS[kind]))
  const known = new Set<string>()
  let cursor = String(log[0]?.time_us)
  let kills = 0
  // The last that is sent at all: to stop short of it would leave to chance what the last batch holds.
  const end = log.findLast(({ commit }) => !commit || collections.has(commit.collection))?.time_us ?? 0

  while (Number(cursor) < end) {
    const control = new AbortController()
    const host: Host = {
      http,
      now: () => new Date((log.at(-1)?.time_us ?? 0) / 1000),
      signal: control.signal,
      status: () => undefined,
      wanted: (text) => text.includes(BRAND),
      known: (id) => known.has(id),
    }
    for await (const batch of channel.listen?.({ ...account, config }, host, cursor) ?? []) {
      const fate = kills < 40 ? random() : 1
      // Killed with the batch in hand; or once it is in the stream and its cursor is not.
      if (fate < 0.15) break
      const entries = batch.activities.map((activity) => entry(activity))
      await append(database.db, {
        workspaceId: account.workspaceId,
        channel: 'bluesky',
        accountId: null,
        entries,
        received: new Date(),
      })
      for (const { externalId } of batch.activities) known.add(externalId)
      if (fate < 0.3) break
      cursor = batch.cursor ?? cursor
      if (Number(cursor) >= end) break
    }
    kills++
    control.abort()
  }
  await server.close()

  const { rows } = await sql<{ external_id: string; text: string | null; verb: string }>`
    select external_id, text, verb from activity where workspace_id = ${account.workspaceId}`.execute(
    database.db,
  )
  const expected = standing(log)
  const posts = rows.filter(({ verb }) => verb === 'Create')
  assert.ok(kills > 20, `killed ${kills} times only`)
  assert.ok(server.connections.length > kills / 2)
  assert.equal(new Set(rows.map((row) => row.external_id)).size, rows.length)
  assert.deepEqual(
    Object.fromEntries(posts.map((row) => [row.external_id, row.text])),
    Object.fromEntries(expected),
  )
  const texts = [...expected.values()]
  assert.ok(texts.filter((text) => text === null).length > 20, 'few deletions')
  assert.ok(texts.filter((text) => text?.endsWith('(corrigé)')).length > 5, 'few edits')
})
