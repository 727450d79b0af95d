import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ActivityItem, ChannelAccount, Conversation, Page } from '../../src/server/api.ts'
import { type Books, openBooks } from '../support/books.ts'
import { type Client, setUpOwner } from '../support/client.ts'
import { eventually } from '../support/eventually.ts'
import { Blog, type FeedServer, startFeedServer } from '../support/feed-server.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'

/** A blog, from its page's address to the inbox, through three days without it. */
const HOUR = 3_600_000
const blog = new Blog(30)
const deleted: { guid: string; when: Date }[] = []
let feeds: FeedServer
let slow: FeedServer
let program: RunningProgram
let client: Client
let books: Books

before(async () => {
  feeds = await startFeedServer()
  slow = await startFeedServer()
  const hosts = [feeds, slow].map(({ url }) => new URL(url).host).join()
  program = await startProgram({ env: { VEILLEE_ALLOW_HOSTS: hosts } })
  client = await setUpOwner(program)
  books = await openBooks(program.databaseUrl)
  feeds.pages.set('/', {
    type: 'text/html',
    body: '<html><head><link rel="alternate" type="application/atom+xml" title="Le blog" href="/feed.xml"></head></html>',
  })
  feeds.pages.set('/feed.xml', () => ({ body: blog.atom(deleted), type: 'application/atom+xml' }))
})
after(async () => {
  await books?.close()
  await program?.stop()
  await feeds?.close()
  await slow?.close()
})

function write(guid: string, hoursAgo: number, text = `Que dire de ${guid} ?`): void {
  blog.write({ guid, title: `Billet ${guid}`, text, published: new Date(Date.now() - hoursAgo * HOUR) })
}

async function account(): Promise<ChannelAccount> {
  const [only] = await client.call<ChannelAccount[]>('GET', '/accounts')
  return only ?? assert.fail('no account')
}

const stream = async () => (await client.call<Page<ActivityItem>>('GET', '/activities?limit=100')).items

/** Texts in the order of the stream, newest first, without what is only told about them. */
const texts = async () => (await stream()).filter(({ verb }) => verb === 'Create').map(({ text }) => text)

test('discovered from its page, tested, connected: its entries are in the stream and in the inbox', async () => {
  for (let i = 0; i < 5; i++) write(`p${i}`, 100 - i)
  const [found] = await client.call<{ title: string; config: Record<string, unknown> }[]>(
    'POST',
    '/channels/feed/discover',
    { input: feeds.url },
  )
  assert.deepEqual(found?.config, { url: `${feeds.url}/feed.xml` })
  const body = { channel: 'feed', name: found?.title, config: found?.config, inbox: true }
  const { id } = await client.call<ChannelAccount>('POST', '/accounts', body)
  assert.deepEqual(await client.call('POST', `/accounts/${id}/test`), { ok: true })
  const said = await eventually(texts, (all) => all.length === 5)
  assert.deepEqual(
    said,
    [4, 3, 2, 1, 0].map((i) => `Que dire de p${i} ?`),
  )
  const inbox = () => client.call<Page<Conversation>>('GET', '/conversations')
  const { items } = await eventually(inbox, (page) => page.items.length === 5)
  assert.deepEqual(
    [items[0]?.title, items[0]?.author.name, items[0]?.messages],
    ['Billet p4', 'Camille Roux', 1],
  )
  const { health, counts } = await eventually(account, ({ lastExchange }) => lastExchange !== null)
  assert.deepEqual([health, counts], ['ok', { kept: 5, dropped: {} }])
})

test('read again when a person asks, though it is not due', async () => {
  write('asked', 90)
  await client.call('POST', `/accounts/${(await account()).id}/pull`)
  await eventually(texts, (all) => all.includes('Que dire de asked ?'))
})

test('72 hours without it: health says so, and nothing is lost, doubled or brought back', async () => {
  const { id } = await account()
  await feeds.up(false)
  for (let i = 0; i < 4; i++) write(`d${i}`, 71 - 20 * i)
  await client.call('POST', `/accounts/${id}/pull`)
  const failing = await eventually(account, ({ health }) => health === 'failing')
  assert.equal(failing.failure, 'unreachable')
  assert.match(failing.healthText, /\p{L}{4,}/u)
  assert.doesNotMatch(failing.healthText, /http\.|channel[:.]|failure/)
  // Three days pass for the database: that is all the program knows them by.
  await books.rows(`update channel_account set last_exchange = now() - interval '72 hours'`)
  blog.edit('p4', 'Texte corrigé')
  blog.remove('p0')
  blog.remove('p1')
  deleted.push({ guid: 'p1', when: new Date(Date.now() - HOUR) })
  await feeds.up(true)
  await client.call('POST', `/accounts/${id}/pull`)
  const healed = await eventually(account, ({ health }) => health === 'ok')
  assert.equal(healed.failure, null)
  const all = await eventually(texts, (some) => some.includes('Que dire de d3 ?'))
  const wanted = ['d3', 'd2', 'd1', 'd0', 'asked'].map((guid) => `Que dire de ${guid} ?`)
  assert.deepEqual(all, [
    ...wanted,
    'Texte corrigé',
    'Que dire de p3 ?',
    'Que dire de p2 ?',
    null,
    'Que dire de p0 ?',
  ])
  for (let i = 0; i < 2; i++) {
    const { lastExchange } = await account()
    await client.call('POST', `/accounts/${id}/pull`)
    await eventually(account, (now) => now.lastExchange !== lastExchange)
  }
  assert.deepEqual(await texts(), all, 'reading again changes nothing')
  const shown = await client.call<Page<Conversation>>('GET', '/conversations')
  assert.equal(shown.items.length, 10)
  assert.ok(
    shown.items.some(({ snippet }) => snippet.includes('Texte corrigé')),
    'the list shows the edit',
  )
  await books.balance()
})

test('killed -9 while it reads, it reads again within the minute', async () => {
  const { id } = await account()
  write('late', 0.5)
  feeds.pages.set('/feed.xml', { body: blog.atom(deleted), stall: true })
  const asked = feeds.asked.length
  await client.call('POST', `/accounts/${id}/pull`)
  await eventually(
    () => feeds.asked.length,
    (count) => count > asked,
  )
  await program.kill()
  feeds.pages.set('/feed.xml', () => ({ body: blog.atom(deleted), type: 'application/atom+xml' }))
  await program.start()
  await eventually(texts, (all) => all.includes('Que dire de late ?'))
  await books.balance()
})

test('feeds that never end their answer keep only their own host waiting', async () => {
  const quick = new Blog()
  quick.write({ guid: 'q', title: 'Vite', text: 'Une lampe', published: new Date() })
  feeds.pages.set('/quick.xml', () => ({ body: quick.rss() }))
  const ids: string[] = []
  const connect = async (name: string, url: string) => {
    const body = { channel: 'feed', name, config: { url }, force: true }
    ids.push((await client.call<ChannelAccount>('POST', '/accounts', body)).id)
  }
  for (let i = 0; i < 12; i++) {
    slow.pages.set(`/${i}`, { body: quick.rss(), stall: true })
    await connect(`Lent ${i}`, `${slow.url}/${i}`)
  }
  await eventually(
    () => slow.asked.length,
    (n) => n >= 2,
  )
  await connect('Vif', `${feeds.url}/quick.xml`)
  await eventually(texts, (all) => all.includes('Une lampe'))
  assert.ok(slow.asked.length < 8, 'they have not taken all the slots')
  for (const id of ids) await client.call('DELETE', `/accounts/${id}`)
})
