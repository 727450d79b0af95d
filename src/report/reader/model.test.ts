import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { inTransaction } from '../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import {
  type Before,
  headOf,
  listItems,
  markItems,
  type Reader,
  readAll,
  starredCount,
  stateOf,
  unreadAgain,
  unreadCounts,
} from './store.ts'

const NOW = new Date('2026-11-22T10:00:00Z')
const DAY = 86_400_000
const FEEDS = ['a', 'b', 'c'].map((_, i) => `00000000-0000-7000-8000-00000000000${i + 1}`)

let database: TestDatabase

before(async () => {
  database = await testDatabase()
})
after(() => database.close())

interface Item {
  id: string
  feed: string
  published: Date
  position: number
}

/** What one member said, as plainly as it can be written down. */
class Model {
  items: Item[] = []
  read = new Map<string, boolean>()
  starred = new Set<string>()
  seen = new Map<string, number>()

  isRead(item: Item): boolean {
    const said = this.read.get(item.id)
    if (said !== undefined) return said
    return (
      item.position <= (this.seen.get(item.feed) ?? 0) || NOW.getTime() - item.published.getTime() > 30 * DAY
    )
  }

  unread(feed: string): number {
    return this.items.filter((item) => item.feed === feed && !this.isRead(item)).length
  }

  head(): number {
    return Math.max(0, ...this.items.map((item) => item.position))
  }

  copy(): { read: Map<string, boolean>; seen: Map<string, number> } {
    return { read: new Map(this.read), seen: new Map(this.seen) }
  }
}

type Step =
  | { do: 'arrive'; feed: number; days: number }
  | { do: 'mark'; nth: number; read?: boolean; starred?: boolean }
  | { do: 'all'; feeds: number[]; late: boolean }
  | { do: 'undo' }

const nth = fc.nat(30)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('arrive' as const),
      feed: fc.nat(2),
      days: fc.constantFrom(0, 1, 29, 31, 90),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('mark' as const), nth, read: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('mark' as const), nth, starred: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('all' as const),
      feeds: fc.uniqueArray(fc.nat(2), { minLength: 1, maxLength: 3 }),
      late: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'undo' as const }) },
)

async function arrive(reader: Reader, model: Model, feed: string, days: number): Promise<void> {
  const published = new Date(NOW.getTime() - days * DAY - model.items.length * 1000)
  const item = { id: uuidv7(), feed, published, position: model.items.length + 1 }
  model.items.push(item)
  await database.pool.query(
    `insert into reader_item (workspace_id, activity_id, account_id, published, position) values ($1, $2, $3, $4, $5)`,
    [reader.workspaceId, item.id, feed, published, item.position],
  )
}

async function agree(reader: Reader, model: Model): Promise<void> {
  const { db } = database
  const counts = await unreadCounts(db, reader, NOW)
  for (const feed of FEEDS) assert.equal(counts.get(feed) ?? 0, model.unread(feed))
  assert.equal(await starredCount(db, reader), model.starred.size)
  assert.equal(await headOf(db, reader.workspaceId), model.head())
  const newest = model.items.toSorted((a, b) => +b.published - +a.published || (a.id < b.id ? 1 : -1))
  const ids = async (filter: Parameters<typeof listItems>[2]) =>
    (await listItems(db, reader, filter, { now: NOW, limit: 100 })).map((row) => row.activity_id)
  assert.deepEqual(
    await ids({}),
    newest.map((item) => item.id),
  )
  assert.deepEqual(
    await ids({ unread: true }),
    newest.filter((item) => !model.isRead(item)).map((item) => item.id),
  )
  assert.deepEqual(
    await ids({ starred: true }),
    newest.filter((item) => model.starred.has(item.id)).map((item) => item.id),
  )
  assert.deepEqual(
    await ids({ accounts: FEEDS.slice(0, 1), unread: true }),
    newest.filter((item) => item.feed === FEEDS[0] && !model.isRead(item)).map((item) => item.id),
  )
  const states = await stateOf(
    db,
    reader,
    model.items.map((item) => item.id),
    NOW,
  )
  for (const item of model.items) {
    assert.equal(states.get(item.id)?.read, model.isRead(item))
    assert.equal(states.get(item.id)?.starred, model.starred.has(item.id))
  }
}

/** Goes page by page, as somebody who scrolls does. */
async function scrolled(reader: Reader): Promise<string[]> {
  const found: string[] = []
  let before: { published: Date; id: string } | undefined
  while (true) {
    const rows = await listItems(database.db, reader, { before }, { now: NOW, limit: 3 })
    found.push(...rows.map((row) => row.activity_id))
    const last = rows.at(-1)
    if (!last || rows.length < 3) return found
    before = { published: last.published, id: last.activity_id }
  }
}

test('whatever is read, kept, read at once and taken back, store and model say the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 24 }), async (steps) => {
      const workspaceId = await testWorkspace(database.db)
      const reader = { workspaceId, memberId: uuidv7() }
      const other = { workspaceId, memberId: uuidv7() }
      const model = new Model()
      let undo: { before: Before; state: ReturnType<Model['copy']> } | undefined
      for (const one of steps) {
        if (one.do === 'arrive') await arrive(reader, model, FEEDS[one.feed] ?? '', one.days)
        const item = one.do === 'mark' ? model.items[one.nth % Math.max(1, model.items.length)] : undefined
        if (one.do === 'mark' && item) {
          const { read, starred } = one
          await inTransaction(database.db, (tx) =>
            markItems(tx, reader, [item.id, uuidv7()], { read, starred }, NOW),
          )
          if (read !== undefined) model.read.set(item.id, read)
          if (starred !== undefined) model.starred[starred ? 'add' : 'delete'](item.id)
          undo = undefined
        }
        if (one.do === 'all') {
          const feeds = one.feeds.map((n) => FEEDS[n] ?? '')
          const head = Math.max(0, model.head() - (one.late ? 1 : 0))
          const state = model.copy()
          const was = await inTransaction(database.db, (tx) => readAll(tx, reader, feeds, head))
          for (const feed of feeds) model.seen.set(feed, Math.max(head, model.seen.get(feed) ?? 0))
          for (const held of model.items)
            if (feeds.includes(held.feed) && held.position <= head && model.read.get(held.id) === false)
              model.read.delete(held.id)
          undo = { before: was, state }
        }
        if (one.do === 'undo' && undo) {
          const { before: was, state } = undo
          await inTransaction(database.db, (tx) => unreadAgain(tx, reader, was, NOW))
          model.read = state.read
          model.seen = state.seen
          undo = undefined
        }
      }
      await agree(reader, model)
      assert.deepEqual((await scrolled(reader)).length, model.items.length)
      // What one reads changes nothing for another.
      const fresh = new Model()
      fresh.items = model.items
      await agree(other, fresh)
    }),
    { numRuns: 12 },
  )
})
