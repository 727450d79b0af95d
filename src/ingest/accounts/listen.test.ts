import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { sql } from 'kysely'
import { z } from 'zod'
import { silentLog } from '../../../lib/log/index.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { note } from '../../../test/support/entries.ts'
import { loopbackHttp } from '../../../test/support/listening.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { type Batch, type Channel, ChannelFailure } from '../../channels/index.ts'
import type { PipelineDeps } from '../pipeline/index.ts'
import { listenAccount, type RunnerDeps } from './runner.ts'
import { accountsOf, changeAccount, createAccount, getAccount } from './store.ts'

const NOW = new Date('2026-11-10T12:00:00Z')
let database: TestDatabase
let deps: RunnerDeps
const http = loopbackHttp()
const pipeline: PipelineDeps = {
  interpret: () => ({
    lang: 'fr',
    sentiment: 'neutral',
    p: { positive: 0, neutral: 1, negative: 0 },
    why: [],
  }),
  match: { tokens: () => '', alerts: () => [], wanted: () => true },
  attribute: async (_tx, _workspace, _channel, activities) => activities.map(() => null),
  now: () => NOW,
}
const vault = { seal: (text: string) => text, open: (text: string) => text }
before(async () => {
  database = await testDatabase()
  deps = { db: database.db, vault, pipeline, http, log: silentLog() }
})
after(async () => {
  await http.close()
  await database.close()
})

/** A stream of our own: what each connection does, one after the other. */
function stream(...connections: ((cursor?: string) => AsyncIterable<Batch>)[]) {
  const cursors: (string | undefined)[] = []
  const channel: Channel = {
    id: 'stream',
    name: 'Stream',
    config: z.object({}) as z.ZodType<unknown>,
    limits: { text: 0, media: 0 },
    inbox: false,
    async *listen(_account, _host, cursor) {
      cursors.push(cursor)
      const next = connections.shift()
      if (next) yield* next(cursor)
    },
  }
  return { channel, cursors }
}

async function connected(channel: Channel) {
  const workspaceId = await testWorkspace(database.db)
  const id = await createAccount(database.db, vault, channel, { workspaceId, name: 'Stream', config: {} })
  const row = () => getAccount(database.db, workspaceId, id)
  return { workspaceId, id, row }
}

it('leaves to a person what only a person can mend, until one has', async () => {
  for (const kind of ['token-dead', 'gone'] as const) {
    const { channel, cursors } = stream(async function* () {
      yield { activities: [note('a', 'text')], cursor: '1' }
      throw new ChannelFailure({ kind, detail: 'revoked' })
    })
    const { id, row } = await connected(channel)
    const listed = async () => (await accountsOf(database.db, ['stream'])).some((one) => one.id === id)
    assert.ok(await listed())
    await listenAccount(deps, channel, await row(), new AbortController().signal)
    assert.deepEqual(cursors, [undefined])
    assert.equal((await row()).failure?.kind, kind)
    assert.equal(await listed(), false, 'or it would be tried again at every look')
    await changeAccount(database.db, vault, channel, await row(), { config: {} })
    assert.ok(await listed())
  }
})

it('goes on from the last batch committed, and what was well in between forgives earlier failures', async () => {
  const stop = new AbortController()
  const fail = () => new ChannelFailure({ kind: 'rate-limited', until: NOW })
  const seen: number[] = []
  const { channel, cursors } = stream(
    // biome-ignore lint/correctness/useYield: it fails before it yields
    async function* () {
      throw fail()
    },
    async function* () {
      yield { activities: [note('a', 'one')], cursor: '1' }
      yield { activities: [note('b', 'two')], cursor: '2' }
      throw fail()
    },
    async function* () {
      seen.push((await account.row()).failures)
      yield { activities: [], cursor: '3' }
      stop.abort()
    },
  )
  const account = await connected(channel)
  await listenAccount(deps, channel, await account.row(), stop.signal)
  assert.deepEqual(cursors, [undefined, undefined, '2'])
  assert.deepEqual(seen, [1], 'one failure since something went well, not two')
  const { cursor, failure, failures } = await account.row()
  assert.deepEqual([cursor, failure, failures], ['3', null, 0])
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from activity where workspace_id = ${account.workspaceId}`.execute(database.db)
  assert.equal(rows[0]?.n, 2)
})

it('waits no longer after years of rare failures than after the first', async () => {
  const stop = new AbortController()
  const waits: number[] = []
  const rare = Array.from(
    { length: 9 },
    (_, n) =>
      async function* (): AsyncIterable<Batch> {
        yield { activities: [], cursor: String(n) }
        throw new ChannelFailure(
          n < 8 ? { kind: 'rate-limited', until: NOW } : { kind: 'unreachable', detail: 'x' },
        )
      },
  )
  const { channel } = stream(...rare)
  const account = await connected(channel)
  const told = (values: object) => {
    const { failure, next } = values as { failure: { kind: string }; next: Date }
    if (failure.kind !== 'unreachable') return
    waits.push(next.getTime() - NOW.getTime())
    stop.abort()
  }
  const log = { info: () => undefined, error: told }
  await listenAccount({ ...deps, log }, channel, await account.row(), stop.signal)
  assert.ok(waits.length === 1 && waits.every((wait) => wait <= 30_000), `${waits}`)
})

it('gives to the account that can answer what a firehose of its network had brought', async () => {
  const stop = new AbortController()
  const overheard = stream(async function* () {
    yield { activities: [note('m', '@brand, hello')] }
    stop.abort()
  })
  const firehose: Channel = { ...overheard.channel, id: 'firehose', network: 'net', keep: 'all' }
  const again = new AbortController()
  const told = stream(async function* () {
    yield { activities: [note('m', '@brand, hello')] }
    again.abort()
  })
  const answering: Channel = {
    ...told.channel,
    id: 'answering',
    network: 'net',
    reply: async () => ({ activity: note('r', 'hello') }),
  }
  const both = { ...deps, channelOf: (id: string) => [firehose, answering].find((one) => one.id === id) }
  const workspaceId = await testWorkspace(database.db)
  const made = (channel: Channel) =>
    createAccount(database.db, vault, channel, { workspaceId, name: channel.id, config: {} })
  const [first, second] = [await made(firehose), await made(answering)]
  await listenAccount(both, firehose, await getAccount(database.db, workspaceId, first), stop.signal)
  await listenAccount(both, answering, await getAccount(database.db, workspaceId, second), again.signal)
  const { rows } = await sql`
    select verb, channel, account_id from activity where workspace_id = ${workspaceId}
    order by position`.execute(database.db)
  assert.deepEqual(rows, [
    { verb: 'Create', channel: 'net', account_id: second },
    { verb: 'View', channel: 'net', account_id: second },
  ])
})
