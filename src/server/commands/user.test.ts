import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestServer, testServer } from '../../../test/support/http.ts'
import { createUser, listPeople, resetPassword, setUserRole } from './user.ts'

let server: TestServer
before(async () => {
  server = await testServer()
})
after(() => server.close())

function signIn(email: string, password: string) {
  return server.browser().post('/api/auth/sign-in/email', { email, password })
}

const person = { name: 'Camille', role: 'owner' as const, locale: 'fr' as const }

test('the first account can be made from the machine, with a workspace and a password shown once', async () => {
  await assert.rejects(createUser(server.db, { ...person, email: 'a@example.org' }), { id: 'not_found' })
  const { password } = await createUser(server.db, {
    ...person,
    email: 'A@Example.org',
    newWorkspace: 'Maison',
  })
  assert.equal((await signIn('a@example.org', password ?? '')).status, 200)
  const [listed] = await listPeople(server.db)
  assert.deepEqual(
    [listed?.email, listed?.workspaces.map((one) => [one.name, one.role])],
    ['a@example.org', [['Maison', 'owner']]],
  )
})

test('a password given is kept to the rule, and an account that exists keeps its own', async () => {
  const short = { ...person, email: 'b@example.org', role: 'agent' as const, password: 'short' }
  await assert.rejects(createUser(server.db, short), { id: 'auth_password_short' })
  assert.deepEqual(await createUser(server.db, { ...short, password: 'long enough' }), { password: null })
  assert.equal((await signIn('b@example.org', 'long enough')).status, 200)
  const second = await createUser(server.db, {
    ...person,
    email: 'b@example.org',
    newWorkspace: 'Atelier',
    password: 'not this one',
  })
  assert.equal(second.password, null)
  assert.equal((await signIn('b@example.org', 'not this one')).status, 401)
})

test('where several workspaces fit, one must be named', async () => {
  await assert.rejects(createUser(server.db, { ...person, email: 'c@example.org' }), { id: 'user_workspace' })
  await createUser(server.db, { ...person, email: 'c@example.org', role: 'agent', workspace: 'Atelier' })
  await setUserRole(server.db, { email: 'c@example.org', role: 'analyst' })
  const listed = (await listPeople(server.db)).find((one) => one.email === 'c@example.org')
  assert.deepEqual(
    listed?.workspaces.map((one) => one.role),
    ['analyst'],
  )
  await assert.rejects(setUserRole(server.db, { email: 'b@example.org', role: 'guest' }), {
    id: 'user_workspace',
  })
  await assert.rejects(setUserRole(server.db, { email: 'a@example.org', role: 'guest' }), {
    id: 'last_owner',
  })
})

test('a new password ends every session; a lost telephone can be forgotten; the journal tells', async () => {
  const { browser, email, userId } = await server.member(await server.workspace(), 'agent')
  await server.pool.query('update app_user set two_factor_enabled = true where id = $1', [userId])
  const { password } = await resetPassword(server.db, { email, twoFactorOff: true })
  assert.equal((await browser.get('/me')).status, 401)
  const answer = (await (await signIn(email, password ?? '')).json()) as { twoFactorRedirect?: boolean }
  assert.equal(answer.twoFactorRedirect, undefined)
  const { rows } = await server.pool.query('select who, action from audit_entry where target = $1', [userId])
  assert.ok(rows.some((row) => row.who === 'veillee user' && row.action === 'password.reset'))
  await assert.rejects(resetPassword(server.db, { email: 'nobody@example.org' }), { id: 'not_found' })
})
