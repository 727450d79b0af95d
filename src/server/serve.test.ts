import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { connect } from '../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { entry, note } from '../../test/support/entries.ts'
import { createWorkspace } from '../access/index.ts'
import { append } from '../activity/index.ts'
import { createAlert, toTokens } from '../match/index.ts'
import { readConfig } from './config.ts'
import { type Served, serve } from './serve.ts'

let database: TestDatabase
let folder = ''
before(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'serve-'))
})
after(async () => {
  await database.close()
  await rm(folder, { recursive: true, maxRetries: 5 })
})

function start(): Promise<Served> {
  return serve(
    readConfig({
      DATABASE_URL: database.url,
      VEILLEE_DATA: folder,
      VEILLEE_PORT: '0',
      VEILLEE_LOG: 'silent',
    }),
  )
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

test('stops within 5 s in the midst of a long transaction, and leaves no connection behind', async () => {
  const workspace = await createWorkspace(database.db, {
    name: 'Test',
    timeZone: 'Europe/Paris',
    locale: 'fr',
  })
  const doc = {
    text: 'une lampe',
    lang: 'fr',
    sentiment: 'neutral' as const,
    channel: 'feed',
    verb: 'Create',
  }
  const said = entry(note('a', doc.text, { published: new Date() }), {
    tokens: toTokens({ ...doc, author: {} }),
  })
  const batch = { workspaceId: workspace, channel: 'feed', accountId: null, entries: [said] }
  await append(database.db, { ...batch, received: new Date() })
  await createAlert(database.db, workspace, { name: 'Marque', query: 'lampe' }, { label: 'test' })
  const other = connect(database.url, { max: 1 })
  const taken = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  const holder = other.db.transaction().execute(async (tx) => {
    await sql`insert into stream_head (workspace_id, position) values (${workspace}, 0)
      on conflict (workspace_id) do update set position = stream_head.position`.execute(tx)
    taken.resolve()
    await held.promise
  })
  await taken.promise
  // Linking history to the alert waits for the head of the stream, which is held: a transaction that does not end.
  const served = await start()
  const waiting = async () =>
    (
      await sql<{ n: number }>`
        select count(*)::int as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(database.db)
    ).rows[0]?.n ?? 0
  for (let tries = 0; (await waiting()) === 0 && tries < 100; tries++) await wait(100)
  assert.ok((await waiting()) > 0, 'something waits')
  const took = await milliseconds(served.stop)
  held.resolve()
  await holder
  await other.close()
  assert.ok(took < 5000, `${Math.round(took)} ms`)
  const { rows } = await sql<{ name: string }>`
    select application_name as name from pg_stat_activity
    where datname = current_database() and application_name like 'veillee%'`.execute(database.db)
  assert.deepEqual(rows, [])
})

test('starts again on what it left, and a closer that fails keeps none of the others open', async () => {
  const served = await start()
  assert.equal((await fetch(`${served.url}/healthz`)).status, 200)
  const { program } = served
  const close = program.connection.close
  program.connection.close = async () => {
    await close()
    throw new Error('cannot close')
  }
  await served.stop().catch(() => undefined)
  const again = await start()
  assert.equal((await fetch(`${again.url}/readyz`)).status, 200)
  assert.ok((await milliseconds(again.stop)) < 5000)
  await assert.rejects(fetch(`${again.url}/healthz`))
})
