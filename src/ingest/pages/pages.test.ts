import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { fixedClock } from '../../../lib/clock/index.ts'
import { createHttp, type SafeHttp } from '../../../lib/http/index.ts'
import { type FeedServer, startFeedServer } from '../../../test/support/feed-server.ts'
import { type Member, problemOf, type TestServer, testServer } from '../../../test/support/http.ts'
import type { PageComparison, PageTask, WatchedPage, WatchedPageDetail } from '../../server/api.ts'
import { pageReader, pageRoutes } from './index.ts'

const HOUR = 3_600_000
const clock = fixedClock(new Date('2026-11-22T10:00:00Z'))
const CLAUSES = Array.from(
  { length: 40 },
  (_, n) => `<p>Clause ${n}: what one may do here, and what one may not.</p>`,
)

let server: TestServer
let sites: FeedServer
let http: SafeHttp
let reader: ReturnType<typeof pageReader>
let workspaceId: string
let manager: Member
let agent: Member
const failures: object[] = []

before(async () => {
  sites = await startFeedServer()
  const port = Number(new URL(sites.url).port)
  http = createHttp({
    userAgent: 'Veillee test',
    allow: (one) => one.port === port && one.ip.startsWith('127.'),
  })
  server = await testServer({ clock, routes: () => pageRoutes({ http }) })
  workspaceId = await server.workspace()
  manager = await server.member(workspaceId, 'manager')
  agent = await server.member(workspaceId, 'agent')
  const log = { error: (values: object) => failures.push(values) }
  reader = pageReader({ db: server.db, http, now: clock.now, random: () => 0.5, log })
})

after(async () => {
  await http.close()
  await sites.close()
  await server.close()
  assert.deepEqual(failures, [])
})

function show(path: string, lines: string[]): void {
  const body = `<title>Terms</title><main><h1>Terms</h1>${lines.join('')}<p>Today is ${clock.now().toISOString().slice(0, 10)}</p></main>`
  sites.pages.set(path, { body, type: 'text/html' })
}

async function watch(path: string, more: object = {}): Promise<WatchedPageDetail> {
  const answer = await manager.browser.post('/pages', { url: sites.url + path, name: path, ...more })
  assert.equal(answer.status, 201)
  return (await answer.json()) as WatchedPageDetail
}

async function get<T>(path: string): Promise<T> {
  const answer = await manager.browser.get(path)
  assert.equal(answer.status, 200)
  return (await answer.json()) as T
}

/** Some time later, everything that is due is read: one of a host at a time. */
async function later(milliseconds: number): Promise<void> {
  clock.advance(milliseconds)
  for (let turn = 0; turn < 12; turn++) {
    await reader.readDue()
    clock.advance(6_000)
  }
}

test('a page is read at its pace; what changed in it is shown by the word, and is to be read by somebody', async () => {
  show('/terms', CLAUSES)
  const page = await watch('/terms', { kind: 'terms', assigneeId: agent.memberId, days: 3 })
  assert.deepEqual([page.looked, page.versions, page.every, page.robots], [null, [], 'day', true])
  await later(0)
  const first = await get<WatchedPageDetail>(`/pages/${page.id}`)
  assert.deepEqual([first.title, first.versions.length, first.changes, first.task], ['Terms', 1, 0, null])
  await later(26 * HOUR)
  assert.equal(
    (await get<WatchedPageDetail>(`/pages/${page.id}`)).versions.length,
    1,
    'the date alone is no change',
  )
  show(
    '/terms',
    CLAUSES.map((line, n) => (n === 7 ? line.replace('may not', 'must never') : line))
      .toReversed()
      .toReversed(),
  )
  await later(26 * HOUR)
  const seen = await get<WatchedPageDetail>(`/pages/${page.id}`)
  assert.deepEqual([seen.versions.length, seen.changes], [2, 1])
  const { task } = seen
  assert.ok(task)
  assert.deepEqual([task.assignee, task.done], ['Camille agent', null])
  assert.equal(new Date(task.due ?? '').getTime() - new Date(task.created).getTime(), 72 * HOUR)
  const told = await get<PageComparison>(`/pages/${page.id}/comparison?from=${task.from}&to=${task.to}`)
  const changed = told.rows.find((row) => row.kind === 'changed')
  assert.deepEqual(changed?.kind === 'changed' && changed.pieces.filter((piece) => piece.how), [
    { text: 'may not', how: 'removed' },
    { text: 'must never', how: 'added' },
  ])
  // It changes again before anybody has read: one thing to do, from what was read to what is there.
  show('/terms', [...CLAUSES, '<p>Disputes go to the courts of Dublin, and nowhere else.</p>'])
  await later(26 * HOUR)
  const [again] = await get<PageTask[]>('/page-tasks')
  assert.deepEqual([again?.id, again?.from, again?.to !== task.to], [task.id, task.from, true])
  const answer = await agent.browser.patch(`/page-tasks/${task.id}`, {
    done: true,
    note: 'Vu avec le juridique.',
  })
  const done = (await answer.json()) as PageTask
  assert.deepEqual([answer.status, done.doneBy, done.note], [200, 'Camille agent', 'Vu avec le juridique.'])
  assert.deepEqual(await get<PageTask[]>('/page-tasks'), [])
})

test('what is no page is told, tried again sooner, and never taken for a change', async () => {
  show('/rules', CLAUSES)
  const page = await watch('/rules', { every: 'day' })
  await later(0)
  sites.pages.set('/rules', { status: 302, headers: { location: '/login' } })
  sites.pages.set('/login', { body: '<form>Sign in<input type="password"></form>', type: 'text/html' })
  await later(25.5 * HOUR)
  const ill = await get<WatchedPageDetail>(`/pages/${page.id}`)
  assert.deepEqual([ill.trouble?.kind, ill.versions.length, ill.task], ['login', 1, null])
  const wait = new Date(ill.nextLook ?? 0).getTime() - clock.now().getTime()
  assert.ok(wait < 16 * 60_000, `${wait}`)
  // A person says that what is there is the page: then it is.
  assert.equal((await manager.browser.post(`/pages/${page.id}/look`, { accept: true })).status, 202)
  await later(0)
  const well = await get<WatchedPageDetail>(`/pages/${page.id}`)
  assert.deepEqual([well.trouble, well.versions.length, well.task !== null], [null, 2, true])
  sites.pages.set('/robots.txt', { body: 'User-agent: *\nDisallow: /closed', type: 'text/plain' })
  sites.pages.set('/closed', { body: CLAUSES.join(''), type: 'text/html' })
  const other = pageReader({
    db: server.db,
    http,
    now: clock.now,
    random: () => 0,
    log: { error: () => undefined },
  })
  const closed = await watch('/closed')
  await other.readDue()
  assert.equal((await get<WatchedPage>(`/pages/${closed.id}`)).trouble?.kind, 'robots')
  await manager.browser.patch(`/pages/${closed.id}`, { robots: false })
  await later(0)
  const opened = await get<WatchedPageDetail>(`/pages/${closed.id}`)
  assert.deepEqual([opened.trouble, opened.versions.length], [null, 1])
})

test('another part of a page is no change of it; what only moved is a version and nothing to read', async () => {
  show('/parts', CLAUSES)
  const page = await watch('/parts')
  await later(0)
  await manager.browser.patch(`/pages/${page.id}`, {
    ignore: ['clause 3*'],
    part: { kind: 'selector', of: 'main' },
  })
  await later(0)
  show('/parts', [...CLAUSES.slice(20), ...CLAUSES.slice(0, 20)])
  await later(26 * HOUR)
  const seen = await get<WatchedPageDetail>(`/pages/${page.id}`)
  assert.deepEqual([seen.versions.length, seen.changes, seen.task], [3, 0, null])
  await manager.browser.patch(`/pages/${page.id}`, { part: { kind: 'selector', of: '#gone' } })
  await later(0)
  const missing = await get<WatchedPageDetail>(`/pages/${page.id}`)
  assert.deepEqual([missing.trouble?.kind, missing.trouble?.detail], ['part', '#gone'])
})

test('an address that leads inside is refused at every entrance, and so is a part that is none', async () => {
  for (const url of [
    'http://169.254.169.254/',
    'http://127.0.0.1:5432/',
    'http://u:p@example.org/',
    'http://[::1]/',
  ]) {
    const answer = await manager.browser.post('/pages', { url, name: 'inside' })
    assert.equal(answer.status, 422, url)
    assert.equal((await problemOf(answer)).id, 'page_address')
  }
  show('/mine', CLAUSES)
  const page = await watch('/mine')
  const refused = await manager.browser.patch(`/pages/${page.id}`, { url: 'http://10.0.0.1/' })
  assert.equal((await problemOf(refused)).id, 'page_address')
  const part = await manager.browser.patch(`/pages/${page.id}`, { part: { kind: 'selector', of: 'p:hover' } })
  assert.equal((await problemOf(part)).id, 'page_part_invalid')
  assert.equal((await manager.browser.patch(`/pages/${page.id}`, { paused: true })).status, 200)
  assert.equal((await problemOf(await manager.browser.post(`/pages/${page.id}/look`))).id, 'page_paused')
  assert.equal((await agent.browser.delete(`/pages/${page.id}`)).status, 403)
  assert.equal((await manager.browser.delete(`/pages/${page.id}`)).status, 204)
  assert.equal((await manager.browser.get(`/pages/${page.id}`)).status, 404)
})

test('five hundred pages are read each once, by two processes, and asked for by one list', async () => {
  sites.pages.set('/robots.txt', { status: 404 })
  await server.pool.query(
    `insert into watched_page (workspace_id, id, url, name, kind, every, ignore, robots, created, next_look)
     select $1, gen_random_uuid(), 'http://nowhere-' || n || '.invalid/', 'p' || n, 'page', 'week', '{}', false, now(), $2
     from generate_series(1, 500) n`,
    [workspaceId, clock.now()],
  )
  const log = { error: (values: object) => failures.push(values) }
  const refusing = createHttp({ userAgent: 'Veillee test', resolver: async () => [] })
  const two = [0, 1].map(() =>
    pageReader({ db: server.db, http: refusing, now: clock.now, random: () => 0.5, log }),
  )
  let read = 0
  for (let turn = 0; turn < 40; turn++) {
    for (const count of await Promise.all(two.map((one) => one.readDue()))) read += count
  }
  await refusing.close()
  const pages = await get<WatchedPage[]>('/pages')
  const many = pages.filter((page) => page.name.startsWith('p'))
  assert.deepEqual([many.length, read >= 500], [500, true])
  assert.ok(many.every((page) => page.trouble?.kind === 'unreachable'))
  const { rows } = await server.pool.query(
    'select max(troubles) as most from watched_page where name like $1',
    ['p%'],
  )
  assert.equal(rows[0]?.most, 1)
})
