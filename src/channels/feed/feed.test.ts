import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { Blog, type FeedServer, startFeedServer } from '../../../test/support/feed-server.ts'
import { loopbackHttp } from '../../../test/support/listening.ts'
import { accountOf, hostOf, pull, Shelf } from '../../../test/support/pulling.ts'
import { ChannelFailure, type Failure } from '../channel.ts'
import { feed } from './index.ts'

const START = Date.parse('2026-03-20T12:00:00Z')
const HOUR = 3_600_000

async function stage(t: TestContext) {
  const server = await startFeedServer()
  const http = loopbackHttp()
  t.after(async () => {
    await http.close()
    await server.close()
  })
  const clock = { at: START }
  const host = hostOf(http, () => new Date(clock.at))
  const account = accountOf(feed, { url: `${server.url}/feed` })
  const blog = new Blog()
  for (let i = 1; i <= 5; i++) blog.write(post(i))
  server.pages.set('/feed', () => ({ body: blog.rss() }))
  const read = (cursor?: string, crash?: number) => pull(feed, account, host, cursor, crash)
  return { server, http, clock, host, account, blog, read }
}

function post(i: number) {
  const published = new Date(START - 100 * HOUR + i * HOUR)
  return { guid: `p${i}`, title: `Billet ${i}`, text: `Texte du billet ${i}`, published }
}

async function failure(attempt: Promise<unknown>): Promise<Failure> {
  const error = await attempt.then(
    () => assert.fail('did not fail'),
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof ChannelFailure, `not a ChannelFailure: ${error}`)
  return error.failure
}

function lastAsked({ asked }: FeedServer) {
  return asked.at(-1)?.headers ?? {}
}

test('a first reading gives everything, oldest first; the next ones only what is new', async (t) => {
  const { server, blog, read } = await stage(t)
  const first = await read()
  assert.deepEqual(
    first.activities.map(({ object }) => object.title),
    ['Billet 1', 'Billet 2', 'Billet 3', 'Billet 4', 'Billet 5'],
  )
  assert.ok(
    first.activities.every(({ verb, externalId, object }) => verb === 'Create' && externalId === object.id),
  )
  const second = await read(first.cursor)
  assert.deepEqual([second.activities, second.batches], [[], []])
  assert.ok(lastAsked(server)['if-none-match'], 'asks conditionally')
  blog.write(post(6))
  const third = await read(second.cursor)
  assert.deepEqual(
    third.activities.map(({ object }) => object.title),
    ['Billet 6'],
  )
})

test('Last-Modified alone is enough, and a server that ignores both brings nothing twice', async (t) => {
  const { server, blog, read } = await stage(t)
  const lastModified = new Date(START - HOUR)
  server.pages.set('/feed', () => ({ body: blog.rss(), lastModified, headers: { ETag: '' } }))
  const first = await read()
  await read(first.cursor)
  assert.equal(lastAsked(server)['if-modified-since'], lastModified.toUTCString())
  server.pages.set('/feed', () => ({ body: blog.rss(), conditional: false }))
  assert.deepEqual((await read(first.cursor)).activities, [])
})

test('an edit is an Update of the same object, there and back again, a bounded number of times', async (t) => {
  const { blog, read } = await stage(t)
  let { cursor } = await read()
  const seen: string[] = []
  for (const text of ['Corrigé', 'Texte du billet 3', 'Corrigé']) {
    blog.edit('p3', text)
    const { activities, cursor: next } = await read(cursor)
    assert.equal(activities.length, 1)
    assert.equal(activities[0]?.verb, 'Update')
    assert.match(activities[0]?.object.id ?? '', /:p3$/)
    assert.equal(activities[0]?.object.text, text)
    seen.push(activities[0]?.externalId ?? '')
    cursor = next
  }
  assert.equal(new Set(seen).size, 3, 'going back to an earlier text is an event of its own')
  let updates = 0
  for (let i = 0; i < 30; i++) {
    blog.edit('p4', `publicité ${i}`)
    const again = await read(cursor)
    updates += again.activities.length
    cursor = again.cursor
  }
  assert.equal(updates, 20)
})

test('what slides out of the window and comes back is not new; memory stays small', async (t) => {
  const { blog, read } = await stage(t)
  blog.shows = 3
  let { cursor } = await read()
  for (let i = 6; i <= 60; i++) {
    blog.write(post(i))
    const next = await read(cursor)
    assert.deepEqual(
      next.activities.map(({ object }) => object.title),
      [`Billet ${i}`],
    )
    cursor = next.cursor
  }
  blog.shows = 40
  const back = await read(cursor)
  assert.deepEqual(back.activities, [])
  blog.shows = 3
  for (let i = 61; i <= 500; i++) blog.write(post(i))
  blog.shows = 500
  cursor = (await read(cursor)).cursor
  blog.shows = 3
  blog.write(post(501))
  cursor = (await read(cursor)).cursor
  assert.ok((cursor?.length ?? 0) < 12_000, `${cursor?.length} characters`)
})

test('a crash between any two batches loses nothing and doubles nothing', async (t) => {
  const { blog, read } = await stage(t)
  blog.shows = 1_300
  for (let i = 6; i <= 1_300; i++) blog.write(post(i))
  const whole = await read()
  assert.ok(whole.batches.length > 3)
  for (let crash = 0; crash < whole.batches.length; crash++) {
    const shelf = new Shelf()
    const before = await read(undefined, crash)
    shelf.take(before.activities)
    const after = await read(before.cursor)
    shelf.take(after.activities)
    assert.equal(shelf.texts.size, 1_300, `crash after ${crash}`)
    assert.deepEqual((await read(after.cursor)).activities, [])
  }
})

test('72 hours down: items and edits made behind come at once, nothing twice, what went stays gone', async (t) => {
  const { server, clock, blog, read } = await stage(t)
  const shelf = new Shelf()
  let { cursor, activities } = await read()
  shelf.take(activities)
  await server.up(false)
  for (let hour = 1; hour <= 72; hour++) {
    clock.at += HOUR
    assert.equal((await failure(read(cursor))).kind, 'unreachable')
    if (hour % 24 === 0) blog.write({ ...post(100 + hour), published: new Date(clock.at) })
  }
  blog.edit('p2', 'Relu pendant la panne')
  blog.remove('p5')
  blog.extra = '<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0"/>'
  await server.up(true)
  for (let i = 0; i < 3; i++) {
    const next = await read(cursor)
    shelf.take(next.activities)
    ;({ cursor, activities } = next)
  }
  assert.deepEqual(activities, [])
  assert.equal(shelf.texts.size, 8, 'five before, three during; a feed does not say that one was taken away')
  assert.ok([...shelf.texts.values()].includes('Relu pendant la panne'))
  assert.equal(shelf.duplicates, 0)
})

test('an Atom tombstone takes the entry away, once', async (t) => {
  const { server, read } = await stage(t)
  const atom = (inside: string) =>
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"><title>T</title>${inside}</feed>`
  const entry = '<entry><id>e1</id><title>Un</title><updated>2026-03-01T00:00:00Z</updated></entry>'
  server.pages.set('/feed', { body: atom(entry), type: 'application/atom+xml' })
  const first = await read()
  server.pages.set('/feed', { body: atom('<at:deleted-entry ref="e1" when="2026-03-19T00:00:00Z"/>') })
  const second = await read(first.cursor)
  assert.deepEqual(
    second.activities.map(({ verb, object }) => [verb, object.id]),
    [['Delete', first.activities[0]?.externalId]],
  )
  server.pages.set('/feed', {
    body: atom('<at:deleted-entry ref="e1" when="2026-03-19T00:00:00Z"/><!-- changed -->'),
  })
  assert.deepEqual((await read(second.cursor)).activities, [])
})

test('every failure of a server is one of the closed list', async (t) => {
  const { server, read, host } = await stage(t)
  const at = (page: object) => {
    server.pages.set('/feed', page)
    return failure(read())
  }
  const later = (seconds: number) => new Date(START + seconds * 1000)
  assert.deepEqual(await at({ status: 429, headers: { 'Retry-After': '120' } }), {
    kind: 'rate-limited',
    until: later(120),
  })
  assert.deepEqual(await at({ status: 429 }), { kind: 'rate-limited', until: later(900) })
  assert.deepEqual(await at({ status: 429, headers: { 'Retry-After': later(3600).toUTCString() } }), {
    kind: 'rate-limited',
    until: later(3600),
  })
  assert.deepEqual(await at({ status: 429, headers: { 'Retry-After': '999999999' } }), {
    kind: 'rate-limited',
    until: later(86_400),
  })
  assert.deepEqual(await at({ status: 503, headers: { 'Retry-After': '60' } }), {
    kind: 'rate-limited',
    until: later(60),
  })
  assert.deepEqual(await at({ status: 503 }), { kind: 'unreachable', detail: 'HTTP 503' })
  assert.deepEqual(await at({ status: 410 }), { kind: 'gone', detail: 'HTTP 410' })
  assert.deepEqual(await at({ status: 404 }), { kind: 'bad-response', detail: 'HTTP 404' })
  assert.deepEqual(await at({ status: 403 }), { kind: 'refused', detail: 'HTTP 403' })
  assert.deepEqual(await at({ body: '<html></html>' }), {
    kind: 'bad-response',
    detail: 'feed.refused.html-page',
  })
  assert.deepEqual(await at({ body: 'x'.repeat(5_000), cutAfter: 100 }), {
    kind: 'unreachable',
    detail: 'http.cut',
  })
  assert.deepEqual(await at({ status: 302, headers: { Location: 'http://10.0.0.1/' } }), {
    kind: 'refused',
    detail: 'http.address',
  })
  assert.deepEqual(await at({ status: 302, headers: { Location: '/feed' } }), {
    kind: 'bad-response',
    detail: 'http.redirects',
  })
  const inside = accountOf(feed, { url: 'http://169.254.169.254/feed' })
  assert.deepEqual(await failure(pull(feed, inside, host)), { kind: 'refused', detail: 'http.address' })
})

test('a body cut in the middle is read again whole, and nothing was lost', async (t) => {
  const { server, blog, read } = await stage(t)
  const first = await read()
  blog.write(post(6))
  server.pages.set('/feed', () => ({ body: blog.rss(), cutAfter: 700 }))
  assert.equal((await failure(read(first.cursor))).kind, 'unreachable')
  server.pages.set('/feed', () => ({ body: blog.rss(), gzip: true }))
  assert.deepEqual(
    (await read(first.cursor)).activities.map(({ object }) => object.title),
    ['Billet 6'],
  )
})

test('a feed that moved for good is followed, under the same ids; if it vanishes there, the old address is asked again', async (t) => {
  const { server, blog, read } = await stage(t)
  const first = await read()
  server.pages.set('/feed', { status: 301, headers: { Location: '/new' } })
  for (const conditional of [true, false]) {
    server.pages.set('/new', () => ({ body: blog.rss(), conditional }))
    const { cursor } = await read(first.cursor)
    assert.match(cursor ?? '', /\/new"/, conditional ? 'moved, unchanged' : 'moved, read again')
  }
  const second = await read(first.cursor)
  assert.deepEqual(second.activities, [])
  blog.write(post(6))
  const asked = server.asked.length
  const third = await read(second.cursor)
  assert.deepEqual(
    server.asked.slice(asked).map(({ path }) => path),
    ['/new'],
    'the old address is asked no more',
  )
  assert.deepEqual(
    third.activities.map(({ externalId }) => externalId.split(':')[0]),
    [first.activities[0]?.externalId.split(':')[0]],
  )
  server.pages.delete('/new')
  server.pages.set('/feed', () => ({ body: blog.rss() }))
  blog.write(post(7))
  assert.deepEqual(
    (await read(third.cursor)).activities.map(({ object }) => object.title),
    ['Billet 7'],
  )
  server.pages.set('/feed', { status: 302, headers: { Location: '/later' } })
  server.pages.set('/later', () => ({ body: blog.rss() }))
  const temporary = await read(first.cursor)
  assert.doesNotMatch(temporary.cursor ?? '', /later/)
})

test('the rhythm is the feed’s own, within bounds', async (t) => {
  const { server, account, blog, read, clock } = await stage(t)
  const minutes = async (extra: string, headers: Record<string, string> = {}) => {
    blog.extra = extra
    server.pages.set('/feed', () => ({ body: blog.rss(), headers }))
    const { cursor } = await read()
    return ((feed.due?.(account, cursor, new Date(clock.at)).getTime() ?? 0) - clock.at) / 60_000
  }
  assert.equal(await minutes(''), 15)
  assert.equal(await minutes('<ttl>30</ttl>'), 30)
  assert.equal(await minutes('<ttl>1</ttl>'), 5)
  assert.equal(await minutes('<ttl>10080</ttl>'), 60)
  assert.equal(await minutes('', { 'Cache-Control': 'public, max-age=2400' }), 40)
  assert.equal(await minutes('<skipHours><hour>12</hour><hour>13</hour></skipHours>'), 120, 'at two o’clock')
  assert.equal(await minutes('<skipDays><day>Friday</day></skipDays>'), 720, 'at midnight')
  const all = Array.from({ length: 24 }, (_, hour) => `<hour>${hour}</hour>`).join('')
  assert.ok((await minutes(`<skipHours>${all}</skipHours>`)) <= 24 * 60)
})

test('a cursor that cannot be read starts anew, and what comes again has the ids it had', async (t) => {
  const { read } = await stage(t)
  const first = await read()
  for (const broken of ['', '{', 'null', '{"v":2}', '{"v":1,"space":"x"}', '[]']) {
    const again = await read(broken)
    assert.deepEqual(
      again.activities.map(({ externalId }) => externalId),
      first.activities.map(({ externalId }) => externalId),
    )
  }
})

test('ids: a guid shared by several entries is none; entries without any have that of their words', async (t) => {
  const { server, read } = await stage(t)
  const items = (inside: string) => ({
    body: `<rss version="2.0"><channel><title>T</title>${inside}</channel></rss>`,
  })
  server.pages.set(
    '/feed',
    items(
      '<item><guid>x</guid><link>https://a.example/1</link><title>a</title></item><item><guid>x</guid><link>https://a.example/2</link><title>b</title></item><item><title>sans rien</title></item><item><title>sans rien</title></item>',
    ),
  )
  const first = await read()
  assert.equal(first.activities.length, 3)
  assert.equal(new Set(first.activities.map(({ externalId }) => externalId)).size, 3)
  const long = `https://a.example/${'x'.repeat(3_000)}`
  server.pages.set('/feed', items(`<item><guid>${long}</guid><title>c</title></item>`))
  assert.ok(((await read()).activities[0]?.externalId.length ?? 999) < 100)
})

test('empty entries are told once, and dates that cannot be become the moment of reading', async (t) => {
  const { server, read } = await stage(t)
  const item = (date: string) => `<item><guid>${date}</guid><title>t</title><pubDate>${date}</pubDate></item>`
  const dates = [
    'Thu, 01 Jan 1970 00:00:00 GMT',
    'nonsense',
    'Fri, 20 Mar 2026 18:00:00 GMT',
    'Mon, 01 Jan 2035 00:00:00 GMT',
  ]
  server.pages.set('/feed', {
    body: `<rss><channel><title>T</title>${dates.map(item).join('')}<item><guid>vide</guid></item></channel></rss>`,
  })
  const first = await read()
  assert.deepEqual(new Set(first.activities.map(({ published }) => published.getTime())), new Set([START]))
  assert.deepEqual(
    first.batches.flatMap(({ rejected = [] }) => rejected.map(({ reason }) => reason)),
    ['empty-entry'],
  )
  server.pages.set('/feed', {
    body: '<rss><channel><title>T!</title><item><guid>vide</guid></item></channel></rss>',
  })
  const second = await read(first.cursor)
  assert.deepEqual(
    second.batches.flatMap(({ rejected = [] }) => rejected),
    [],
  )
})

test('a test reads once and changes nothing; a wrong configuration has its field', async (t) => {
  const { server, account, host } = await stage(t)
  await feed.test?.(account, host)
  assert.equal(server.asked.length, 1)
  server.pages.set('/feed', { body: 'hello', type: 'text/plain' })
  assert.equal((await failure(Promise.resolve(feed.test?.(account, host)))).kind, 'bad-response')
  for (const url of ['', 'x', 'file:///etc/passwd', 'javascript:alert(1)', 3])
    assert.equal(feed.config.safeParse({ url }).success, false)
  assert.equal(feed.config.safeParse({ url: 'https://a.example/', other: 1 }).success, false)
})
