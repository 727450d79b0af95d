import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Ask, type Member, problemOf, type TestServer, testServer } from '../../../test/support/http.ts'
import { PERMISSIONS } from '../policy.ts'

let server: TestServer
let workspaceId: string
let owner: Member

before(async () => {
  server = await testServer()
  workspaceId = await server.workspace()
  owner = await server.member(workspaceId, 'owner')
})
after(() => server.close())

interface Key {
  id: string
  prefix: string
  secret: string
  permissions: string[]
}

async function make(permissions: string[], by = owner): Promise<Key> {
  const response = await by.browser.post('/keys', { name: 'Script', permissions })
  assert.equal(response.status, 201)
  return (await response.json()) as Key
}

function ask(key: Key, path: string, method = 'GET', more: Ask = {}) {
  const headers = { authorization: `Bearer ${key.secret}`, ...more.headers }
  return server.browser().ask(method, path, { ...more, bare: true, headers })
}

test('a key is shown once, kept as a hash, listed by its prefix with its last use', async () => {
  const key = await make(['inbox:read'])
  assert.ok(key.secret.startsWith(`${key.prefix}.`))
  const { rows } = await server.pool.query('select * from api_key')
  assert.ok(!JSON.stringify(rows).includes(key.secret.split('.')[2] ?? '-'))
  const before = (await (await owner.browser.get('/keys')).json()) as {
    id: string
    lastUsed: string | null
    secret?: string
  }[]
  assert.deepEqual(before.find((one) => one.id === key.id)?.lastUsed, null)
  assert.ok(before.every((one) => one.secret === undefined))
  assert.equal((await ask(key, '/members')).status, 200)
  const later = (await (await owner.browser.get('/keys')).json()) as { id: string; lastUsed: string | null }[]
  assert.notEqual(later.find((one) => one.id === key.id)?.lastUsed, null)
})

test('a key does what its scopes say and nothing else', async () => {
  const key = await make(['inbox:read'])
  const refused = await ask(key, '/keys')
  assert.equal(refused.status, 403)
  assert.match((await problemOf(refused)).detail, /manage keys/)
  const me = (await (await ask(key, '/me')).json()) as { permissions: string[]; workspaces: unknown[] }
  assert.deepEqual(me.permissions, ['inbox:read'])
  assert.equal((await problemOf(await ask(key, '/me', 'PATCH', { body: { name: 'x' } }))).id, 'key_cannot')
  assert.equal((await problemOf(await ask(key, '/me/leave', 'POST'))).id, 'key_cannot')
})

test('a key cannot make a stronger key, nor a member with more rights', async () => {
  const key = await make(['keys:manage', 'team:manage', 'inbox:read'])
  const stronger = await ask(key, '/keys', 'POST', { body: { name: 'x', permissions: ['workspace:manage'] } })
  assert.equal((await problemOf(stronger)).id, 'permission_above')
  const invited = await ask(key, '/invitations', 'POST', {
    body: { email: 'x@example.org', role: 'manager' },
  })
  assert.equal((await problemOf(invited)).id, 'role_above')
})

test('a key never outgrows its maker: demoted, they share the loss', async () => {
  const manager = await server.member(workspaceId, 'manager')
  const key = await make(['audit:read', 'inbox:read'], manager)
  assert.equal((await ask(key, '/audit')).status, 200)
  await owner.browser.patch(`/members/${manager.memberId}`, { role: 'agent' })
  assert.equal((await ask(key, '/audit')).status, 403)
  assert.equal((await ask(key, '/members')).status, 200)
})

test('a revoked key is dead at once, and twice revoked is not found', async () => {
  const key = await make(['inbox:read'])
  assert.equal((await owner.browser.delete(`/keys/${key.id}`)).status, 204)
  assert.equal((await problemOf(await ask(key, '/me'))).id, 'key_invalid')
  assert.equal((await owner.browser.delete(`/keys/${key.id}`)).status, 404)
})

test('a forged key is refused, also beside a good cookie', async () => {
  const key = await make([...PERMISSIONS])
  const forged = { ...key, secret: `${key.secret.slice(0, -2)}xx` }
  assert.equal((await problemOf(await ask(forged, '/me'))).id, 'key_invalid')
  for (const authorization of [
    'Bearer',
    'Bearer ',
    'Basic dmw6',
    'Bearer a.b.c',
    `Bearer ${'x'.repeat(5000)}`,
    key.secret,
  ]) {
    const response = await owner.browser.get('/me', { headers: { authorization } })
    assert.equal(response.status, 401, authorization.slice(0, 20))
  }
})

test('a key of one workspace opens no other, though its maker belongs to both', async () => {
  const key = await make(['inbox:read'])
  const opened = await owner.browser.post('/workspaces', { name: 'B', timeZone: 'UTC', locale: 'en' })
  const other = ((await opened.json()) as { id: string }).id
  const refused = await ask(key, '/members', 'GET', { headers: { 'x-workspace': other } })
  assert.equal((await problemOf(refused)).id, 'workspace_refused')
  const me = (await (await ask(key, '/me')).json()) as {
    workspace: { id: string }
    workspaces: { id: string }[]
  }
  assert.deepEqual([me.workspace.id, me.workspaces.map((one) => one.id)], [workspaceId, [workspaceId]])
})
