import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { fixedClock } from '../../../lib/clock/index.ts'
import { createHttp, type SafeHttp } from '../../../lib/http/index.ts'
import { entry, note } from '../../../test/support/entries.ts'
import { type Member, type TestServer, testServer } from '../../../test/support/http.ts'
import { append, consume } from '../../activity/index.ts'
import type { OpmlPlan, Page, ReaderFeeds, ReaderItem } from '../../server/api.ts'
import { readerIntake, readerRoutes } from './index.ts'

const NOW = new Date('2026-11-22T10:00:00Z')
const clock = fixedClock(NOW)
const vault = { seal: (text: string) => text, open: (sealed: string) => sealed }

let server: TestServer
let http: SafeHttp
let workspaceId: string
let manager: Member
let stranger: Member
let other: string

before(async () => {
  http = createHttp({ userAgent: 'Veillee test' })
  const pullSoon = async () => undefined
  server = await testServer({ clock, routes: () => readerRoutes({ http, sealing: vault, vault, pullSoon }) })
  workspaceId = await server.workspace()
  other = await server.workspace()
  manager = await server.member(workspaceId, 'manager')
  stranger = await server.member(other, 'manager')
  const feeds = ['one', 'two', 'three'].map((name, i) => ({
    ...{ title: name, url: `https://${name}.example/rss`, folder: i === 0 ? [] : ['Presse'] },
  }))
  assert.equal((await manager.browser.post('/reader/opml', { feeds })).status, 201)
})

after(async () => {
  await http.close()
  await server.close()
})

const feeds = async (who = manager) => (await (await who.browser.get('/reader/feeds')).json()) as ReaderFeeds
const takeIn = async () => {
  while ((await consume(server.db, workspaceId, readerIntake)) > 0);
}

let told = 0
async function bring(accountId: string, title: string, published: Date): Promise<void> {
  const made = note(`page-${told++}`, `Les mots de ${title}.`, { at: published.toISOString() })
  const object = { ...made.object, type: 'Article' as const, title }
  const one = { ...entry({ ...made, object }), tokens: `livraison ${title}` }
  await append(server.db, { workspaceId, channel: 'feed', accountId, entries: [one], received: NOW })
}

/** Every title, page after page, as somebody does who scrolls to the end. */
async function scroll(query: string, limit: number, who = manager): Promise<string[]> {
  const titles: string[] = []
  let cursor: string | null = ''
  for (let turn = 0; cursor !== null; turn++) {
    assert.ok(turn < 60, 'it comes to an end')
    const more = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const answer = await who.browser.get(`/reader/items?${query}&limit=${limit}${more}`)
    assert.equal(answer.status, 200)
    const page = (await answer.json()) as Page<ReaderItem>
    assert.ok(page.items.length <= limit)
    titles.push(...page.items.map((item) => item.title ?? ''))
    cursor = page.next
  }
  return titles
}

test('whoever goes on to the end meets everything once, newest first, listed or found', async () => {
  const all = (await feeds()).feeds
  const placed: { title: string; at: number; feed: number }[] = []
  // Many at one moment, as feeds do that give the day alone.
  for (let n = 0; n < 24; n++) {
    const at = +NOW - Math.floor(n / 6) * 3_600_000
    placed.push({ title: `t${n}`, at, feed: n % 3 })
    await bring(all[n % 3]?.id ?? '', `t${n}`, new Date(at))
  }
  await takeIn()
  const page = (await (await manager.browser.get('/reader/items?limit=200')).json()) as Page<ReaderItem>
  const ids = new Map(page.items.map((item) => [item.title ?? '', item.id]))
  const [read, starred] = [placed.slice(3, 11), placed.slice(9, 14)].map((some) =>
    some.map((one) => ids.get(one.title) ?? ''),
  )
  await manager.browser.patch('/reader/items', { ids: read, read: true })
  await manager.browser.patch('/reader/items', { ids: starred, starred: true })
  const names = all.map((feed) => feed.name)
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        search: fc.boolean(),
        unread: fc.boolean(),
        starred: fc.boolean(),
        where: fc.constantFrom('', `feed=${all[1]?.id}`, 'folder=Presse'),
        limit: fc.constantFrom(1, 2, 5, 6, 23, 24, 50),
      }),
      async (asked) => {
        const query = [
          asked.search ? 'q=livraison' : '',
          asked.unread ? 'unread=true' : '',
          asked.starred ? 'starred=true' : '',
          asked.where,
        ].filter(Boolean)
        const wanted = placed
          .filter((one) => !asked.unread || !placed.slice(3, 11).includes(one))
          .filter((one) => !asked.starred || placed.slice(9, 14).includes(one))
          .filter((one) => {
            if (asked.where === '') return true
            if (asked.where.startsWith('feed')) return one.feed === 1
            return names[one.feed] !== 'one'
          })
        const met = await scroll(query.join('&'), asked.limit)
        assert.deepEqual(met.toSorted(), wanted.map((one) => one.title).toSorted())
        const times = met.map((title) => placed.find((one) => one.title === title)?.at ?? 0)
        assert.deepEqual(
          times,
          times.toSorted((a, b) => b - a),
        )
      },
    ),
    { numRuns: 25 },
  )
})

test('what has just come and is not taken in yet does not end a search', async () => {
  const [first] = (await feeds()).feeds
  for (let n = 0; n < 3; n++) await bring(first?.id ?? '', `late${n}`, new Date(+NOW + n + 1))
  const met = await scroll('q=livraison', 5)
  assert.equal(met.length, 24, 'everything that stands behind it')
  await takeIn()
  assert.deepEqual((await scroll('q=livraison', 5)).slice(0, 3), ['late2', 'late1', 'late0'])
})

test('another workspace sees nothing of it, marks nothing of it, and takes nothing back of it', async () => {
  const mine = await feeds()
  const [item] = ((await (await manager.browser.get('/reader/items?limit=1')).json()) as Page<ReaderItem>)
    .items
  assert.deepEqual(await feeds(stranger), { head: 0, starred: 0, feeds: [] })
  assert.deepEqual(await scroll('q=livraison', 50, stranger), [])
  assert.deepEqual(await scroll(`feed=${mine.feeds[0]?.id}`, 50, stranger), [])
  assert.equal((await stranger.browser.get(`/reader/items/${item?.id}`)).status, 404)
  assert.equal((await stranger.browser.post(`/reader/items/${item?.id}/whole`)).status, 404)
  const place = await stranger.browser.patch(`/reader/feeds/${mine.feeds[0]?.id}`, { folder: ['Mine'] })
  assert.equal(place.status, 404)
  const marks = await stranger.browser.patch('/reader/items', { ids: [item?.id], read: true, starred: true })
  assert.equal(marks.status, 204)
  const all = await stranger.browser.post('/reader/read', { head: 9_999_999 })
  assert.deepEqual(await all.json(), { seen: [], unread: [] })
  const seen = mine.feeds.map((feed) => ({ accountId: feed.id, position: 9_999_999 }))
  assert.equal((await stranger.browser.post('/reader/unread', { seen, unread: [item?.id] })).status, 204)
  const { rows } = await server.pool.query(
    `select (select count(*)::int from reader_mark where workspace_id = $1) as marks,
      (select count(*)::int from reader_seen where workspace_id = $1) as seen`,
    [other],
  )
  assert.deepEqual(rows[0], { marks: 0, seen: 0 })
  assert.deepEqual(await feeds(), mine)
})

test('a folder’s name is one line, and no more than it may be', async () => {
  const [feed] = (await feeds()).feeds
  const put = (folder: string[]) => manager.browser.patch(`/reader/feeds/${feed?.id}`, { folder })
  const CASES: [string[], string[] | undefined][] = [
    [['  Presse \n du\tmatin '], ['Presse du matin']],
    // No column keeps it: refused at the door, and not mended.
    [['a\u0000b'], undefined],
    [
      ['A/B', '« C »'],
      ['A/B', '« C »'],
    ],
    [['x'.repeat(100)], ['x'.repeat(100)]],
    [['x'.repeat(101)], undefined],
    [[' '], undefined],
    [
      ['1', '2', '3', '4', '5'],
      ['1', '2', '3', '4', '5'],
    ],
    [['1', '2', '3', '4', '5', '6'], undefined],
    [[], []],
  ]
  for (const [folder, expected] of CASES) {
    const answer = await put(folder)
    assert.equal(answer.status, expected ? 204 : 422, JSON.stringify(folder))
    if (expected) assert.deepEqual((await feeds()).feeds[0]?.folder, expected)
  }
})

test('a folder moves with all that is in it, below itself too, and is dissolved; its namesakes stay', async () => {
  const all = (await feeds()).feeds
  const put = (n: number, folder: string[]) =>
    manager.browser.patch(`/reader/feeds/${all[n]?.id}`, { folder })
  const stand = async () => (await feeds()).feeds.map((feed) => feed.folder.join('/'))
  const move = async (from: string[], to: string[]) =>
    (await (await manager.browser.post('/reader/folders/rename', { from, to })).json()) as { moved: number }
  await put(0, ['Presse', 'Locale'])
  await put(1, ['Presse locale'])
  await put(2, ['Presse'])
  assert.deepEqual(await move(['Presse'], ['Presse', 'Vieille']), { moved: 2 })
  assert.deepEqual(await stand(), ['Presse/Vieille/Locale', 'Presse locale', 'Presse/Vieille'])
  assert.deepEqual(await move(['Vieille'], ['Neuve']), { moved: 0 })
  assert.deepEqual(await move(['Presse', 'Vieille'], []), { moved: 2 })
  assert.deepEqual(await stand(), ['Locale', 'Presse locale', ''])
})

test('an address that grows too long when it is written out is told, and the rest of the list is taken', async () => {
  const long = `https://long.example/${'é'.repeat(600)}`
  const list = `<opml><body><outline xmlUrl="${long}"/><outline text="Last" xmlUrl="https://last.example/"/></body></opml>`
  const plan = (await (await manager.browser.post('/reader/opml/check', list)).json()) as OpmlPlan
  assert.deepEqual(plan.faults, [{ line: 1, why: 'not-web' }])
  const wanted = plan.feeds.map(({ title, url, folder }) => ({ title, url, folder }))
  const answer = await manager.browser.post('/reader/opml', { feeds: wanted })
  assert.deepEqual([answer.status, await answer.json()], [201, { added: 1, placed: 0 }])
})
