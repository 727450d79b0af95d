import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { inTransaction } from '../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { changeConversations } from './change.ts'
import { countsFor, type Place, shift } from './counter.ts'
import { presentConversation } from './present.ts'
import {
  answerFigures,
  type ConversationFilter,
  getConversation,
  listConversations,
  waitingCounts,
} from './store.ts'

const NOW = new Date('2026-11-20T12:00:00Z')
const HOUR = 3_600_000
const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR)

let database: TestDatabase
let workspaceId: string
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
})

interface Given {
  status?: string
  assignee?: string | null
  channel?: string
  sentiment?: string
  lang?: string
  labels?: string[]
  alerts?: string[]
  first?: Date
  answered?: Date | null
  last?: Date
  waiting?: Date | null
}

let threads = 0
async function conversation(given: Given = {}): Promise<string> {
  const id = uuidv7()
  const { status = 'open', assignee = null, last = NOW } = given
  await sql`
    insert into conversation (workspace_id, id, channel, thread_key, visibility, author_id, snippet, status, assignee_id,
      labels, alerts, priority, sentiment, lang, first_at, first_answer_at, last_at, last_activity_id, waiting_since)
    values (${workspaceId}, ${id}, ${given.channel ?? 'bluesky'}, ${`t${threads++}`}, 'public', 'ana', 'dit', ${status},
      ${assignee}, ${given.labels ?? []}::text[], ${given.alerts ?? []}::uuid[], 0, ${given.sentiment ?? 'neutral'},
      ${given.lang ?? 'fr'}, ${given.first ?? last}, ${given.answered ?? null}, ${last}, ${uuidv7()},
      ${given.waiting ?? null})`.execute(database.db)
  const to = { status, assignee } as Place
  await inTransaction(database.db, (tx) => shift(tx, workspaceId, [{ from: null, to }]))
  return id
}

const list = async (filter: Partial<ConversationFilter> = {}, limit = 50) =>
  (await listConversations(database.db, workspaceId, { sort: 'recent', ...filter }, limit)).map(
    (row) => row.id,
  )

describe('the list of conversations', () => {
  it('is the newest first, or who has waited longest first: open and waiting only', async () => {
    const old = await conversation({ last: ago(5), waiting: ago(1) })
    const fresh = await conversation({ last: ago(1), waiting: ago(3) })
    const done = await conversation({ last: ago(2), status: 'done', waiting: ago(9) })
    const answered = await conversation({ last: ago(3) })
    assert.deepEqual(await list(), [fresh, done, answered, old])
    assert.deepEqual(await list({ sort: 'waiting' }), [fresh, old])
    assert.deepEqual(await list({ status: 'done' }), [done])
    assert.deepEqual(await list({ lastBefore: ago(2) }), [answered, old])
  })

  it('is narrowed by each thing that is asked, all of them together', async () => {
    const [me, alert] = [uuidv7(), uuidv7()]
    const whole = { assignee: me, channel: 'mail', sentiment: 'negative', lang: 'en' }
    const wanted = await conversation({ ...whole, labels: ['vip', 'sav'], alerts: [alert] })
    const others: Given[] = [
      { assignee: null },
      { channel: 'feed' },
      { sentiment: 'positive' },
      { lang: 'fr' },
    ]
    for (const other of others) await conversation({ ...whole, labels: ['vip'], alerts: [alert], ...other })
    await conversation({ ...whole, labels: ['vipère'], alerts: [uuidv7()] })
    assert.deepEqual(await list({ ...whole, label: 'vip', alert }), [wanted])
    assert.equal((await list({ assignee: 'none' })).length, 1)
    assert.deepEqual(await list({ label: 'vi' }), [], 'a label is whole')
  })

  it('read page by page gives each once, also where many have one moment', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom('recent' as const, 'waiting' as const),
        async (hours, limit, sort) => {
          workspaceId = await testWorkspace(database.db)
          for (const hour of hours) await conversation({ last: ago(hour), waiting: ago(hour) })
          const seen: string[] = []
          let after: ConversationFilter['after']
          while (seen.length <= hours.length) {
            const filter = { sort, ...(after ? { after } : {}) }
            const rows = await listConversations(database.db, workspaceId, filter, limit)
            seen.push(...rows.map((row) => row.id))
            const last = rows.at(-1)
            if (!last) break
            const at = sort === 'recent' ? last.last_at : last.waiting_since
            assert.ok(at)
            after = { at, id: last.id }
          }
          assert.deepEqual(seen, await list({ sort }))
          assert.equal(new Set(seen).size, hours.length)
        },
      ),
      { numRuns: 10 },
    ))

  it('shows nothing of another workspace', async () => {
    const id = await conversation()
    const mine = workspaceId
    workspaceId = await testWorkspace(database.db)
    assert.deepEqual(await list(), [])
    await assert.rejects(getConversation(database.db, workspaceId, id), { id: 'not_found' })
    assert.equal((await getConversation(database.db, mine, id)).id, id)
  })

  it('names whom it is given to, and without a name who has left', async () => {
    const [here, gone] = [uuidv7(), uuidv7()]
    for (const assignee of [here, gone]) await conversation({ assignee })
    const rows = await listConversations(database.db, workspaceId, { sort: 'recent' }, 9)
    const names = new Map([[here, 'Camille']])
    const shown = rows.map((row) => presentConversation(row, names).assignee)
    assert.deepEqual(new Set(shown.map((one) => one?.name)), new Set(['Camille', '']))
  })
})

describe('figures', () => {
  it('count who waits, and since before four hours and a day', async () => {
    for (const hours of [1, 4, 5, 25]) await conversation({ waiting: ago(hours) })
    await conversation({ waiting: ago(99), status: 'snoozed' })
    assert.deepEqual(await waitingCounts(database.db, workspaceId, NOW), { total: 4, over4h: 2, over24h: 1 })
    const elsewhere = await testWorkspace(database.db)
    assert.deepEqual(await waitingCounts(database.db, elsewhere, NOW), { total: 0, over4h: 0, over24h: 0 })
  })

  it('tell the median to the first answer, of those that began in the span', async () => {
    const [from, to] = [ago(24), NOW]
    const empty = await answerFigures(database.db, workspaceId, from, to)
    assert.deepEqual(empty, { begun: 0, answered: 0, hours: null })
    for (const [first, hours] of [
      [24, 1],
      [10, 2],
      [9, 6],
    ] as const)
      await conversation({ first: ago(first), answered: ago(first - hours) })
    await conversation({ first: ago(3) })
    await conversation({ first: NOW, answered: NOW })
    await conversation({ first: ago(25), answered: ago(1) })
    assert.deepEqual(await answerFigures(database.db, workspaceId, from, to), {
      begun: 4,
      answered: 3,
      hours: 2,
    })
  })
})

describe('counts', () => {
  it('are those of the conversations, whatever was changed, by many at once', async () => {
    const [ana, ben] = [uuidv7(), uuidv7()]
    const ids = []
    for (let n = 0; n < 8; n++) ids.push(await conversation({ waiting: ago(n + 1) }))
    const by = { memberId: ana, now: NOW }
    const change = (some: string[], what: Parameters<typeof changeConversations>[3]) =>
      changeConversations(database.db, workspaceId, some, what, by)
    await Promise.all([
      change(ids.slice(0, 4), { assigneeId: ana }),
      change(ids.slice(2, 6).reverse(), { assigneeId: ben }),
      change(ids.slice(3), { labels: ['vip'] }),
    ])
    await Promise.all([
      change(ids.slice(0, 2), { status: 'done' }),
      change(ids.slice(6), { status: 'snoozed', snoozedUntil: new Date(NOW.getTime() + HOUR) }),
    ])
    const counts = await countsFor(database.db, workspaceId, ben)
    const all = await listConversations(database.db, workspaceId, { sort: 'recent' }, 50)
    const open = all.filter((row) => row.status === 'open')
    assert.deepEqual(counts, {
      open: open.length,
      mine: open.filter((row) => row.assignee_id === ben).length,
      unassigned: open.filter((row) => row.assignee_id === null).length,
      snoozed: 2,
      done: 2,
      oldestWaiting: ago(6),
    })
    assert.equal(open.length, 4)
  })

  it('of nobody’s conversations are naught, and moves that cancel out write nothing', async () => {
    const naught = { open: 0, mine: 0, unassigned: 0, snoozed: 0, done: 0, oldestWaiting: null }
    assert.deepEqual(await countsFor(database.db, workspaceId, uuidv7()), naught)
    const place = { status: 'open', assignee: null } as const
    await inTransaction(database.db, (tx) =>
      shift(tx, workspaceId, [
        { from: place, to: place },
        { from: null, to: place },
        { from: place, to: null },
      ]),
    )
    const { rows } =
      await sql`select 1 from conversation_counter where workspace_id = ${workspaceId}`.execute(database.db)
    assert.deepEqual(rows, [])
  })
})

describe('what takes a change back', () => {
  it('brings back what was there: whom, which labels, until when', async () => {
    const [ana, id] = [uuidv7(), await conversation({ labels: ['a'] })]
    const by = { memberId: ana, now: NOW }
    const until = new Date(NOW.getTime() + HOUR)
    await changeConversations(database.db, workspaceId, [id], { status: 'snoozed', snoozedUntil: until }, by)
    const was = await getConversation(database.db, workspaceId, id)
    const change = { status: 'done' as const, assigneeId: ana, labels: ['b', 'c'] }
    const [undo] = await changeConversations(database.db, workspaceId, [id, id], change, by)
    assert.deepEqual(undo, {
      id,
      change: { status: 'snoozed', snoozedUntil: until.toISOString(), assigneeId: null, labels: ['a'] },
    })
    const back = { ...undo?.change, snoozedUntil: until }
    await changeConversations(database.db, workspaceId, [id], back, by)
    assert.deepEqual(await getConversation(database.db, workspaceId, id), was)
  })

  it('is nothing where it was so already, and all or none are changed', async () => {
    const id = await conversation({ labels: ['a'] })
    const by = { memberId: uuidv7(), now: NOW }
    const same = { status: 'open' as const, labels: ['a'], assigneeId: null }
    assert.deepEqual(await changeConversations(database.db, workspaceId, [id], same, by), [])
    const wrong: [string[], Parameters<typeof changeConversations>[3], string][] = [
      [[id, uuidv7()], { status: 'done' }, 'not_found'],
      [[id], { status: 'snoozed' }, 'snooze_needs_time'],
      [[id], { status: 'snoozed', snoozedUntil: NOW }, 'snooze_in_past'],
    ]
    for (const [ids, change, problem] of wrong) {
      const changed = async () => changeConversations(database.db, workspaceId, ids, change, by)
      await assert.rejects(changed, { id: problem })
    }
    assert.equal((await getConversation(database.db, workspaceId, id)).status, 'open')
  })
})
