import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { z } from 'zod'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { note } from '../../../test/support/entries.ts'
import { PLAIN } from '../../../test/support/imports.ts'
import { loopbackHttp } from '../../../test/support/listening.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import type { Channel, IncomingHook, Received } from '../../channels/index.ts'
import { forgetDeliveries } from './delivery.ts'
import { type RunnerDeps, receiveHook } from './runner.ts'
import { type AccountRow, createAccount, getAccount } from './store.ts'

/** What networks tell us by themselves (T13): told twice it counts once, told by a stranger it leaves no trace. */
const NOW = new Date('2026-11-10T12:00:00Z')
const vault = { seal: (text: string) => text, open: (text: string) => text }
const http = loopbackHttp()
let database: TestDatabase
let deps: RunnerDeps
let workspaceId: string
let notified = 0

/** A sender whose body is the very thing that its channel makes of it. */
const channel: Channel = {
  id: 'teller',
  name: 'Teller',
  config: z.object({}) as z.ZodType<unknown>,
  limits: { text: 0, media: 0 },
  inbox: true,
  receive: async (_account, { body, cursor }) => {
    const { ids = [], ...rest } = JSON.parse(Buffer.from(body).toString()) as {
      ids?: string[]
    } & Partial<Received>
    const reached = rest.cursor === 'next' ? `${cursor ?? 'none'}+` : undefined
    return { ...rest, cursor: reached, activities: ids.map((id) => note(id, `text ${id}`)) }
  },
}

before(async () => {
  database = await testDatabase()
  const pipeline = { ...PLAIN, now: () => NOW, notify: () => void notified++ }
  const log = { info: () => undefined, error: () => undefined }
  deps = { db: database.db, vault, pipeline, http, log }
})
after(async () => {
  await http.close()
  await database.close()
})
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
  notified = 0
})

async function account(): Promise<AccountRow> {
  const id = await createAccount(database.db, vault, channel, { workspaceId, name: 'Teller', config: {} })
  return getAccount(database.db, workspaceId, id)
}

function tell(row: AccountRow, what: object, runner: RunnerDeps = deps) {
  const request: IncomingHook = {
    method: 'POST',
    headers: {},
    query: {},
    body: Buffer.from(JSON.stringify(what)),
  }
  return receiveHook(runner, channel, row, request, new AbortController().signal)
}

async function kept(): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select external_id as id from activity where workspace_id = ${workspaceId} order by 1`.execute(
    database.db,
  )
  return rows.map(({ id }) => id)
}

const now = (row: AccountRow) => getAccount(database.db, workspaceId, row.id)

describe('what a network tells', () => {
  it('is taken once, though it be told ten times at one moment', async () => {
    const row = await account()
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => tell(row, { ids: ['a', 'b'], deliveryId: 'd1' })),
    )
    assert.equal(answers.filter(({ replayed }) => !replayed).length, 1)
    assert.deepEqual([await kept(), notified], [['a', 'b'], 1])
    assert.equal(
      (await tell(row, { ids: ['c'], deliveryId: 'd1' })).replayed,
      true,
      'a known delivery brings nothing else',
    )
    assert.deepEqual(await kept(), ['a', 'b'])
  })

  it('signed anew is another delivery of the same things: nothing is doubled', async () => {
    const row = await account()
    for (const deliveryId of ['d1', 'd2'])
      assert.equal((await tell(row, { ids: ['a'], deliveryId })).replayed, false)
    assert.deepEqual(await kept(), ['a'])
  })

  it('to one account is not told to another', async () => {
    const [one, other] = [await account(), await account()]
    await tell(one, { ids: ['a'], deliveryId: 'd' })
    assert.equal((await tell(other, { ids: ['b'], deliveryId: 'd' })).replayed, false)
    assert.deepEqual(await kept(), ['a', 'b'])
  })

  it('may be told again when it could not be kept: no trace of it is left', async () => {
    const row = await account()
    const failing = {
      ...deps,
      pipeline: { ...deps.pipeline, attribute: () => Promise.reject(new Error('cut')) },
    }
    await assert.rejects(tell(row, { ids: ['a'], deliveryId: 'd', cursor: 'next' }, failing), /cut/)
    assert.deepEqual([await kept(), (await now(row)).cursor, notified], [[], null, 0])
    const again = await tell(row, { ids: ['a'], deliveryId: 'd', cursor: 'next' })
    assert.deepEqual([again.replayed, await kept(), (await now(row)).cursor], [false, ['a'], 'none+'])
  })

  it('by a stranger changes nothing, not even when we last heard', async () => {
    const row = await account()
    const answer = await tell(row, { status: 401, deliveryId: 'd' })
    assert.equal(answer.status, 401)
    assert.deepEqual(await now(row), row)
    const { rows } = await sql`select 1 from hook_delivery where account_id = ${row.id}`.execute(database.db)
    assert.equal(rows.length, 0, 'nor can a stranger use up the id of a delivery to come')
    assert.equal((await tell(row, { ids: ['a'], deliveryId: 'd' })).replayed, false)
  })

  it('that nobody can read is counted, and heard all the same', async () => {
    const row = await account()
    await tell(row, { rejected: [{ reason: 'no text' }, { reason: 'no date' }], deliveryId: 'd' })
    const { rows } = await sql`
      select reason, count from ingest_counter where account_id = ${row.id}`.execute(database.db)
    assert.deepEqual(rows, [{ reason: 'bad-item', count: 2 }])
    assert.deepEqual((await now(row)).last_exchange, NOW)
  })

  it('moves the cursor by itself too, and asks for a pull where there is more', async () => {
    const row = await account()
    const received = await tell(row, { cursor: 'next', pull: true })
    assert.equal(received.pull, true)
    await tell(await now(row), { cursor: 'next' })
    assert.equal((await now(row)).cursor, 'none++')
  })

  it('is remembered for as long as its signature is good, and then forgotten', async () => {
    const row = await account()
    await tell(row, { ids: ['a'], deliveryId: 'old' })
    await tell(row, { ids: ['b'], deliveryId: 'young' })
    await sql`update hook_delivery set received = '2020-01-01' where delivery_id = 'old'`.execute(database.db)
    await forgetDeliveries(database.db, new Date('2021-01-01'))
    const replayed = async (deliveryId: string) => (await tell(row, { ids: ['a'], deliveryId })).replayed
    assert.deepEqual([await replayed('young'), await replayed('old')], [true, false])
    assert.deepEqual(await kept(), ['a', 'b'], 'and even then nothing is doubled')
  })

  it('to a channel that is told nothing is refused', async () => {
    const { receive: _, ...deaf } = channel
    const row = await account()
    const request: IncomingHook = { method: 'POST', headers: {}, query: {}, body: new Uint8Array() }
    const told = receiveHook(deps, deaf, row, request, new AbortController().signal)
    await assert.rejects(told, (error: { failure?: { kind: string } }) => error.failure?.kind === 'refused')
  })
})
