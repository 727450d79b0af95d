import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type Books, openBooks } from '../support/books.ts'
import { type Client, setUpOwner } from '../support/client.ts'
import { eventually } from '../support/eventually.ts'
import { Blog, type FeedServer, startFeedServer } from '../support/feed-server.ts'
import { post } from '../support/jetstream-posts.ts'
import { type JetstreamServer, startJetstream } from '../support/jetstream-server.ts'
import { type LiveEvents, listenLive } from '../support/live-events.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'

/** One web process and two workers, on one database. */
let jetstream: JetstreamServer
let feeds: FeedServer
let web: RunningProgram
let workers: RunningProgram[] = []
let client: Client
let books: Books
let live: LiveEvents

before(async () => {
  jetstream = await startJetstream()
  feeds = await startFeedServer()
  const hosts = [jetstream.url, feeds.url].map((url) => new URL(url).host).join()
  const env = { VEILLEE_ALLOW_HOSTS: hosts, VEILLEE_SECRET_KEY: randomBytes(32).toString('hex') }
  web = await startProgram({ role: 'web', env })
  client = await setUpOwner(web)
  books = await openBooks(web.databaseUrl)
  const worker = () => startProgram({ role: 'worker', databaseUrl: web.databaseUrl, env })
  workers = await Promise.all([worker(), worker()])
  live = await listenLive(web.url, client)
})
after(async () => {
  live?.close()
  for (const worker of workers) await worker.stop()
  await books?.close()
  await web?.stop()
  await feeds?.close()
  await jetstream?.close()
})

const named = async () =>
  (
    await books.rows<{ text: string }>(
      `select text from activity where text like 'Lumignon%' order by position`,
    )
  ).map(({ text }) => text)
const open = async () => (await client.call<{ open: number }>('GET', '/conversations/counts')).open

test('what one of two workers reads, the web process shows and tells', async () => {
  const config = { urls: [jetstream.url] }
  await client.call('POST', '/accounts', { channel: 'bluesky', name: 'Bluesky', config, force: true })
  await eventually(
    () => jetstream.live(),
    (lines) => lines === 1,
  )
  for (let i = 0; i < 200; i++) jetstream.say(post(`Lumignon, première salve ${i}`))
  await eventually(open, (n) => n === 200)
  await live.until(({ k }) => k === 'conversation')
  assert.equal((await named()).length, 200)
  assert.equal(jetstream.connections.length, 1, 'one line for the installation')
  await books.balance()
})

test('feeds are read once, whoever reads them', async () => {
  const blogs = Array.from({ length: 8 }, (_, i) => {
    const blog = new Blog()
    for (let n = 0; n < 5; n++)
      blog.write({
        guid: `${i}-${n}`,
        title: `Blog ${i}`,
        text: `Texte ${n}`,
        published: new Date(Date.now() - n * 1000),
      })
    feeds.pages.set(`/${i}`, () => ({ body: blog.rss() }))
    return blog
  })
  for (const i of blogs.keys())
    await client.call('POST', '/accounts', {
      channel: 'feed',
      name: `${i}`,
      config: { url: `${feeds.url}/${i}` },
    })
  const read = () =>
    books.rows<{ n: number }>(`select count(*)::int as n from activity where channel = 'feed'`)
  await eventually(read, ([row]) => row?.n === 40)
  const accounts = await client.call<{ channel: string; counts: { kept: number; dropped: object } }[]>(
    'GET',
    '/accounts',
  )
  for (const { counts } of accounts.filter(({ channel }) => channel === 'feed'))
    assert.deepEqual(counts, { kept: 5, dropped: {} })
  await books.balance()
})

test('the listener’s worker killed, the other takes the line over where it was', async () => {
  const [holder] = await books.rows<{ pid: number; port: number }>(
    `select pid from pg_stat_activity where application_name = 'veillee-listener' and datname = current_database()`,
  )
  assert.ok(holder)
  const first = await holderOf()
  await first.kill()
  for (let i = 0; i < 50; i++) jetstream.say(post(`Lumignon, sans personne ${i}`))
  await eventually(open, (n) => n === 250)
  assert.equal(jetstream.live(), 1)
  jetstream.say(post('Lumignon, de nouveau'))
  await eventually(open, (n) => n === 251)
  await first.start()
  jetstream.say(post('Lumignon, avec les deux'))
  await eventually(open, (n) => n === 252)
  const texts = await named()
  assert.deepEqual([texts.length, new Set(texts).size], [252, 252])
  assert.equal(jetstream.live(), 1)
  await books.balance()
})

/** The worker that holds the line: stopped for a moment, it is the one whose line stays silent. */
async function holderOf(): Promise<RunningProgram> {
  for (const worker of workers) {
    worker.process.kill('SIGSTOP')
    const before = (await named()).length
    const probe = post('Une sonde sans objet')
    jetstream.say(probe)
    const cursor = () =>
      books.rows<{ cursor: string }>(`select cursor from channel_account where channel = 'bluesky'`)
    const moved = await eventually(cursor, ([row]) => Number(row?.cursor) >= probe.time_us, 4000).catch(
      () => undefined,
    )
    worker.process.kill('SIGCONT')
    assert.equal((await named()).length, before)
    if (!moved) return worker
  }
  return assert.fail('nobody holds the line')
}
