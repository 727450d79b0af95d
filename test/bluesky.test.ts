import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { inTransaction } from '../lib/db/index.ts'
import { bluesky, blueskyAccount } from '../src/channels/bluesky/index.ts'
import type { Channel } from '../src/channels/index.ts'
import {
  appendSent,
  createAccount,
  getAccount,
  listenAccount,
  openAccount,
  pullAccount,
  type RunnerDeps,
} from '../src/ingest/index.ts'
import { blueskyStage, draftOf, errandOf, referenceAt } from './support/bluesky-account.ts'
import type { Written } from './support/bluesky-server.ts'
import { testDatabase } from './support/database.ts'
import { eventually } from './support/eventually.ts'
import { PLAIN } from './support/imports.ts'
import type { JetstreamEvent } from './support/jetstream-events.ts'
import { startJetstream } from './support/jetstream-server.ts'
import { OPEN_VAULT } from './support/sending.ts'
import { testWorkspace } from './support/workspace.ts'

/** What the public stream says of a record. */
function overheard({ uri, value }: Written, at: Date): JetstreamEvent {
  const [, , did = '', collection = '', rkey = ''] = uri.split('/')
  const commit = { rev: '3mptbypoy522s', operation: 'create' as const, collection, rkey, record: value }
  return { did, time_us: at.getTime() * 1000, kind: 'commit', commit }
}

/** One workspace with both: an account, and the firehose. */
async function both(t: TestContext) {
  const database = await testDatabase()
  const stage = await blueskyStage(t)
  const jetstream = await startJetstream()
  const stop = new AbortController()
  t.after(async () => {
    stop.abort()
    await listening
    await jetstream.close()
    assert.deepEqual(errors, [])
    await database.close()
  })
  stage.server.world.clock = new Date()
  const { db } = database
  const workspaceId = await testWorkspace(db)
  const errors: string[] = []
  const runner: RunnerDeps = {
    db,
    vault: OPEN_VAULT,
    pipeline: PLAIN,
    http: stage.host.http,
    // What is noted in passing may come after the database is gone.
    log: { info: () => undefined, error: (_values, message) => void errors.push(message) },
  }
  const made = (channel: Channel, config: object) =>
    createAccount(db, OPEN_VAULT, channel, { workspaceId, name: channel.id, config: { ...config } })
  const channel = blueskyAccount as unknown as Channel
  const firehose = bluesky as unknown as Channel
  const accountId = await made(channel, stage.account.config)
  const config = bluesky.config.parse({ urls: [jetstream.url], names: false, accounts: [stage.brand.did] })
  const row = await getAccount(db, workspaceId, await made(firehose, config))
  const listening = listenAccount(runner, firehose, row, stop.signal)
  await eventually(
    () => jetstream.live(),
    (open) => open > 0,
  )
  const rows = async () => {
    const { rows: found } = await sql<{ external_id: string; account_id: string | null; ours: boolean }>`
      select external_id, account_id, ours from activity
      where workspace_id = ${workspaceId} and verb <> 'View' order by published`.execute(db)
    return found
  }
  return {
    ...stage,
    jetstream,
    db,
    workspaceId,
    accountId,
    rows,
    runner,
    hear: (post: Written) => jetstream.say(overheard(post, new Date())),
    pull: async () => pullAccount(runner, channel, await getAccount(db, workspaceId, accountId), stop.signal),
    heard: (uri: string) => eventually(rows, (all) => all.some((one) => one.external_id === uri)),
    kept: async () => {
      const { head } = await getAccount(db, workspaceId, row.id)
      return head
    },
  }
}

test('what the firehose and an account both see is one activity, whoever sees it first', async (t) => {
  const { server, brand, ana, hear, heard, pull, rows, accountId, kept } = await both(t)
  const first = server.world.mention(ana, brand, 'entendu d’abord par la foule')
  hear(first)
  await heard(first.uri)
  await pull()
  const second = server.world.mention(ana, brand, 'lu d’abord par le compte')
  await pull()
  hear(second)
  // The firehose has gone past it once it tells of something later.
  const third = server.world.mention(ana, brand, 'après')
  hear(third)
  await heard(third.uri)
  await pull()
  assert.ok(await kept())
  const all = await rows()
  assert.deepEqual(all.map((row) => row.external_id).sort(), [first.uri, second.uri, third.uri].sort())
  assert.deepEqual(new Set(all.map((row) => row.account_id)), new Set([accountId]))
})

test('an answer that was sent stands once, though the network tells of it twice', async (t) => {
  const {
    server,
    brand,
    ana,
    hear,
    heard,
    pull,
    rows,
    accountId,
    db,
    workspaceId,
    runner,
    server: { world },
  } = await both(t)
  const question = world.mention(ana, brand)
  await pull()
  const send = async (text: string) => {
    const { account, host } = await openAccount(runner, workspaceId, accountId, new AbortController().signal)
    const errand = errandOf('reply', world.clock, { draft: draftOf(text), to: referenceAt(question.uri) })
    const sent = await blueskyAccount.reply?.(account as never, errand, host)
    assert.ok(sent)
    const record = () =>
      inTransaction(db, (tx) =>
        appendSent(tx, { workspaceId, channel: 'bluesky' }, [{ accountId, activity: sent.activity }], PLAIN),
      )
    const written = world.at(sent.activity.externalId)
    assert.ok(written)
    return { record, written }
  }
  const one = await send('enregistré d’abord')
  await one.record()
  hear(one.written)
  const two = await send('entendu d’abord')
  hear(two.written)
  await heard(two.written.uri)
  await two.record()
  await pull()
  const all = await rows()
  assert.deepEqual(
    all.map((row) => row.external_id).sort(),
    [question.uri, one.written.uri, two.written.uri].sort(),
  )
  assert.deepEqual(all.filter(({ ours }) => ours).length, 2)
  assert.deepEqual(new Set(all.map((row) => row.account_id)), new Set([accountId]))
  assert.equal(server.accepted.get('entendu d’abord'), 1)
})
