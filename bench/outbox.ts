// Sends of the outbox, against a plain loop of the same calls by the same client with as many at once.
//   npm run bench -- outbox [sends] [mastodon|echo]
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { parseKey } from '../lib/crypto/index.ts'
import { type Handle, inTransaction } from '../lib/db/index.ts'
import { createHttp } from '../lib/http/index.ts'
import { startLive } from '../lib/live/index.ts'
import { silentLog } from '../lib/log/index.ts'
import { type Channel, channelOf, type Errand } from '../src/channels/index.ts'
import { enqueue, startSender } from '../src/deliver/index.ts'
import { createAccount, type RunnerDeps } from '../src/ingest/index.ts'
import { readConfig } from '../src/server/config.ts'
import { createEngine } from '../src/server/engine.ts'
import { deliverDeps } from '../src/server/outbox.ts'
import { echo } from '../test/support/echo-channel.ts'
import { eventually } from '../test/support/eventually.ts'
import { testWorkspace } from '../test/support/workspace.ts'
import { benchDatabase, median, percentile, posts, report } from './support.ts'

const SENDS = Number(process.argv[2] ?? 10_000)
/** The simulator of Mastodon and its channel; or the least that a network can be. */
const NETWORK = process.argv[3] ?? 'mastodon'
const ACCOUNTS = 50
const ROUNDS = 3
const PER_ACCOUNT = 8
const IDLE = 200

const database = await benchDatabase()
const { db } = database
const http = createHttp({ userAgent: 'bench', allow: () => true })
const engine = await createEngine(db, parseKey('11'.repeat(32)), readConfig({}), silentLog())
const channel = (NETWORK === 'echo' ? echo : channelOf('mastodon')) as unknown as Channel
const runner: RunnerDeps = { ...engine.runner, http, channelOf: () => channel }
const network = fork(new URL('./outbox-network.ts', import.meta.url), [NETWORK, String(ACCOUNTS)], {
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
})
const [{ url, tokens }] = (await once(network, 'message')) as [{ url: string; tokens: string[] }]

function configOf(i: number): Record<string, unknown> {
  const token = tokens[i] ?? ''
  return NETWORK === 'echo'
    ? { url, character: 'idempotent', token, after: 60 }
    : (channel.config.parse({ server: url, accessToken: token }) as Record<string, unknown>)
}

async function accountsIn(workspaceId: string): Promise<string[]> {
  const ids: string[] = []
  for (let i = 0; i < ACCOUNTS; i++) {
    const account = { workspaceId, name: `Compte ${i}`, config: configOf(i) }
    ids.push(await createAccount(db, runner.vault, channel, account))
  }
  return ids
}

async function enqueueAll(
  tx: Handle,
  workspaceId: string,
  accounts: string[],
  texts: string[],
): Promise<void> {
  for (const [i, text] of texts.entries()) {
    const accountId = accounts[i % accounts.length] ?? ''
    const draft = { text, media: [] }
    await enqueue(tx, { workspaceId, accountId, channel: channel.id, act: 'publish', at: new Date(), draft })
  }
}

/** Sends a second from the first taken to the last written. */
async function outbox(texts: string[]): Promise<number> {
  const workspaceId = await testWorkspace(db)
  const accounts = await accountsIn(workspaceId)
  await inTransaction(db, (tx) => enqueueAll(tx, workspaceId, accounts, texts))
  await sql`vacuum analyze delivery`.execute(db)
  const start = performance.now()
  const sender = startSender(deliverDeps(runner, database.url), { perAccount: PER_ACCOUNT })
  const left = async () => {
    const { rows } = await sql<{ any: boolean }>`
      select exists (select 1 from delivery where workspace_id = ${workspaceId} and state <> 'sent') as any`.execute(
      db,
    )
    return rows[0]?.any
  }
  await eventually(left, (any) => any === false, 300_000)
  const rate = texts.length / ((performance.now() - start) / 1000)
  await sender.stop()
  return rate
}

/** The same calls of the same channel, as many at once, and nothing kept of them. */
async function bare(texts: string[]): Promise<number> {
  const host = { http, now: () => new Date(), signal: new AbortController().signal, status: () => undefined }
  const start = performance.now()
  let next = 0
  const lane = async () => {
    while (next < texts.length) {
      const i = next++
      const account = {
        id: '',
        workspaceId: '',
        channel: channel.id,
        name: '',
        config: configOf(i % ACCOUNTS),
      }
      const errand: Errand = {
        act: 'publish',
        key: uuidv7(),
        at: new Date(),
        tries: 0,
        draft: { text: texts[i] ?? '', media: [] },
      }
      await channel.publish?.(account, errand, host)
    }
  }
  await Promise.all(Array.from({ length: ACCOUNTS * PER_ACCOUNT }, lane))
  return texts.length / ((performance.now() - start) / 1000)
}

/** Milliseconds from the commit that decides to the request at the network, one at a time. */
async function idle(): Promise<number[]> {
  const workspaceId = await testWorkspace(db)
  const accounts = await accountsIn(workspaceId)
  const sender = startSender(deliverDeps(runner, database.url))
  const live = startLive(database.url)
  live.onNotice(({ k }) => k === 'outbox' && sender.wake())
  const took: number[] = []
  for (let i = -5; i < IDLE; i++) {
    const heard = once(network, 'message') as Promise<[{ heard: number }]>
    network.send('tell')
    await new Promise((resolve) => setTimeout(resolve, 20 + ((Math.abs(i) * 37) % 60)))
    const [account = ''] = accounts
    await inTransaction(db, (tx) => enqueueAll(tx, workspaceId, [account], [`idle ${i}`]))
    const committed = performance.timeOrigin + performance.now()
    const [{ heard: at }] = await heard
    if (i >= 0) took.push(at - committed)
  }
  await sender.stop()
  await live.close()
  return took
}

const textsOf = (round: number, count: number, name: string) =>
  posts(round, count).map((post, i) => `${name} ${round}.${i} ${post.object.text}`.slice(0, 280))

await outbox(textsOf(99, 1000, 'warm'))
await bare(textsOf(98, 1000, 'warm'))
const rounds: { outbox: number; bare: number }[] = []
for (let round = 1; round <= ROUNDS; round++) {
  rounds.push({
    bare: await bare(textsOf(round, SENDS, 'bare')),
    outbox: await outbox(textsOf(round, SENDS, 'outbox')),
  })
}
const waits = await idle()
report('outbox', {
  inputs: `${SENDS} sends to ${channel.id} over ${ACCOUNTS} accounts, ${PER_ACCOUNT} at once each, ${ROUNDS} rounds, embedded PostgreSQL with fsync`,
  'outbox, sends a second': median(rounds.map((one) => one.outbox)),
  'bare client, sends a second': median(rounds.map((one) => one.bare)),
  ratio: median(rounds.map((one) => one.outbox / one.bare)),
  rounds: rounds.map((one) => `${Math.round(one.outbox)}/${Math.round(one.bare)}`).join(' '),
  target: 0.5,
  'idle, commit to wire, p50 ms': percentile(waits, 0.5),
  'idle, commit to wire, p95 ms': percentile(waits, 0.95),
  'target p95, ms': 100,
})
network.kill()
await http.close()
await database.close()
process.exit(0)
