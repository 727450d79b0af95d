import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { type DeliverDeps, type SenderOptions, startSender } from '../src/deliver/index.ts'
import { attempt } from '../src/deliver/sender/attempt.ts'
import { claim } from '../src/deliver/sender/claim.ts'
import { SEATS } from '../src/deliver/sender/seat.ts'
import type { RunnerDeps } from '../src/ingest/index.ts'
import { deliverDeps } from '../src/server/outbox.ts'
import { type TestDatabase, testDatabase } from './support/database.ts'
import { type Character, type EchoNetwork, startEchoNetwork } from './support/echo-network.ts'
import { eventually } from './support/eventually.ts'
import { deliveries, echoAccount, echoRunner, say } from './support/sending.ts'
import { testWorkspace } from './support/workspace.ts'

/** The moments at which something could leave twice, each brought about by itself. */
const QUICK: Partial<SenderOptions> = { deadline: 400, lease: 60_000, every: 20, pause: 20 }

let database: TestDatabase
let runner: RunnerDeps
let workspace: string
before(async () => {
  database = await testDatabase()
  runner = echoRunner(database.db)
})
after(async () => {
  await runner.http.close()
  await database.close()
})
beforeEach(async () => {
  workspace = await testWorkspace(database.db)
})

async function over(
  character: Character,
  work: (network: EchoNetwork, account: string) => Promise<void>,
  given: { after?: number } = {},
): Promise<void> {
  const network = await startEchoNetwork(character)
  try {
    await work(network, await echoAccount(runner, workspace, network, given))
  } finally {
    await network.close()
  }
}

const deps = (): DeliverDeps => deliverDeps(runner, database.url)
const one = async () => (await deliveries(database.db, workspace))[0]
const ended = (state: string) => eventually(one, (row) => row?.state === state)

/** The lease of what is in hand is over, as though the time had passed. */
const expire = () =>
  sql`update delivery set lease = now() - interval '1 second' where workspace_id = ${workspace} and state = 'sending'`.execute(
    database.db,
  )

/** Whatever holds a seat is cut off by the database, as when that is started anew. */
const unseat = () =>
  sql`
    select pg_terminate_backend(pid) from pg_locks
    where locktype = 'advisory' and classid = ${SEATS}::int::oid
      and database = (select oid from pg_database where datname = current_database())`.execute(database.db)

/** Numbers of the seats that are held. */
const seats = async () =>
  (
    await sql<{ seat: string }>`
      select objid::text as seat from pg_locks where locktype = 'advisory' and classid = ${SEATS}::int::oid
        and database = (select oid from pg_database where datname = current_database())`.execute(database.db)
  ).rows.map(({ seat }) => seat)

describe('a network that can be looked at', () => {
  // The try lasts as long as the channel waits before it believes in absence: counted from its start, nothing is left.
  it('is looked at so long after the connection has ended: what it accepts meanwhile is found', () =>
    over(
      'findable',
      async (network, account) => {
        network.fault = (_, n) => (n === 1 ? 'late-acceptance' : undefined)
        const sender = startSender(deps(), QUICK)
        try {
          await say(database.db, workspace, account, 'en retard')
          await ended('sent')
          assert.deepEqual([...network.accepted], [['en retard', 1]])
        } finally {
          await sender.stop(50)
        }
      },
      { after: 0.4 },
    ))

  it('is looked at so long after a worker was found dead: what it left on the wire may be that young', () =>
    over(
      'findable',
      async (network, account) => {
        await say(database.db, workspace, account, 'au vol')
        await claim(database.db, { seat: 4711, most: 1, perAccount: 1, lease: 60_000 })
        // It began long ago, stood still on the wire, and is gone since.
        await sql`update delivery set begun = true, last_try = now() - interval '1 hour' where workspace_id = ${workspace}`.execute(
          database.db,
        )
        await expire()
        const sender = startSender(deps(), QUICK)
        try {
          const left = await ended('waiting')
          const { rows } = await sql<{ waits: boolean }>`
            select next_try > now() + interval '50 minutes' as waits from delivery where id = ${left?.id}`.execute(
            database.db,
          )
          assert.deepEqual([left?.in_doubt, rows[0]?.waits], [true, true])
          assert.equal(network.requests, 0, 'nobody has looked yet')
        } finally {
          await sender.stop(50)
        }
      },
      { after: 3600 },
    ))
})

describe('a worker that stands still between asking and leaving', () => {
  it('lets nothing leave where somebody else may have it by now, and gives it back untouched', () =>
    over('silent', async (network, account) => {
      await say(database.db, workspace, account, 'trop tard')
      const [row] = await claim(database.db, { seat: 1, most: 1, perAccount: 1, lease: 60_000 })
      assert.ok(row)
      const signal = new AbortController().signal
      const it = { deps: deps(), row, signal, deadline: 5000, begin: async () => true }
      assert.equal((await attempt({ ...it, fresh: 0 })).outcome.kind, 'given-back')
      assert.equal(network.requests, 0)
      assert.equal((await attempt({ ...it, fresh: 5000 })).outcome.kind, 'sent')
      assert.equal(network.requests, 1)
    }))

  it('and has lost its seat: whoever has one sends it, and what stood still never does', () =>
    over(
      'findable',
      async (network, account) => {
        const [held, thaw] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
        let stood = false
        // Once: the same worker may well be the one who takes it up again, in its next seat.
        const point = (name: string) => {
          if (name !== 'begun' || stood) return undefined
          stood = true
          held.resolve()
          return thaw.promise
        }
        const frozen = startSender({ ...deps(), point }, QUICK)
        await say(database.db, workspace, account, 'gelé')
        await held.promise
        const [lost] = await seats()
        // The loser takes another seat: by then it knows.
        await unseat()
        await eventually(seats, (now) => now.length === 1 && now[0] !== lost)
        await expire()
        const other = startSender(deps(), QUICK)
        try {
          await ended('sent')
          thaw.resolve()
          await frozen.stop(50)
          assert.deepEqual([...network.accepted], [['gelé', 1]])
          assert.equal((await one())?.state, 'sent')
        } finally {
          thaw.resolve()
          await Promise.all([frozen.stop(50), other.stop(50)])
        }
      },
      { after: 0 },
    ))

  it('keeps what it has while its seat is held, however long ago its lease ended', () =>
    over('silent', async (network, account) => {
      const [held, thaw] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      let looks = 0
      const point = (name: string) => {
        if (name !== 'begun') return undefined
        held.resolve()
        return thaw.promise
      }
      const frozen = startSender({ ...deps(), point }, QUICK)
      await say(database.db, workspace, account, 'gelé')
      await held.promise
      await expire()
      const open: DeliverDeps['open'] = (...asked) => {
        looks++
        return deps().open(...asked)
      }
      const other = startSender({ ...deps(), open }, { ...QUICK, lease: 800 })
      try {
        await eventually(
          () => looks,
          (n) => n > 1,
        )
        assert.equal((await one())?.state, 'sending', 'it was asked twice whether it may be taken over')
        thaw.resolve()
        await ended('sent')
        assert.deepEqual([...network.accepted], [['gelé', 1]])
      } finally {
        thaw.resolve()
        await Promise.all([frozen.stop(50), other.stop(50)])
      }
    }))
})
