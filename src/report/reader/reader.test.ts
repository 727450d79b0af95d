import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { fixedClock } from '../../../lib/clock/index.ts'
import { createHttp, type SafeHttp } from '../../../lib/http/index.ts'
import { entry, note } from '../../../test/support/entries.ts'
import { type FeedServer, startFeedServer } from '../../../test/support/feed-server.ts'
import { type Member, problemOf, type TestServer, testServer } from '../../../test/support/http.ts'
import { append, consume } from '../../activity/index.ts'
import { createList } from '../../match/index.ts'
import type { OpmlPlan, Page, ReaderFeeds, ReaderItem, ReaderItemDetail } from '../../server/api.ts'
import { readerIntake, readerRoutes } from './index.ts'

const NOW = new Date('2026-11-22T10:00:00Z')
const DAY = 86_400_000
const clock = fixedClock(NOW)
const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(40)])

let server: TestServer
let web: FeedServer
let http: SafeHttp
let workspaceId: string
let manager: Member
let agent: Member
const pulled: string[] = []
const seal = (text: string, purpose: string) => Buffer.from(`${purpose}|${text}`).toString('base64url')
const vault = {
  seal,
  open(sealed: string, purpose: string) {
    const text = Buffer.from(sealed, 'base64url').toString()
    if (!text.startsWith(`${purpose}|`)) throw new Error('not sealed for that')
    return text.slice(purpose.length + 1)
  },
}

before(async () => {
  web = await startFeedServer()
  const port = Number(new URL(web.url).port)
  http = createHttp({ userAgent: 'Veillee test', allow: (to) => to.port === port && to.ip === '127.0.0.1' })
  const pullSoon = async (_: string, id: string) => void pulled.push(id)
  server = await testServer({ clock, routes: () => readerRoutes({ http, sealing: vault, vault, pullSoon }) })
  workspaceId = await server.workspace()
  manager = await server.member(workspaceId, 'manager')
  agent = await server.member(workspaceId, 'agent')
})

after(async () => {
  await http.close()
  await web.close()
  await server.close()
})

const feeds = async (who = manager) => (await (await who.browser.get('/reader/feeds')).json()) as ReaderFeeds

async function items(query: string, who = manager): Promise<string[]> {
  const answer = await who.browser.get(`/reader/items?${query}`)
  assert.equal(answer.status, 200)
  return ((await answer.json()) as Page<ReaderItem>).items.map((item) => item.title ?? '')
}

async function idOf(title: string): Promise<string> {
  const page = (await (await manager.browser.get('/reader/items?limit=200')).json()) as Page<ReaderItem>
  return page.items.find((item) => item.title === title)?.id ?? ''
}

let told = 0
async function bring(accountId: string, titles: string[], ageDays = 0, more: object = {}) {
  const entries = titles.map((title, i) => {
    const at = new Date(NOW.getTime() - ageDays * DAY - i * 1000).toISOString()
    const made = note(`item-${told++}`, `Les mots de ${title}.\n\nEt la suite.`, { at })
    const object = { ...made.object, type: 'Article' as const, title, ...more }
    return { ...entry({ ...made, object }), tokens: `${title.toLowerCase()}` }
  })
  await append(server.db, { workspaceId, channel: 'feed', accountId, entries, received: NOW })
  while ((await consume(server.db, workspaceId, readerIntake)) > 0);
}

const LIST = `<opml version="2.0"><head><title>Presse</title></head><body>
<outline text="Presse"><outline text="Locale"><outline type="rss" text="Le Lien" xmlUrl="https://lien.example/rss"/></outline>
<outline type="rss" text="La Voix" xmlUrl="https://voix.example/rss"/></outline>
<outline type="rss" text="Le Lien encore" xmlUrl="http://www.lien.example/rss/"/>
<outline type="rss" text="Rien"/></body></opml>`

test('a list of feeds is told before it is taken, and comes out again with its folders', async () => {
  const check = await manager.browser.post('/reader/opml/check', LIST, {
    headers: { 'content-type': 'text/x-opml' },
  })
  const plan = (await check.json()) as OpmlPlan
  assert.deepEqual(
    plan.feeds.map((feed) => [feed.title, feed.folder.join('/'), feed.state]),
    [
      ['Le Lien', 'Presse/Locale', 'new'],
      ['La Voix', 'Presse', 'new'],
      ['Le Lien encore', '', 'twice'],
    ],
  )
  assert.deepEqual(plan.faults, [{ line: 5, why: 'no-address' }])
  assert.deepEqual((await feeds()).feeds, [], 'nothing was changed')
  const wanted = plan.feeds.map(({ title, url, folder }) => ({ title, url, folder }))
  const made = await manager.browser.post('/reader/opml', { feeds: wanted })
  assert.deepEqual([made.status, await made.json()], [201, { added: 2, placed: 0 }])
  assert.equal(pulled.length, 2)
  const again = await manager.browser.post('/reader/opml', { feeds: [{ ...wanted[1], folder: ['Autre'] }] })
  assert.deepEqual(await again.json(), { added: 0, placed: 1 })
  const out = await (await agent.browser.get('/reader/opml')).text()
  assert.match(out, /<outline text="Presse" title="Presse">\s*<outline text="Locale"/)
  assert.match(out, /<outline text="Autre" title="Autre">\s*<outline type="rss" text="La Voix"/)
  const bomb = '<!DOCTYPE opml [<!ENTITY a "aa">]><opml><body/></opml>'
  assert.equal((await problemOf(await manager.browser.post('/reader/opml/check', bomb))).id, 'opml_entities')
  assert.equal((await agent.browser.post('/reader/opml', { feeds: wanted })).status, 403)
  const inside = await manager.browser.post('/reader/opml', {
    feeds: [{ title: 'x', url: 'ftp://a.example/', folder: [] }],
  })
  assert.equal(inside.status, 422)
})

test('what one has read is one’s own; all is read up to what one saw, and comes back when it is taken back', async () => {
  const [lien, voix] = (await feeds()).feeds
  assert.ok(lien && voix)
  await bring(lien.id, ['Un', 'Deux', 'Trois'])
  await bring(voix.id, ['Quatre'], 0.5)
  await bring(voix.id, ['Vieux'], 45)
  const counts = async (who = manager) => (await feeds(who)).feeds.map((feed) => feed.unread)
  assert.deepEqual(await counts(), [3, 1])
  assert.deepEqual(await items('limit=200'), ['Un', 'Deux', 'Trois', 'Quatre', 'Vieux'])
  await manager.browser.patch('/reader/items', { ids: [await idOf('Un')], read: true, starred: true })
  assert.deepEqual(
    [await counts(), await counts(agent)],
    [
      [2, 1],
      [3, 1],
    ],
  )
  assert.deepEqual(await items('starred=true'), ['Un'])
  assert.equal((await feeds()).starred, 1)
  assert.deepEqual(await items(`unread=true&feed=${lien.id}`), ['Deux', 'Trois'])
  await manager.browser.patch('/reader/items', { ids: [await idOf('Vieux'), await idOf('Un')], read: false })
  assert.deepEqual(await counts(), [3, 2])
  const { head } = await feeds()
  await bring(lien.id, ['Arrivé pendant ce temps'])
  const answer = await manager.browser.post('/reader/read', { head })
  const before = await answer.json()
  assert.deepEqual(await counts(), [1, 0], 'what came after is not read')
  assert.deepEqual(await items('starred=true'), ['Un'], 'a star stays')
  assert.equal((await manager.browser.post('/reader/unread', before)).status, 204)
  assert.deepEqual(await counts(), [4, 2])
  await manager.browser.post('/reader/read', { folder: ['Autre'], head: (await feeds()).head })
  assert.deepEqual(await counts(), [4, 0])
})

test('items are listed by folder, page by page, found by a query, and gone when they are deleted', async () => {
  const renamed = await manager.browser.post('/reader/folders/rename', {
    from: ['Presse'],
    to: ['Journaux', 'Ici'],
  })
  assert.deepEqual(await renamed.json(), { moved: 1 })
  assert.deepEqual((await feeds()).feeds[0]?.folder, ['Journaux', 'Ici', 'Locale'])
  assert.deepEqual(await items('folder=Autre'), ['Quatre', 'Vieux'])
  assert.equal((await items('folder=Journaux&folder=Ici')).length, 4)
  const first = (await (await manager.browser.get('/reader/items?limit=4')).json()) as Page<ReaderItem>
  const rest = await items(`limit=4&cursor=${first.next}`)
  assert.deepEqual([first.items.length, rest], [4, ['Quatre', 'Vieux']])
  assert.deepEqual(await items('q=quatre'), ['Quatre'])
  assert.deepEqual(await items('q=quatre&folder=Journaux'), [])
  assert.equal((await manager.browser.get('/reader/items?q=(')).status, 422)
  const who = { label: 'test' }
  await createList(server.db, workspaceId, { name: 'Chiffres', terms: ['quatre', 'cinq'] }, who)
  assert.deepEqual(await items('q=list:chiffres'), ['Quatre'], 'a list of terms of the workspace')
  assert.equal((await manager.browser.get('/reader/items?q=list:autres')).status, 422)
  const [, voix] = (await feeds()).feeds
  const gone = await idOf('Quatre')
  const made = note('bye', 'x', {})
  const activity = {
    ...made,
    verb: 'Delete' as const,
    externalId: 'item-3@deleted',
    object: { type: 'Note' as const, id: 'item-3' },
  }
  await append(server.db, {
    workspaceId,
    channel: 'feed',
    accountId: voix?.id ?? null,
    entries: [entry(activity)],
    received: NOW,
  })
  while ((await consume(server.db, workspaceId, readerIntake)) > 0);
  assert.deepEqual(await items('folder=Autre'), ['Vieux'])
  assert.equal((await manager.browser.get(`/reader/items/${gone}`)).status, 404)
  await manager.browser.patch(`/reader/feeds/${voix?.id}`, { folder: [] })
  assert.deepEqual((await feeds()).feeds[1]?.folder, [])
})

test('an article is words and pictures behind a pass, read by the server; nothing else comes through', async () => {
  const [lien] = (await feeds()).feeds
  const page = `<main><h1>Titre</h1><p onclick="x()">Des mots <a href="javascript:x()">ici</a> et <a href="/la">là</a>.</p>
    <img src="/a.png" alt="Une lampe"><script>x()</script><p>${'Encore des mots. '.repeat(20)}</p></main>`
  web.pages.set('/article', { body: page, type: 'text/html' })
  web.pages.set('/a.png', { body: PNG, type: 'text/html' })
  web.pages.set('/evil.png', { body: '<svg xmlns="http://www.w3.org/2000/svg"/>', type: 'image/png' })
  const media = [{ type: 'image', url: `${web.url}/evil.png`, alt: 'x' }]
  await bring(lien?.id ?? '', ['Illustré'], 0, { url: `${web.url}/article`, media })
  const id = await idOf('Illustré')
  const shown = (await (await agent.browser.get(`/reader/items/${id}`)).json()) as ReaderItemDetail
  assert.deepEqual(
    shown.article.blocks.map((block) => block.kind),
    ['text', 'text', 'image'],
  )
  const evil = shown.article.blocks[2]?.pass ?? ''
  assert.equal((await agent.browser.get(`/reader/pictures?of=${evil}`)).status, 404)
  const whole = (await (
    await agent.browser.post(`/reader/items/${id}/whole`)
  ).json()) as ReaderItemDetail['article']
  assert.deepEqual(whole.blocks[1]?.spans, [
    { text: 'Des mots ici et ' },
    { text: 'là', href: `${web.url}/la` },
    { text: '.' },
  ])
  const picture = whole.blocks.find((block) => block.kind === 'image')
  const answer = await agent.browser.get(`/reader/pictures?of=${picture?.pass}`)
  assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'image/png'])
  const stranger = seal('http://169.254.169.254/', 'reader-picture:elsewhere')
  assert.equal((await agent.browser.get(`/reader/pictures?of=${stranger}`)).status, 404)
  const within = seal('http://127.0.0.1:1/x.png', `reader-picture:${workspaceId}`)
  assert.equal((await agent.browser.get(`/reader/pictures?of=${within}`)).status, 404)
  web.pages.set('/article', { status: 403 })
  const refused = await problemOf(await agent.browser.post(`/reader/items/${id}/whole`))
  assert.deepEqual([refused.id, /403/.test(refused.detail)], ['article_unreadable', true])
})

test('two hundred feeds with fifty thousand items are counted, listed and read as few are', async () => {
  await server.pool.query(
    `insert into channel_account (workspace_id, id, channel, name, config, paused, inbox, failures, created)
     select $1, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'feed', 'f' || n, '{}', false, false, 0, now()
     from generate_series(1, 200) n`,
    [workspaceId],
  )
  await server.pool.query(
    `insert into reader_item (workspace_id, activity_id, account_id, published, position)
     select $1, gen_random_uuid(), ('00000000-0000-7000-8000-' || lpad((1 + n % 200)::text, 12, '0'))::uuid,
       $2::timestamptz - n * interval '30 seconds', 1000000 + n from generate_series(1, 50000) n`,
    [workspaceId, NOW],
  )
  const { head, feeds: all } = await feeds(agent)
  const many = all.filter((feed) => feed.name.startsWith('f'))
  assert.deepEqual([many.length, many.every((feed) => feed.unread === 250)], [200, true])
  await agent.browser.post('/reader/read', { head })
  assert.equal(
    (await feeds(agent)).feeds.reduce((sum, feed) => sum + feed.unread, 0),
    0,
  )
})
