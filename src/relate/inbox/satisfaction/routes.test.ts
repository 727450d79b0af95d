import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Member, type TestServer, testServer } from '../../../../test/support/http.ts'
import { OFF } from './ask.ts'
import { satisfactionRoutes } from './routes.ts'

let server: TestServer
let workspaceId: string
let owner: Member
let agent: Member
before(async () => {
  server = await testServer({ routes: () => satisfactionRoutes })
  workspaceId = await server.workspace()
  ;[owner, agent] = [await server.member(workspaceId, 'owner'), await server.member(workspaceId, 'agent')]
})
after(() => server.close())

test('it is off until who manages the team turns it on, and the journal tells it', async () => {
  assert.deepEqual(await (await agent.browser.get('/satisfaction/setting')).json(), OFF)
  assert.equal((await agent.browser.put('/satisfaction/setting', { ...OFF, enabled: true })).status, 403)
  const kept = await owner.browser.put('/satisfaction/setting', { ...OFF, enabled: true, everyDays: 60 })
  assert.equal(kept.status, 200)
  assert.deepEqual(await (await agent.browser.get('/satisfaction/setting')).json(), {
    ...OFF,
    enabled: true,
    everyDays: 60,
  })
  const { rows } = await server.pool.query(
    `select detail from audit_entry where workspace_id = $1 and action = 'satisfaction.changed'`,
    [workspaceId],
  )
  assert.deepEqual(rows, [{ detail: { enabled: true, inPublic: false } }])
})

test('turned on again it does not reach back; changed while it is on, it goes on from where it was', async () => {
  const since = async () => {
    const { rows } = await server.pool.query(
      'select since from satisfaction_setting where workspace_id = $1',
      [workspaceId],
    )
    return rows[0].since.getTime() as number
  }
  const first = await since()
  await owner.browser.put('/satisfaction/setting', { ...OFF, enabled: true, delay: 5 })
  assert.equal(await since(), first)
  await owner.browser.put('/satisfaction/setting', OFF)
  await owner.browser.put('/satisfaction/setting', { ...OFF, enabled: true })
  assert.ok((await since()) > first)
})

test('pressure without bounds is refused', async () => {
  for (const wrong of [
    { everyDays: 0 },
    { delay: -1 },
    { expiresDays: 400 },
    { reopenAt: 5 },
    { quietFrom: '25:00' },
    { to: 'all' },
  ])
    assert.equal(
      (await owner.browser.put('/satisfaction/setting', { ...OFF, ...wrong })).status,
      422,
      JSON.stringify(wrong),
    )
})
