import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inTransaction } from '../../../lib/db/index.ts'
import { type Member, problemOf, type TestServer, testServer } from '../../../test/support/http.ts'
import { audit } from '../audit/store.ts'

let server: TestServer
before(async () => {
  server = await testServer()
})
after(() => server.close())

async function team() {
  const workspaceId = await server.workspace()
  const [owner, manager, agent] = await Promise.all([
    server.member(workspaceId, 'owner'),
    server.member(workspaceId, 'manager'),
    server.member(workspaceId, 'agent'),
  ])
  return { workspaceId, owner, manager, agent }
}

async function roleOf(member: Member): Promise<string> {
  return ((await (await member.browser.get('/me')).json()) as { role: string }).role
}

test('an owner changes a role, it holds at the next request, and the journal says who did it', async () => {
  const { owner, agent } = await team()
  const changed = await owner.browser.patch(`/members/${agent.memberId}`, { role: 'analyst' })
  assert.equal(((await changed.json()) as { role: string }).role, 'analyst')
  assert.equal(await roleOf(agent), 'analyst')
  const { items } = (await (await owner.browser.get('/audit?action=member.role')).json()) as {
    items: Record<string, unknown>[]
  }
  assert.deepEqual(
    items.map(({ who, target, detail }) => ({ who, target, detail })),
    [{ who: 'Camille owner', target: agent.userId, detail: { from: 'agent', to: 'analyst' } }],
  )
})

test('nobody gives or takes more rights than their own', async () => {
  const { owner, manager, agent } = await team()
  for (const [path, body] of [
    [`/members/${agent.memberId}`, { role: 'owner' }],
    [`/members/${manager.memberId}`, { role: 'owner' }],
    [`/members/${owner.memberId}`, { role: 'agent' }],
  ] as const) {
    assert.equal((await problemOf(await manager.browser.patch(path, body))).id, 'role_above', path)
  }
  assert.equal((await problemOf(await manager.browser.delete(`/members/${owner.memberId}`))).id, 'role_above')
  assert.equal(
    (await problemOf(await manager.browser.post('/invitations', { email: 'x@example.org', role: 'owner' })))
      .id,
    'role_above',
  )
  assert.equal(await roleOf(owner), 'owner')
})

test('the last owner stays; of two who resign at the same moment, one stays', async () => {
  const { workspaceId, owner } = await team()
  const self = `/members/${owner.memberId}`
  for (const response of [
    await owner.browser.patch(self, { role: 'agent' }),
    await owner.browser.delete(self),
    await owner.browser.post('/me/leave'),
  ]) {
    assert.equal((await problemOf(response)).id, 'last_owner')
  }
  const second = await server.member(workspaceId, 'owner')
  const answers = await Promise.all([owner, second].map((one) => one.browser.post('/me/leave')))
  assert.deepEqual(answers.map((one) => one.status).sort(), [204, 409])
})

test('a member taken out is out at once, with their keys, and their name stays in the journal', async () => {
  const { owner, manager } = await team()
  const made = await manager.browser.post('/keys', { name: 'Script', permissions: ['inbox:read'] })
  const { secret } = (await made.json()) as { secret: string }
  const bearer = { bare: true, headers: { authorization: `Bearer ${secret}` } }
  assert.equal((await server.browser().get('/members', bearer)).status, 200)
  assert.equal((await owner.browser.delete(`/members/${manager.memberId}`)).status, 204)
  assert.equal((await problemOf(await manager.browser.get('/me'))).id, 'no_workspace')
  assert.equal((await problemOf(await server.browser().get('/members', bearer))).id, 'key_invalid')
  const { items } = (await (await owner.browser.get('/audit?action=key.create')).json()) as {
    items: { who: string }[]
  }
  assert.equal(items[0]?.who, 'Camille manager')
})

test('a person of two workspaces works in one at a time, and in none that is not theirs', async () => {
  const { workspaceId, owner } = await team()
  const opened = await owner.browser.post('/workspaces', {
    name: 'Atelier',
    timeZone: 'Europe/Paris',
    locale: 'fr',
  })
  const other = ((await opened.json()) as { id: string }).id
  const where = async (headers = {}) =>
    ((await (await owner.browser.get('/me', { headers })).json()) as { workspace: { id: string } }).workspace
      .id
  assert.equal(await where(), other, 'the one just opened')
  assert.equal(await where({ 'x-workspace': workspaceId }), workspaceId)
  assert.equal(await where(), other)
  assert.equal((await owner.browser.patch('/me', { workspaceId })).status, 200)
  assert.equal(await where(), workspaceId)
  const stranger = await server.workspace('Étranger')
  const refused = await owner.browser.get('/me', { headers: { 'x-workspace': stranger } })
  assert.equal((await problemOf(refused)).id, 'workspace_refused')
  assert.equal(
    (await problemOf(await owner.browser.get(`/members?workspace=${stranger}`))).id,
    'workspace_refused',
  )
  assert.equal((await owner.browser.patch('/me', { workspaceId: stranger })).status, 404)
})

test('the journal is only ever added to, and read page by page without gap or double', async () => {
  const { workspaceId, owner } = await team()
  await inTransaction(server.db, async (tx) => {
    for (let n = 0; n < 25; n++) {
      await audit(tx, { workspaceId, who: { label: 'schedule' }, action: 'test.line', target: String(n) })
    }
  })
  const targets: string[] = []
  let cursor = ''
  do {
    const page = await owner.browser.get(`/audit?action=test.line&limit=10${cursor && `&cursor=${cursor}`}`)
    const { items, next } = (await page.json()) as {
      items: { target: string; who: string }[]
      next: string | null
    }
    assert.ok(items.every((item) => item.who === 'schedule'))
    targets.push(...items.map((item) => item.target))
    cursor = next ?? ''
  } while (cursor !== '')
  assert.deepEqual(
    targets,
    Array.from({ length: 25 }, (_, n) => String(24 - n)),
  )
  await assert.rejects(server.pool.query('update audit_entry set who = null'), /only ever added/)
  await assert.rejects(server.pool.query('delete from audit_entry'), /only ever added/)
})
