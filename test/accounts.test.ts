import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { silentLog } from '../lib/log/index.ts'
import { channelOf } from '../src/channels/index.ts'
import {
  accountRoutes,
  getAccount,
  type PipelineDeps,
  pullAccount,
  type RunnerDeps,
} from '../src/ingest/index.ts'
import { Blog, type FeedServer, startFeedServer } from './support/feed-server.ts'
import { type Member, type TestServer, testServer } from './support/http.ts'
import { loopbackHttp } from './support/listening.ts'

/** Feeds and webhooks as people meet them: connected through the API, read and heard, in the database. */
const START = Date.parse('2026-03-20T12:00:00Z')
const HOUR = 3_600_000
const clock = { at: START }
const http = loopbackHttp()
const asked: string[] = []
let server: TestServer
let feeds: FeedServer
let runner: RunnerDeps
let manager: Member
let workspaceId = ''

const pipeline: PipelineDeps = {
  interpret: () => ({
    lang: 'fr',
    sentiment: 'neutral',
    p: { positive: 0, neutral: 1, negative: 0 },
    why: [],
  }),
  match: { tokens: () => '', alerts: () => [], wanted: () => true },
  attribute: async (_tx, _workspace, _channel, activities) => activities.map(() => null),
  now: () => new Date(clock.at),
}

before(async () => {
  feeds = await startFeedServer()
  server = await testServer({
    clock: { now: () => new Date(clock.at) },
    routes: ({ db }) => {
      const vault = {
        seal: (text: string) => Buffer.from(text).toString('hex'),
        open: (text: string) => Buffer.from(text, 'hex').toString(),
      }
      runner = {
        db,
        vault,
        pipeline,
        http,
        log: silentLog(),
        entrance: () => ({ url: 'https://veillee.example/hook', secret: 's' }),
      }
      return accountRoutes({
        runner,
        publicUrl: 'https://veillee.example',
        pullSoon: async (_workspace, account) => void asked.push(account),
      })
    },
  })
  workspaceId = await server.workspace()
  manager = await server.member(workspaceId, 'manager')
})
after(async () => {
  await server?.close()
  await http.close()
  await feeds?.close()
})

interface Shown {
  id: string
  health: string
  healthText: string
  failure: string | null
  lastExchange: string | null
  hookUrl?: string
  secret?: string
  counts: { kept: number; dropped: Record<string, number> }
}

async function shown(id: string): Promise<Shown> {
  const answer = await manager.browser.get('/accounts')
  const accounts = (await answer.json()) as Shown[]
  return accounts.find((account) => account.id === id) ?? assert.fail('no such account')
}

async function connect(channel: string, name: string, config: object): Promise<Shown> {
  const answer = await manager.browser.post('/accounts', { channel, name, config })
  assert.equal(answer.status, 201, await answer.clone().text())
  return (await answer.json()) as Shown
}

async function stream(accountId: string) {
  const { rows } = await sql<{ verb: string; object_id: string; text: string | null }>`
    select verb, object_id, text from activity where workspace_id = ${workspaceId} and account_id = ${accountId}
    order by position`.execute(server.db)
  return rows
}

async function pull(id: string): Promise<number> {
  const row = await getAccount(server.db, workspaceId, id)
  const channel = channelOf(row.channel) ?? assert.fail()
  return pullAccount(runner, channel, row, new AbortController().signal)
}

test('a feed: connected, read, down for 72 hours, caught up, its health told all the while', async () => {
  const blog = new Blog()
  for (let i = 1; i <= 4; i++) {
    blog.write({
      guid: `p${i}`,
      title: `Billet ${i}`,
      text: `Texte ${i}`,
      published: new Date(START - i * HOUR),
    })
  }
  feeds.pages.set('/feed', () => ({ body: blog.rss() }))
  const account = await connect('feed', 'Le blog', { url: `${feeds.url}/feed` })
  assert.ok(asked.includes(account.id), 'read as soon as connected')
  assert.equal(await pull(account.id), 4)
  assert.equal(await pull(account.id), 0)
  assert.equal((await shown(account.id)).health, 'ok')
  await feeds.up(false)
  for (let day = 1; day <= 3; day++) {
    clock.at += 24 * HOUR
    await pull(account.id)
    blog.write({ guid: `n${day}`, title: `Nouveau ${day}`, text: 'Neuf', published: new Date(clock.at) })
  }
  const failing = await shown(account.id)
  assert.deepEqual([failing.health, failing.failure], ['failing', 'unreachable'])
  assert.doesNotMatch(failing.healthText, /http\.|channel/, 'told in words')
  blog.edit('p1', 'Texte 1, corrigé')
  await feeds.up(true)
  assert.equal(await pull(account.id), 4, 'three new, one edit')
  assert.equal(await pull(account.id), 0)
  const rows = await stream(account.id)
  assert.equal(rows.filter(({ verb }) => verb === 'Create').length, 7)
  assert.equal(
    rows.find(({ verb, object_id }) => verb === 'Create' && object_id.endsWith(':p1'))?.text,
    'Texte 1, corrigé',
  )
  assert.equal((await shown(account.id)).health, 'ok')
})

test('a feed whose address is changed to another’s is read from its beginning, and to itself goes on', async () => {
  const [one, two] = [new Blog(), new Blog()]
  const published = new Date(START - HOUR)
  for (const blog of [one, two]) blog.write({ guid: 'p1', title: 'Billet', text: 'Texte', published })
  const etags: (string | undefined)[] = []
  for (const [path, blog] of [
    ['/one', one],
    ['/two', two],
  ] as const)
    feeds.pages.set(path, (request) => {
      etags.push(request.headers['if-none-match'])
      return { body: blog.rss(), headers: { etag: '"same"' } }
    })
  const account = await connect('feed', 'Un', { url: `${feeds.url}/one` })
  assert.equal(await pull(account.id), 1)
  const change = (path: string) =>
    manager.browser.patch(`/accounts/${account.id}`, { config: { url: feeds.url + path } })
  assert.equal((await change('/two')).status, 200)
  etags.length = 0
  assert.equal(await pull(account.id), 1, 'the same guid, of another feed')
  assert.deepEqual(etags, [undefined], 'and it is not asked for what changed since the other')
  assert.equal((await change('/two/')).status, 200)
  feeds.pages.set('/two/', () => ({ body: two.rss() }))
  assert.equal(await pull(account.id), 0)
})

test('a feed is read when it wishes, and is late only when that moment has long passed', async () => {
  const blog = new Blog()
  blog.extra = '<ttl>60</ttl>'
  feeds.pages.set('/slow', () => ({ body: blog.rss() }))
  const account = await connect('feed', 'Lent', { url: `${feeds.url}/slow` })
  await pull(account.id)
  const { next_pull: next } = await getAccount(server.db, workspaceId, account.id)
  assert.equal((next?.getTime() ?? 0) - clock.at, HOUR)
  clock.at += 1.2 * HOUR
  assert.equal((await shown(account.id)).health, 'ok')
  clock.at += 1.5 * HOUR
  assert.equal((await shown(account.id)).health, 'late')
})

test('what cannot be read is refused when it is connected, in words', async () => {
  for (const [path, body, words] of [
    ['/page', '<html></html>', /page/],
    ['/none', 'bonjour', /flux|feed/],
  ] as const) {
    feeds.pages.set(path, { body })
    const answer = await manager.browser.post('/accounts', {
      channel: 'feed',
      name: 'x',
      config: { url: feeds.url + path },
    })
    assert.equal(answer.status, 422)
    assert.match(((await answer.json()) as { detail: string }).detail, words)
  }
  for (const url of [
    'http://169.254.169.254/',
    'http://[::ffff:10.0.0.1]/feed',
    'http://2130706433:1/',
    'file:///etc/passwd',
  ]) {
    const answer = await manager.browser.post('/accounts', { channel: 'feed', name: 'x', config: { url } })
    assert.equal(answer.status, 422, url)
  }
})

function signed(secret: string, body: string, time = Math.floor(clock.at / 1000)) {
  const v1 = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')
  return {
    bare: true,
    headers: { 'x-veillee-signature': `t=${time},v1=${v1}`, 'content-type': 'application/json' },
  }
}

test('a webhook: its secret shown once, signed deliveries in, replays once, strangers out and without a trace', async () => {
  const account = await connect('webhook', 'Boutique', {})
  const { secret = '', hookUrl = '' } = account
  assert.ok(secret.length >= 40)
  assert.equal((await shown(account.id)).secret, undefined)
  const path = new URL(hookUrl).pathname.replace('/api/v1', '')
  const stranger = server.browser()
  const body = JSON.stringify([
    { id: 't1', author: 'Léa <lea@mail.example>', text: 'Où est ma commande ?' },
    { id: 't2' },
  ])
  const post = async (options: object) => {
    const answer = await stranger.post(path, body, options)
    return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() }
  }
  assert.equal((await post(signed('another secret of 24 letters', body))).status, 401)
  assert.equal((await post(signed(secret, body, clock.at / 1000 - 600))).status, 401)
  assert.equal((await shown(account.id)).lastExchange, null, 'a stranger does not make it look alive')
  const first = await post(signed(secret, body))
  assert.deepEqual([first.status, first.type], [202, 'application/json'])
  assert.deepEqual(JSON.parse(first.body), {
    accepted: 1,
    refused: [{ index: 1, reason: 'author: missing, or no author' }],
  })
  assert.equal((await post(signed(secret, body))).status, 200, 'a replay counts once')
  clock.at += 1_000
  assert.equal((await post(signed(secret, body))).status, 202, 'signed anew, the ids make it the same')
  assert.deepEqual(
    (await stream(account.id)).map(({ text }) => text),
    ['Où est ma commande ?'],
  )
  const { counts } = await shown(account.id)
  assert.deepEqual([counts.kept, counts.dropped['bad-item'], counts.dropped.duplicate], [1, 2, 1])
})

test('a delivery is in the stream before anything of it is told', async () => {
  const { id, secret = '', hookUrl = '' } = await connect('webhook', 'Atelier', {})
  pipeline.notify = () => {
    throw new Error('told')
  }
  const path = new URL(hookUrl).pathname.replace('/api/v1', '')
  const body = JSON.stringify([{ id: 'told-1', author: 'Léa <lea@mail.example>', text: 'Une lampe' }])
  await server.browser().post(path, body, signed(secret, body))
  delete pipeline.notify
  assert.deepEqual(
    (await stream(id)).map(({ text }) => text),
    ['Une lampe'],
  )
})

test('a hub confirms and tells: the feed is read at once', async () => {
  const blog = new Blog()
  blog.write({ guid: 'p1', title: 'Un', text: 'Texte', published: new Date(clock.at) })
  blog.extra = `<atom:link rel="hub" href="${feeds.url}/hub"/><atom:link rel="self" href="${feeds.url}/pushed"/>`
  feeds.pages.set('/pushed', () => ({ body: blog.rss() }))
  feeds.pages.set('/hub', { status: 202 })
  const account = await connect('feed', 'Poussé', { url: `${feeds.url}/pushed` })
  await pull(account.id)
  const path = `/hooks/${workspaceId}/${account.id}`
  const topic = encodeURIComponent(`${feeds.url}/pushed`)
  const query = (at: string) =>
    `${path}?hub.mode=subscribe&hub.topic=${at}&hub.challenge=abc&hub.lease_seconds=86400`
  const stranger = server.browser()
  assert.equal((await stranger.get(query('https%3A%2F%2Fevil.example'))).status, 404)
  const confirmed = await stranger.get(query(topic))
  assert.deepEqual([confirmed.status, await confirmed.text()], [200, 'abc'])
  assert.match((await getAccount(server.db, workspaceId, account.id)).cursor ?? '', /"lease"/)
  asked.length = 0
  await stranger.post(path, '', { bare: true })
  assert.deepEqual(asked, [account.id])
})

test('nothing is connected, changed or disconnected without its line in the journal', async () => {
  feeds.pages.set('/journal', () => ({ body: new Blog().rss() }))
  const config = { url: `${feeds.url}/journal` }
  const account = await connect('feed', 'Journal', config)
  await sql`create function no_journal() returns trigger language plpgsql as $$ begin raise 'no room'; end $$`.execute(
    server.db,
  )
  await sql`create trigger no_journal before insert on audit_entry execute function no_journal()`.execute(
    server.db,
  )
  const answers = [
    await manager.browser.delete(`/accounts/${account.id}`),
    await manager.browser.patch(`/accounts/${account.id}`, { name: 'Autre' }),
    await manager.browser.post('/accounts', { channel: 'feed', name: 'Nouveau', config }),
  ]
  await sql`drop trigger no_journal on audit_entry`.execute(server.db)
  assert.deepEqual(
    answers.map(({ status }) => status),
    [500, 500, 500],
  )
  const names = ((await (await manager.browser.get('/accounts')).json()) as { name: string }[]).map(
    ({ name }) => name,
  )
  assert.deepEqual(
    [names.includes('Journal'), names.includes('Autre'), names.includes('Nouveau')],
    [true, false, false],
  )
})
