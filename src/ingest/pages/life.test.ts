import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { fixedClock } from '../../../lib/clock/index.ts'
import { inTransaction } from '../../../lib/db/index.ts'
import { createHttp, type SafeHttp } from '../../../lib/http/index.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { type FeedServer, type Page, startFeedServer } from '../../../test/support/feed-server.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { nextLook, pageReader } from './jobs.ts'
import {
  addVersion,
  changePage,
  changeTask,
  claimDue,
  createPage,
  deletePage,
  getPage,
  listVersions,
  lookSoon,
  type NewPage,
  openTasks,
} from './store.ts'

const HOUR = 3_600_000
const START = new Date('2026-11-22T10:00:00Z')
const clock = fixedClock(START)
const WORDS = Array.from({ length: 30 }, (_, n) => `<p>Clause ${n} of the contract, as it is written.</p>`)

let database: TestDatabase
let web: FeedServer
let http: SafeHttp
let workspaceId: string
let path = 0

before(async () => {
  database = await testDatabase()
  web = await startFeedServer()
  const port = Number(new URL(web.url).port)
  http = createHttp({ userAgent: 'Veillee test', allow: (to) => to.port === port && to.ip === '127.0.0.1' })
})

beforeEach(async () => {
  clock.set(START)
  await database.pool.query('delete from page_task; delete from page_version; delete from watched_page')
  workspaceId = await testWorkspace(database.db)
})

after(async () => {
  await http.close()
  await web.close()
  await database.close()
})

const PAGE: Omit<NewPage, 'url'> = {
  ...{ name: 'Terms', kind: 'terms', every: 'day', part_kind: null, part: null, ignore: [] },
  ...{ robots: false, assignee_id: null, days: 7 },
}

/** A page of the server that says what it is given, watched. */
async function watched(
  said: Page | (() => Page),
  more: Partial<NewPage> = {},
): Promise<{ id: string; at: string }> {
  const at = `/p${path++}`
  web.pages.set(at, said)
  const page = { ...PAGE, url: web.url + at, ...more }
  return { id: await createPage(database.db, workspaceId, page, clock.now()), at }
}

const html = (lines: string[], more: Partial<Page> = {}): Page => ({
  body: lines.join(''),
  type: 'text/html',
  ...more,
})

/** A reader of its own: it has met no host yet. */
function read(): Promise<number> {
  const log = { error: (values: object) => assert.fail(JSON.stringify(values)) }
  return pageReader({ db: database.db, http, now: clock.now, random: () => 0.5, log }).readDue()
}

const page = (id: string) => getPage(database.db, workspaceId, id)
const versions = (id: string) => listVersions(database.db, workspaceId, id)

test('readings are spread about the pace, never far from it', () => {
  for (const [every, hours] of [
    ['hour', 1],
    ['day', 24],
    ['week', 168],
  ] as const) {
    for (const random of [0, 0.3, 1]) {
      const wait = (+nextLook(every, START, random) - +START) / HOUR
      assert.ok(Math.abs(wait - hours) <= hours * 0.0501, `${every} ${wait}`)
    }
  }
  assert.notEqual(+nextLook('day', START, 0.1), +nextLook('day', START, 0.9))
})

test('a trouble is tried again soon, then at the pace; its date stays while it is the same', async () => {
  const { id } = await watched({ status: 500 })
  const waits: number[] = []
  for (let turn = 0; turn < 9; turn++) {
    await read()
    const { next_look, trouble } = await page(id)
    assert.equal(trouble?.since, START.toISOString())
    waits.push(Math.round((+(next_look ?? 0) - +clock.now()) / 60_000))
    clock.set(next_look ?? START)
  }
  assert.deepEqual(waits.slice(0, 5), [15, 30, 60, 120, 240])
  assert.deepEqual(waits.slice(-2), [1440, 1440])
  assert.equal((await page(id)).troubles, 9)
})

test('whoever asks us to come later is believed, also beyond the pace', async () => {
  const { id } = await watched({ status: 503, headers: { 'retry-after': '36000' } }, { every: 'hour' })
  await read()
  assert.equal(+((await page(id)).next_look ?? 0) - +START, 10 * HOUR)
})

test('what is unchanged for the server is not sent again, and forgets its trouble', async () => {
  const said = html(WORDS)
  const { id, at } = await watched(said)
  await read()
  clock.advance(25 * HOUR)
  web.pages.set(at, { status: 500 })
  await read()
  clock.advance(HOUR)
  web.pages.set(at, said)
  await read()
  assert.ok(web.asked.at(-1)?.headers['if-none-match'], 'by the mark that it gave')
  const { trouble, troubles, looked } = await page(id)
  assert.deepEqual([trouble, troubles, looked], [null, 0, clock.now()])
  assert.equal((await versions(id)).length, 1)
})

test('an address that moved for good is told, and taken when a person says so', async () => {
  const { id, at } = await watched({ status: 308, headers: { location: '/moved' } })
  web.pages.set('/moved', html(WORDS))
  await read()
  const moved = await page(id)
  assert.deepEqual([moved.moved_to, moved.url], [`${web.url}/moved`, web.url + at])
  await changePage(database.db, moved, { url: `${web.url}/moved` }, clock.now())
  await read()
  const taken = await page(id)
  assert.deepEqual([taken.moved_to, taken.trouble, (await versions(id)).length], [null, null, 1])
})

test('a page that is changed while it is being read is read again as it is then', async () => {
  let changing: Promise<void> | undefined
  const { id } = await watched(() => {
    changing ??= page(id).then((row) =>
      changePage(database.db, row, { part_kind: 'selector', part: '#x' }, new Date(+START + 1)),
    )
    return html([...WORDS, '<p id=x>The part that matters now.</p>'])
  })
  clock.set(START)
  const reading = read()
  await reading
  await changing
  // Whichever came first, the last word is that of the change.
  clock.advance(10_000)
  await read()
  clock.advance(10_000)
  await read()
  const [last] = await versions(id)
  assert.equal(last?.words, 5)
  assert.deepEqual(await openTasks(database.db, workspaceId), [])
})

test('a page that is taken away while it is being read leaves nothing behind', async () => {
  let leaving: Promise<void> | undefined
  const { id } = await watched(() => {
    leaving = inTransaction(database.db, (tx) => deletePage(tx, workspaceId, id))
    return html(WORDS)
  })
  await read()
  await leaving
  const { rows } = await database.pool.query('select count(*)::int as left from watched_page')
  assert.equal(rows[0]?.left, 0)
})

test('what a process took and never ended is taken by another after its lease, not before', async () => {
  const { id } = await watched(html(WORDS))
  assert.equal((await claimDue(database.db, clock.now(), 10)).length, 1)
  assert.equal((await claimDue(database.db, clock.now(), 10)).length, 0)
  clock.advance(299_000)
  assert.equal(await read(), 0)
  clock.advance(2_000)
  assert.equal(await read(), 1)
  assert.equal((await versions(id)).length, 1)
})

test('a paused page is not read, and is as soon as it goes on', async () => {
  const { id } = await watched(html(WORDS))
  await changePage(database.db, await page(id), { paused: true }, clock.now())
  await lookSoon(database.db, await page(id), clock.now(), false)
  clock.advance(HOUR)
  assert.equal(await read(), 0)
  await changePage(database.db, await page(id), { name: 'Other' }, clock.now())
  assert.equal(await read(), 0, 'another name is no reason')
  await changePage(database.db, await page(id), { paused: false }, clock.now())
  assert.equal(await read(), 1)
})

test('a hundred versions are kept: the newest, the first, and what is still to be read', async () => {
  const { id } = await watched(html(WORDS))
  await read()
  const [first] = await versions(id)
  const said = {
    workspace_id: workspaceId,
    page_id: id,
    title: '',
    text: 'x',
    words: 1,
    added: 1,
    removed: 0,
    share: 0.5,
  }
  const made = Array.from({ length: 130 }, (_, n) => `00000000-0000-7000-9000-${String(n).padStart(12, '0')}`)
  const later = made.map((one) => one.replace(/^0{8}/, 'ffffffff'))
  await inTransaction(database.db, async (tx) => {
    await addVersion(tx, { ...said, id: later[0] ?? '', seen: clock.now() })
    await tx
      .withTables<{ page_task: Record<string, unknown> }>()
      .insertInto('page_task')
      .values({
        ...{ workspace_id: workspaceId, id: made[0], page_id: id, from_id: later[0], to_id: later[0] },
        ...{ created: clock.now(), changed: clock.now() },
      })
      .execute()
    for (const one of later.slice(1)) await addVersion(tx, { ...said, id: one, seen: clock.now() })
  })
  const kept = (await versions(id)).map((version) => version.id)
  assert.ok(kept.length <= 102 && kept.length >= 100, `${kept.length}`)
  assert.ok(kept.includes(first?.id ?? ''), 'the first of all')
  assert.ok(kept.includes(later[0] ?? ''), 'what is to be read')
  assert.equal(kept[0], later.at(-1))
})

test('one change is to be read at a time; what is done can be taken back unless another waits', async () => {
  const { at } = await watched(html(WORDS))
  await read()
  const change = async (line: string) => {
    web.pages.set(at, html([...WORDS, `<p>${line}</p>`]))
    clock.advance(26 * HOUR)
    await read()
  }
  await change('A first line that was added at the end of it.')
  const [first] = await openTasks(database.db, workspaceId)
  assert.ok(first)
  await changeTask(database.db, workspaceId, first.id, { done: clock.now(), done_by: null })
  await change('A second line, quite another, in its place.')
  const [second] = await openTasks(database.db, workspaceId)
  assert.notEqual(second?.id, first.id)
  assert.equal(second?.from_id, first.to_id, 'from what was read')
  await assert.rejects(changeTask(database.db, workspaceId, first.id, { done: null }), {
    id: 'page_task_open',
  })
  await changeTask(database.db, workspaceId, second?.id ?? '', { done: clock.now() })
  assert.equal((await changeTask(database.db, workspaceId, first.id, { done: null })).done, null)
})
