import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { inTransaction } from '../lib/db/index.ts'
import { enqueue, startSender } from '../src/deliver/index.ts'
import { drop, sayIsSent } from '../src/deliver/outbox/change.ts'
import { deliverDeps } from '../src/server/outbox.ts'
import { type TestDatabase, testDatabase } from './support/database.ts'
import { startEchoNetwork } from './support/echo-network.ts'
import { eventually } from './support/eventually.ts'
import { echoAccount, echoRunner } from './support/sending.ts'
import { testWorkspace } from './support/workspace.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

describe('what was answered', () => {
  it('is kept beside an answer only until it has ended: what its author deletes later stays nowhere', async () => {
    const { db } = database
    const runner = echoRunner(db)
    const network = await startEchoNetwork('silent')
    network.fault = (text) => (text === 'qui sait' ? '500-before-acceptance' : undefined)
    const workspace = await testWorkspace(db)
    const account = await echoAccount(runner, workspace, network)
    const answer = (text: string) =>
      inTransaction(db, (tx) =>
        enqueue(tx, {
          workspaceId: workspace,
          accountId: account,
          channel: 'echo',
          act: 'reply',
          at: new Date(),
          due: new Date(Date.now() + (text === 'plus tard' ? 3_600_000 : 0)),
          draft: { text, media: [] },
          to: {
            activityId: uuidv7(),
            reference: {
              id: 'echo:1',
              verb: 'Create',
              ours: false,
              published: new Date(),
              actor: { id: 'echo:lea', name: 'Léa' },
              text: 'mon secret',
              visibility: 'private',
              extra: {},
            },
          },
        }),
      )
    const sent = await answer('oui')
    const unknown = await answer('qui sait')
    const dropped = await answer('plus tard')
    const rows = async () => {
      const found = await sql<{ id: string; state: string; secret: boolean }>`
        select id, state, coalesce(target::text like '%secret%', false) as secret from delivery
        where workspace_id = ${workspace}`.execute(db)
      return new Map(found.rows.map((row) => [row.id, row]))
    }
    const sender = startSender(deliverDeps(runner, database.url), { every: 50, pause: 20 })
    try {
      const all = await eventually(
        rows,
        (it) => it.get(sent)?.state === 'sent' && it.get(unknown)?.state === 'unknown',
      )
      assert.deepEqual(
        [sent, unknown, dropped].map((id) => all.get(id)?.secret),
        [false, true, true],
      )
      const by = uuidv7()
      await sayIsSent(db, { workspaceId: workspace, id: unknown, by })
      await drop(db, { workspaceId: workspace, id: dropped, by })
      const ended = await rows()
      assert.deepEqual(
        [unknown, dropped].map((id) => [ended.get(id)?.state, ended.get(id)?.secret]),
        [
          ['sent', false],
          ['dropped', false],
        ],
      )
    } finally {
      await sender.stop(50)
      await network.close()
    }
  })
})
