import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Member, PASSWORD, problemOf, type TestServer, testServer } from '../../../test/support/http.ts'

/** An invitation is worth what its author may give, for as long as they may. */
let server: TestServer
let workspaceId: string
let owner: Member

before(async () => {
  server = await testServer()
  workspaceId = await server.workspace()
  owner = await server.member(workspaceId, 'owner')
})
after(() => server.close())

let made = 0
async function invite(by: Member, role: string): Promise<string> {
  const response = await by.browser.post('/invitations', { email: `guest${made++}@example.org`, role })
  const { link } = (await response.json()) as { link: string }
  return link.split('#')[1] ?? ''
}

async function opens(token: string): Promise<boolean> {
  return (await server.browser().get(`/invitations/${token}`)).status === 200
}

test('who is taken out does not come back by a link that they had kept', async () => {
  const manager = await server.member(workspaceId, 'manager')
  const [kept, others] = [await invite(manager, 'manager'), await invite(owner, 'agent')]
  await owner.browser.delete(`/members/${manager.memberId}`)
  const person = { name: 'Back again', password: PASSWORD }
  const refused = await server.browser().post(`/invitations/${kept}/accept`, person)
  assert.equal((await problemOf(refused)).id, 'invitation_dead')
  assert.ok(await opens(others), 'what somebody else invited to stands')
  const lines = (await (await owner.browser.get('/audit?action=invitation.cancel')).json()) as {
    items: { who: string }[]
  }
  assert.deepEqual(
    lines.items.map(({ who }) => who),
    ['Camille owner'],
  )
})

test('who goes by themselves leaves no open door', async () => {
  const manager = await server.member(workspaceId, 'manager')
  const kept = await invite(manager, 'guest')
  assert.equal((await manager.browser.post('/me/leave')).status, 204)
  assert.equal(await opens(kept), false)
})

test('who may give less invites to less: what goes too far is void, the rest stands', async () => {
  const second = await server.member(workspaceId, 'owner')
  const [far, near] = [await invite(second, 'owner'), await invite(second, 'agent')]
  await owner.browser.patch(`/members/${second.memberId}`, { role: 'manager' })
  assert.deepEqual([await opens(far), await opens(near)], [false, true])
  await owner.browser.patch(`/members/${second.memberId}`, { role: 'agent' })
  assert.equal(await opens(near), false, 'who may not invite has invited nobody')
})

test('in another workspace where they still may, what they invited to stands', async () => {
  const elsewhere = await server.workspace('Ailleurs')
  const manager = await server.member(elsewhere, 'manager')
  const there = await invite(manager, 'agent')
  await server.pool.query(
    `insert into member (workspace_id, id, user_id, role) values ($1, gen_random_uuid(), $2, 'manager')`,
    [workspaceId, manager.userId],
  )
  const { rows } = await server.pool.query('select id from member where workspace_id = $1 and user_id = $2', [
    workspaceId,
    manager.userId,
  ])
  assert.equal((await owner.browser.delete(`/members/${rows[0].id}`)).status, 204)
  assert.ok(await opens(there))
})

test('is worth nothing as another kind of secret, nor they as it (T9)', async () => {
  const invitation = await invite(owner, 'owner')
  const answer = await owner.browser.post('/keys', {
    name: 'Script',
    permissions: ['team:manage', 'inbox:read'],
  })
  const { secret } = (await answer.json()) as { secret: string }
  const asKey = { bare: true, headers: { authorization: `Bearer ${invitation}` } }
  assert.equal((await problemOf(await server.browser().get('/me', asKey))).id, 'key_invalid')
  const [, where, random] = secret.split('.')
  for (const token of [secret, `${where}.${random}`, `${invitation.split('.')[0]}.${random}`])
    assert.ok(
      [404, 410, 422].includes(
        (await server.browser().get(`/invitations/${encodeURIComponent(token)}`)).status,
      ),
    )
  const mixed = [`vl_abcdef.${invitation}`, `${secret.split('.')[0]}.${where}.${invitation.split('.')[1]}`]
  for (const forged of mixed) {
    const bearer = { bare: true, headers: { authorization: `Bearer ${forged}` } }
    assert.equal((await problemOf(await server.browser().get('/me', bearer))).id, 'key_invalid')
  }
  const setup = { token: invitation, owner: { name: 'x', email: 'x@example.org', password: PASSWORD } }
  assert.ok((await server.browser().post('/setup', setup)).status >= 400)
})

test('of a key, every letter counts', async () => {
  const answer = await owner.browser.post('/keys', { name: 'Script', permissions: ['inbox:read'] })
  const { secret } = (await answer.json()) as { secret: string }
  const works = async (bearer: string) =>
    (await server.browser().get('/members', { bare: true, headers: { authorization: `Bearer ${bearer}` } }))
      .status
  assert.equal(await works(secret), 200)
  for (let at = 0; at < secret.length; at++) {
    const other = secret[at] === 'A' ? 'B' : 'A'
    assert.equal(await works(secret.slice(0, at) + other + secret.slice(at + 1)), 401, `letter ${at}`)
  }
  for (const bearer of [
    `${secret}A`,
    secret.slice(0, -1),
    secret.toUpperCase(),
    `${secret}.x`,
    secret.split('.')[2] ?? '',
  ])
    assert.equal(await works(bearer), 401)
})
