import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Channel, ChannelFailure, type Sent } from '../src/channels/index.ts'
import { startSender } from '../src/deliver/index.ts'
import type { RunnerDeps } from '../src/ingest/index.ts'
import { deliverDeps } from '../src/server/outbox.ts'
import { type TestDatabase, testDatabase } from './support/database.ts'
import { startEchoNetwork } from './support/echo-network.ts'
import { eventually } from './support/eventually.ts'
import { deliveries, ECHO, echoAccount, echoRunner, say } from './support/sending.ts'
import { testWorkspace } from './support/workspace.ts'

/** A zero character and half a letter: the database takes neither. */
const ODD = 'no\0 \ud83d'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

async function endOf(publish: Channel['publish']) {
  const runner: RunnerDeps = { ...echoRunner(database.db), channelOf: () => ({ ...ECHO, publish }) }
  const network = await startEchoNetwork('silent')
  const workspace = await testWorkspace(database.db)
  const account = await echoAccount(runner, workspace, network)
  const sender = startSender(deliverDeps(runner, database.url), { every: 50, pause: 20 })
  try {
    await say(database.db, workspace, account, 'bonjour')
    return await eventually(
      async () => (await deliveries(database.db, workspace))[0],
      (one) => one?.state === 'refused' || one?.state === 'sent' || one?.state === 'unknown',
      8_000,
    )
  } finally {
    await sender.stop(50)
    await network.close()
  }
}

describe('what a network answers that the database does not take', () => {
  it('ends as refused, with the words that can be kept', async () => {
    const told = await endOf(() => Promise.reject(new ChannelFailure({ kind: 'refused', detail: ODD })))
    assert.equal(told?.state, 'refused')
    assert.equal(told?.failure?.detail, 'no \ufffd')
  })

  it('ends as sent, whatever its address', async () => {
    const odd = async (...[account, errand, host]: Parameters<NonNullable<Channel['publish']>>) => {
      const sent = (await ECHO.publish?.(account, errand, host)) as Sent
      return { ...sent, url: `https://echo.example/${ODD}` }
    }
    const told = await endOf(odd)
    assert.equal(told?.state, 'sent')
    assert.equal(told?.url, 'https://echo.example/no \ufffd')
  })
})
