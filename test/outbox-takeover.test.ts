import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { startSender } from '../src/deliver/index.ts'
import { claim } from '../src/deliver/sender/claim.ts'
import { deliverDeps } from '../src/server/outbox.ts'
import { type TestDatabase, testDatabase } from './support/database.ts'
import { startEchoNetwork } from './support/echo-network.ts'
import { eventually } from './support/eventually.ts'
import { deliveries, echoAccount, echoRunner, say } from './support/sending.ts'
import { testWorkspace } from './support/workspace.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

describe('what a worker left that is gone, by an account that nobody may open', () => {
  it('may have left where a network takes the same key twice: it stays in doubt until it goes on', async () => {
    const { db } = database
    const runner = echoRunner(db)
    const network = await startEchoNetwork('idempotent')
    const workspace = await testWorkspace(db)
    const account = await echoAccount(runner, workspace, network)
    await say(db, workspace, account, 'au vol')
    const [taken] = await claim(db, { seat: 4711, most: 10, perAccount: 4, lease: 1 })
    assert.equal(taken?.state, 'sending')
    await sql`update channel_account set paused = true where id = ${account}`.execute(db)
    const sender = startSender(deliverDeps(runner, database.url), { every: 50, pause: 20, lease: 1000 })
    const one = async () => (await deliveries(db, workspace))[0]
    try {
      const left = await eventually(one, (row) => row?.state === 'waiting', 8_000)
      assert.equal(left?.in_doubt, true)
      await sql`update channel_account set paused = false where id = ${account}`.execute(db)
      sender.accountChanged(workspace, account)
      await eventually(one, (row) => row?.state === 'sent', 8_000)
      assert.deepEqual([...network.accepted], [['au vol', 1]])
    } finally {
      await sender.stop(50)
      await network.close()
    }
  })
})
