import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { testMember, testWorkspace } from '../../../../test/support/workspace.ts'
import { countUnread, forgetNotices, getNotice, getTold, itemsOf, listTold, markRead } from './store.ts'

const NOON = Date.parse('2026-11-22T11:00:00Z')
const at = (minute: number) => new Date(NOON + minute * 60_000)
let database: TestDatabase
let workspaceId: string
let lea: string
let tom: string
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
  lea = await testMember(database.db, workspaceId)
  tom = await testMember(database.db, workspaceId)
})

interface Made {
  member?: string
  told?: Date | null
  ways?: string[]
  read?: Date | null
}
async function notice({
  member = lea,
  told = at(0),
  ways = ['app'],
  read = null,
}: Made = {}): Promise<string> {
  const id = uuidv7()
  await database.pool.query(
    `insert into notice (workspace_id, member_id, id, slot, ways, due, told, read)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [workspaceId, member, id, `once:${id}`, ways, at(0), told, read],
  )
  return id
}
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)
const list = (member = lea, more: Partial<Parameters<typeof listTold>[3]> = {}) =>
  listTold(database.db, workspaceId, member, { limit: 50, ...more })

test('a member’s list is what they were told in the app, newest first, and nobody else’s', async () => {
  const [old, young] = [await notice({ told: at(1) }), await notice({ told: at(9) })]
  const waiting = await notice({ told: null })
  const mail = await notice({ ways: ['mail'] })
  const his = await notice({ member: tom })
  assert.deepEqual(ids(await list()), [young, old])
  assert.deepEqual(ids(await list(tom)), [his])
  assert.equal(
    (await getTold(database.db, workspaceId, lea, mail)).id,
    mail,
    'the link of a mail leads there',
  )
  for (const none of [his, waiting, uuidv7()])
    await assert.rejects(getTold(database.db, workspaceId, lea, none), { status: 404 })
  const elsewhere = await testWorkspace(database.db)
  await assert.rejects(getTold(database.db, elsewhere, lea, young), { status: 404 })
  assert.deepEqual(await listTold(database.db, elsewhere, lea, { limit: 50 }), [])
  assert.equal(await getNotice(database.db, elsewhere, young), undefined)
  assert.equal((await getNotice(database.db, workspaceId, waiting))?.id, waiting)
})

test('it says whether its mail left', async () => {
  const [sent, none] = [await notice({ told: at(2) }), await notice({ told: at(1) })]
  for (const way of ['mail', 'push'])
    await database.pool.query(
      `insert into notice_leg (workspace_id, notice_id, id, way, state, next_try) values ($1, $2, $3, $4, $5, $6)`,
      [workspaceId, sent, uuidv7(), way, way === 'mail' ? 'sent' : 'failed', at(0)],
    )
  assert.deepEqual(
    (await list()).map(({ id, mail }) => [id, mail]),
    [
      [sent, 'sent'],
      [none, null],
    ],
    'once each, whatever other ways there were',
  )
})

test('pages of any size give each notice once, in one order, though many were told at one time', async () => {
  for (const minute of [0, 0, 0, 1, 1, 2, 5, 5, 5, 5]) await notice({ told: at(minute) })
  const whole = ids(await list())
  assert.equal(whole.length, 10)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 12, maxLength: 12 }),
      async (sizes) => {
        const read: string[] = []
        let before: { told: Date; id: string } | undefined
        for (const limit of sizes) {
          const page = await list(lea, { limit, before })
          read.push(...ids(page))
          const last = page.at(-1)
          if (!last) break
          before = { told: last.told, id: last.id }
        }
        assert.deepEqual(read, whole)
      },
    ),
    { numRuns: 8 },
  )
})

test('reading and unreading does what it says to these, or to all, and to nobody else’s', async () => {
  const mine = [await notice(), await notice({ told: at(1) }), await notice({ ways: ['mail'] })]
  const waiting = await notice({ told: null })
  const his = await notice({ member: tom })
  const all = [...mine, waiting, his]
  const step = fc.record({ read: fc.boolean(), ids: fc.option(fc.subarray(all), { nil: undefined }) })
  const readAt = async () => {
    const { rows } = await database.pool.query<{ id: string; read: Date | null }>(
      'select id, read from notice where workspace_id = $1',
      [workspaceId],
    )
    return new Map(rows.map((row) => [row.id, row.read?.getTime() ?? null]))
  }
  let minute = 10
  const model = await readAt()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 5 }), async (steps) => {
      for (const { read, ids: some } of steps) {
        const now = at(minute++)
        await markRead(database.db, workspaceId, lea, { ids: some, read, now })
        for (const id of mine) {
          if (some && !some.includes(id)) continue
          model.set(id, read ? (model.get(id) ?? now.getTime()) : null)
        }
      }
      assert.deepEqual(await readAt(), model, 'what was read stays read since when it was')
      const unread = mine.slice(0, 2).filter((id) => model.get(id) === null)
      assert.equal(await countUnread(database.db, workspaceId, lea), unread.length)
      assert.deepEqual(ids(await list(lea, { unread: true })).toSorted(), unread.toSorted())
    }),
    { numRuns: 15 },
  )
  assert.equal(await countUnread(database.db, workspaceId, tom), 1)
})

test('what is not read is counted up to a hundred', async () => {
  await database.pool.query(
    `insert into notice (workspace_id, member_id, id, slot, ways, due, told)
     select $1, $2, gen_random_uuid(), 'once:' || n, '{app}', now(), now() from generate_series(1, 130) n`,
    [workspaceId, lea],
  )
  assert.equal(await countUnread(database.db, workspaceId, lea), 100)
})

async function item(noticeId: string, more: Record<string, unknown> = {}): Promise<string> {
  const id = uuidv7()
  const row = {
    ...{
      workspace_id: workspaceId,
      member_id: lea,
      subject: `story:${id}`,
      notice_id: noticeId,
      id,
      alerts: [],
    },
    ...more,
  }
  const names = Object.keys(row)
  await database.pool.query(
    `insert into notice_item (${names}) values (${names.map((_, n) => `$${n + 1}`)})`,
    Object.values(row),
  )
  return id
}

test('of each notice the first subjects are given, alarms before posts, each in the order in which it came', async () => {
  const [one, two, none] = [await notice(), await notice(), await notice()]
  const posts = [await item(one), await item(one), await item(one)]
  const alarm = await item(one, { alarm_id: uuidv7() })
  const other = await item(two)
  const shown = await itemsOf(database.db, workspaceId, [one, two, none], 3)
  assert.deepEqual(ids(shown.get(one) ?? []), [alarm, ...posts.slice(0, 2)])
  assert.deepEqual(ids(shown.get(two) ?? []), [other], 'as many of each, not of all')
  assert.equal(shown.has(none), false)
  assert.equal((await itemsOf(database.db, workspaceId, [], 3)).size, 0)
  const elsewhere = await testWorkspace(database.db)
  assert.equal((await itemsOf(database.db, elsewhere, [one], 3)).size, 0)
})

test('what was told long ago is forgotten, with stories and alarms of which nobody is told any more', async () => {
  const [old, young, waiting] = [
    await notice({ told: at(-60) }),
    await notice(),
    await notice({ told: null }),
  ]
  const [gone, held, fresh] = [uuidv7(), uuidv7(), uuidv7()]
  for (const id of [gone, held, fresh]) {
    const updated = id === fresh ? at(5) : at(-60)
    await database.pool.query(
      `insert into notice_story (workspace_id, id, activity_id, sketch, posts, opened, updated)
       values ($1, $2, $3, '{}', 1, $4, $4)`,
      [workspaceId, id, uuidv7(), updated],
    )
    await database.pool.query(
      `insert into notice_alarm (workspace_id, alarm_id, level, at) values ($1, $2, 1, $3)`,
      [workspaceId, id, updated],
    )
  }
  await item(old, { subject: `story:${gone}`, story_id: gone })
  await item(young, { subject: `story:${held}`, story_id: held })
  await item(young, { subject: `alarm:${held}:1`, alarm_id: held })
  await forgetNotices(database.db, at(-30))
  const left = async (table: string, column = 'id') =>
    (
      await database.pool.query(`select ${column} as id from ${table} where workspace_id = $1`, [workspaceId])
    ).rows
      .map(({ id }: { id: string }) => id)
      .toSorted()
  assert.deepEqual(await left('notice'), [young, waiting].toSorted())
  assert.deepEqual(await left('notice_story'), [held, fresh].toSorted())
  assert.deepEqual(await left('notice_alarm', 'alarm_id'), [held, fresh].toSorted())
  assert.deepEqual(await left('notice_item', 'notice_id'), [young, young])
})
