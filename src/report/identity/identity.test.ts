import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { fixedClock } from '../../../lib/clock/index.ts'
import { entry, note } from '../../../test/support/entries.ts'
import { type Member, problemOf, type TestServer, testServer } from '../../../test/support/http.ts'
import { append } from '../../activity/index.ts'
import {
  createAlert,
  createMatcher,
  linkHistory,
  listListening,
  queryOf,
  toTokens,
} from '../../match/index.ts'
import { shareOf, toneOf } from '../figure/interval.ts'
import { proposalFor, proposalsOf } from './proposal.ts'
import { identityRoutes } from './routes.ts'
import { contraryQuery, declaredSpans, MAX_TRAITS, talkQuery } from './trait.ts'

const NOW = new Date('2026-11-22T09:00:00Z')
const DAY = 86_400_000
const NONE = { fr: [], en: [] }

let server: TestServer
let workspaceId: string
let manager: Member

before(async () => {
  server = await testServer({ clock: fixedClock(NOW), routes: () => identityRoutes })
  workspaceId = await server.workspace()
  manager = await server.member(workspaceId, 'manager')
})
after(() => server.close())

interface Said {
  text: string
  at: Date
  sentiment: 'positive' | 'neutral' | 'negative'
}

/** Appends posts as the pipeline does, each under what the matcher finds. */
async function say(posts: readonly Said[]): Promise<void> {
  const matcher = createMatcher()
  for (const one of await listListening(server.db, workspaceId)) {
    const parsed = queryOf(one)
    if (parsed.ok) matcher.add(one.id, parsed.query)
  }
  const entries = posts.map(({ text, at, sentiment }, i) => {
    const doc = { text, lang: 'fr', sentiment, channel: 'bluesky', verb: 'Create', author: {} }
    const made = entry(note(`at://${at.getTime()}-${i}-${Math.random()}`, text, { at: at.toISOString() }))
    const alerts = matcher.match(doc)
    return { ...made, alerts, tokens: toTokens(doc), reading: { ...made.reading, sentiment } }
  })
  await append(server.db, { workspaceId, channel: 'bluesky', accountId: null, entries, received: NOW })
}

interface Shown {
  wholeId: string | null
  brands: number
  total: number
  counting: boolean
  buckets: { from: string; to: string; count: number }[]
  traits: {
    id: string
    word: string
    talkId: string
    state: string
    archived: string | null
    declared: { from: string; to: string | null }[]
    all: { count: number; contrary: number; share: object | null; tone: object | null }
    points: ({ count: number; contrary: number; positive: number; share: object | null } | null)[]
  }[]
  history: { what: string; word: string; fields: string[] }[]
  proposals: { word: string }[]
}

async function shown(query = ''): Promise<Shown> {
  const answer = await manager.browser.get(`/identity${query}`)
  assert.equal(answer.status, 200)
  return (await answer.json()) as Shown
}

async function declare(body: object): Promise<{ id: string; talkId: string }> {
  const answer = await manager.browser.post('/identity/traits', body)
  assert.equal(answer.status, 201, await answer.clone().text())
  return (await answer.json()) as { id: string; talkId: string }
}

describe('what is declared against what is said', () => {
  const word = fc.constantFrom('lumo', 'fiable', 'solide', 'pas fiable', 'en panne', 'lampe')
  const posts: Said[] = fc
    .sample(
      fc.record({
        text: fc.array(word, { minLength: 1, maxLength: 4 }).map((all) => all.join(' ')),
        at: fc.integer({ min: 0, max: 80 * 24 }).map((hours) => new Date(NOW.getTime() - hours * 3_600_000)),
        sentiment: fc.constantFrom('positive', 'neutral', 'negative'),
      }),
      { numRuns: 400, seed: 11 },
    )
    .map((post) => ({ ...post, sentiment: post.sentiment as Said['sentiment'] }))
  let traitId: string

  it('is nothing before there is a brand to listen for, and says so', async () => {
    const image = await shown()
    assert.deepEqual([image.brands, image.wholeId, image.total, image.traits.length], [0, null, 0, 0])
  })

  it('counts, live and over history, what a scan of the posts counts', async () => {
    await createAlert(
      server.db,
      workspaceId,
      { name: 'Lumo', query: 'lumo', kind: 'brand' },
      { label: 'test' },
    )
    await say(posts.slice(0, 200))
    const trait = await declare({
      word: 'Fiable',
      terms: { fr: ['fiable', 'solide'], en: ['reliable'] },
      opposites: { fr: ['en panne'], en: [] },
    })
    traitId = trait.id
    await say(posts.slice(200))
    assert.equal((await shown()).counting, true)
    await linkHistory(server.db, workspaceId, NOW)
    const image = await shown('?step=week&count=13')
    assert.equal(image.counting, false)
    const [heard] = image.traits
    assert.ok(heard)
    for (const [i, bucket] of image.buckets.entries()) {
      const within = posts.filter(
        ({ at, text }) => text.includes('lumo') && at >= new Date(bucket.from) && at < new Date(bucket.to),
      )
      assert.equal(bucket.count, within.length)
      const talk = within.filter(({ text }) => /fiable|solide|en panne/.test(text))
      const point: Shown['traits'][number]['points'][number] | undefined = heard.points[i]
      if (new Date(bucket.from).getTime() < NOW.getTime() - 90 * DAY) {
        assert.equal(point, null, 'before history was asked, nothing is known')
        continue
      }
      assert.equal(point?.count, talk.length)
      assert.equal(point?.contrary, talk.filter(({ text }) => /pas fiable|en panne/.test(text)).length)
      assert.equal(point?.positive, talk.filter(({ sentiment }) => sentiment === 'positive').length)
      assert.equal(point?.share === null, within.length < 20)
    }
    const brand = posts.filter(({ text }) => text.includes('lumo'))
    const talk = brand.filter(({ text }) => /fiable|solide|en panne/.test(text))
    const of = (tone: string) => talk.filter(({ sentiment }) => sentiment === tone).length
    const round = (one: object | null) =>
      one && Object.fromEntries(Object.entries(one).map(([key, x]) => [key, Math.round(x * 1e4) / 1e4]))
    assert.deepEqual(heard.all.share, round(shareOf(talk.length, brand.length)))
    assert.deepEqual(heard.all.tone, round(toneOf(of('positive'), of('negative'), talk.length)))
  })

  it('keeps how the image was declared: changed, moved, retired and declared again', async () => {
    const second = await declare({ word: 'Chaleureuse', terms: { fr: ['chaleur'], en: [] } })
    const patch = (body: object) => manager.browser.patch(`/identity/traits/${traitId}`, body)
    assert.equal((await patch({ terms: { fr: ['fiable'], en: [] } })).status, 200)
    assert.equal((await manager.browser.put('/identity/order', { ids: [second.id, traitId] })).status, 204)
    assert.deepEqual(
      (await shown()).traits.map((one) => one.word),
      ['Chaleureuse', 'Fiable'],
    )
    await patch({ archived: true })
    const retired = (await shown()).traits.find((one) => one.id === traitId)
    assert.deepEqual([retired?.state, retired?.declared[0]?.to], ['stopped', NOW.toISOString()])
    await patch({ archived: false })
    const image = await shown()
    const told = image.history.filter((one) => one.word === 'Fiable').map((one) => [one.what, one.fields])
    assert.deepEqual(told, [
      ['declared', []],
      ['changed', ['terms']],
      ['moved', []],
      ['retired', []],
      ['again', []],
    ])
    assert.equal(
      image.traits.find((one) => one.id === traitId)?.state,
      'counting',
      'what it missed is looked for',
    )
  })

  it('tells what stands out and is not covered', async () => {
    const odd = Array.from(
      { length: 30 },
      (): Said => ({ text: 'lumo odeur bizarre', at: NOW, sentiment: 'negative' }),
    )
    const rest = Array.from(
      { length: 60 },
      (): Said => ({ text: 'il pleut encore', at: NOW, sentiment: 'neutral' }),
    )
    const at = new Date(NOW.getTime() - 3_600_000)
    await say([...odd, ...rest].map((post) => ({ ...post, at })))
    const answer = await manager.browser.get('/identity/unsaid?step=week&count=2')
    const { phrases } = (await answer.json()) as { phrases: { phrase: string; tone: { value: number } }[] }
    assert.deepEqual([phrases[0]?.phrase, phrases[0]?.tone.value], ['odeur bizarre', -1])
    assert.ok(!phrases.some((one) => /fiable|lumo|pleut/.test(one.phrase)))
  })
})

describe('who may, and what is refused', () => {
  it('a guest sees figures and no words of customers; who reads does not declare', async () => {
    const guest = await server.member(workspaceId, 'guest')
    const analyst = await server.member(workspaceId, 'analyst')
    assert.equal((await guest.browser.get('/identity')).status, 200)
    assert.equal((await guest.browser.get('/identity/unsaid')).status, 403)
    assert.equal((await analyst.browser.post('/identity/traits', { word: 'Sobre' })).status, 403)
  })

  it('nobody touches the traits of another workspace', async () => {
    const other = await server.member(await server.workspace('Autre'), 'owner')
    const [trait] = (await shown()).traits
    assert.equal((await other.browser.patch(`/identity/traits/${trait?.id}`, { word: 'X' })).status, 404)
    assert.equal(((await (await other.browser.get('/identity')).json()) as Shown).traits.length, 0)
  })

  it('a query that cannot be read is told in words, and more traits than anybody holds in mind are refused', async () => {
    const bad = await problemOf(
      await manager.browser.post('/identity/traits', { word: 'Sobre', query: '(sobre' }),
    )
    assert.deepEqual([bad.id, Object.keys(bad.fields ?? {})], ['search_invalid', ['query']])
    for (let n = (await shown()).traits.length; n < MAX_TRAITS; n++) await declare({ word: `Trait ${n}` })
    const full = await problemOf(await manager.browser.post('/identity/traits', { word: 'De trop' }))
    assert.equal(full.id, 'traits_full')
  })
})

describe('a trait', () => {
  const declared = { word: 'Fiable', description: '', terms: NONE, opposites: NONE, query: null }

  it('is asked for by its terms, their contraries and its own query; by its name where there is nothing else', () => {
    assert.equal(talkQuery(declared), '"Fiable"')
    const full = { ...declared, terms: { fr: ['tient la route'], en: ['solid'] }, query: 'robust* -photo' }
    assert.equal(talkQuery(full), '"tient la route" OR "solid" OR (robust* -photo)')
    assert.equal(contraryQuery(full), '"not solid" OR "not very solid"')
    assert.equal(contraryQuery({ ...full, terms: NONE, query: 'x' }), null)
  })

  it('is proposed with terms of both languages where many say it, by its own name elsewhere', () => {
    assert.ok(proposalFor('Fiabilité').terms.en.includes('reliable'))
    assert.ok(proposalFor('à l’écoute').opposites.fr.includes('sans réponse'))
    assert.deepEqual(proposalFor('Lunaire').terms, { fr: ['Lunaire'], en: [] })
    const left = proposalsOf(['Fiable', 'fiable ', 'Durable'], [{ word: 'durable' }])
    assert.deepEqual(
      left.map((one) => one.word),
      ['Fiable'],
    )
  })

  it('was declared in spans that begin and end with its versions', () => {
    const at = (day: number, archived: boolean) => ({ at: new Date(day * DAY), archived })
    const spans = declaredSpans([at(1, false), at(2, false), at(3, true), at(5, false)])
    assert.deepEqual(spans, [
      { from: new Date(DAY), to: new Date(3 * DAY) },
      { from: new Date(5 * DAY), to: null },
    ])
  })
})
