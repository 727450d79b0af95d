import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { uuidv7 } from 'uuidv7'
import { parseKey } from '../../../lib/crypto/index.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { type Attempt, forgetAnswers, type KeptAnswer, once } from './store.ts'

let database: TestDatabase
let workspaceId: string
const memberId = uuidv7()
const now = new Date('2026-05-01T12:00:00Z')
const answer: KeptAnswer = { status: 201, contentType: 'application/json', body: '{"secret":"vl_once"}' }

before(async () => {
  database = await testDatabase()
  workspaceId = await testWorkspace(database.db)
})
after(() => database.close())

function attempt(key: string, more: Partial<Attempt> = {}): Attempt {
  return {
    workspaceId,
    memberId,
    key,
    request: ['POST', '/keys', '', '{}'],
    now,
    sealing: parseKey('44'.repeat(32)),
    ...more,
  }
}

test('the work is done once; the answer comes back unsealed, and is sealed at rest', async () => {
  let done = 0
  const work = async () => {
    done++
    return answer
  }
  assert.deepEqual(await once(database.db, attempt('a'), work), { ...answer, replayed: false })
  assert.deepEqual(await once(database.db, attempt('a'), work), { ...answer, replayed: true })
  assert.equal(done, 1)
  const { rows } = await database.pool.query('select * from idempotency_key')
  assert.doesNotMatch(JSON.stringify(rows), /vl_once/)
})

test('the same key for another body, address or method is refused', async () => {
  await once(database.db, attempt('b'), async () => answer)
  for (const request of [
    ['POST', '/keys', '', '{"a":1}'],
    ['POST', '/alerts', '', '{}'],
    ['POST', '/keys', '?a', '{}'],
  ]) {
    await assert.rejects(
      once(database.db, attempt('b', { request }), async () => answer),
      { id: 'idempotency_reuse' },
    )
  }
})

test('an answer that is not a success is given but not kept, and what it wrote is undone', async () => {
  const refused = { status: 422, contentType: null, body: 'no' }
  const work = async (tx: Parameters<Parameters<typeof once>[2]>[0]) => {
    await testWorkspace(tx, 'Undone')
    return refused
  }
  assert.deepEqual(await once(database.db, attempt('c'), work), { ...refused, replayed: false })
  assert.equal((await once(database.db, attempt('c'), async () => answer)).replayed, false)
  const { rowCount } = await database.pool.query(`select 1 from workspace where name = 'Undone'`)
  assert.equal(rowCount, 0)
})

test('a duplicate waits for the first; when the first fails, it takes its place', async () => {
  const started = Promise.withResolvers<void>()
  const end = Promise.withResolvers<void>()
  const first = once(database.db, attempt('d'), async () => {
    started.resolve()
    await end.promise
    throw new Error('cut')
  })
  await started.promise
  const second = once(database.db, attempt('d'), async () => answer)
  while ((await database.pool.query('select 1 from pg_locks where not granted')).rowCount === 0);
  end.resolve()
  await assert.rejects(first, /cut/)
  assert.deepEqual(await second, { ...answer, replayed: false })
})

test('a member’s keys are their own, and so are a workspace’s', async () => {
  await once(database.db, attempt('e'), async () => answer)
  const others = [{ memberId: uuidv7() }, { workspaceId: await testWorkspace(database.db) }]
  for (const other of others) {
    assert.equal((await once(database.db, attempt('e', other), async () => answer)).replayed, false)
  }
})

test('a key is printable and short', async () => {
  for (const key of ['', ' ', 'a b', 'x'.repeat(256), 'é', 'a\n']) {
    await assert.rejects(
      once(database.db, attempt(key), async () => answer),
      { id: 'idempotency_invalid' },
    )
  }
})

test('answers are forgotten after a day, no sooner', async () => {
  await database.pool.query('delete from idempotency_key')
  await once(database.db, attempt('old'), async () => answer)
  const later = new Date(now.getTime() + 20 * 3_600_000)
  await once(database.db, attempt('young', { now: later }), async () => answer)
  await forgetAnswers(database.db, new Date(now.getTime() + 24 * 3_600_000 + 1))
  const { rows } = await database.pool.query('select key from idempotency_key')
  assert.deepEqual(rows, [{ key: 'young' }])
})
