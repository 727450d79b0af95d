import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { insertMember, insertUser } from '../../../access/index.ts'
import { claim, handing, type Leg, putOff, ripen, settle, stumbled } from './queue.ts'

const HOUR = 3_600_000
let database: TestDatabase
let workspaceId: string
let memberId: string

before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  await database.pool.query('delete from notice')
  workspaceId = await testWorkspace(database.db)
  const user = { name: 'Léa', email: `${uuidv7()}@example.org`, passwordHash: 'x' }
  memberId = await insertMember(database.db, workspaceId, await insertUser(database.db, user), 'agent')
})

async function notice(due: Date, ways: string[], told: Date | null = null): Promise<string> {
  const id = uuidv7()
  await database.pool.query(
    'insert into notice (workspace_id, member_id, id, slot, ways, due, told, items) values ($1, $2, $3, $4, $5, $6, $7, 1)',
    [workspaceId, memberId, id, `once:story:${id}`, ways, due, told],
  )
  return id
}
async function device(refused = false): Promise<string> {
  const id = uuidv7()
  await database.pool.query(
    `insert into notice_device (workspace_id, id, member_id, endpoint_hash, sealed, server_key, label, refused)
     values ($1, $2, $3, $4, '', '', '', $5)`,
    [workspaceId, id, memberId, id, refused],
  )
  return id
}
interface Row {
  way: string
  state: string
  tries: number
  words: string | null
  wait: number
  device_id: string | null
}
async function legs(): Promise<Row[]> {
  const { rows } = await database.pool.query<Row>(
    `select way, state, tries, words, device_id, extract(epoch from next_try - now())::float as wait
     from notice_leg where workspace_id = $1 order by way, id`,
    [workspaceId],
  )
  return rows
}
const states = async () => (await legs()).map(({ state }) => state)
/** A mail that one process has in hand. */
async function inHand(leaseMs = 60_000, told = new Date()): Promise<Leg> {
  const id = await notice(told, ['mail'], told)
  await database.pool.query(
    `insert into notice_leg (workspace_id, notice_id, id, way, next_try) values ($1, $2, $3, 'mail', now())`,
    [workspaceId, id, uuidv7()],
  )
  const [leg] = await claim(database.db, 10, leaseMs)
  assert.ok(leg)
  return leg
}
const again = () =>
  database.pool.query('update notice_leg set next_try = now() where workspace_id = $1', [workspaceId])
const outlive = () =>
  database.pool.query(`update notice_leg set lease = now() - interval '1 second' where workspace_id = $1`, [
    workspaceId,
  ])

test('what is due is told by its ways, on every device that is willing, and nothing before its hour', async () => {
  const now = new Date()
  await notice(new Date(now.getTime() - 1), ['app', 'mail', 'push'])
  await notice(now, ['app'])
  await notice(new Date(now.getTime() + 1), ['mail'])
  const [one, two] = [await device(), await device()]
  await device(true)
  assert.equal(await ripen(database.db, now), 2)
  assert.deepEqual(
    (await legs()).map(({ way, device_id }) => [way, device_id]),
    [
      ['mail', null],
      ['push', one],
      ['push', two],
    ],
  )
  assert.equal(await ripen(database.db, now), 0, 'each once')
  assert.equal(await ripen(database.db, new Date(now.getTime() + 1)), 1)
})

test('processes that look at once share what is due, and none is told twice', async () => {
  const now = new Date()
  for (let n = 0; n < 12; n++) await notice(now, ['mail'])
  const told = await Promise.all(Array.from({ length: 4 }, () => ripen(database.db, now)))
  assert.equal(
    told.reduce((sum, n) => sum + n, 0),
    12,
  )
  const taken = (await Promise.all(Array.from({ length: 4 }, () => claim(database.db, 5, 60_000)))).flat()
  assert.equal(new Set(taken.map(({ id }) => id)).size, taken.length)
  assert.equal(taken.length + (await claim(database.db, 20, 60_000)).length, 12)
  assert.deepEqual(await claim(database.db, 20, 60_000), [], 'what is in hand is nobody else’s')
})

test('a mail that may have left is never sent again; one that has not is, by whoever comes', async () => {
  const leg = await inHand()
  await outlive()
  const [other] = await claim(database.db, 5, 60_000)
  assert.deepEqual([other?.id, other?.tries], [leg.id, 2], 'not a byte had left')
  assert.equal(await handing(database.db, leg), false, 'the first is too late')
  assert.ok(other && (await handing(database.db, other)))
  await outlive()
  assert.deepEqual(await claim(database.db, 5, 60_000), [])
  assert.deepEqual(
    (await legs()).map(({ state, words }) => [state, words]),
    [['unknown', 'cut']],
  )
  assert.equal(await handing(database.db, other), false)
})

test('a push in the hands of a process that is gone is tried again, as it replaces itself', async () => {
  await device()
  await notice(new Date(), ['push'])
  await ripen(database.db, new Date())
  const [first] = await claim(database.db, 5, 60_000)
  assert.ok(first && (await handing(database.db, first)))
  await outlive()
  assert.equal((await claim(database.db, 5, 60_000))[0]?.id, first.id)
})

test('who lost a leg settles, puts off and stumbles over nothing of it', async () => {
  const leg = await inHand()
  await outlive()
  const [other] = await claim(database.db, 5, 60_000)
  assert.ok(other)
  await settle(database.db, leg, 'failed', 'late')
  await putOff(database.db, leg, 0, 'late')
  await stumbled(database.db, leg)
  assert.deepEqual(
    (await legs()).map(({ state, words }) => [state, words]),
    [['sending', null]],
  )
  await settle(database.db, other, 'sent', 'x'.repeat(1000))
  assert.deepEqual(
    (await legs()).map(({ state, words }) => [state, words?.length]),
    [['sent', 300]],
  )
})

test('what fails waits longer and longer, as long as it is asked to, and is given up when it is no news', async () => {
  const waits: number[] = []
  let leg = await inHand()
  for (let n = 0; n < 8; n++) {
    await putOff(database.db, leg, 0, 'timeout')
    waits.push(Math.round((await legs())[0]?.wait ?? 0))
    await again()
    const [next] = await claim(database.db, 5, 60_000)
    assert.ok(next)
    leg = next
  }
  assert.deepEqual(waits, [10, 30, 90, 270, 810, 1800, 1800, 1800])
  await putOff(database.db, leg, 2 * HOUR, 'busy')
  assert.equal(Math.round((await legs())[0]?.wait ?? 0), 7200)
  await again()
  const [last] = await claim(database.db, 5, 60_000)
  assert.ok(last)
  // A server may name any number of seconds: a mail of next year is no news, and it is looked at again to give it up.
  await putOff(database.db, last, 1e18, 'busy')
  assert.deepEqual([await states(), Math.round((await legs())[0]?.wait ?? 0)], [['waiting'], 24 * 3600])
})

test('a mail is given up after a day, a push after four hours', async () => {
  const cases = [
    ['mail', 23, 'waiting'],
    ['mail', 25, 'failed'],
    ['push', 3, 'waiting'],
    ['push', 5, 'failed'],
  ] as const
  for (const [way, hours, state] of cases) {
    await database.pool.query('delete from notice')
    const leg = await inHand(60_000, new Date(Date.now() - hours * HOUR))
    await putOff(database.db, { ...leg, way }, 0, 'timeout')
    assert.deepEqual(await states(), [state], `${way} after ${hours} hours`)
  }
})

test('what stumbles is tried again, unless the other side may have it', async () => {
  const leg = await inHand()
  await stumbled(database.db, leg)
  assert.deepEqual(
    (await legs()).map(({ state, words }) => [state, words]),
    [['waiting', 'stumbled']],
  )
  await again()
  const [second] = await claim(database.db, 5, 60_000)
  assert.ok(second && (await handing(database.db, second)))
  await stumbled(database.db, second)
  assert.deepEqual(await states(), ['sending'], 'only its lease’s end tells')
})
