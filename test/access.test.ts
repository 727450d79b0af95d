import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { ROLES, type Role, type Route } from '../src/access/index.ts'
import type { Engine } from '../src/server/engine.ts'
import { everyRoute, populate } from './support/every-route.ts'
import { type Ask, type Member, problemOf, type TestServer, testServer } from './support/http.ts'
import { idsByKind, idsOf, keyWithout, knock, matrix, pathOf, someOf } from './support/matrix.ts'

let server: TestServer
let routes: Route[]
let engine: Engine
let mine: string
let theirs: string
const members = new Map<Role, Member>()
let stranger: Member
const keys = new Map<string, Ask>()

before(async () => {
  server = await testServer({
    routes: async (parts) => {
      const made = await everyRoute(parts)
      routes = made.routes
      engine = made.engine
      return routes
    },
  })
  mine = await server.workspace('La nôtre')
  theirs = await server.workspace('La leur')
  for (const role of ROLES) members.set(role, await server.member(mine, role))
  stranger = await server.member(theirs, 'owner')
  await populate(server, engine, mine, member('owner'))
  await populate(server, engine, theirs, stranger)
})
after(() => server.close())

function member(role: Role): Member {
  const found = members.get(role)
  if (!found) throw new Error(`no ${role}`)
  return found
}

async function answer(route: Route, asker: string): Promise<Response> {
  if (asker === 'anonymous') return knock(server.browser(), route)
  if (asker !== 'key without scope') return knock(member(asker as Role).browser, route)
  if (route.can === 'public' || route.can === 'member') return knock(server.browser(), route)
  const key = keys.get(route.can) ?? (await keyWithout(member('owner'), route.can))
  keys.set(route.can, key)
  return knock(server.browser(), route, key)
}

describe('every route by every asker (T2)', () => {
  test('is refused or let through exactly as its policy says', async () => {
    const wrong: string[] = []
    for (const { route, asker, expected } of matrix(routes)) {
      // A route open to any member says so of a key too; leaving is for persons, and would end the test's member.
      if (asker === 'key without scope' && route.can === 'member') continue
      if (route.path === '/me/leave' && expected === 'through') continue
      const { status } = await answer(route, asker)
      const through = status !== 401 && status !== 403
      const right = expected === 'through' ? through || route.can === 'public' : status === expected
      if (!right || status >= 500)
        wrong.push(`${asker}: ${route.method} ${route.path} is ${status}, not ${expected}`)
    }
    assert.deepEqual(wrong, [])
  })

  test('says nothing of values to who may not ask', async () => {
    for (const { route, asker, expected } of matrix(routes)) {
      if (expected === 'through') continue
      const { fields } = await problemOf(await answer(route, asker))
      assert.equal(fields, undefined, `${asker}: ${route.method} ${route.path}`)
    }
  })

  test('refuses fields it does not know, and the workspace is never among those it knows (T3)', async () => {
    const wrong: string[] = []
    for (const route of routes.filter((one) => one.body && !one.raw)) {
      for (const field of ['workspaceId', 'workspace_id', 'workspace', 'userId', 'memberId', 'createdAt']) {
        if (route.path === '/me' && field === 'workspaceId') continue
        if (route.path === '/setup' && field === 'workspace') continue
        const owner = member('owner').browser
        const response = await owner.ask(route.method.toUpperCase(), pathOf(route), {
          body: { [field]: theirs },
        })
        const { fields } = response.status === 422 ? await problemOf(response) : { fields: undefined }
        if (!fields || !(field in fields))
          wrong.push(`${route.method} ${route.path} took ${field}: ${response.status}`)
      }
    }
    assert.deepEqual(wrong, [])
  })
})

describe('two workspaces (T3)', () => {
  test('an id of the other is not found on any route, with and without asking for its workspace', async () => {
    const kinds = await idsByKind(server, mine)
    const count = kinds.flat().length
    assert.ok(count > 20, `${count} ids to try`)
    const wrong = new Set<string>()
    async function tryIt(route: Route, id: string): Promise<void> {
      const ask = route.method === 'get' || route.raw ? {} : { body: {} }
      const path = pathOf(route, () => id)
      const { status } = await stranger.browser.ask(route.method.toUpperCase(), path, ask)
      if (![404, 422].includes(status)) wrong.add(`${route.method} ${route.path}: ${status}`)
    }
    const named = routes.filter((one) => one.path.includes('{') && one.can !== 'public')
    for (const [at, route] of named.entries()) {
      // Three of each kind, and other ones on the next route.
      const ids = kinds.flatMap((kind) => someOf(kind, at, 3))
      while (ids.length > 0) await Promise.all(ids.splice(0, 6).map((id) => tryIt(route, id)))
      const headers = { 'x-workspace': mine }
      const { status } = await knock(stranger.browser, route, { headers })
      if (status !== 403) wrong.add(`${route.method} ${route.path} in their workspace: ${status}`)
    }
    assert.deepEqual([...wrong], [])
  })

  test('a list shows nothing of the other', async () => {
    const secrets = await idsOf(server, mine)
    const shared = new Set(await idsOf(server, theirs))
    for (const route of routes.filter(
      (one) => one.method === 'get' && one.can !== 'public' && !one.path.includes('{'),
    )) {
      if (route.raw || !route.reply) continue
      const text = await (await stranger.browser.get(pathOf(route))).text()
      const leaked = secrets.filter((id) => !shared.has(id) && text.includes(id))
      assert.deepEqual(leaked, [], route.path)
      assert.ok(!text.includes('La nôtre'), route.path)
    }
  })

  test('a filter by an id of the other finds nothing of it', async () => {
    const secrets = (await idsOf(server, mine)).slice(0, 60)
    for (const route of routes.filter(
      (one) => one.method === 'get' && one.query && one.reply && !one.path.includes('{'),
    )) {
      for (const field of ['alert', 'assignee', 'userId', 'accountId', 'personId', 'cursor']) {
        for (const id of secrets.slice(0, 8)) {
          const response = await stranger.browser.get(`${route.path}?${field}=${id}`)
          const text = await response.text()
          assert.ok(response.status < 500, `${route.path}?${field}: ${response.status}`)
          assert.deepEqual(
            secrets.filter((one) => one !== id && text.includes(one)),
            [],
            `${route.path}?${field}`,
          )
        }
      }
    }
  })
})
