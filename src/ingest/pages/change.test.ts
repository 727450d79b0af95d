import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { fixedClock } from '../../../lib/clock/index.ts'
import { createHttp, type SafeHttp } from '../../../lib/http/index.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { type FeedServer, startFeedServer } from '../../../test/support/feed-server.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { pageReader } from './jobs.ts'
import {
  changePage,
  claimDue,
  createPage,
  getPage,
  listPages,
  listVersions,
  type NewPage,
  noteLook,
  openTasks,
  type PageRow,
} from './store.ts'

const START = new Date('2026-11-22T10:00:00Z')
const HOUR = 3_600_000
const clock = fixedClock(START)
const WORDS = Array.from({ length: 30 }, (_, n) => `<p>Clause ${n} of the contract, as it is written.</p>`)
const PAGE: NewPage = {
  ...{ url: 'https://net.example/terms', name: 'Terms', kind: 'terms', every: 'day', days: 7 },
  ...{
    part_kind: 'heading',
    part: 'Prices',
    ignore: ['* online', 'today *'],
    robots: true,
    assignee_id: null,
  },
}

let database: TestDatabase
let web: FeedServer
let http: SafeHttp
let workspaceId: string

before(async () => {
  database = await testDatabase()
  web = await startFeedServer()
  const port = Number(new URL(web.url).port)
  http = createHttp({ userAgent: 'Veillee test', allow: (to) => to.port === port && to.ip === '127.0.0.1' })
})

beforeEach(async () => {
  clock.set(START)
  web.asked.length = 0
  await database.pool.query('delete from page_task; delete from page_version; delete from watched_page')
  workspaceId = await testWorkspace(database.db)
})

after(async () => {
  await http.close()
  await web.close()
  await database.close()
})

const make = (more: Partial<NewPage> = {}) =>
  createPage(database.db, workspaceId, { ...PAGE, ...more }, clock.now())
const page = (id: string) => getPage(database.db, workspaceId, id)
const claim = () => claimDue(database.db, clock.now(), 100)
const change = async (id: string, set: Parameters<typeof changePage>[2]) =>
  changePage(database.db, await page(id), set, clock.now())

function reader() {
  const log = { error: (values: object) => assert.fail(JSON.stringify(values)) }
  return pageReader({ db: database.db, http, now: clock.now, random: () => 0.5, log })
}

/** As a form sends it: every field, whatever was touched. */
function form(row: PageRow): Partial<NewPage> {
  const { url, name, kind, every, part_kind, part, ignore, robots, assignee_id, days } = row
  return { url, name, kind, every, part_kind, part, ignore: [...ignore], robots, assignee_id, days }
}

const looked = { etag: '"a"', modified: 'm', looked: START, next_look: new Date(+START + 24 * HOUR) }

const READ_ANEW: [string, Partial<NewPage> & { paused?: boolean }, { soon: boolean; anew: boolean }][] = [
  ['nothing', {}, { soon: false, anew: false }],
  ['its name', { name: 'Other' }, { soon: false, anew: false }],
  ['who reads its changes', { days: 30 }, { soon: false, anew: false }],
  ['its kind', { kind: 'page' }, { soon: false, anew: false }],
  ['its address', { url: 'https://net.example/new' }, { soon: true, anew: false }],
  ['whether robots are heeded', { robots: false }, { soon: true, anew: false }],
  ['the part', { part: 'Terms' }, { soon: true, anew: true }],
  ['the kind of part', { part_kind: 'selector' }, { soon: true, anew: true }],
  ['no part any more', { part_kind: null, part: null }, { soon: true, anew: true }],
  ['what is left out', { ignore: ['* online'] }, { soon: true, anew: true }],
  ['the order of what is left out', { ignore: ['today *', '* online'] }, { soon: true, anew: true }],
]
for (const [name, set, expected] of READ_ANEW) {
  test(`a form saved whole changes what was touched: ${name}`, async () => {
    const id = await make()
    assert.equal(await noteLook(database.db, await page(id), looked), true)
    await change(id, { ...form(await page(id)), ...set })
    const { next_look, anew, etag } = await page(id)
    assert.deepEqual(
      [+(next_look ?? 0) === +START, anew, etag],
      [expected.soon, expected.anew, expected.soon ? null : '"a"'],
    )
  })
}

test('a page that was renamed in its form still tells the change that comes next', async () => {
  web.pages.set('/form', { body: WORDS.join(''), type: 'text/html' })
  const id = await make({ url: `${web.url}/form`, part_kind: null, part: null, ignore: [], robots: false })
  await reader().readDue()
  await change(id, { ...form(await page(id)), name: 'Renamed' })
  web.pages.set('/form', { body: [...WORDS, '<p>And one more clause.</p>'].join(''), type: 'text/html' })
  clock.advance(26 * HOUR)
  await reader().readDue()
  assert.equal((await listVersions(database.db, workspaceId, id))[0]?.added, 4)
  assert.equal((await openTasks(database.db, workspaceId)).length, 1)
})

test('a pause stops what waits and what is under way; the same pause again changes nothing', async () => {
  const id = await make()
  const [taken] = await claim()
  assert.ok(taken)
  await change(id, { paused: true })
  assert.equal(await noteLook(database.db, taken, looked), false, 'what was being read is dropped')
  assert.equal((await page(id)).next_look, null)
  await change(id, { paused: true })
  await change(id, { paused: true, url: 'https://net.example/x' })
  assert.deepEqual([(await page(id)).next_look, (await claim()).length], [null, 0])
  await change(id, { paused: false })
  assert.equal((await claim()).length, 1)
  await change(id, { paused: false })
  assert.equal((await claim()).length, 0, 'it goes on already')
})

test('pages of one host are read one at a time, also where its robots are not asked', async () => {
  for (const robots of [false, true]) {
    web.asked.length = 0
    await database.pool.query('delete from page_version; delete from watched_page')
    for (let n = 0; n < 8; n++) {
      web.pages.set(`/many${n}`, { body: WORDS.join(''), type: 'text/html' })
      await make({ url: `${web.url}/many${n}`, part_kind: null, part: null, robots })
    }
    const one = reader()
    const read = () => web.asked.filter((asked) => asked.path.startsWith('/many')).length
    const counts: number[] = []
    for (let turn = 0; turn < 8; turn++) {
      assert.equal(await one.readDue(), 1)
      assert.equal(await one.readDue(), 0, 'not before its time')
      counts.push(read())
      clock.advance(5_000)
    }
    assert.deepEqual(counts, [1, 2, 3, 4, 5, 6, 7, 8])
    assert.equal(web.asked.filter((asked) => asked.path === '/robots.txt').length, robots ? 1 : 0)
    clock.set(START)
  }
})

test('what is due is taken once, the longest waiting first, whoever takes it and of whatever workspace', async () => {
  const other = await testWorkspace(database.db)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.boolean()), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 1, max: 8 }),
      async (pages, most) => {
        await database.pool.query('delete from watched_page')
        const due: number[] = []
        for (const [minutes, mine] of pages) {
          const at = new Date(+START + minutes * 60_000)
          await createPage(database.db, mine ? workspaceId : other, PAGE, at)
          if (minutes <= 0) due.push(+at)
        }
        const taken: PageRow[] = []
        for (;;) {
          const now = await claimDue(database.db, START, most)
          if (now.length === 0) break
          assert.ok(now.length <= most)
          const times = now.map((row) => +(row.next_look ?? 0))
          const before = taken.map((row) => +(row.next_look ?? 0))
          assert.ok(Math.max(...before, -1) <= Math.min(...times), 'the longest waiting first')
          taken.push(...now)
        }
        assert.equal(new Set(taken.map((row) => row.id)).size, taken.length)
        assert.deepEqual(taken.map((row) => +(row.next_look ?? 0)).toSorted(), due.toSorted())
      },
    ),
    { numRuns: 12 },
  )
})

test('no more is taken than was asked for, however the database goes about it', async () => {
  await make()
  await sql`delete from watched_page`.execute(database.db)
  // It counts the rows before they come, and may look anew for what is due with each page that it reads.
  await sql`analyze watched_page`.execute(database.db)
  for (let n = 0; n < 6; n++) await make()
  const taken: number[] = []
  for (const most of [2, 3, 3]) taken.push((await claimDue(database.db, START, most)).length)
  assert.deepEqual(taken, [2, 3, 1])
})

test('three processes that look at once take each page once', async () => {
  for (let n = 0; n < 30; n++) await make()
  const taken = (await Promise.all([1, 2, 3].map(() => claimDue(database.db, START, 12)))).flat()
  assert.equal(new Set(taken.map((row) => row.id)).size, taken.length)
  assert.equal(taken.length + (await claim()).length, 30)
})

test('a workspace has a thousand pages and no more; another has its own thousand', async () => {
  await database.pool.query(
    `insert into watched_page (workspace_id, id, url, name, kind, every, ignore, created)
     select $1, gen_random_uuid(), 'https://a.example/', 'p', 'page', 'week', '{}', $2 from generate_series(1, 999)`,
    [workspaceId, START],
  )
  await make()
  await assert.rejects(make(), { id: 'pages_full', status: 409 })
  assert.equal((await listPages(database.db, workspaceId)).length, 1000)
  const other = await testWorkspace(database.db)
  const id = await createPage(database.db, other, PAGE, START)
  await assert.rejects(getPage(database.db, workspaceId, id), { id: 'not_found' })
})
