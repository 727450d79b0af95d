import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { inTransaction } from '../../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { insertMember, insertUser } from '../../../access/index.ts'
import { changeConversations } from '../change.ts'
import { shift } from '../counter.ts'
import type { Status } from '../tables.ts'
import { forgetHandOvers, handOverAll, undoHandOver } from './hand.ts'

const NOW = new Date('2026-11-20T12:00:00Z')
let database: TestDatabase
let workspaceId: string
let members: string[]
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

async function fresh(): Promise<void> {
  workspaceId = await testWorkspace(database.db)
  members = []
  for (let n = 0; n < 3; n++) {
    const user = { name: `M${n}`, email: `${uuidv7()}@example.org`, passwordHash: 'x' }
    members.push(await insertMember(database.db, workspaceId, await insertUser(database.db, user), 'agent'))
  }
}

async function talk(status: Status, assignee: string | null): Promise<string> {
  const id = uuidv7()
  await sql`
    insert into conversation (workspace_id, id, channel, thread_key, visibility, author_id, snippet, status, assignee_id,
      priority, sentiment, lang, first_at, last_at, last_activity_id)
    values (${workspaceId}, ${id}, 'email', ${id}, 'private', 'x', 'dit', ${status}, ${assignee}, 0, 'neutral', 'fr', ${NOW},
      ${NOW}, ${uuidv7()})`.execute(database.db)
  const place = { status: status as 'open' | 'snoozed' | 'done', assignee }
  await inTransaction(database.db, (tx) => shift(tx, workspaceId, [{ from: null, to: place }]))
  return id
}

async function standing(): Promise<Map<string, { status: string; assignee: string | null }>> {
  const { rows } = await database.pool.query<{ id: string; status: string; assignee_id: string | null }>(
    'select id, status, assignee_id from conversation where workspace_id = $1',
    [workspaceId],
  )
  return new Map(rows.map((row) => [row.id, { status: row.status, assignee: row.assignee_id }]))
}

/** What lists count is what there is. */
async function countsHold(): Promise<void> {
  const { rows } = await database.pool.query(
    `select counter.status, counter.assignee_id, counter.count::int as told,
       (select count(*)::int from conversation as c where c.workspace_id = $1 and c.status = counter.status
         and coalesce(c.assignee_id, '00000000-0000-0000-0000-000000000000') = counter.assignee_id) as found
     from conversation_counter as counter where workspace_id = $1`,
    [workspaceId],
  )
  for (const { told, found, ...place } of rows) assert.equal(told, found, JSON.stringify(place))
}

const STATES: Status[] = ['open', 'snoozed', 'done']
const talks = fc.array(fc.tuple(fc.constantFrom(...STATES), fc.nat(3)), { maxLength: 12 })
const meanwhile = fc.array(fc.tuple(fc.nat(11), fc.constantFrom('take', 'close', 'drop')), { maxLength: 4 })

test('whatever lies on desks, all that is one’s and open changes hands, and comes back but for what others took', async () => {
  await fc.assert(
    fc.asyncProperty(talks, fc.constantFrom(1, null), meanwhile, async (given, heir, acts) => {
      await fresh()
      const ids: string[] = []
      for (const [status, who] of given) ids.push(await talk(status, members[who] ?? null))
      const [mine = '', other = '', third = ''] = members
      const before = await standing()
      const to = heir === null ? ('nobody' as const) : { memberId: other }
      const { id, moved } = await handOverAll(database.db, workspaceId, { from: mine, to, by: mine }, NOW)
      const theirs = [...before].filter(([, one]) => one.assignee === mine && one.status !== 'done')
      assert.deepEqual(moved.map((one) => one.id).sort(), theirs.map(([key]) => key).sort())
      const after = await standing()
      for (const [key, one] of before) {
        const handed = theirs.some(([that]) => that === key)
        const target = heir === null ? null : other
        assert.deepEqual(after.get(key), handed ? { ...one, assignee: target } : one)
      }
      const by = { memberId: third, now: NOW }
      for (const [n, act] of acts) {
        const one = ids[n % Math.max(1, ids.length)]
        if (!one) continue
        const step = {
          take: { assigneeId: third },
          close: { status: 'done' as const },
          drop: { assigneeId: null },
        }[act]
        await changeConversations(database.db, workspaceId, [one], step ?? {}, by)
      }
      const left = await standing()
      const back = await undoHandOver(database.db, workspaceId, { id, by: mine }, NOW)
      const now = await standing()
      let returned = 0
      for (const { id: key, to: target } of moved) {
        const was = left.get(key)
        const goes = was !== undefined && was.status !== 'done' && was.assignee === target
        if (goes) returned++
        assert.equal(now.get(key)?.assignee, goes ? mine : was?.assignee)
      }
      assert.equal(back, returned)
      await countsHold()
    }),
    { numRuns: 25 },
  )
})

test('two who take the same hand-over back at once take it back once', async () => {
  await fresh()
  const [mine = '', other = ''] = members
  await talk('open', mine)
  const to = { memberId: other }
  const { id } = await handOverAll(database.db, workspaceId, { from: mine, to, by: mine }, NOW)
  const ends = await Promise.allSettled(
    [mine, other].map((by) => undoHandOver(database.db, workspaceId, { id, by }, NOW)),
  )
  assert.deepEqual(ends.map((end) => (end.status === 'fulfilled' ? end.value : end.reason.id)).sort(), [
    1,
    'hand_over_undone',
  ])
  await countsHold()
})

test('a hand-over of another workspace, or of long ago, is not there', async () => {
  await fresh()
  const [mine = ''] = members
  await talk('open', mine)
  const { id } = await handOverAll(database.db, workspaceId, { from: mine, to: 'nobody', by: mine }, NOW)
  const other = await testWorkspace(database.db)
  await assert.rejects(undoHandOver(database.db, other, { id, by: mine }, NOW), { id: 'not_found' })
  await forgetHandOvers(database.db, NOW)
  assert.equal(await undoHandOver(database.db, workspaceId, { id, by: mine }, NOW), 1)
  await forgetHandOvers(database.db, new Date(NOW.getTime() + 1))
  await assert.rejects(undoHandOver(database.db, workspaceId, { id, by: mine }, NOW), { id: 'not_found' })
})
