import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { fixedClock } from '../../../lib/clock/index.ts'
import { entry, note } from '../../../test/support/entries.ts'
import { type Member, problemOf, type TestServer, testServer } from '../../../test/support/http.ts'
import { type Activity, append } from '../../activity/index.ts'
import {
  createAlert,
  createMatcher,
  deleteAlert,
  linkHistory,
  listListening,
  queryOf,
  tallyIds,
  toTokens,
} from '../../match/index.ts'
import { accountQuery, suggestionsFor, voiceQuery } from './account.ts'
import { competitorRoutes } from './routes.ts'
import { effectsIn, type Published, rankSum, timesOf } from './works.ts'

const NOW = new Date('2026-11-22T09:00:00Z')
const WHO = { label: 'test' }

let server: TestServer
let workspaceId: string
let manager: Member

before(async () => {
  server = await testServer({ clock: fixedClock(NOW), routes: () => competitorRoutes })
  workspaceId = await server.workspace()
  manager = await server.member(workspaceId, 'manager')
})
after(() => server.close())

const RIVAL = { id: 'did:sel', name: 'Sélombre', handle: 'selombre.example', followers: 9000 }
let said = 0

function post(text: string, more: Partial<Activity> & { at?: string } = {}): Activity {
  return note(`at://${said++}`, text, { at: '2026-11-18T10:00:00Z', ...more })
}

/** Appends activities as the pipeline does; `tone` is what was read of them all. */
async function say(
  activities: Activity[],
  tone: 'positive' | 'neutral' | 'negative' = 'neutral',
): Promise<void> {
  const matcher = createMatcher()
  for (const one of await listListening(server.db, workspaceId)) {
    const parsed = queryOf(one)
    if (parsed.ok) matcher.add(one.id, parsed.query)
  }
  const entries = activities.map((activity) => {
    const { verb, object, actor } = activity
    const author = { name: actor.name, handle: actor.handle }
    const doc = { text: object.text ?? '', lang: 'fr', sentiment: tone, channel: 'bluesky', verb, author }
    const made = entry(activity)
    const alerts = verb === 'Create' ? matcher.match(doc) : []
    return { ...made, alerts, tokens: toTokens(doc), reading: { ...made.reading, sentiment: tone } }
  })
  await append(server.db, { workspaceId, channel: 'bluesky', accountId: null, entries, received: NOW })
}

interface Shown {
  total: number
  voices: {
    name: string
    kind: string
    alertId: string
    ownId: string | null
    all: { count: number; share: { value: number } | null; tone: { value: number } | null }
    points: ({ count: number } | null)[]
    channels: { channel: string; count: number }[]
    published: number
  }[]
}

async function get<T>(path: string): Promise<T> {
  const answer = await manager.browser.get(path)
  assert.equal(answer.status, 200, await answer.clone().text())
  return (await answer.json()) as T
}

describe('competitors beside the brand', () => {
  let rivalId: string

  it('are told by share of voice and tone, what they say of themselves left out', async () => {
    const alert = (name: string, query: string, kind: 'brand' | 'competitor') =>
      createAlert(server.db, workspaceId, { name, query, kind }, WHO)
    await alert('Lumo', 'lumo', 'brand')
    await alert('Lumo, autre nom', '"maison lumo" OR lumobis', 'brand')
    const rival = await alert('Sélombre', 'sélombre', 'competitor')
    rivalId = rival.id
    const many = (count: number, text: string) => Array.from({ length: count }, () => post(text))
    await say(many(30, 'maison lumo, rien de neuf'))
    await say(many(20, 'Sélombre est parfait'), 'positive')
    await say(many(10, 'nouvelle collection Sélombre').map((one) => ({ ...one, actor: RIVAL })))
    await linkHistory(server.db, workspaceId, NOW)
    const before = await get<Shown>('/competitors?step=day&count=30')
    assert.deepEqual(
      before.voices.map((one) => [one.kind, one.name, one.all.count]),
      [
        ['brand', 'Lumo', 30],
        ['competitor', 'Sélombre', 30],
      ],
      'a post that two alerts of the brand find is one',
    )
    const [suggested] = await get<{ account: string }[]>(`/competitors/${rivalId}/suggestions`)
    assert.equal(suggested?.account, '@selombre.example')
    const path = `/competitors/${rivalId}/accounts`
    assert.equal((await manager.browser.put(path, { accounts: ['@selombre.example'] })).status, 204)
    await linkHistory(server.db, workspaceId, NOW)
    const [brand, other] = (await get<Shown>('/competitors?step=day&count=30')).voices
    assert.deepEqual([brand?.all.share?.value, other?.all.share?.value], [0.6, 0.4])
    assert.deepEqual([other?.all.count, other?.all.tone?.value, other?.published], [20, 1, 10])
    assert.deepEqual(other?.channels, [{ channel: 'bluesky', count: 20 }])
    assert.equal(
      other?.points.reduce((sum, point) => sum + (point?.count ?? 0), 0),
      20,
    )
    assert.deepEqual(await get(`/competitors/${rivalId}/suggestions`), [])
  })

  it('are told by what they publish, and by what works of it against their own median', async () => {
    const own = Array.from({ length: 5 }, (_, i) =>
      post(`annonce ${i}`, { actor: RIVAL, at: '2026-11-19T17:30:00Z' }),
    )
    await say(own)
    const [first, second] = own
    assert.ok(first && second)
    const react = (verb: 'Like' | 'Announce', to: Activity, n: number): Activity[] =>
      Array.from({ length: n }, (_, i) => ({
        ...post('', { verb, actor: { id: `did:${verb}${i}` } }),
        object: { type: 'Note', id: to.object.id },
      }))
    const answer = post('bravo à eux', { actor: { id: 'did:z' } })
    await say([
      ...react('Like', first, 6),
      ...react('Announce', first, 2),
      ...own.slice(1).flatMap((one) => react('Like', one, 2)),
      { ...answer, object: { ...answer.object, inReplyTo: first.object.id } },
    ])
    const read = await get<{
      posts: number
      median: number
      times: number[][]
      best: {
        likes: number
        reposts: number
        answers: number
        times: number | null
        activity: { text: string }
      }[]
    }>(`/competitors/${rivalId}/published?step=week&count=2`)
    assert.equal(read.posts, 15)
    assert.equal(read.median, 0, 'ten earlier posts had no echo')
    assert.equal(read.times[3]?.[18], 5, 'Thursday, half past six in Paris')
    const [best] = read.best
    assert.deepEqual([best?.likes, best?.reposts, best?.answers, best?.activity.text], [6, 2, 1, 'annonce 0'])
    const week = await get<{ median: number; best: { times: number | null }[] }>(
      `/competitors/${rivalId}/published?step=day&count=4`,
    )
    assert.deepEqual([week.median, week.best[0]?.times], [2, 4.5])
  })

  it('leave nothing behind when their alert goes, or when they have no account of their own any more', async () => {
    const path = `/competitors/${rivalId}/accounts`
    const whole = new Set(await tallyIds(server.db, workspaceId))
    assert.equal(whole.size, 3)
    assert.equal((await manager.browser.put(path, { accounts: [] })).status, 204)
    assert.equal((await tallyIds(server.db, workspaceId)).size, 1)
    await manager.browser.put(path, { accounts: ['Sélombre Officiel'] })
    await deleteAlert(server.db, workspaceId, rivalId, WHO)
    assert.equal((await tallyIds(server.db, workspaceId)).size, 1)
    assert.equal((await get<Shown>('/competitors')).voices.length, 1)
  })

  it('are for those who may, of their own workspace, and for alerts of competitors', async () => {
    const topic = await createAlert(server.db, workspaceId, { name: 'Sujet', query: 'pluie' }, WHO)
    assert.equal((await manager.browser.get(`/competitors/${topic.id}/published`)).status, 404)
    const guest = await server.member(workspaceId, 'guest')
    assert.equal((await guest.browser.get('/competitors')).status, 200)
    assert.equal((await guest.browser.get(`/competitors/${topic.id}/published`)).status, 403)
    const rival = { name: 'Autre', query: 'autre', kind: 'competitor' as const }
    const { id } = await createAlert(server.db, workspaceId, rival, WHO)
    const refused = await manager.browser.put(`/competitors/${id}/accounts`, { accounts: ['@ !'] })
    assert.equal((await problemOf(refused)).id, 'accounts_unreadable')
    const analyst = await server.member(workspaceId, 'analyst')
    assert.equal((await analyst.browser.put(`/competitors/${id}/accounts`, { accounts: [] })).status, 403)
  })
})

describe('own accounts', () => {
  it('are asked for as people give them', () => {
    assert.equal(accountQuery('@sel.example'), 'author:@sel.example')
    assert.equal(accountQuery('Sélombre "Paris"'), 'author:"Sélombre  Paris "')
    assert.equal(accountQuery('https://www.selombre.example/blog'), 'author:@selombre.example')
    assert.equal(accountQuery('https://social.example/@sel'), 'author:@sel@social.example')
    assert.equal(accountQuery('https://bsky.example/profile/sel.example'), 'author:@sel.example')
    assert.equal(voiceQuery(['@a', 'B c']), 'author:@a OR author:"B c"')
  })

  it('are suggested by their name, those who post most first', () => {
    const author = (name: string, handle: string | null) => ({ name, handle, followers: null })
    const authors = [
      author('Ana', 'ana.test'),
      author('Selombre Paris', null),
      author('Sélombre', 'selombre.example'),
      author('Sélombre', 'selombre.example'),
    ]
    const found = suggestionsFor('SÉLOMBRE', authors, [])
    assert.deepEqual(
      found.map((one) => [one.account, one.posts]),
      [
        ['@selombre.example', 2],
        ['Selombre Paris', 1],
      ],
    )
    assert.deepEqual(suggestionsFor('é', authors, []), [])
  })
})

describe('what works', () => {
  const published = (echo: number, text: string): Published => ({ echo, text, media: 0, at: NOW })

  it('the rank sum is that of Mann and Whitney’s hares and tortoises, and of ties', () => {
    // Tortoises come in at 1, 7 to 11, hares at 2 to 6 and 12: U is 11 of 36 one way, 25 the other.
    const z = rankSum([1, 7, 8, 9, 10, 11], [2, 3, 4, 5, 6, 12])
    assert.ok(Math.abs(z - 7 / Math.sqrt(39)) < 1e-9)
    assert.equal(rankSum([1, 1, 1], [1, 1]), 0)
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 1 }), fc.array(fc.nat(9), { minLength: 1 }), (a, b) => {
        assert.ok(Math.abs(rankSum(a, b) + rankSum(b, a)) < 1e-9)
      }),
    )
  })

  it('is told of features that enough posts have and lack, the clearest first', () => {
    const posts = [
      ...Array.from({ length: 10 }, (_, i) => published(20 + i, 'Lequel préférez-vous ?')),
      ...Array.from({ length: 10 }, (_, i) => published(i, 'Nouveau modèle #lampe')),
      published(3, 'https://x.example'),
    ]
    const effects = effectsIn(posts)
    assert.deepEqual(
      effects.map((one) => [one.feature, one.with.posts, one.apart]),
      [
        ['question', 10, true],
        ['tag', 10, true],
      ],
    )
    assert.deepEqual([effects[0]?.with.median, effects[1]?.with.median], [24.5, 4.5])
  })

  it('hours are those of the zone', () => {
    const rows = timesOf([published(0, ''), { at: new Date('2026-11-22T23:30:00Z') }], 'Europe/Paris')
    assert.deepEqual([rows[6]?.[10], rows[0]?.[0]], [1, 1])
  })
})
