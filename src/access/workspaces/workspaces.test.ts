import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Member, problemOf, type TestServer, testServer } from '../../../test/support/http.ts'
import { listWorkspaces } from './store.ts'

let server: TestServer
let workspaceId: string
let owner: Member

before(async () => {
  server = await testServer()
  workspaceId = await server.workspace('Maison')
  owner = await server.member(workspaceId, 'owner')
})
after(() => server.close())

async function speaks(browser: Member['browser'], header: string): Promise<string> {
  const { detail } = await problemOf(await browser.get('/keys', { headers: { 'accept-language': header } }))
  return /rôle/.test(detail) ? 'fr' : 'en'
}

test('an owner names it, sets its zone and language; the journal keeps what was changed', async () => {
  const change = { name: 'Maison Ardoise', timeZone: 'Europe/Brussels', locale: 'en' }
  const changed = (await (await owner.browser.patch('/workspace', change)).json()) as Record<string, unknown>
  assert.deepEqual(changed, { id: workspaceId, demo: false, ...change })
  assert.deepEqual(await (await owner.browser.get('/workspace')).json(), changed)
  const { items } = (await (await owner.browser.get('/audit?action=workspace.change')).json()) as {
    items: { detail: object }[]
  }
  assert.deepEqual(
    items.map((one) => one.detail),
    [change],
  )
})

test('it is neither made a demonstration nor given another identity from outside', async () => {
  for (const field of ['demo', 'id', 'createdAt']) {
    const { fields } = await problemOf(await owner.browser.patch('/workspace', { [field]: true }))
    assert.ok(fields?.[field], field)
  }
  const zones = ['Mars/Phobos', 'EST5', '', '../etc', 'GMT+1']
  for (const timeZone of zones) {
    assert.equal((await owner.browser.patch('/workspace', { timeZone })).status, 422, timeZone)
  }
})

test('the language of an answer is the person’s choice, else the browser’s, else the workspace’s', async () => {
  const agent = await server.member(workspaceId, 'agent')
  assert.equal(await speaks(agent.browser, 'de'), 'en', 'the workspace speaks English')
  assert.equal(await speaks(agent.browser, 'fr-FR,fr;q=0.9'), 'fr')
  await agent.browser.patch('/me', { locale: 'en' })
  assert.equal(await speaks(agent.browser, 'fr-FR'), 'en')
})

test('another workspace is opened, owned by who opened it, and empty of the first one’s people', async () => {
  const made = await owner.browser.post('/workspaces', { name: 'Atelier', timeZone: 'UTC', locale: 'fr' })
  assert.equal(made.status, 201)
  const members = (await (await owner.browser.get('/members')).json()) as { userId: string; role: string }[]
  assert.deepEqual(
    members.map((one) => [one.userId, one.role]),
    [[owner.userId, 'owner']],
  )
  assert.deepEqual(
    (await listWorkspaces(server.db)).map((one) => one.name),
    ['Maison Ardoise', 'Atelier'],
  )
})
