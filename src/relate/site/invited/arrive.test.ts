import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { newToken } from '../../../../lib/crypto/index.ts'
import { everyRoute } from '../../../../test/support/every-route.ts'
import { type Member, type TestServer, testServer } from '../../../../test/support/http.ts'
import type { SiteDeps } from '../deps.ts'
import { type Arriving, arriveInvited } from './arrive.ts'

let server: TestServer
let sites: SiteDeps
let workspaceId: string
let siteId: string
let owner: Member
before(async () => {
  server = await testServer({
    routes: async (parts) => {
      const given = await everyRoute(parts)
      sites = given.sites
      return given.routes
    },
  })
  workspaceId = await server.workspace()
  owner = await server.member(workspaceId, 'owner')
  siteId = await siteWith({})
})
after(() => server.close())

async function siteWith(config: object): Promise<string> {
  const made = await owner.browser.post('/accounts', { channel: 'site', name: 'Boutique', config })
  assert.equal(made.status, 201)
  return ((await made.json()) as { id: string }).id
}

const arriving = (more: Partial<Arriving> = {}): Arriving => ({
  ...{ workspaceId, siteId, secret: newToken(), name: 'Inès', email: '', text: 'Me voici', lang: 'fr' },
  request: new Request('https://veillee.example/continue/x'),
  also: async () => undefined,
  ...more,
})
const count = async (table: 'activity' | 'site_visitor' | 'site_item') => {
  const { rows } = await server.pool.query<{ n: number }>(
    `select count(*)::int as n from ${table} where workspace_id = $1`,
    [workspaceId],
  )
  return rows[0]?.n ?? 0
}

it('says it once however often it is sent, also at the same time, and leads to one conversation', async () => {
  const before = await count('activity')
  const given = arriving()
  const all = await Promise.all([1, 2, 3].map(() => arriveInvited(sites, given)))
  assert.equal(new Set(all.map(({ url }) => url)).size, 1)
  assert.deepEqual([await count('activity'), await count('site_visitor')], [before + 1, 1])
  const other = await arriveInvited(sites, arriving())
  assert.notEqual(other.url, all[0]?.url, 'another page is another visitor')
})

it('is in the stream with what it is told besides, or not at all', async () => {
  const before = await count('activity')
  const noted: string[] = []
  await arriveInvited(sites, arriving({ also: async (_, id) => void noted.push(id) }))
  const { rows } = await server.pool.query(
    'select visibility, ours, channel from activity where id = $1',
    noted,
  )
  assert.deepEqual(rows, [{ visibility: 'private', ours: false, channel: 'site' }])
  const shut = async () => {
    throw new Error('shut meanwhile')
  }
  await assert.rejects(arriveInvited(sites, arriving({ also: shut })), /shut meanwhile/)
  assert.equal(await count('activity'), before + 1)
})

it('takes no address that is none, nor what no row can hold, and no site that is closed', async () => {
  await assert.rejects(arriveInvited(sites, arriving({ email: 'nobody' })), { id: 'body_invalid' })
  await assert.rejects(arriveInvited(sites, arriving({ name: 'x'.repeat(101) })), { id: 'body_invalid' })
  const { url } = await arriveInvited(sites, arriving({ text: 'Bonjour \0\ud83d fin' }))
  const { rows } = await server.pool.query<{ text: string }>(
    `select text from activity where workspace_id = $1 order by position desc limit 1`,
    [workspaceId],
  )
  assert.match(rows[0]?.text ?? '', /^Bonjour .*fin$/)
  assert.match(new URL(url).pathname, /^\/site\/[\w-]{43}\/talk\//)
  const silent = await siteWith({ chat: false })
  await assert.rejects(arriveInvited(sites, arriving({ siteId: silent })), { id: 'not_found' })
  const elsewhere = await server.workspace()
  await assert.rejects(arriveInvited(sites, arriving({ workspaceId: elsewhere })), { id: 'not_found' })
})
