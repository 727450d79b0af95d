import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { inTransaction } from '../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { say } from '../../../test/support/sending.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { EVERYWHERE, resumeSending, stopSending } from '../stop/store.ts'
import { Beginner } from './beginner.ts'
import { begin, type Claimed, claim } from './claim.ts'

let database: TestDatabase
let workspaceId: string
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  await sql`truncate delivery, outbox_account, outbox_stop`.execute(database.db)
  workspaceId = await testWorkspace(database.db)
})

const take = (more: Partial<Parameters<typeof claim>[1]> = {}) =>
  claim(database.db, { seat: 1, most: 100, perAccount: 8, lease: 60_000, ...more })

async function fill(accountId: string, count: number, workspace = workspaceId): Promise<string[]> {
  const ids: string[] = []
  for (let n = 0; n < count; n++) ids.push(await say(database.db, workspace, accountId, `${n}`))
  return ids
}

function perAccount(rows: readonly Claimed[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { account_id } of rows) counts.set(account_id, (counts.get(account_id) ?? 0) + 1)
  return counts
}

const states = async () =>
  (
    await sql<{ state: string; claim: number | null; begun: boolean }>`
      select state, claim, begun from delivery order by id`.execute(database.db)
  ).rows

const finish = (rows: readonly Claimed[]) =>
  sql`update delivery set state = 'sent', claim = null where id = any(${rows.map((row) => row.id)}::uuid[])`.execute(
    database.db,
  )

describe('what a worker takes', () => {
  it('is what is due, the oldest first, marked as its own', async () => {
    const account = uuidv7()
    const [first, second] = await fill(account, 2)
    await say(database.db, workspaceId, account, 'later', { due: new Date(Date.now() + 3_600_000) })
    const rows = await take({ seat: 77 })
    assert.deepEqual(rows.map((row) => row.id).sort(), [first, second].sort())
    for (const row of rows) {
      assert.deepEqual([row.state, row.claim, row.begun], ['sending', 77, false])
      assert.ok(row.first_try && row.lease && row.lease > row.first_try)
      assert.ok(row.since < 60_000 && row.quiet === 0)
    }
    assert.deepEqual(await take(), [], 'nobody takes it again')
  })

  it('is at most what an account may have in hand, counted over all workers', async () => {
    await fill(uuidv7(), 12)
    const counts = []
    for (const seat of [1, 2]) counts.push((await take({ seat, perAccount: 5 })).length)
    assert.deepEqual(counts, [5, 0])
  })

  it('is never counted twice by workers who look at the same moment', async () => {
    const accounts = [uuidv7(), uuidv7(), uuidv7()]
    for (const account of accounts) await fill(account, 10)
    for (let round = 0; round < 20; round++) {
      const taken = await Promise.all([1, 2, 3, 4, 5, 6].map((seat) => take({ seat, perAccount: 4 })))
      const all = [...taken.flat(), ...(await take({ perAccount: 4 }))]
      assert.equal(new Set(all.map((row) => row.id)).size, all.length, 'two have the same one in hand')
      assert.deepEqual([...perAccount(all).values()], [4, 4, 4])
      await sql`update delivery set state = 'waiting', claim = null`.execute(database.db)
    }
  })

  it('is one at a time where the last try failed, so that a server that comes back is not run over', async () => {
    const account = uuidv7()
    await fill(account, 5)
    await sql`update outbox_account set failures = 3 where account_id = ${account}`.execute(database.db)
    assert.equal((await take()).length, 1)
  })

  it('leaves out accounts that wait: for a person, or for their limit', async () => {
    const [paused, limited, free, back] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()]
    for (const account of [paused, limited, free, back]) await fill(account, 1)
    const set = (account: string, change: ReturnType<typeof sql>) =>
      sql`update outbox_account set ${change} where account_id = ${account}`.execute(database.db)
    await set(paused, sql`blocked = 'paused'`)
    await set(limited, sql`wait_until = now() + interval '1 hour'`)
    await set(back, sql`wait_until = now() - interval '1 second'`)
    assert.deepEqual(new Set((await take()).map((row) => row.account_id)), new Set([free, back]))
  })

  it('keeps the moment of the first try, and tells how long ago the last one was', async () => {
    await fill(uuidv7(), 1)
    await sql`update delivery set first_try = now() - interval '2 hours', last_try = now() - interval '1 hour'`.execute(
      database.db,
    )
    const [row] = await take()
    assert.ok(row && Math.abs(row.since - 7_200_000) < 60_000 && Math.abs(row.quiet - 3_600_000) < 60_000)
  })
})

describe('fairness', () => {
  it('serves in the order of the last turn, so that one with much to say keeps nobody waiting', async () => {
    const loud = uuidv7()
    await fill(loud, 40)
    const quiet = [uuidv7(), uuidv7(), uuidv7()]
    for (const account of quiet) await fill(account, 1)
    await finish(await take({ most: 1, perAccount: 1 }))
    const order: string[] = []
    for (let turn = 0; turn < 4; turn++) {
      const rows = await take({ most: 1, perAccount: 1 })
      order.push(...rows.map((row) => row.account_id))
      await finish(rows)
    }
    assert.ok(order.filter((account) => account === loud).length <= 1, `${order}`)
    assert.equal(new Set(order).size, 4)
  })

  it('whatever waits where, each account has had its turn after as many turns as there are accounts', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 3 }),
        async (loads, free) => {
          await sql`truncate delivery, outbox_account`.execute(database.db)
          const accounts = loads.map(() => uuidv7())
          for (const [n, account] of accounts.entries()) await fill(account, loads[n] ?? 0)
          const served = new Set<string>()
          for (let turn = 0; turn < accounts.length; turn++) {
            const rows = await take({ most: free, perAccount: free })
            for (const row of rows) served.add(row.account_id)
            for (const count of perAccount(rows).values()) assert.ok(count <= free)
            await finish(rows)
          }
          assert.equal(served.size, accounts.length)
          let left = loads.reduce((sum, load) => sum + load, 0)
          const done = async () => (await states()).filter((row) => row.state === 'sent').length
          left -= await done()
          for (let turn = 0; turn < 40 && left > 0; turn++) {
            const rows = await take({ most: free, perAccount: free })
            left -= rows.length
            await finish(rows)
          }
          assert.equal(left, 0, 'something is never taken')
        },
      ),
      { numRuns: 5 },
    ))
})

describe('a stop', () => {
  it('leaves nothing to take: of its workspace, or of all', async () => {
    const other = await testWorkspace(database.db)
    await fill(uuidv7(), 1)
    await fill(uuidv7(), 1, other)
    await stopSending(database.db, workspaceId, { reason: '' })
    assert.deepEqual(
      (await take()).map((row) => row.workspace_id),
      [other],
    )
    await stopSending(database.db, EVERYWHERE, { reason: '' })
    await fill(uuidv7(), 1, other)
    assert.deepEqual(await take(), [])
    await resumeSending(database.db, EVERYWHERE)
    assert.equal((await take()).length, 1)
    await resumeSending(database.db, workspaceId)
    assert.equal((await take()).length, 1)
  })

  it('that comes between taking and leaving holds what was taken', async () => {
    const account = uuidv7()
    await fill(account, 3)
    const rows = await take()
    await stopSending(database.db, workspaceId, { reason: '' })
    assert.deepEqual(await begin(database.db, 1, rows, 60_000), new Set())
    await resumeSending(database.db, workspaceId)
    assert.equal((await begin(database.db, 1, rows, 60_000)).size, 3)
  })

  it('waits for who is taking, and counts what they took', async () => {
    await fill(uuidv7(), 2)
    let answered = false
    const [stopping] = await inTransaction(database.db, async (tx) => {
      const taken = await claim(tx, { seat: 1, most: 10, perAccount: 8, lease: 60_000 })
      assert.equal(taken.length, 2)
      const stop = stopSending(database.db, workspaceId, { reason: '' })
      stop.then(() => (answered = true))
      await sql`select pg_sleep(0.1)`.execute(tx)
      assert.equal(answered, false, 'it answered before it knew')
      return [stop]
    })
    assert.deepEqual(await stopping, { leaving: 2 })
  })

  it('racing with claims: what has not left when it answers does not leave', async () => {
    const account = uuidv7()
    for (let round = 0; round < 6; round++) {
      await fill(account, 6)
      const claims = [1, 2, 3].map((seat) => take({ seat, perAccount: 100 }))
      const [{ leaving }, ...taken] = await Promise.all([
        stopSending(database.db, workspaceId, { reason: '' }),
        ...claims,
      ])
      const rows = taken.flat()
      assert.equal(leaving, rows.length, 'what it said is on the wire is what was taken')
      for (const row of rows) assert.equal((await begin(database.db, row.claim ?? 0, [row], 60_000)).size, 0)
      await resumeSending(database.db, workspaceId)
      await sql`truncate delivery`.execute(database.db)
    }
  })
})

describe('beginning', () => {
  it('is refused to whom it was taken from meanwhile, and says what may have left', async () => {
    await fill(uuidv7(), 2)
    const rows = await take({ seat: 5 })
    const [mine, theirs] = rows
    await sql`update delivery set claim = 6 where id = ${theirs?.id}`.execute(database.db)
    assert.deepEqual(await begin(database.db, 5, rows, 60_000), new Set([mine?.id]))
    const begun = (await states()).filter((row) => row.begun)
    assert.deepEqual(begun, [{ state: 'sending', claim: 5, begun: true }])
  })

  it('is refused once its lease has ended: whoever takes over has seen that it had not begun', async () => {
    await fill(uuidv7(), 2)
    const rows = await take({ seat: 5 })
    await sql`update delivery set lease = now() where id = ${rows[0]?.id}`.execute(database.db)
    assert.deepEqual(await begin(database.db, 5, rows, 60_000), new Set([rows[1]?.id]))
    assert.deepEqual(
      await begin(database.db, 5, rows, 60_000),
      new Set([rows[1]?.id]),
      'and goes on being refused',
    )
  })

  it('answers each of many who ask at once', async () => {
    await fill(uuidv7(), 6)
    const rows = await take({ seat: 9 })
    await sql`update delivery set state = 'waiting', claim = null where id = ${rows[2]?.id}`.execute(
      database.db,
    )
    const beginner = new Beginner(database.db, 9, 60_000)
    assert.deepEqual(await Promise.all(rows.map((row) => beginner.begin(row))), [
      true,
      true,
      false,
      true,
      true,
      true,
    ])
  })

  it('tells whoever asked that the database did not answer, and goes on with the next', async () => {
    await fill(uuidv7(), 1)
    const [row] = await take({ seat: 9 })
    assert.ok(row)
    const beginner = new Beginner(database.db, 9, Number.NaN)
    await assert.rejects(beginner.begin(row))
    await assert.rejects(beginner.begin(row), 'the first error must not leave it waiting for ever')
  })
})
