import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { Blog, startFeedServer } from '../../../test/support/feed-server.ts'
import { loopbackHttp } from '../../../test/support/listening.ts'
import { accountOf, hostOf, pull } from '../../../test/support/pulling.ts'
import type { IncomingHook } from '../channel.ts'
import { feed } from './index.ts'

const SECRET = 'secret-of-this-account'
const CALLBACK = 'https://veillee.example/api/v1/hooks/w/a'
const DAY = 86_400_000

async function stage(t: TestContext) {
  const server = await startFeedServer()
  const http = loopbackHttp()
  t.after(async () => {
    await http.close()
    await server.close()
  })
  const clock = { at: Date.parse('2026-03-20T12:00:00Z') }
  const host = hostOf(http, () => new Date(clock.at), { entrance: { url: CALLBACK, secret: SECRET } })
  const account = accountOf(feed, { url: `${server.url}/feed` })
  const blog = new Blog()
  blog.write({ guid: 'p1', title: 'Un', text: 'Texte', published: new Date(clock.at - DAY) })
  const topic = `${server.url}/feed`
  blog.extra = `<atom:link rel="hub" href="${server.url}/hub"/><atom:link rel="self" href="${topic}"/>`
  server.pages.set('/feed', () => ({ body: blog.rss() }))
  server.pages.set('/hub', { status: 202 })
  const read = (cursor?: string) => pull(feed, account, host, cursor)
  const hear = (hook: Partial<IncomingHook>, cursor?: string) =>
    feed.receive?.(
      account,
      { method: 'POST', headers: {}, query: {}, body: new Uint8Array(), cursor, ...hook },
      host,
    )
  const confirm = (cursor: string | undefined, more: Record<string, string> = {}) =>
    hear(
      {
        method: 'GET',
        query: {
          'hub.mode': 'subscribe',
          'hub.topic': topic,
          'hub.challenge': 'c-1',
          'hub.lease_seconds': '864000',
          ...more,
        },
      },
      cursor,
    )
  const asks = () => server.asked.filter(({ path }) => path === '/hub')
  return { server, clock, host, account, blog, topic, read, hear, confirm, asks }
}

/** The same cursor with a hub that speaks https, as hubs do; loopback has no certificate. */
function secured(cursor: string | undefined): string {
  return (cursor ?? '').replace(/"hub":\{(.*?)"url":"http:/, '"hub":{$1"url":"https:')
}

function signed(body: string, secret = SECRET, hash = 'sha256'): Partial<IncomingHook> {
  const bytes = Buffer.from(body)
  return {
    body: bytes,
    headers: {
      'x-hub-signature': `${hash}=${createHmac(hash, secret).update(bytes).digest('hex')}`,
      'content-type': 'application/rss+xml',
    },
  }
}

test('the hub that a feed names is asked once, confirms, and is asked again before the lease ends', async (t) => {
  const { clock, topic, read, confirm, asks, account } = await stage(t)
  let { cursor } = await read()
  const form = new URLSearchParams(asks()[0]?.body)
  assert.equal(asks().length, 1)
  assert.deepEqual(
    [form.get('hub.mode'), form.get('hub.topic'), form.get('hub.callback')],
    ['subscribe', topic, CALLBACK],
  )
  assert.equal(form.get('hub.secret'), null, 'no secret in clear')
  cursor = (await read(cursor)).cursor
  assert.equal(asks().length, 1, 'not asked again at once')
  const confirmed = await confirm(cursor)
  assert.deepEqual([confirmed?.status, confirmed?.body], [200, 'c-1'])
  cursor = confirmed?.cursor
  const now = new Date(clock.at)
  assert.equal(
    (feed.due?.(account, cursor, now).getTime() ?? 0) - clock.at,
    3_600_000,
    'told by the hub, read hourly',
  )
  clock.at += 5 * DAY
  cursor = (await read(cursor)).cursor
  assert.equal(asks().length, 1)
  clock.at += 4 * DAY
  cursor = (await read(cursor)).cursor
  assert.equal(asks().length, 2, 'the lease is renewed before its end')
})

test('a hub that does not confirm is asked ever more seldom, and the feed is read all the same', async (t) => {
  const { server, clock, blog, read, asks, host } = await stage(t)
  server.pages.set('/hub', { status: 500 })
  let { cursor } = await read()
  for (let hour = 0; hour < 14 * 24; hour++) {
    clock.at += 3_600_000
    cursor = (await read(cursor)).cursor
  }
  assert.ok(asks().length >= 5 && asks().length <= 9, `${asks().length}`)
  blog.write({ guid: 'p2', title: 'Deux', text: 'Texte', published: new Date(clock.at) })
  assert.equal((await read(cursor)).activities.length, 1)
  assert.ok(host.statuses.every(({ key }) => key === 'hub-refused'))
})

test('without an entrance from outside nothing is asked', async (t) => {
  const { account, host, asks } = await stage(t)
  await pull(feed, account, { ...host, entrance: undefined })
  assert.equal(asks().length, 0)
})

test('only a confirmation of what we asked for is confirmed', async (t) => {
  const { read, confirm, hear } = await stage(t)
  const { cursor } = await read()
  assert.equal((await confirm(cursor, { 'hub.topic': 'https://evil.example/feed' }))?.status, 404)
  assert.equal((await confirm(cursor, { 'hub.mode': 'unsubscribe' }))?.status, 404)
  assert.equal((await confirm(cursor, { 'hub.challenge': '' }))?.status, 404)
  assert.equal((await confirm(cursor, { 'hub.challenge': 'x'.repeat(3_000) }))?.status, 404)
  assert.equal((await confirm(undefined))?.status, 404, 'nothing asked yet')
  assert.equal((await hear({ method: 'PUT' }, cursor))?.status, 404)
  const endless = await confirm(cursor, { 'hub.lease_seconds': '99999999999' })
  assert.match(endless?.cursor ?? '', /"lease":"2026-04-19/, 'thirty days at most')
  const denied = await confirm(endless?.cursor, { 'hub.mode': 'denied' })
  assert.deepEqual([denied?.status, /"lease"/.test(denied?.cursor ?? '')], [200, false])
})

test('news signed with our secret comes in at once, with the ids that reading gives', async (t) => {
  const { clock, blog, read, hear } = await stage(t)
  const { cursor } = await read()
  blog.write({ guid: 'p2', title: 'Deux', text: 'Texte', published: new Date(clock.at) })
  for (const hash of ['sha1', 'sha256', 'sha384', 'sha512']) {
    const told = await hear(signed(blog.rss(), SECRET, hash), secured(cursor))
    assert.deepEqual(
      told?.activities.map(({ object }) => object.title),
      ['Un', 'Deux'],
      hash,
    )
    assert.equal(told?.pull, true)
    const later = await read(cursor)
    assert.equal(later.activities[0]?.externalId, told?.activities[1]?.externalId)
  }
})

test('news with a wrong, missing or odd signature is passed over, without saying so', async (t) => {
  const { blog, read, hear } = await stage(t)
  const cursor = secured((await read()).cursor)
  const good = signed(blog.rss())
  const wrong: Partial<IncomingHook>[] = [
    signed(blog.rss(), 'another secret'),
    { ...good, headers: {} },
    { ...good, body: Buffer.from(`${blog.rss()} `) },
    { ...good, headers: { 'x-hub-signature': 'sha256=' } },
    { ...good, headers: { 'x-hub-signature': `md5=${'0'.repeat(40)}` } },
    { ...good, headers: { 'x-hub-signature': `sha256=${'0'.repeat(64)}` } },
  ]
  for (const hook of wrong) {
    assert.deepEqual(await hear(hook, cursor), { activities: [], status: 202 })
  }
  assert.deepEqual(await hear(signed('not a feed'), cursor), { activities: [], pull: true })
})

test('a hub that speaks in clear only makes us look', async (t) => {
  const { blog, read, hear } = await stage(t)
  const { cursor } = await read()
  assert.deepEqual(await hear(signed(blog.rss()), cursor), { activities: [], pull: true })
})
