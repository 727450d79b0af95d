import assert from 'node:assert/strict'
import { after, before, beforeEach, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { inTransaction } from '../../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { insertMember, insertUser } from '../../../access/index.ts'
import { recordShown } from '../../../deliver/index.ts'
import { changeConversations } from '../change.ts'
import { writeNote } from '../mention/store.ts'
import { happenedSince } from './away.ts'

const NOW = new Date('2026-11-20T12:00:00Z')
const HOUR = 3_600_000
const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR)
const SINCE = ago(10)

let database: TestDatabase
let workspaceId: string
let me: string
let ben: string
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
  ;[me, ben] = [await member('Ana'), await member('Ben')]
})

async function member(name: string): Promise<string> {
  const userId = await insertUser(database.db, { name, email: `${uuidv7()}@example.org`, passwordHash: 'x' })
  return insertMember(database.db, workspaceId, userId, 'agent')
}

async function talk(
  began: Date,
  more: { waiting?: Date; priority?: number; mine?: boolean; ben?: boolean } = {},
) {
  const id = uuidv7()
  const assignee = more.mine ? me : more.ben ? ben : null
  await sql`
    insert into conversation (workspace_id, id, channel, thread_key, visibility, author_id, snippet, status, assignee_id,
      priority, sentiment, lang, first_at, last_at, last_activity_id, waiting_since)
    values (${workspaceId}, ${id}, 'email', ${id}, 'private', 'x', 'dit', 'open', ${assignee}, ${more.priority ?? 0},
      'neutral', 'fr', ${began}, ${began}, ${uuidv7()}, ${more.waiting ?? null})`.execute(database.db)
  return id
}

const change = (
  id: string,
  to: Parameters<typeof changeConversations>[3],
  memberId: string | null,
  now: Date,
) => changeConversations(database.db, workspaceId, [id], to, { memberId, now })
const since = (from = SINCE) => happenedSince(database.db, workspaceId, me, { since: from, now: NOW })
const answer = (id: string, by: string, at: Date) =>
  inTransaction(database.db, (tx) =>
    recordShown(tx, {
      ...{ workspaceId, accountId: uuidv7(), channel: 'email', conversationId: id, by, at },
      ...{ text: 'Bonjour', state: 'sent' },
    }),
  )

it('tells what came in since, of it what is open still, the most pressing first', async () => {
  await talk(ago(11))
  const calm = await talk(ago(9), { priority: 5 })
  const pressing = await talk(SINCE, { priority: 50 })
  const done = await talk(ago(2))
  await change(done, { status: 'done' }, ben, ago(1))
  const { came, stillOpen } = await since()
  assert.deepEqual([came.count, stillOpen, came.items], [3, 2, [pressing, calm]])
})

it('tells what others did, each conversation once, and nothing of what I did', async () => {
  const [one, two] = [await talk(ago(40)), await talk(ago(40))]
  await answer(one, ben, ago(11))
  await answer(one, ben, ago(5))
  await answer(two, me, ago(4))
  await change(one, { assigneeId: me }, ben, ago(9))
  await change(one, { assigneeId: null }, ben, ago(8))
  await change(one, { assigneeId: me }, null, ago(7))
  await change(two, { assigneeId: me }, me, ago(6))
  await change(one, { status: 'done' }, ben, ago(3))
  await change(two, { status: 'done' }, me, ago(3))
  const { answered, assigned, closed } = await since()
  assert.deepEqual(
    answered.items.map(({ conversationId, by, at }) => [conversationId, by, at]),
    [[one, ben, ago(5)]],
  )
  assert.deepEqual(assigned, { count: 1, items: [{ conversationId: one, at: ago(7), by: null, rule: null }] })
  assert.deepEqual(
    closed.items.map(({ conversationId, by }) => [conversationId, by]),
    [[one, ben]],
  )
})

it('tells of mentions, and of what has waited for a day and is mine or nobody’s', async () => {
  const mine = await talk(ago(60), { waiting: ago(50), mine: true })
  const nobodys = await talk(ago(60), { waiting: ago(55) })
  await talk(ago(60), { waiting: ago(50), ben: true })
  await talk(ago(60), { waiting: ago(23) })
  const note = { memberId: ben, text: 'Vois-tu, @Ana ?' }
  await writeNote(database.db, workspaceId, mine, { ...note, now: ago(20) }, async () => undefined)
  await writeNote(database.db, workspaceId, mine, { ...note, now: ago(2) }, async () => undefined)
  const { late, mentions } = await since()
  assert.deepEqual(late, { count: 2, items: [nobodys, mine] })
  assert.deepEqual(
    mentions.map(({ at, conversation_id }) => [at, conversation_id]),
    [[ago(2), mine]],
  )
})

it('is nothing where nothing happened, and says no more than it shows of a lot', async () => {
  const { mentions, stillOpen, ...rest } = await since()
  assert.deepEqual([mentions, stillOpen], [[], 0])
  for (const [what, { count, items }] of Object.entries(rest)) assert.deepEqual([count, items], [0, []], what)
  for (let n = 0; n < 12; n++) await talk(ago(1))
  const { came } = await since()
  assert.deepEqual([came.count, came.items.length], [12, 8])
})
