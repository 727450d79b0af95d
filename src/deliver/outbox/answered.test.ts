import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { uuidv7 } from 'uuidv7'
import { inTransaction } from '../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { answersIn, answersSince, lastAnswerers } from './answered.ts'
import { enqueue, type Order } from './enqueue.ts'
import type { State } from './state.ts'

const NOW = new Date('2026-11-20T12:00:00Z')
const hours = (n: number) => new Date(NOW.getTime() + n * 3_600_000)
const [ana, ben] = [uuidv7(), uuidv7()]
const [one, two, three] = [uuidv7(), uuidv7(), uuidv7()]
let database: TestDatabase
let workspaceId: string
let accountId: string
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
  accountId = uuidv7()
})

async function answer(conversationId: string, text: string, more: Partial<Order> & { state?: State } = {}) {
  const { state, ...rest } = more
  const order: Order = {
    workspaceId,
    accountId,
    channel: 'email',
    act: 'reply',
    at: NOW,
    conversationId,
    by: ana,
  }
  const id = await inTransaction(database.db, (tx) =>
    enqueue(tx, { ...order, draft: { text, media: [] }, ...rest }),
  )
  if (state) await database.pool.query('update delivery set state = $1 where id = $2', [state, id])
  return id
}

test('answers that stand are shown, newest first, of all conversations that are one, and no more than asked for', async () => {
  await answer(one, 'a')
  await answer(two, 'b', { by: ben })
  await answer(three, 'elsewhere')
  await answer(one, 'c', { state: 'sent' })
  for (const state of ['refused', 'dropped'] as const) await answer(one, state, { state })
  const like: Partial<Order> = { act: 'like', to: { activityId: uuidv7(), reference: {} as never } }
  await answer(one, 'liked', like)
  const texts = async (limit: number) =>
    (await answersIn(database.db, workspaceId, [one, two], limit)).map(({ text, by, state }) => [
      text,
      by,
      state,
    ])
  assert.deepEqual(await texts(10), [
    ['c', ana, 'sent'],
    ['b', ben, 'waiting'],
    ['a', ana, 'waiting'],
  ])
  assert.equal((await texts(2)).length, 2)
  assert.deepEqual(await answersIn(database.db, await testWorkspace(database.db), [one, two], 10), [])
})

test('who answered last is a member, in each conversation, whatever became of what did not stand', async () => {
  const first = await answer(one, 'a')
  const second = await answer(two, 'b', { by: ben })
  await answer(one, 'c', { by: ben, state: 'refused' })
  await inTransaction(database.db, (tx) =>
    enqueue(tx, {
      ...{ workspaceId, accountId, channel: 'email', act: 'reply', at: NOW, conversationId: one },
      draft: { text: 'a rule', media: [] },
    }),
  )
  assert.deepEqual(
    await lastAnswerers(database.db, workspaceId, [one, two, three]),
    new Map([
      [one, { id: first, by: ana }],
      [two, { id: second, by: ben }],
    ]),
  )
  assert.equal((await lastAnswerers(database.db, workspaceId, [])).size, 0)
})

test('what was answered since is what others decided from then on, the latest first', async () => {
  await answer(one, 'before', { by: ben, at: hours(-1) })
  await answer(one, 'at once', { by: ben })
  await answer(two, 'later', { by: ben, at: hours(2) })
  await answer(two, 'mine', { at: hours(1) })
  const found = await answersSince(database.db, workspaceId, NOW, ana, 10)
  assert.deepEqual(
    found.map(({ text }) => text),
    ['later', 'at once'],
  )
  assert.equal((await answersSince(database.db, workspaceId, NOW, ana, 1)).length, 1)
})
