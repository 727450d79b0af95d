import assert from 'node:assert/strict'
import { after, before, beforeEach, it } from 'node:test'
import { sql } from 'kysely'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { entry, note } from '../../../../test/support/entries.ts'
import { testMember, testWorkspace } from '../../../../test/support/workspace.ts'
import { append, consume, withdraw } from '../../../activity/index.ts'
import { changeConversations } from '../change.ts'
import { forgetActivities } from '../forget.ts'
import { inboxIntake } from '../intake.ts'
import { listConversations } from '../store.ts'
import { joinConversations, partConversations } from './join.ts'

/** What several do to the same conversations at once is done by each: nobody is turned away, and nothing is lost. */
const ALERT = '01890000-0000-7000-8000-0000000000a1'
const NOW = new Date('2026-11-20T12:00:00Z')
const ROUNDS = 3
const intake = inboxIntake({
  inboxAlerts: async () => new Set([ALERT]),
  inboxAccounts: async () => new Set(),
})
let database: TestDatabase
let workspaceId: string
let by: { memberId: string; now: Date }
let count = 0
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
  by = { memberId: await testMember(database.db, workspaceId), now: NOW }
})

async function say(thread: string, actor = 'ana'): Promise<string> {
  const id = `m${++count}`
  const made = note(id, id, {
    published: new Date(NOW.getTime() - 3_600_000 + count * 1000),
    actor: { id: actor, name: actor },
  })
  const { stored } = await append(database.db, {
    ...{ workspaceId, channel: 'net', accountId: null, received: NOW },
    entries: [entry({ ...made, object: { ...made.object, thread } }, { alerts: [ALERT] })],
  })
  while ((await consume(database.db, workspaceId, intake)) > 0);
  return stored[0]?.id ?? ''
}
const list = () => listConversations(database.db, workspaceId, { sort: 'recent' }, 50)

/** Two conversations, the older id first, and what was said in each. */
async function two() {
  const round = ++count
  const lines = [await say(`a${round}`), await say(`b${round}`, 'bob')] as const
  const { rows } = await sql<{ activity_id: string; conversation_id: string }>`
    select activity_id, conversation_id from conversation_item
    where workspace_id = ${workspaceId} and activity_id = any(${[...lines]}::uuid[])`.execute(database.db)
  const of = new Map(rows.map((row) => [row.activity_id, row.conversation_id]))
  return {
    ...{ lines, a: of.get(lines[0]) ?? '', b: of.get(lines[1]) ?? '' },
    ...{ threadA: `a${round}`, threadB: `b${round}` },
  }
}
const join = (into: string, id: string) =>
  joinConversations(database.db, workspaceId, { into, ids: [id] }, by)
const part = (from: string, id: string) =>
  partConversations(database.db, workspaceId, { from, ids: [id] }, by)
const label = (id: string, text: string) =>
  changeConversations(database.db, workspaceId, [id], { labels: [text] }, by)

async function assertCounted() {
  const { rows } = await sql`
    select status, count(*)::int as n from conversation
    where workspace_id = ${workspaceId} and merged_into is null group by 1 order by 1`.execute(database.db)
  const { rows: counted } = await sql`
    select status, sum(count)::int as n from conversation_counter
    where workspace_id = ${workspaceId} group by 1 having sum(count) <> 0 order by 1`.execute(database.db)
  assert.deepEqual(counted, rows)
}
const messages = async () => (await list()).map((row) => row.messages).toSorted()

for (const [into, name] of [
  ['a', 'older'],
  ['b', 'younger'],
] as const)
  it(`join into the ${name}, change and file at once wait for each other in one order`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      workspaceId = await testWorkspace(database.db)
      const { a, b, threadA, threadB } = await two()
      const other = into === 'a' ? b : a
      const host = into === 'a' ? a : b
      await Promise.all([
        join(host, other),
        label(other, 'vu'),
        say(into === 'a' ? threadB : threadA),
        label(other, 'vu'),
      ])
      const rows = await list()
      assert.deepEqual(
        rows.map((row) => [row.id, row.messages, row.labels]),
        [[host, 3, ['vu']]],
      )
      await assertCounted()
    }
  })

it('part and file at once: what comes stands in one of them', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    workspaceId = await testWorkspace(database.db)
    const { a, b, threadA } = await two()
    await join(b, a)
    await Promise.all([part(b, a), say(threadA), label(a, 'vu')])
    assert.deepEqual(await messages(), [1, 2])
    assert.equal((await list()).find(({ id }) => id === a)?.messages, 2)
    await assertCounted()
  }
})

it('is erased while it is joined: nothing of who is gone stays, and nothing of who is not goes', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    workspaceId = await testWorkspace(database.db)
    const { a, b, lines } = await two()
    await withdraw(database.db, workspaceId, [lines[1]])
    // Either finds the other's work done; the join may find nothing left to be joined.
    const [joined] = await Promise.allSettled([
      join(a, b),
      forgetActivities(database.db, workspaceId, [lines[1]]),
    ])
    if (joined.status === 'rejected') assert.equal(joined.reason.id, 'not_found', String(joined.reason))
    const { rows } = await sql`
      select author_id from conversation where workspace_id = ${workspaceId}`.execute(database.db)
    assert.deepEqual(rows, [{ author_id: 'ana' }])
    assert.deepEqual(await messages(), [1])
    await assertCounted()
  }
})

it('several who take each other’s conversation at once leave one, with all that was said', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    workspaceId = await testWorkspace(database.db)
    const { a, b } = await two()
    const { a: c } = await two()
    await Promise.all([join(a, b), join(b, c), join(c, a)])
    assert.deepEqual(await messages(), [1, 3])
    await assertCounted()
  }
})
