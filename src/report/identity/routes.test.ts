import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { fixedClock } from '../../../lib/clock/index.ts'
import { type Member, problemOf, type TestServer, testServer } from '../../../test/support/http.ts'
import { saveReadiness } from '../../access/index.ts'
import { createAlert, listAlerts } from '../../match/index.ts'
import { identityRoutes } from './routes.ts'

const NOW = new Date('2026-11-22T09:00:00Z')

let server: TestServer
let workspaceId: string
let owner: Member

before(async () => {
  server = await testServer({ clock: fixedClock(NOW), routes: () => identityRoutes })
  workspaceId = await server.workspace()
  owner = await server.member(workspaceId, 'owner')
  const readiness = {
    brand: {
      names: ['Lumo'],
      site: '',
      competitors: [],
      languages: ['fr' as const],
      identity: ['fiable', 'Lunaire'],
    },
    people: { who: '', answersWithinHours: 4, outOfHours: '', approves: '' },
    objectives: [],
  }
  await saveReadiness(server.db, workspaceId, readiness, { userId: owner.userId, now: NOW })
})
after(() => server.close())

interface Shown {
  step: string
  buckets: { from: string; to: string }[]
  proposals: { word: string; terms: { fr: string[]; en: string[] } }[]
  traits: { id: string; word: string; query: string | null; archived: string | null }[]
  history: { what: string; fields: string[] }[]
}

const post = (body: object) => owner.browser.post('/identity/traits', body)
const patch = (id: string, body: object) => owner.browser.patch(`/identity/traits/${id}`, body)
const shown = async (query = '') => (await (await owner.browser.get(`/identity${query}`)).json()) as Shown

describe('what was said at the set-up', () => {
  it('is proposed with terms, until it is a trait', async () => {
    const { proposals } = await shown()
    assert.deepEqual(
      proposals.map((one) => one.word),
      ['fiable', 'Lunaire'],
    )
    assert.ok(proposals[0]?.terms.en.includes('reliable'))
    assert.equal((await post(proposals[0] ?? {})).status, 201)
    assert.deepEqual(
      (await shown()).proposals.map((one) => one.word),
      ['Lunaire'],
    )
  })

  it('is proposed for any word that somebody thinks of', async () => {
    const answer = await owner.browser.get('/identity/proposal?word=Innovante')
    const proposal = (await answer.json()) as Shown['proposals'][number]
    assert.equal(proposal.word, 'Innovante')
    assert.ok(proposal.terms.fr.length > 0)
    assert.equal((await owner.browser.get('/identity/proposal?word=%20')).status, 422)
  })
})

describe('a period', () => {
  it('is so many weeks or months, the last of which goes on', async () => {
    const weeks = await shown()
    assert.deepEqual([weeks.step, weeks.buckets.length], ['week', 13])
    const last = weeks.buckets.at(-1)
    assert.ok(last && new Date(last.from) <= NOW && NOW < new Date(last.to))
    const months = await shown('?step=month&count=12')
    assert.deepEqual([months.step, months.buckets.length], ['month', 12])
    assert.equal(months.buckets[0]?.from, '2025-11-30T23:00:00.000Z', 'midnight in Paris')
  })

  it('that makes no sense is refused', async () => {
    for (const query of ['?step=day', '?count=1', '?count=61', '?count=two', '?from=2026-01-01']) {
      assert.equal((await owner.browser.get(`/identity${query}`)).status, 422, query)
    }
  })
})

describe('what is declared', () => {
  it('is a word and terms within bounds', async () => {
    const many = Array.from({ length: 11 }, (_, i) => `mot${i}`)
    for (const body of [
      {},
      { word: '' },
      { word: 'x'.repeat(61) },
      { word: 'A', terms: { fr: many, en: [] } },
      { word: 'A', terms: { fr: [''], en: [] } },
      { word: 'A', terms: { fr: [] } },
      { word: 'A', position: 3 },
    ]) {
      assert.equal((await post(body)).status, 422, JSON.stringify(body))
    }
  })

  it('has its terms read as words, whatever signs stand in them', async () => {
    for (const term of ['tient "la" route', 'a OR b', '(', 'l’été', 'é*']) {
      const answer = await post({ word: 'Essai', terms: { fr: [term], en: [] } })
      const refused = answer.status === 422 ? (await problemOf(answer)).id : undefined
      if (refused) assert.equal(refused, 'search_invalid', term)
      else await patch(((await answer.json()) as { id: string }).id, { archived: true })
    }
  })

  it('keeps an empty search as none', async () => {
    const made = (await (await post({ word: 'Sobre', query: '  ' })).json()) as Shown['traits'][number]
    assert.equal(made.query, null)
    const refused = await problemOf(await patch(made.id, { query: '"sans fin' }))
    assert.equal(refused.id, 'search_invalid')
    assert.equal((await shown()).traits.find((one) => one.id === made.id)?.query, null)
    assert.equal((await patch(made.id, { query: 'sobre -alcool' })).status, 200)
  })

  it('is changed where it is, and told of', async () => {
    const made = (await (await post({ word: 'Vive' })).json()) as Shown['traits'][number]
    const before = (await shown()).history.length
    await patch(made.id, { word: 'Vif', description: 'Rapide.' })
    await patch(made.id, { word: 'Vif' })
    const { history } = await shown()
    assert.equal(history.length, before + 1, 'what changes nothing is no event')
    assert.deepEqual(history.at(-1)?.fields, ['word', 'description'])
  })

  it('is never seen among the alerts, nor touched as one', async () => {
    await createAlert(
      server.db,
      workspaceId,
      { name: 'Lumo', query: 'lumo', kind: 'brand' },
      { label: 'test' },
    )
    assert.deepEqual(
      (await listAlerts(server.db, workspaceId)).map((one) => one.name),
      ['Lumo'],
    )
  })

  it('of nobody is not found', async () => {
    const nobody = '01900000-0000-7000-8000-000000000000'
    assert.equal((await problemOf(await patch(nobody, { word: 'X' }))).id, 'not_found')
    assert.equal((await owner.browser.put('/identity/order', { ids: [nobody] })).status, 204)
    assert.equal((await owner.browser.put('/identity/order', { ids: ['x'] })).status, 422)
  })
})
