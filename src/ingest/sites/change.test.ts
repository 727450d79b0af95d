import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { fixedClock } from '../../../lib/clock/index.ts'
import { inTransaction } from '../../../lib/db/index.ts'
import { createHttp, type SafeHttp } from '../../../lib/http/index.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { type FeedServer, startFeedServer } from '../../../test/support/feed-server.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { lookAtSites } from './index.ts'
import {
  changeSite,
  claimSites,
  createSite,
  deleteSite,
  fallsOf,
  getSite,
  hoursOf,
  listSites,
  type NewSite,
  noteCertificate,
  othersSeen,
  type SiteRow,
  sumsSince,
} from './store.ts'

const START = new Date('2026-11-22T10:00:00Z')
const MINUTE = 60_000
const clock = fixedClock(START)

let database: TestDatabase
let web: FeedServer
let http: SafeHttp
let workspaceId: string

before(async () => {
  database = await testDatabase()
  web = await startFeedServer()
  // Any name leads to the one server, so that sites are of different hosts.
  const allow = ({ ip }: { ip: string }) => ip === '127.0.0.1'
  http = createHttp({ userAgent: 'Veillee test', allow, resolver: async () => ['127.0.0.1'] })
})

beforeEach(async () => {
  clock.set(START)
  await web.up(true)
  await database.pool.query('delete from site_fall; delete from site_hour; delete from watched_site')
  workspaceId = await testWorkspace(database.db)
})

after(async () => {
  await http.close()
  await web.close()
  await database.close()
})

const SITE = { name: 'Shop', minutes: 5, status: null, text: null, seconds: 5 }
const site = (id: string) => getSite(database.db, workspaceId, id)

function watch(path: string, more: Partial<NewSite> = {}, host = 'shop.example'): Promise<string> {
  const url = new URL(web.url + path)
  url.hostname = host
  return createSite(database.db, workspaceId, { ...SITE, url: url.href, ...more }, clock.now())
}

function look(): Promise<number> {
  const log = { error: (values: object) => assert.fail(JSON.stringify(values)) }
  return lookAtSites({ db: database.db, http, now: clock.now, random: () => 0.5, log })
}

async function lookAfter(minutes: number): Promise<number> {
  clock.advance(minutes * MINUTE)
  return look()
}

/** As the form sends it: every field, whatever was touched. */
function form({ url, name, minutes, status, text, seconds }: SiteRow): NewSite {
  return { url, name, minutes, status, text, seconds }
}

/** A site that answers no more, told to be down. */
async function fallen(): Promise<string> {
  web.pages.set('/', { body: 'ok' })
  const id = await watch('/')
  await look()
  web.pages.set('/', { status: 500 })
  await lookAfter(5)
  await lookAfter(1)
  assert.equal((await site(id)).state, 'down')
  return id
}

const CHANGES: [string, Partial<NewSite> & { paused?: boolean }, { anew: boolean; soon: boolean }][] = [
  ['nothing', {}, { anew: false, soon: false }],
  ['its name', { name: 'The shop' }, { anew: false, soon: false }],
  ['its period', { minutes: 30 }, { anew: false, soon: true }],
  ['its patience', { seconds: 9 }, { anew: false, soon: true }],
  ['its status', { status: 204 }, { anew: true, soon: true }],
  ['its words', { text: 'Welcome' }, { anew: true, soon: true }],
  ['its address', { url: 'https://new.example/' }, { anew: true, soon: true }],
  ['a pause that there was not', { paused: false }, { anew: false, soon: false }],
]
for (const [name, change, { anew, soon }] of CHANGES) {
  test(`a form saved whole during a fall changes what was touched: ${name}`, async () => {
    const id = await fallen()
    await noteCertificate(database.db, await site(id), { expires: START, issuer: 'A' }, START)
    const before = await site(id)
    clock.advance(MINUTE)
    await changeSite(database.db, before, { ...form(before), ...change }, clock.now())
    const now = await site(id)
    assert.equal(now.state, anew ? 'unknown' : 'down')
    assert.deepEqual(now.next_look, soon ? clock.now() : before.next_look)
    assert.equal(now.tls_expires === null, 'url' in change)
    const [fall, ...more] = await fallsOf(database.db, workspaceId, id)
    assert.deepEqual([fall?.ended ?? null, more.length], [anew ? clock.now() : null, 0])
  })
}

test('a change of nothing at all is none', async () => {
  const id = await watch('/')
  const before = await site(id)
  await changeSite(database.db, before, {}, new Date(+START + MINUTE))
  assert.deepEqual(await site(id), before)
})

test('another name brings the second look no sooner, and so no fall before its minute', async () => {
  web.pages.set('/', { body: 'ok' })
  const id = await watch('/')
  await look()
  web.pages.set('/', { status: 500 })
  await lookAfter(5)
  const row = await site(id)
  assert.equal(row.state, 'doubt')
  await changeSite(database.db, row, { ...form(row), name: 'Renamed' }, clock.now())
  assert.equal(await lookAfter(0.5), 0)
  assert.equal((await site(id)).state, 'doubt')
  assert.equal(await lookAfter(0.5), 1)
  assert.equal((await site(id)).state, 'down')
})

test('a pause ends a fall and asks nothing; going on begins anew', async () => {
  const id = await fallen()
  await changeSite(database.db, await site(id), { paused: true }, clock.now())
  assert.equal(await lookAfter(60), 0)
  const [fall] = await fallsOf(database.db, workspaceId, id)
  assert.equal(+(fall?.ended ?? 0) - +START, 6 * MINUTE)
  web.pages.set('/', { body: 'ok' })
  await changeSite(database.db, await site(id), { paused: false }, clock.now())
  assert.equal(await look(), 1)
  const { state, since } = await site(id)
  assert.deepEqual([state, since], ['up', clock.now()])
  const sums = (await sumsSince(database.db, workspaceId, new Date(0))).get(id)
  assert.deepEqual(sums, { up: 300, down: 60 }, 'of the pause nothing is known')
})

test('a site that begins to answer and stops is at fault itself, also where every other site is silent', async () => {
  web.pages.set('/', { body: 'ok' })
  web.pages.set('/half', { body: 'one word and then', cutAfter: 4 })
  const id = await watch('/half', { text: 'never said' }, 'half.example')
  const others = [await watch('/', {}, 'one.example'), await watch('/', {}, 'two.example')]
  await look()
  await database.pool.query('update watched_site set took = null, last = $2 where id = any($1)', [
    others,
    START,
  ])
  await database.pool.query("update watched_site set next_look = $1 where name = 'Shop' and took is null", [
    new Date(+START + 9 * MINUTE),
  ])
  assert.deepEqual(await othersSeen(database.db, await site(id), START), { looked: 2, answered: 0 })
  await lookAfter(1)
  const { state, fault, took, cut_off } = await site(id)
  assert.deepEqual([state, fault?.kind, cut_off], ['down', 'cut', false])
  assert.ok(took !== null, 'its first byte was measured')
  assert.equal((await hoursOf(database.db, workspaceId, id, new Date(0)))[0]?.answers, 2)
})

test('what one workspace watches is nothing to another', async () => {
  const id = await fallen()
  const other = await testWorkspace(database.db)
  const row = await site(id)
  await assert.rejects(getSite(database.db, other, id), { id: 'not_found' })
  await inTransaction(database.db, (tx) => deleteSite(tx, other, id))
  await changeSite(database.db, { ...row, workspace_id: other }, { url: 'https://x.example/' }, clock.now())
  assert.deepEqual(await site(id), row)
  assert.deepEqual(
    [
      await listSites(database.db, other),
      (await sumsSince(database.db, other, new Date(0))).size,
      await hoursOf(database.db, other, id, new Date(0)),
      await fallsOf(database.db, other, id),
    ],
    [[], 0, [], []],
  )
  // Sites of others never tell that we are cut off.
  assert.deepEqual(await othersSeen(database.db, { ...row, workspace_id: other }, new Date(0)), {
    looked: 0,
    answered: 0,
  })
  await inTransaction(database.db, (tx) => deleteSite(tx, workspaceId, id))
  assert.equal((await sumsSince(database.db, workspaceId, new Date(0))).size, 0)
})

test('a workspace watches five hundred sites and no more', async () => {
  await database.pool.query(
    `insert into watched_site (workspace_id, id, url, name, minutes, seconds, created)
     select $1, gen_random_uuid(), 'https://a.example/', 's', 5, 5, $2 from generate_series(1, 499)`,
    [workspaceId, START],
  )
  await watch('/')
  await assert.rejects(watch('/'), { id: 'sites_full', status: 409 })
})

test('sixty are looked at at once, the longest waiting first', async () => {
  await database.pool.query(
    `insert into watched_site (workspace_id, id, url, name, minutes, seconds, created, next_look)
     select $1, gen_random_uuid(), 'https://a.example/', 's' || n, 5, 5, $2, $2::timestamptz - n * interval '1 second'
     from generate_series(0, 99) n`,
    [workspaceId, START],
  )
  const first = await claimSites(database.db, START, 60)
  const names = first.map((row) => Number(row.name.slice(1))).toSorted((a, b) => a - b)
  assert.deepEqual([names.length, names[0], names.at(-1)], [60, 40, 99])
  assert.equal((await claimSites(database.db, START, 60)).length, 40)
})
