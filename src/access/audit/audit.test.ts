import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Ask, type Member, PASSWORD, type TestServer, testServer } from '../../../test/support/http.ts'
import { PERMISSIONS } from '../policy.ts'
import type { Route } from '../route.ts'
import { accessRoutes } from '../routes.ts'

/** Whatever changes who may do what is in the journal: who did it, with which key, to what, and no secret. */
let server: TestServer
let routes: Route[]
let workspaceId: string
let owner: Member

before(async () => {
  server = await testServer({
    routes: ({ auth }) => {
      routes = accessRoutes({ auth, begin: async () => {}, measure: async () => ({}) })
      return routes
    },
  })
  workspaceId = await server.workspace()
  owner = await server.member(workspaceId, 'owner')
})
after(() => server.close())

interface Line {
  action: string
  target: string
  key_id: string | null
  user_id: string
  detail: object
}

async function lines(): Promise<Line[]> {
  const { rows } = await server.pool.query('select * from audit_entry order by id')
  return rows
}

async function madeBy<R>(work: () => Promise<R>): Promise<{ made: R; added: Line[] }> {
  const before = await lines()
  const made = await work()
  return { made, added: (await lines()).slice(before.length) }
}

const READINESS = {
  brand: { names: ['Ardoise'], site: '', competitors: [], languages: ['fr'], identity: [] },
  people: { who: '', answersWithinHours: 4, outOfHours: '', approves: '' },
  objectives: [],
}

async function anInvitation(): Promise<string> {
  const answer = await owner.browser.post('/invitations', { email: 'guest@example.org', role: 'guest' })
  return ((await answer.json()) as { id: string }).id
}

async function aKey(
  permissions: readonly string[] = ['inbox:read'],
): Promise<{ id: string; secret: string }> {
  const answer = await owner.browser.post('/keys', { name: 'Script', permissions })
  return (await answer.json()) as { id: string; secret: string }
}

const aMember = async (role: 'agent' | 'manager' = 'agent') =>
  (await server.member(workspaceId, role)).memberId

/** Each change that there is: what is asked, and the line it leaves; a route that is not here fails the test. */
const CHANGES: Record<
  string,
  { ask(): Promise<{ path: string; body?: object }>; action: string; byKey?: false }
> = {
  'patch /workspace': {
    ask: async () => ({ path: '/workspace', body: { name: 'Maison' } }),
    action: 'workspace.change',
  },
  'post /workspaces': {
    ask: async () => ({ path: '/workspaces', body: { name: 'Autre', timeZone: 'UTC', locale: 'fr' } }),
    action: 'workspace.create',
    byKey: false,
  },
  'patch /members/{id}': {
    ask: async () => ({ path: `/members/${await aMember()}`, body: { role: 'analyst' } }),
    action: 'member.role',
  },
  'delete /members/{id}': {
    ask: async () => ({ path: `/members/${await aMember()}` }),
    action: 'member.remove',
  },
  'post /invitations': {
    ask: async () => ({ path: '/invitations', body: { email: 'new@example.org', role: 'agent' } }),
    action: 'invitation.create',
  },
  'delete /invitations/{id}': {
    ask: async () => ({ path: `/invitations/${await anInvitation()}` }),
    action: 'invitation.cancel',
  },
  'post /keys': {
    ask: async () => ({ path: '/keys', body: { name: 'Autre', permissions: ['inbox:read'] } }),
    action: 'key.create',
  },
  'delete /keys/{id}': { ask: async () => ({ path: `/keys/${(await aKey()).id}` }), action: 'key.revoke' },
  'put /readiness': {
    ask: async () => ({ path: '/readiness', body: READINESS }),
    action: 'readiness.change',
  },
  'put /on-call': {
    ask: async () => {
      const [one] = (await owner.browser.get('/members').then((response) => response.json())) as {
        id: string
      }[]
      const shift = { memberId: one?.id, days: [1, 5], starts: '18:00', ends: '08:00' }
      return { path: '/on-call', body: { shifts: [shift] } }
    },
    action: 'on_call.changed',
  },
  'put /on-call/setting': {
    ask: async () => ({ path: '/on-call/setting', body: { minutes: 5, cover: 'always' } }),
    action: 'on_call.setting',
  },
}
/** One's own name and language; and leaving, which is tried apart since it ends the one who does it. */
/** Calls have a log of their own. */
const APART = ['patch /me', 'post /me/leave', 'post /on-call/calls/{id}/acknowledge']

const changing = () => routes.filter(({ method, can }) => method !== 'get' && can !== 'public')

async function ask(name: string, how: Ask = {}): Promise<{ status: number; added: Line[]; text: string }> {
  const { path, body } = (await CHANGES[name]?.ask()) ?? assert.fail(name)
  const { made, added } = await madeBy(() =>
    owner.browser.ask((name.split(' ')[0] ?? '').toUpperCase(), path, { ...how, ...(body && { body }) }),
  )
  return { status: made.status, added, text: await made.text() }
}

describe('the journal', () => {
  it('has a line of every change, by whom, of what', async () => {
    const names = changing().map(({ method, path }) => `${method} ${path}`)
    assert.deepEqual(names.filter((name) => !APART.includes(name)).sort(), Object.keys(CHANGES).sort())
    for (const [name, { action }] of Object.entries(CHANGES)) {
      const { status, added, text } = await ask(name)
      assert.ok(status < 300, `${name}: ${status} ${text}`)
      assert.deepEqual(
        added.map((line) => [line.action, line.user_id, line.key_id]),
        [[action, owner.userId, null]],
        name,
      )
      assert.ok(added.every(({ target }) => target.length > 0))
      await owner.browser.patch('/me', { workspaceId })
    }
  })

  it('says by which key, where there was one', async () => {
    const key = await aKey(PERMISSIONS)
    const how = { bare: true, headers: { authorization: `Bearer ${key.secret}` } }
    for (const [name, { action, byKey }] of Object.entries(CHANGES)) {
      const { status, added } = await ask(name, how)
      const last = added.at(-1)
      if (byKey === false) assert.equal(status, 403, name)
      else assert.deepEqual([last?.action, last?.user_id, last?.key_id], [action, owner.userId, key.id], name)
    }
    const { items } = (await (await owner.browser.get('/audit?limit=3&action=key.revoke')).json()) as {
      items: { who: string; detail: { key?: string } }[]
    }
    assert.deepEqual([items[0]?.who, items[0]?.detail.key], ['Camille owner', 'Script'])
  })

  it('has nothing of what was refused, or did not happen', async () => {
    const agent = await server.member(workspaceId, 'agent')
    const nobody = '00000000-0000-7000-8000-000000000000'
    for (const { method, path } of changing().filter((one) => !APART.includes(`${one.method} ${one.path}`))) {
      const at = path.replace('{id}', nobody)
      const body = CHANGES[`${method} ${path}`] && (await CHANGES[`${method} ${path}`]?.ask())?.body
      const { added } = await madeBy(async () => {
        assert.equal((await agent.browser.ask(method.toUpperCase(), at, { body: body ?? {} })).status, 403)
        if (path.includes('{id}'))
          assert.equal((await owner.browser.ask(method.toUpperCase(), at, { body: body ?? {} })).status, 404)
        else
          assert.equal(
            (await owner.browser.ask(method.toUpperCase(), at, { body: { nonsense: 1 } })).status,
            422,
          )
      })
      assert.deepEqual(added, [], `${method} ${path}`)
    }
    const same = await aMember('manager')
    const { added } = await madeBy(() => owner.browser.patch(`/members/${same}`, { role: 'manager' }))
    assert.deepEqual(added, [], 'a role that was given before is no change')
  })

  it('holds no secret: no password, no key, no link', async () => {
    const { secret } = await aKey()
    const made = await owner.browser.post('/invitations', { email: 'later@example.org', role: 'agent' })
    const { link } = (await made.json()) as { link: string }
    const token = link.split('#')[1] ?? ''
    await server.browser().post(`/invitations/${token}/accept`, { name: 'Later', password: PASSWORD })
    await owner.browser.post('/api/auth/sign-in/email', { email: owner.email, password: PASSWORD })
    const journal = JSON.stringify(await lines())
    for (const hidden of [PASSWORD, secret, secret.split('.')[2], token, token.split('.')[1]])
      assert.ok(hidden && !journal.includes(hidden))
    const actions = new Set((await lines()).map(({ action }) => action))
    for (const action of ['member.join', 'session.start']) assert.ok(actions.has(action), action)
  })

  it('tells of those who left, in their name, and only to its own workspace', async () => {
    const manager = await server.member(workspaceId, 'manager')
    const { added } = await madeBy(() => manager.browser.post('/me/leave'))
    assert.deepEqual(
      added.map(({ action, user_id }) => [action, user_id]),
      [['member.leave', manager.userId]],
    )
    const stranger = await server.member(await server.workspace('Ailleurs'), 'owner')
    const page = (await (await stranger.browser.get('/audit')).json()) as { items: { action: string }[] }
    assert.deepEqual(
      page.items.filter(({ action }) => action !== 'session.start'),
      [],
    )
    const { items } = (await (await owner.browser.get(`/audit?userId=${manager.userId}`)).json()) as {
      items: { who: string; action: string }[]
    }
    assert.deepEqual(items[0], { ...items[0], who: 'Camille manager', action: 'member.leave' })
  })
})
