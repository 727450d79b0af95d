import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { inTransaction, notify } from '../db/index.ts'
import { type Live, type LiveItem, type Subscription, startLive } from './index.ts'

let database: TestDatabase
let live: Live

before(async () => {
  database = await testDatabase()
  live = startLive(database.url, { queue: 8, retry: { first: 5, most: 20 } })
  await until(() => live.connected())
})
after(async () => {
  await live?.close()
  await database?.close()
})

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2))
}

async function take(subscription: Subscription, count: number): Promise<LiveItem[]> {
  const items: LiveItem[] = []
  for await (const item of subscription) {
    items.push(item)
    if (items.length === count) break
  }
  return items
}

test('a subscriber hears its own workspace and no other', async () => {
  const [one, two] = [live.subscribe('w1'), live.subscribe('w2')]
  await notify(database.db, { w: 'w1', k: 'conversation', id: 'a' })
  await notify(database.db, { w: 'w2', k: 'stream' })
  await notify(database.db, { w: 'w1', k: 'alert', id: 'b' })
  assert.deepEqual(await take(one, 2), [
    { k: 'conversation', id: 'a' },
    { k: 'alert', id: 'b' },
  ])
  assert.deepEqual(await take(two, 1), [{ k: 'stream' }])
})

test('nothing is told of a transaction that is rolled back', async () => {
  const subscription = live.subscribe('w3')
  await assert.rejects(
    inTransaction(database.db, async (tx) => {
      await notify(tx, { w: 'w3', k: 'stream', id: 'undone' })
      throw new Error('undone')
    }),
  )
  await notify(database.db, { w: 'w3', k: 'stream', id: 'done' })
  assert.deepEqual(await take(subscription, 1), [{ k: 'stream', id: 'done' }])
})

test('a slow reader is told to fetch again, and its queue stays bounded', async () => {
  const subscription = live.subscribe('w4')
  let heard = 0
  const stop = live.onNotice(() => {
    heard++
  })
  for (let n = 0; n < 12; n++) await notify(database.db, { w: 'w4', k: 'stream', id: String(n) })
  await until(() => heard >= 12)
  stop()
  const items = await take(subscription, 4)
  assert.deepEqual(items[0], { k: 'refetch' })
  assert.deepEqual(items.at(-1), { k: 'stream', id: '11' })
})

test('after a cut it listens again and tells everybody to fetch again', async () => {
  const subscription = live.subscribe('w5')
  const { rowCount } = await database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'veillee live' and datname = current_database()`,
  )
  assert.equal(rowCount, 1)
  assert.deepEqual(await take(subscription, 1), [{ k: 'refetch' }])
  const again = live.subscribe('w5')
  await notify(database.db, { w: 'w5', k: 'import', id: 'x' })
  assert.deepEqual(await take(again, 1), [{ k: 'import', id: 'x' }])
})

test('who asks is told once it listens, at the start and after a cut', async () => {
  const own = startLive(database.url, { retry: { first: 5, most: 20 } })
  let told = 0
  const stop = own.onListening(() => {
    told++
  })
  await until(() => told === 1)
  await database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'veillee live' and datname = current_database()`,
  )
  await until(() => told === 2)
  stop()
  await own.close()
})

test('garbage on the channel is passed over', async () => {
  // One that no other test has cut.
  const own = startLive(database.url)
  let listening = false
  own.onListening(() => {
    listening = true
  })
  await until(() => listening)
  const subscription = own.subscribe('w6')
  await database.pool.query(`select pg_notify('veillee', 'not json')`)
  await database.pool.query(`select pg_notify('veillee', '{"w":1}')`)
  await notify(database.db, { w: 'w6', k: 'stream' })
  assert.deepEqual(await take(subscription, 1), [{ k: 'stream' }])
  await own.close()
})

test('closing ends every subscription, also one that waits', async () => {
  const own = startLive(database.url)
  const waiting = take(own.subscribe('w7'), 1)
  await own.close()
  assert.deepEqual(await waiting, [])
})

test('what was told just before one listens is told by its kinds, once each, and nothing older', async () => {
  const heard = live.subscribe('w8')
  await notify(database.db, { w: 'w8', k: 'alert', id: 'old' })
  assert.deepEqual(await take(heard, 1), [{ k: 'alert', id: 'old' }])
  await new Promise((resolve) => setTimeout(resolve, 60))
  const between = performance.now()
  const again = live.subscribe('w8')
  for (const id of ['a', 'b']) await notify(database.db, { w: 'w8', k: 'delivery', id })
  await take(again, 2)
  const late = live.subscribe('w8', performance.now() - between)
  await notify(database.db, { w: 'w8', k: 'stream' })
  assert.deepEqual(await take(late, 2), [{ k: 'delivery', past: true }, { k: 'stream' }])
  const bare = live.subscribe('w8')
  await notify(database.db, { w: 'w8', k: 'page' })
  assert.deepEqual(await take(bare, 1), [{ k: 'page' }])
})
