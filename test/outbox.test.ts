import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { inTransaction } from '../lib/db/index.ts'
import { startLive } from '../lib/live/index.ts'
import { getByExternalId } from '../src/activity/index.ts'
import { resumeSending, type SenderOptions, startSender, stopSending } from '../src/deliver/index.ts'
import { ingest, type RunnerDeps } from '../src/ingest/index.ts'
import { deliverDeps } from '../src/server/outbox.ts'
import { type TestDatabase, testDatabase } from './support/database.ts'
import { echoEvent } from './support/echo-channel.ts'
import { type Character, type EchoNetwork, startEchoNetwork } from './support/echo-network.ts'
import { eventually } from './support/eventually.ts'
import { deliveries, echoAccount, echoRunner, say } from './support/sending.ts'
import { testWorkspace } from './support/workspace.ts'

const QUICK: Partial<SenderOptions> = { deadline: 400, lease: 1500, every: 50, pause: 20 }

let database: TestDatabase
let runner: RunnerDeps
let errors: object[] = []
before(async () => {
  database = await testDatabase()
  runner = echoRunner(database.db, { onError: (what) => errors.push(what) })
})
after(() => database.close())

interface Scene {
  workspace: string
  account: string
  network: EchoNetwork
  say(text: string, lane?: string): Promise<string>
  states(): Promise<Record<string, string>>
  /** Once nothing waits or is sent any more. */
  ended(): Promise<Record<string, string>>
}

async function scene(
  character: Character,
  work: (it: Scene) => Promise<void>,
  options = QUICK,
): Promise<void> {
  const network = await startEchoNetwork(character)
  const workspace = await testWorkspace(database.db)
  const account = await echoAccount(runner, workspace, network)
  const sender = startSender(deliverDeps(runner, database.url), { ...QUICK, ...options })
  const live = startLive(database.url)
  live.onNotice(({ w, k, id }) => {
    if (k === 'outbox') sender.wake()
    if (k === 'account') sender.accountChanged(w, id)
  })
  const states = async () =>
    Object.fromEntries((await deliveries(database.db, workspace)).map(({ text, state }) => [text, state]))
  errors = []
  try {
    await work({
      workspace,
      account,
      network,
      say: (text, lane) => say(database.db, workspace, account, text, lane ? { lane } : {}),
      states,
      ended: () =>
        eventually(
          states,
          (all) => Object.values(all).every((one) => one !== 'waiting' && one !== 'sending'),
          15_000,
        ),
    })
  } finally {
    await sender.stop(200)
    await live.close()
    await network.close()
  }
}

const row = async (workspace: string, text: string) => {
  const found = (await deliveries(database.db, workspace)).find((one) => one.text === text)
  if (!found) throw new Error(`no delivery of ${text}`)
  return found
}

describe('the outbox', () => {
  it('sends once, and what was sent stands in the stream as ours', () =>
    scene('idempotent', async ({ workspace, account, network, say: tell, ended }) => {
      await tell('bonjour')
      assert.deepEqual(await ended(), { bonjour: 'sent' })
      assert.deepEqual([...network.accepted], [['bonjour', 1]])
      const told = await row(workspace, 'bonjour')
      const [activity] = await getByExternalId(database.db, workspace, 'echo', [network.said[0]?.id ?? ''])
      assert.equal(activity?.id, told.activity_id)
      assert.deepEqual([activity?.ours, activity?.account_id, activity?.text], [true, account, 'bonjour'])
      assert.match(told.url ?? '', /^https:\/\/echo\.example\//)
    }))

  it('makes ours what the network echoed before it answered, and counts it once', () =>
    scene('silent', async ({ workspace, account, network, say: tell, ended }) => {
      const source = { workspaceId: workspace, channel: 'echo', accountId: null, keep: 'all' as const }
      const told: Promise<unknown>[] = []
      network.fault = () => 'slow'
      network.onSaid = (said) =>
        told.push(ingest(database.db, source, { activities: [echoEvent(said)] }, runner.pipeline))
      await tell('en écho')
      assert.deepEqual(await ended(), { 'en écho': 'sent' })
      await Promise.all(told)
      const [activity, ...more] = await getByExternalId(database.db, workspace, 'echo', [
        network.said[0]?.id ?? '',
      ])
      assert.equal(more.length, 0)
      assert.deepEqual([activity?.ours, activity?.account_id], [true, account])
      assert.equal((await row(workspace, 'en écho')).activity_id, activity?.id)
    }))

  for (const fault of ['timeout-after-acceptance', '500-after-acceptance', 'cut-after-acceptance'] as const) {
    it(`tries a network again that takes the same key once: ${fault}`, () =>
      scene('idempotent', async ({ network, say: tell, ended }) => {
        network.fault = (_, n) => (n <= 2 ? fault : undefined)
        await tell('encore')
        assert.deepEqual(await ended(), { encore: 'sent' })
        assert.deepEqual([...network.accepted], [['encore', 1]])
      }))

    it(`looks before it tries again where that is possible, also for what shows late: ${fault}`, () =>
      scene('findable', async ({ network, say: tell, ended }) => {
        network.lateVisibility = 250
        network.fault = (_, n) => (n === 1 ? fault : undefined)
        await tell('déjà là')
        assert.deepEqual(await ended(), { 'déjà là': 'sent' })
        assert.deepEqual([...network.accepted], [['déjà là', 1]])
      }))

    it(`asks a person where nobody can tell: ${fault}`, () =>
      scene('silent', async ({ workspace, network, say: tell, ended }) => {
        network.fault = (_, n) => (n === 1 ? fault : undefined)
        await tell('qui sait')
        assert.deepEqual(await ended(), { 'qui sait': 'unknown' })
        assert.deepEqual([...network.accepted], [['qui sait', 1]])
        assert.equal((await row(workspace, 'qui sait')).failure?.kind, 'uncertain')
      }))
  }

  it('tries again after all what it looked for and did not find', () =>
    scene('findable', async ({ network, say: tell, ended }) => {
      network.fault = (_, n) => (n === 1 ? '500-before-acceptance' : undefined)
      await tell('pas là')
      assert.deepEqual(await ended(), { 'pas là': 'sent' })
      assert.deepEqual([...network.accepted], [['pas là', 1]])
    }))

  it('keeps the order of a lane through failures, and goes past what is refused', () =>
    scene('idempotent', async ({ network, say: tell, ended }) => {
      network.fault = (text, n) =>
        text === 'b' ? 'refuse' : n <= 2 ? (n === 1 ? '500-before-acceptance' : 'rate-limit') : undefined
      for (const text of ['a', 'b', 'c', 'd']) await tell(text, 'one lane')
      assert.deepEqual(await ended(), { a: 'sent', b: 'refused', c: 'sent', d: 'sent' })
      assert.deepEqual([...network.accepted.keys()], ['a', 'c', 'd'])
    }))

  it('holds a lane behind what is unknown until a person decides, and no other lane', () =>
    scene('silent', async ({ network, say: tell, states }) => {
      network.fault = (text) => (text === 'a' ? 'timeout-after-acceptance' : undefined)
      await tell('a', 'lane 1')
      await tell('b', 'lane 1')
      await tell('c', 'lane 2')
      await eventually(states, (all) => all.a === 'unknown' && all.c === 'sent')
      assert.equal((await states()).b, 'waiting')
    }))

  it('waits without counting a try while a token is dead, and goes on by itself once it is mended', () =>
    scene('idempotent', async ({ workspace, account, network, say: tell, states, ended }) => {
      network.fault = (text, n) => (text === 'a' && n === 1 ? 'token-dies' : undefined)
      await tell('a')
      await eventually(
        async () =>
          (
            await sql<{
              blocked: string | null
            }>`select blocked from outbox_account where account_id = ${account}`.execute(database.db)
          ).rows[0]?.blocked,
        (blocked) => blocked === 'token-dead',
      )
      await tell('b')
      assert.deepEqual(await states(), { a: 'waiting', b: 'waiting' })
      assert.equal((await row(workspace, 'a')).tries, 0)
      const asked = network.requests
      await new Promise((resolve) => setTimeout(resolve, 200))
      assert.equal(network.requests, asked, 'nothing knocks at a door that only a person can open')
      network.dead.clear()
      await sql`update channel_account set failure = null where id = ${account}`.execute(database.db)
      await sql`select pg_notify('veillee', ${JSON.stringify({ w: workspace, k: 'account', id: account })})`.execute(
        database.db,
      )
      assert.deepEqual(await ended(), { a: 'sent', b: 'sent' })
    }))

  it('lets nothing new leave once a stop has answered, says what is on the wire, and goes on when resumed', () =>
    scene('silent', async ({ workspace, network, say: tell, states, ended }) => {
      network.fault = () => 'slow'
      for (let i = 0; i < 30; i++) await tell(`m${i}`)
      await eventually(
        () => network.accepted.size,
        (n) => n > 0,
      )
      const { leaving } = await stopSending(database.db, workspace, { reason: 'crise' })
      const sentBefore = Object.values(await states()).filter((one) => one === 'sent').length
      await eventually(states, (all) => !Object.values(all).includes('sending'))
      assert.ok(network.accepted.size <= sentBefore + leaving)
      assert.ok(network.accepted.size < 30)
      const { size } = network.accepted
      await tell('pendant')
      await new Promise((resolve) => setTimeout(resolve, 200))
      assert.equal(network.accepted.size, size)
      await inTransaction(database.db, (tx) => resumeSending(tx, workspace))
      assert.deepEqual(new Set(Object.values(await ended())), new Set(['sent']))
      assert.equal(network.accepted.size, 31)
    }))

  it('lets no slow account hold the others back (T19)', () =>
    scene(
      'idempotent',
      async ({ workspace, network, say: tell }) => {
        network.fault = () => 'timeout-before-acceptance'
        for (let i = 0; i < 200; i++) await tell(`slow ${i}`)
        const other = await startEchoNetwork('idempotent')
        try {
          const quick = await echoAccount(runner, workspace, other)
          await say(database.db, workspace, quick, 'vite')
          await eventually(
            () => other.accepted.size,
            (n) => n === 1,
            10_000,
          )
        } finally {
          await other.close()
        }
      },
      { slots: 8, perAccount: 4, deadline: 60_000, lease: 90_000 },
    ))

  it('stops in time, and what was on the wire is known or in doubt', () =>
    scene('silent', async ({ network, say: tell, states }) => {
      network.fault = () => 'timeout-after-acceptance'
      await tell('au vol')
      await eventually(
        () => network.accepted.size,
        (n) => n === 1,
      )
      const other = startSender(deliverDeps(runner, database.url), QUICK)
      await other.stop(50)
      await eventually(states, (all) => all['au vol'] === 'unknown')
    }))

  it('ends as refused what could not be reached for as long as it is tried', () =>
    scene(
      'idempotent',
      async ({ workspace, network, say: tell, ended }) => {
        await network.close()
        await tell('personne')
        assert.deepEqual(await ended(), { personne: 'refused' })
        assert.equal((await row(workspace, 'personne')).failure?.kind, 'unreachable')
      },
      { patience: 300 },
    ))
})
