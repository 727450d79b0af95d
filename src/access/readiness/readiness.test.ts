import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Member, problemOf, type TestServer, testServer } from '../../../test/support/http.ts'
import { objectiveStates } from './routes.ts'
import { listObjectives } from './store.ts'

let server: TestServer
let workspaceId: string
let owner: Member
let measured = 0

before(async () => {
  server = await testServer({
    measure: async () => {
      measured++
      return { 'reply-time': 3.5, sentiment: -12 }
    },
  })
  workspaceId = await server.workspace()
  owner = await server.member(workspaceId, 'owner')
})
after(() => server.close())

const objective = (label: string, indicator = 'reply-time', target = 4) => ({
  indicator,
  label,
  target,
  by: '2026-12-31',
  agreedWith: 'Direction, service client',
})
const answers = (...objectives: object[]) => ({
  brand: {
    names: ['Maison Ardoise', '@ardoise'],
    site: 'https://ardoise.example',
    competitors: ['Maison Granit'],
    languages: ['fr'],
    identity: ['sincère', 'proche'],
  },
  people: {
    who: 'Camille et Sacha',
    answersWithinHours: 4,
    outOfHours: 'Sacha, le soir',
    approves: 'Direction',
  },
  objectives,
})

test('before the questions are answered there is nothing, and that is an answer', async () => {
  assert.equal(await (await owner.browser.get('/readiness')).json(), null)
  assert.deepEqual(await (await owner.browser.get('/objectives')).json(), [])
  assert.equal(measured, 0, 'nothing is measured for nothing')
})

test('answers come back as they were given, and the objectives with where they stand', async () => {
  const given = answers(
    objective('Répondre vite'),
    objective('Humeur', 'sentiment', 20),
    objective('Concours', 'custom', 3),
  )
  const saved = await owner.browser.put('/readiness', given)
  assert.deepEqual(await saved.json(), given)
  const states = (await (await owner.browser.get('/objectives')).json()) as Record<string, unknown>[]
  assert.deepEqual(
    states.map(({ label, value, unit }) => [label, value, unit]),
    [
      ['Répondre vite', 3.5, 'h'],
      ['Humeur', -12, 'net'],
      ['Concours', null, ''],
    ],
  )
  assert.deepEqual(
    (await objectiveStates(server.db, workspaceId, async () => ({}), new Date())).map((one) => one.value),
    [null, null, null],
  )
})

test('an objective whose words stay keeps its id when others come, go, or change place', async () => {
  const before = await listObjectives(server.db, workspaceId)
  await owner.browser.put(
    '/readiness',
    answers(objective('Nouveau', 'mentions', 50), objective('Répondre vite', 'reply-time', 2)),
  )
  const now = await listObjectives(server.db, workspaceId)
  assert.deepEqual(
    now.map((one) => one.label),
    ['Nouveau', 'Répondre vite'],
  )
  assert.equal(now[1]?.id, before[0]?.id)
  assert.equal(now[1]?.target, 2)
})

test('the same objective twice is one, new ones too, and to say it again changes nothing', async () => {
  const given = answers(
    objective('Une fois', 'mentions', 3),
    objective('Autre', 'mentions', 4),
    objective('Une fois', 'mentions', 5),
    objective('Une fois', 'custom', 6),
  )
  const states: unknown[] = []
  for (const _ of [1, 2]) {
    await owner.browser.put('/readiness', given)
    states.push(await listObjectives(server.db, workspaceId))
  }
  assert.deepEqual(
    (states[0] as { label: string; target: number }[]).map(({ label, target }) => [label, target]),
    [
      ['Autre', 4],
      ['Une fois', 5],
      ['Une fois', 6],
    ],
  )
  assert.deepEqual(states[1], states[0])
  await owner.browser.put(
    '/readiness',
    answers(objective('Répondre vite'), objective('Répondre vite', 'reply-time', 8)),
  )
  assert.deepEqual(
    (await listObjectives(server.db, workspaceId)).map((one) => one.target),
    [8],
  )
})

test('what is wrong is said where it is wrong', async () => {
  const given = answers({ ...objective('x'), indicator: 'luck' }, { ...objective(''), extra: 1 })
  const { fields } = await problemOf(
    await owner.browser.put('/readiness', { ...given, brand: { ...given.brand, names: [] } }),
  )
  assert.deepEqual(Object.keys(fields ?? {}).sort(), [
    'brand.names',
    'objectives.0.indicator',
    'objectives.1.extra',
    'objectives.1.label',
  ])
})

test('a change is in the journal, and an agent reads without changing', async () => {
  const agent = await server.member(workspaceId, 'agent')
  assert.equal((await agent.browser.put('/readiness', answers())).status, 403)
  assert.equal((await agent.browser.get('/readiness')).status, 200)
  const { items } = (await (await owner.browser.get('/audit?action=readiness.change')).json()) as {
    items: unknown[]
  }
  assert.equal(items.length, 5)
})
