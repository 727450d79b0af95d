import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Member, type TestServer, testServer } from '../../../test/support/http.ts'
import { TRADE } from './manners.ts'
import { mannersRoutes } from './routes.ts'

let server: TestServer
let workspaceId: string
let owner: Member
let manager: Member
let agent: Member
before(async () => {
  server = await testServer({ routes: () => mannersRoutes })
  workspaceId = await server.workspace()
  owner = await server.member(workspaceId, 'owner')
  manager = await server.member(workspaceId, 'manager')
  agent = await server.member(workspaceId, 'agent')
})
after(() => server.close())

const read = async () =>
  (await (await agent.browser.get('/courtesy/manners')).json()) as {
    revision: number
    manners: typeof TRADE
    byPerson: boolean
    advice: string[]
  }

test('who answers reads them, who manages the team changes them, and the journal holds each version', async () => {
  const first = await read()
  assert.deepEqual([first.revision, first.manners, first.byPerson], [0, TRADE, false])
  assert.ok(first.advice.includes('private_data'))
  const manners = { ...TRADE, tone: 'sober', own: [' bonjour@maison.example '] }
  assert.equal((await agent.browser.put('/courtesy/manners', { revision: 0, manners })).status, 403)
  assert.equal((await manager.browser.put('/courtesy/manners', { revision: 0, manners })).status, 200)
  const kept = await read()
  assert.deepEqual(
    [kept.revision, kept.manners.tone, kept.manners.own],
    [1, 'sober', ['bonjour@maison.example']],
  )
  const late = await owner.browser.put('/courtesy/manners', { revision: 0, manners: TRADE })
  assert.deepEqual(
    [late.status, ((await late.json()) as { type: string }).type],
    [409, 'urn:veillee:problem:manners_changed'],
  )
  const { rows } = await server.pool.query(
    `select detail from audit_entry where workspace_id = $1 and action = 'courtesy.changed'`,
    [workspaceId],
  )
  assert.deepEqual(rows, [
    {
      detail: {
        revision: 1,
        tone: { from: 'warm', to: 'sober' },
        own: { from: [], to: ['bonjour@maison.example'] },
      },
    },
  ])
})

test('only the owner has persons told apart, and the journal says so', async () => {
  assert.equal((await manager.browser.put('/courtesy/people', { enabled: true })).status, 403)
  assert.equal((await owner.browser.put('/courtesy/people', { enabled: true })).status, 200)
  assert.equal((await read()).byPerson, true)
  const { rows } = await server.pool.query(
    `select detail from audit_entry where workspace_id = $1 and action = 'courtesy.people'`,
    [workspaceId],
  )
  assert.deepEqual(rows, [{ detail: { enabled: true } }])
})

test('what is no manner is refused, and nothing is kept of it', async () => {
  const { revision } = await read()
  for (const wrong of [{ tone: 'x' }, { off: ['x'] }, { own: [''] }, { signatureWords: 'x'.repeat(121) }]) {
    const answer = await owner.browser.put('/courtesy/manners', { revision, manners: { ...TRADE, ...wrong } })
    assert.equal(answer.status, 422)
  }
  assert.equal((await read()).revision, revision)
})
