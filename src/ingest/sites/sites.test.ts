import assert from 'node:assert/strict'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { fixedClock } from '../../../lib/clock/index.ts'
import { createHttp, type SafeHttp } from '../../../lib/http/index.ts'
import { type FeedServer, startFeedServer } from '../../../test/support/feed-server.ts'
import { type Member, problemOf, type TestServer, testServer } from '../../../test/support/http.ts'
import { MAIL_TLS } from '../../../test/support/mail-certificate.ts'
import type { WatchedSite, WatchedSiteDetail } from '../../server/api.ts'
import { certificateOf } from './check/certificate.ts'
import { check } from './check/check.ts'
import { lookAtSites, siteRoutes } from './index.ts'

const MINUTE = 60_000
const clock = fixedClock(new Date('2026-11-22T10:00:00Z'))

let server: TestServer
let web: FeedServer
let http: SafeHttp
let workspaceId: string
let manager: Member
const failures: object[] = []

before(async () => {
  web = await startFeedServer()
  // Three names of one server, so that sites are of different hosts.
  const allow = ({ ip }: { ip: string }) => ip === '127.0.0.1'
  http = createHttp({ userAgent: 'Veillee test', allow, resolver: async () => ['127.0.0.1'] })
  server = await testServer({ clock, routes: () => siteRoutes({ http }) })
  workspaceId = await server.workspace()
  manager = await server.member(workspaceId, 'manager')
})

after(async () => {
  await http.close()
  await web.close()
  await server.close()
  assert.deepEqual(failures, [])
})

function look(): Promise<number> {
  const log = { error: (values: object) => failures.push(values) }
  return lookAtSites({ db: server.db, http, now: clock.now, random: () => 0.5, log })
}

async function watch(path: string, more: object = {}, host = 'localhost'): Promise<WatchedSiteDetail> {
  const url = new URL(web.url + path)
  url.hostname = host
  const answer = await manager.browser.post('/sites', { url: url.href, name: path, ...more })
  assert.equal(answer.status, 201)
  return (await answer.json()) as WatchedSiteDetail
}

async function seen(id: string): Promise<WatchedSiteDetail> {
  return (await (await manager.browser.get(`/sites/${id}`)).json()) as WatchedSiteDetail
}

test('a site is up when it answers what is expected, and what is wrong is named', async () => {
  web.pages.set('/', { body: '<title>Shop</title><p>Welcome to <b>the shop</b></p>', type: 'text/html' })
  web.pages.set('/moved', { status: 301, headers: { location: '/' } })
  web.pages.set('/ill', { status: 503 })
  web.pages.set('/inside', { status: 302, headers: { location: 'http://10.0.0.1/' } })
  web.pages.set('/round', { status: 302, headers: { location: '/round' } })
  web.pages.set('/slow', { stall: true, body: 'more to come' })
  const faultAt = async (path: string, more: object = {}) =>
    (await check(http, { url: web.url + path, status: null, text: null, seconds: 5, ...more })).fault?.kind
  assert.equal(await faultAt('/', { text: 'welcome to  THE shop' }), undefined)
  assert.equal(await faultAt('/', { text: 'Fermé' }), 'text')
  assert.equal(await faultAt('/moved'), undefined)
  assert.equal(await faultAt('/moved', { status: 301 }), undefined)
  assert.equal(await faultAt('/', { status: 204 }), 'status')
  assert.equal(await faultAt('/ill'), 'status')
  assert.equal(await faultAt('/ill', { status: 503 }), undefined)
  const strict = createHttp({ userAgent: 'Veillee test', allow: ({ ip }) => ip === '127.0.0.1' })
  assert.equal(
    (await check(strict, { url: `${web.url}/inside`, status: null, text: null, seconds: 5 })).fault?.kind,
    'address',
  )
  await strict.close()
  assert.equal(await faultAt('/round'), 'broken')
  assert.equal(await faultAt('/slow', { text: 'all of it', seconds: 1 }), 'timeout')
})

test('two failures in a row make a fall, which is told once, measured, and ends', async () => {
  web.pages.set('/shop', { body: 'ok' })
  const site = await watch('/shop', { minutes: 5 })
  assert.deepEqual([site.state, site.month.availability], ['unknown', null])
  await look()
  clock.advance(5 * MINUTE)
  await look()
  web.pages.set('/shop', { status: 500 })
  clock.advance(5 * MINUTE)
  await look()
  assert.equal((await seen(site.id)).state, 'doubt')
  assert.equal(await look(), 0, 'not before a minute has passed')
  clock.advance(MINUTE)
  await look()
  const down = await seen(site.id)
  assert.deepEqual([down.state, down.fault], ['down', { kind: 'status', detail: 'HTTP 500' }])
  assert.deepEqual(
    down.falls.map((fall) => [fall.began, fall.ended]),
    [['2026-11-22T10:10:00.000Z', null]],
  )
  web.pages.set('/shop', { body: 'ok' })
  clock.advance(5 * MINUTE)
  await look()
  const up = await seen(site.id)
  assert.deepEqual([up.state, up.falls.length, up.falls[0]?.ended], ['up', 1, '2026-11-22T10:16:00.000Z'])
  assert.ok(Math.abs((up.month.availability ?? 0) - 10 / 16) < 1e-9)
  assert.ok(Math.abs(up.month.measured - 1) < 1e-9)
  assert.ok(up.hours.length === 1 && (up.hours[0]?.took ?? -1) >= 0)
  // Veillée is off for a night: of that time nothing is known.
  clock.advance(10 * 60 * MINUTE)
  await look()
  const later = await seen(site.id)
  assert.ok(Math.abs((later.month.availability ?? 0) - 10 / 16) < 1e-9)
  assert.ok(later.month.measured < 0.03)
  assert.equal((await manager.browser.patch(`/sites/${site.id}`, { paused: true })).status, 200)
})

test('when every site fails at once, it is we who are cut off', async () => {
  const sites = [
    await watch('/', {}, 'one.example'),
    await watch('/', {}, 'two.example'),
    await watch('/', {}, 'three.example'),
  ]
  await look()
  const port = Number(new URL(web.url).port)
  await web.up(false)
  clock.advance(5 * MINUTE)
  await look()
  clock.advance(MINUTE)
  await look()
  clock.advance(MINUTE)
  await look()
  const all = (await (await manager.browser.get('/sites')).json()) as WatchedSite[]
  const mine = all.filter((site) => sites.some(({ id }) => id === site.id))
  assert.ok(mine.some((site) => site.cutOff))
  assert.ok(
    mine.every((site) => site.state !== 'down'),
    JSON.stringify(mine.map((site) => [site.name, site.state])),
  )
  await web.up(true)
  assert.equal(Number(new URL(web.url).port), port)
  clock.advance(6 * MINUTE)
  await look()
  const again = (await (await manager.browser.get('/sites')).json()) as WatchedSite[]
  assert.ok(again.filter((site) => !site.paused).every((site) => site.state === 'up' && !site.cutOff))
})

test('the end of a certificate is known, also of one that is trusted by nobody; private places are not dialled', async () => {
  const secure = createServer(MAIL_TLS, (_, response) => response.end('ok'))
  await new Promise<void>((done) => secure.listen(0, '127.0.0.1', done))
  const { port } = secure.address() as AddressInfo
  const found = await certificateOf(http, `https://localhost:${port}/`)
  assert.ok(found && found.expires > new Date('2026-01-01'))
  const strict = createHttp({ userAgent: 'Veillee test' })
  assert.equal(await certificateOf(strict, `https://127.0.0.1:${port}/`), undefined)
  assert.equal(await certificateOf(http, web.url), undefined)
  await strict.close()
  secure.closeAllConnections()
  secure.close()
})

test('what is asked of a site is changed, refused where it leads inside, and taken away', async () => {
  const site = await watch('/', { text: 'the shop' })
  await look()
  const changed = await manager.browser.patch(`/sites/${site.id}`, { text: null, minutes: 1 })
  const { state, minutes, text } = (await changed.json()) as WatchedSite
  assert.deepEqual([state, minutes, text], ['unknown', 1, null])
  const strict = createHttp({ userAgent: 'Veillee test' })
  const inside = await testServer({ routes: () => siteRoutes({ http: strict }) })
  const owner = await inside.member(await inside.workspace(), 'owner')
  const refused = await owner.browser.post('/sites', { url: 'http://192.168.0.1/', name: 'x' })
  assert.equal((await problemOf(refused)).id, 'page_address')
  await inside.close()
  await strict.close()
  assert.equal((await manager.browser.delete(`/sites/${site.id}`)).status, 204)
  assert.equal((await manager.browser.get(`/sites/${site.id}`)).status, 404)
})
