import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { fixedClock } from '../../../lib/clock/index.ts'
import { type Member, PASSWORD, problemOf, type TestServer, testServer } from '../../../test/support/http.ts'

const clock = fixedClock(new Date())
let server: TestServer
let workspaceId: string
let owner: Member

before(async () => {
  server = await testServer({ clock })
  workspaceId = await server.workspace()
  owner = await server.member(workspaceId, 'owner')
})
after(() => server.close())

interface Made {
  id: string
  link: string
  token: string
}

async function invite(email: string, role = 'agent'): Promise<Made> {
  const response = await owner.browser.post('/invitations', { email, role })
  assert.equal(response.status, 201)
  const made = (await response.json()) as Made
  return { ...made, token: made.link.split('#')[1] ?? '' }
}

test('an invitation makes an account, lets in with its role, and serves once', async () => {
  const { token, link } = await invite('New.Person@Example.org', 'analyst')
  assert.match(link, /^http:\/\/localhost:4300\/invitation#/)
  const visitor = server.browser()
  const shown = (await (await visitor.get(`/invitations/${token}`)).json()) as Record<string, unknown>
  assert.deepEqual(
    { email: shown.email, role: shown.role, workspace: shown.workspace, account: shown.account },
    { email: 'new.person@example.org', role: 'analyst', workspace: 'Maison Test', account: false },
  )
  const asked = await problemOf(await visitor.post(`/invitations/${token}/accept`, {}))
  assert.deepEqual(Object.keys(asked.fields ?? {}).sort(), ['name', 'password'])
  const person = { name: 'New Person', password: PASSWORD }
  assert.equal((await visitor.post(`/invitations/${token}/accept`, person)).status, 201)
  const me = (await (await visitor.get('/me')).json()) as { role: string; user: { email: string } }
  assert.deepEqual([me.role, me.user.email], ['analyst', 'new.person@example.org'])
  const replay = await server.browser().post(`/invitations/${token}/accept`, { ...person, name: 'Other' })
  assert.equal((await problemOf(replay)).id, 'invitation_dead')
  assert.equal((await visitor.get(`/invitations/${token}`)).status, 410)
})

test('of two who accept at the same moment, one comes in', async () => {
  const { token } = await invite('race@example.org')
  const answers = await Promise.all(
    ['One', 'Two'].map((name) =>
      server.browser().post(`/invitations/${token}/accept`, { name, password: PASSWORD }),
    ),
  )
  assert.deepEqual(answers.map((one) => one.status).sort(), [201, 410])
  const { rows } = await server.pool.query(`select count(*) from app_user where email = 'race@example.org'`)
  assert.equal(rows[0].count, 1)
})

test('an account is joined only by whoever is signed in to it, never by its address alone', async () => {
  const elsewhere = await server.workspace('Ailleurs')
  const person = await server.member(elsewhere, 'agent')
  const { token } = await invite(person.email)
  const claimed = await server
    .browser()
    .post(`/invitations/${token}/accept`, { name: 'Thief', password: 'their own password' })
  assert.equal((await problemOf(claimed)).id, 'sign_in_first')
  const other = await server.member(elsewhere, 'agent')
  const wrong = await problemOf(await other.browser.post(`/invitations/${token}/accept`, {}))
  assert.equal(wrong.id, 'invitation_elsewhere')
  assert.equal((await person.browser.post(`/invitations/${token}/accept`, {})).status, 201)
  const me = (await (await person.browser.get('/me')).json()) as {
    workspace: { id: string }
    workspaces: unknown[]
  }
  assert.equal(me.workspace.id, workspaceId)
  assert.equal(me.workspaces.length, 2)
})

test('an invitation dies of age, of being cancelled, and of a newer one for the same address', async () => {
  const person = { name: 'Late', password: PASSWORD }
  const accept = (token: string) => server.browser().post(`/invitations/${token}/accept`, person)
  const first = await invite('late@example.org')
  const second = await invite('LATE@example.org')
  assert.equal((await accept(first.token)).status, 410)
  const { status } = await owner.browser.delete(`/invitations/${second.id}`)
  assert.equal(status, 204)
  assert.equal((await accept(second.token)).status, 410)
  const third = await invite('late@example.org')
  const listed = (await (await owner.browser.get('/invitations')).json()) as {
    email: string
    link?: string
  }[]
  assert.deepEqual(
    listed.filter((one) => one.email === 'late@example.org').map((one) => one.link),
    [undefined],
  )
  clock.advance(7 * 24 * 3_600_000 + 1)
  assert.equal((await accept(third.token)).status, 410)
})

test('a link altered anywhere opens nothing, and the database holds no link', async () => {
  const { token } = await invite('altered@example.org')
  for (const at of [0, 20, 42, 44, token.length - 1]) {
    const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
    if (changed === token) continue
    const response = await server.browser().get(`/invitations/${changed}`)
    assert.ok([410, 422].includes(response.status), `place ${at}: ${response.status}`)
  }
  const { rows } = await server.pool.query('select * from invitation')
  assert.ok(!JSON.stringify(rows).includes(token.split('.')[1] ?? '-'))
})
