import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { openBooks } from '../../../test/support/books.ts'
import { about, entry, note } from '../../../test/support/entries.ts'
import { type Browser, problemOf, type TestServer, testServer } from '../../../test/support/http.ts'
import { accessRoutes } from '../../access/index.ts'
import {
  type ActivityFilter,
  type Answering,
  append,
  getByExternalId,
  type StoredActivity,
  searchActivities,
} from '../../activity/index.ts'
import type { Delta } from '../delta/index.ts'
import { understandForStream } from '../understand.ts'
import { goOnRereading } from './rereading.ts'
import { interpretRoutes } from './routes.ts'
import { deltasOf } from './teaching.ts'

let server: TestServer
let workspaceId = ''
let manager: Browser
let analyst: Browser
let deltas: Delta[] = []
/** Alerts by what they ask of a reading. */
const ANSWERED: Record<string, (row: StoredActivity) => boolean> = {}
const answering: Answering = async () => (row) => Object.keys(ANSWERED).filter((id) => ANSWERED[id]?.(row))
const ALERT = '018f0000-0000-7000-8000-000000000001'

before(async () => {
  server = await testServer({
    routes: ({ auth }) => [
      ...accessRoutes({ auth, begin: async () => undefined, measure: async () => ({}) }),
      ...interpretRoutes({ deltas: () => deltas, answering }),
    ],
  })
  workspaceId = await server.workspace()
  manager = (await server.member(workspaceId, 'manager')).browser
  analyst = (await server.member(workspaceId, 'analyst')).browser
})
after(() => server.close())

async function say(texts: Record<string, string>): Promise<void> {
  const entries = Object.entries(texts).map(([id, text]) =>
    entry(note(id, text), { reading: understandForStream({ text }), alerts: [ALERT] }),
  )
  await append(server.db, { workspaceId, channel: 'feed', accountId: null, entries, received: new Date() })
}

async function kept(id: string): Promise<StoredActivity> {
  const [row] = await getByExternalId(server.db, workspaceId, 'feed', [id])
  assert.ok(row)
  return row
}

async function balanced(): Promise<void> {
  const books = await openBooks(server.url)
  await books.balance()
  await books.close()
}

async function json<T>(answer: Response, status = 200): Promise<T> {
  const text = await answer.text()
  assert.equal(answer.status, status, text)
  return JSON.parse(text) as T
}

interface Shown {
  sentiment: { label: string; why: { start: number; end: number }[] }
  topics: { id: string }[]
  differs: string[]
  corrections: { mark: string; was: unknown; now: unknown; by: string | null }[]
}

describe('a correction', () => {
  it('stands in the columns and the counters, and says who made it', async () => {
    await say({ a: 'Quelle honte, trois heures d’attente et le colis est perdu' })
    const { id, sentiment } = await kept('a')
    assert.equal(sentiment, 'negative')
    const item = await json<{ sentiment: string; corrected: string[] }>(
      await manager.put(`/activities/${id}/reading`, { sentiment: 'positive', toxic: true, topics: ['job'] }),
    )
    assert.deepEqual([item.sentiment, item.corrected], ['positive', ['sentiment', 'toxicity', 'topics']])
    const row = await kept('a')
    assert.deepEqual([row.sentiment, row.toxicity, row.topics], ['positive', 1000, ['job']])
    await balanced()
    const shown = await json<Shown>(await analyst.get(`/activities/${id}/reading`))
    assert.equal(shown.sentiment.label, 'negative', 'the models are asked, not the person')
    assert.ok(shown.topics.some((topic) => topic.id === 'delivery'))
    assert.ok(shown.differs.includes('sentiment'))
    const [first] = shown.corrections
    assert.deepEqual([first?.mark, first?.was, first?.now], ['sentiment', 'negative', 'positive'])
    assert.ok(first?.by)
  })

  it('is given back to the models at a word', async () => {
    const { id } = await kept('a')
    await json(await manager.delete(`/activities/${id}/reading/sentiment`))
    const row = await kept('a')
    assert.deepEqual([row.sentiment, row.corrected], ['negative', ['toxicity', 'topics']])
    await balanced()
    const again = await manager.delete(`/activities/${id}/reading/sentiment`)
    assert.equal(again.status, 404)
  })

  it('is what the stream is filtered by', async () => {
    await say({ calm: 'Le marché est ouvert le mardi de huit heures à midi' })
    const { id } = await kept('calm')
    await json(
      await manager.put(`/activities/${id}/reading`, { intent: 'leaving', urgency: 1, topics: ['stock'] }),
    )
    const found = async (filter: ActivityFilter) =>
      (await searchActivities(server.db, workspaceId, { ...filter, limit: 9 })).map((row) => row.external_id)
    assert.deepEqual(await found({ intent: 'leaving' }), ['calm'])
    assert.deepEqual(await found({ topic: 'stock' }), ['calm'])
    assert.deepEqual(await found({ topic: 'stock', urgency: 2 }), [])
    assert.deepEqual(await found({ urgency: 1, intent: 'leaving' }), ['calm'])
    assert.deepEqual(await found({ toxic: true }), ['a'])
  })

  it('brings a post under the alerts that ask for what it is read as now, and off those that ask for what it was', async () => {
    const [angry, leaving] = ['2', '3'].map((end) => `018f0000-0000-7000-8000-00000000000${end}`)
    Object.assign(ANSWERED, {
      [`${angry}`]: ({ sentiment }: StoredActivity) => sentiment === 'negative',
      [`${leaving}`]: ({ intent }: StoredActivity) => intent === 'leaving',
    })
    await say({ gone: 'Le stand est au fond de la halle' })
    const { id, sentiment } = await kept('gone')
    assert.equal(sentiment, 'neutral')
    const alerts = async () => (await kept('gone')).alerts.sort()
    await json(await manager.put(`/activities/${id}/reading`, { sentiment: 'negative', intent: 'leaving' }))
    assert.deepEqual(await alerts(), [ALERT, angry, leaving])
    await balanced()
    await json(await manager.put(`/activities/${id}/reading`, { intent: 'question' }))
    assert.deepEqual(await alerts(), [ALERT, angry])
    await json(await manager.delete(`/activities/${id}/reading/sentiment`))
    assert.deepEqual(await alerts(), [ALERT])
    await balanced()
  })

  it('falls with the text that it was made of', async () => {
    const update = entry(
      about('Update', 'a', { text: 'Le colis est arrivé, merci beaucoup, équipe au top' }),
      {
        reading: understandForStream({ text: 'Le colis est arrivé, merci beaucoup, équipe au top' }),
        alerts: [ALERT],
      },
    )
    await append(server.db, {
      workspaceId,
      channel: 'feed',
      accountId: null,
      entries: [update],
      received: new Date(),
    })
    const row = await kept('a')
    assert.deepEqual([row.sentiment, row.corrected, row.topics?.includes('job')], ['positive', null, false])
    await balanced()
    const { corrected } = await json<{ corrected: { mark: string; lang: string; count: number }[] }>(
      await analyst.get('/understanding'),
    )
    assert.deepEqual(
      corrected.map(({ mark, lang, count }) => [mark, lang, count]),
      [
        ['intent', 'fr', 2],
        ['topics', 'fr', 1],
        ['urgency', 'fr', 1],
      ],
      'what was edited is not learnt from, and not counted',
    )
  })

  it('is for those who may answer, of what is there, and of what can be said', async () => {
    const { id } = await kept('a')
    assert.equal((await analyst.put(`/activities/${id}/reading`, { sentiment: 'neutral' })).status, 403)
    assert.equal((await manager.put(`/activities/${id}/reading`, { sentiment: 'angry' })).status, 422)
    assert.equal((await manager.put(`/activities/${id}/reading`, {})).status, 422)
    assert.equal((await manager.put(`/activities/${ALERT}/reading`, { urgency: 1 })).status, 404)
  })
})

/** A trade with words of its own, which the common models do not know the worth of. */
const GOOD = ['flexitard', 'crincrin', 'bazardeur', 'moulinoche', 'truffinet', 'gardiol']
const BAD = ['zinzolard', 'patafiole', 'brouillemar', 'tournicard', 'loufiard', 'grabelin']

const BEGINNINGS = [
  'Vu hier au marché de la place',
  'Chez le voisin du troisième',
  'Dans le carton reçu de Quimper',
  'Pour les noces de ma cousine',
  'Au rayon du fond à gauche',
  'Entre la poire et le fromage',
  'Selon le gardien du phare',
  'Avec les enfants de la chorale',
]

function talk(i: number, words: string[]): string {
  const word = (k: number) => words[(i * k + k) % words.length]
  return `${BEGINNINGS[i % BEGINNINGS.length]}, le kribol numéro ${i} est ${word(1)}, ${word(3)} et ${word(5)}`
}

const FRENCH = { task: 'sentiment', lang: 'fr' }

describe('learning', () => {
  it('refuses to learn from too little', async () => {
    const answer = await manager.post('/understanding/learn', { task: 'sentiment', lang: 'fr' })
    assert.equal((await problemOf(answer)).id, 'teaching_too_few')
  })

  it('reads posts of the kind that was corrected better, and says by how much', async () => {
    const texts: Record<string, string> = {}
    const truth = new Map<string, string>()
    for (let i = 0; i < 60; i++) {
      const good = i % 2 === 0
      texts[`t${i}`] = talk(i, good ? GOOD : BAD)
      truth.set(`t${i}`, good ? 'positive' : 'negative')
    }
    await say(texts)
    for (const [id, sentiment] of truth) {
      const row = await kept(id)
      await json(await manager.put(`/activities/${row.id}/reading`, { sentiment }))
    }
    const learnt = await json<{
      state: string
      version: number
      on: string
      stands: boolean
      figures: { n: number; before: { macroF1: number }; after: { macroF1: number }; gain: { low: number } }
    }>(await manager.post('/understanding/learn', { task: 'sentiment', lang: 'fr' }))
    assert.deepEqual([learnt.state, learnt.version, learnt.figures.n], ['used', 1, 60])
    assert.match(learnt.on, /^sentiment-fr-\d+@[0-9a-f]{12}$/)
    assert.ok(learnt.stands)
    const { before: common, after: own } = learnt.figures
    assert.ok(own.macroF1 > common.macroF1 + 0.3, JSON.stringify(learnt.figures))
    assert.ok(learnt.figures.gain.low > 0)
    deltas = await deltasOf(server.db, workspaceId)
    const said = (text: string) => understandForStream({ text, lang: 'fr' }, deltas).sentiment
    assert.equal(said(talk(78, GOOD)), 'positive')
    assert.equal(said(talk(79, BAD)), 'negative')
    const home = 'Le gouvernement annonce une réforme des retraites pour janvier #politique'
    assert.deepEqual(understandForStream({ text: home }, deltas), understandForStream({ text: home }))
  })

  it('goes back to a version that was, and to none', async () => {
    await json(await manager.post('/understanding/learn', { task: 'sentiment', lang: 'fr' }))
    const used = async () => {
      const { teachings } = await json<{ teachings: { version: number; state: string }[] }>(
        await manager.get('/understanding'),
      )
      return teachings.map(({ version, state }) => [version, state])
    }
    assert.deepEqual(await used(), [
      [2, 'used'],
      [1, 'kept'],
    ])
    assert.equal((await manager.put('/understanding/version', { ...FRENCH, version: 1 })).status, 204)
    assert.deepEqual(await used(), [
      [2, 'kept'],
      [1, 'used'],
    ])
    assert.equal((await manager.put('/understanding/version', { ...FRENCH, version: 9 })).status, 404)
    assert.equal((await manager.put('/understanding/version', { ...FRENCH, version: null })).status, 204)
    assert.deepEqual(await deltasOf(server.db, workspaceId), [])
    assert.equal((await manager.put('/understanding/version', { ...FRENCH, version: 2 })).status, 204)
  })

  it('says of what was learnt beside another model that it reads nothing', async () => {
    await sql`update teaching set learnt_on = 'sentiment-fr-1' where workspace_id = ${workspaceId} and version = 1`.execute(
      server.db,
    )
    const { teachings } = await json<{ teachings: { version: number; stands: boolean }[] }>(
      await analyst.get('/understanding'),
    )
    assert.deepEqual(
      teachings.map(({ version, stands }) => [version, stands]),
      [
        [2, true],
        [1, false],
      ],
    )
  })

  it('is learnt and taken up in turn, so that one version is in use whoever asks at once', async () => {
    const both = [1, 2].map((version) => manager.put('/understanding/version', { ...FRENCH, version }))
    const learns = [0, 1].map(() => manager.post('/understanding/learn', FRENCH))
    for (const answer of await Promise.all([...both, ...learns]))
      assert.ok(answer.ok, await answer.clone().text())
    const { teachings } = await json<{ teachings: { version: number; state: string }[] }>(
      await manager.get('/understanding'),
    )
    assert.deepEqual(
      teachings.map(({ version, state }) => [version, state === 'used']),
      [4, 3, 2, 1].map((version) => [
        version,
        version === teachings.find(({ state }) => state === 'used')?.version,
      ]),
    )
    assert.equal((await deltasOf(server.db, workspaceId)).length, 1)
  })

  it('reads what came before anew, but for what people set', async () => {
    await say({ old: talk(90, GOOD) })
    assert.notEqual((await kept('old')).sentiment, 'positive')
    const happy = '018f0000-0000-7000-8000-000000000004'
    ANSWERED[happy] = ({ sentiment }) => sentiment === 'positive'
    const set = await kept('t0')
    await json(await manager.put(`/activities/${set.id}/reading`, { sentiment: 'neutral' }))
    await json(await manager.post('/understanding/reread', { days: 366 }), 202)
    assert.equal((await manager.post('/understanding/reread', { days: 3 })).status, 409)
    await say({ meanwhile: 'Le stand est au fond de la cour' })
    await goOnRereading(server.db, workspaceId, () => new Date(), answering)
    const { rereading } = await json<{
      rereading: { state: string; done: number; total: number; changed: number }
    }>(await manager.get('/understanding'))
    assert.deepEqual([rereading.state, rereading.done], ['done', rereading.total])
    assert.equal((await kept('old')).sentiment, 'positive')
    assert.deepEqual((await kept('old')).alerts.sort(), [ALERT, happy])
    assert.equal((await kept('t0')).sentiment, 'neutral')
    await balanced()
  })

  it('ends a re-reading where it is told to', async () => {
    await json(await manager.post('/understanding/reread', { days: 366 }), 202)
    assert.equal((await manager.delete('/understanding/reread')).status, 204)
    await goOnRereading(server.db, workspaceId, () => new Date(), answering)
    const { rereading } = await json<{ rereading: { state: string; done: number } }>(
      await manager.get('/understanding'),
    )
    assert.deepEqual([rereading.state, rereading.done], ['cancelled', 0])
    assert.equal((await manager.delete('/understanding/reread')).status, 404)
  })
})
