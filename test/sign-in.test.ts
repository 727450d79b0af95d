import assert from 'node:assert/strict'
import { after, before, beforeEach, it } from 'node:test'
import { sql } from 'kysely'
import { open, parseKey, seal } from '../lib/crypto/index.ts'
import { silentLog } from '../lib/log/index.ts'
import {
  accountRoutes,
  forgetSignIns,
  getAccount,
  openAccount,
  type PipelineDeps,
  pullAccount,
  type RunnerDeps,
} from '../src/ingest/index.ts'
import { type Member, PUBLIC_URL, problemOf, type TestServer, testServer } from './support/http.ts'
import { loopbackHttp } from './support/listening.ts'
import { type OauthServer, oauthChannel, startOauth } from './support/oauth-server.ts'

/** Connecting by a network's own page: threats T9 and T10, each against a server that plays by the book. */
const RETURN = `${PUBLIC_URL}/api/v1/sign-in/return`
const key = parseKey('55'.repeat(32))
const clock = { at: Date.parse('2026-11-10T12:00:00Z') }
const http = loopbackHttp()
const channel = oauthChannel(() => network)
let network: OauthServer
let server: TestServer
let runner: RunnerDeps
let manager: Member
let workspaceId = ''

const pipeline: PipelineDeps = {
  interpret: () => ({
    lang: 'fr',
    sentiment: 'neutral',
    p: { positive: 0, neutral: 1, negative: 0 },
    why: [],
  }),
  match: { tokens: () => '', alerts: () => [], wanted: () => true },
  attribute: async (_tx, _workspace, _channel, activities) => activities.map(() => null),
  now: () => new Date(clock.at),
}

before(async () => {
  network = await startOauth(RETURN)
  server = await testServer({
    clock: { now: () => new Date(clock.at) },
    routes: ({ db }) => {
      const vault = {
        seal: (text: string, purpose: string) => seal(key, purpose, text),
        open: (sealed: string, purpose: string) => open(key, purpose, sealed),
      }
      const channelOf = (id: string) => (id === channel.id ? channel : undefined)
      runner = { db, vault, pipeline, http, log: silentLog(), channelOf }
      return accountRoutes({ runner, publicUrl: PUBLIC_URL, pullSoon: async () => {} })
    },
  })
})
after(async () => {
  network?.close()
  await server?.close()
  await http.close()
})
beforeEach(async () => {
  workspaceId = await server.workspace()
  manager = await server.member(workspaceId, 'manager')
  network.person = { id: 'acct:ana', handle: 'ana' }
})

async function start(accountId?: string, by = manager): Promise<string> {
  const answer = await by.browser.post('/channels/oauth/sign-in', {
    asks: { server: network.url },
    ...(accountId ? { accountId } : {}),
  })
  assert.equal(answer.status, 200)
  return ((await answer.json()) as { url: string }).url
}

/** As a browser follows redirects, up to the page of the interface; answers what it is told there. */
async function comeBack(back: URL, by = manager): Promise<string> {
  let at = back.pathname + back.search
  for (let hop = 0; hop < 3; hop++) {
    const answer = await by.browser.get(at)
    assert.equal(answer.status, 303, await answer.clone().text())
    const location = new URL(answer.headers.get('location') ?? '')
    assert.equal(location.origin, PUBLIC_URL)
    if (location.pathname === '/settings/channels') return location.search.slice(1)
    at = location.pathname + location.search
  }
  throw new Error('redirects without end')
}

const connect = async (accountId?: string) => comeBack(network.agree(await start(accountId)))
/** The query of the page that a hop leads to, or its refusal. */
async function told(at: URL): Promise<string> {
  const answer = await manager.browser.get(at.pathname + at.search)
  return answer.headers.get('location') ?? String(answer.status)
}

const idOf = (told: string) => /^connected=([0-9a-f-]{36})$/.exec(told)?.[1] ?? assert.fail(told)
const failed = (row: string) => getAccount(server.db, workspaceId, row).then(({ failure }) => failure?.kind)

it('connects an account, and shows nothing of what the network gave', async () => {
  const page = await start()
  const id = idOf(await comeBack(network.agree(page)))
  const { host, account } = await openAccount(runner, workspaceId, id, AbortSignal.timeout(5000))
  const credential = await host.credential?.get()
  assert.ok(network.alive.has(String(credential?.secret.access)))
  assert.deepEqual(account.profile, { id: 'acct:ana', handle: 'ana' })
  const shown = await (await manager.browser.get('/accounts')).text()
  const journal = await sql<{ line: string }>`
    select to_jsonb(e)::text as line from audit_entry e where workspace_id = ${workspaceId}`.execute(
    server.db,
  )
  assert.equal(journal.rows.length, 1)
  const { rows } = await sql<{ row: string }>`
    select (to_jsonb(a) - 'id')::text as row from channel_account a where id = ${id}`.execute(server.db)
  const verifier = network.exchanges.at(-1)?.code_verifier ?? ''
  for (const secret of [...Object.values(credential?.secret ?? {}), verifier]) {
    assert.ok(String(secret).length > 10)
    for (const text of [shown, page, rows[0]?.row ?? '', ...journal.rows.map((one) => one.line)]) {
      assert.ok(!text.includes(String(secret)))
    }
  }
  const [one] = JSON.parse(shown)
  assert.deepEqual(
    [one.profile.handle, one.can, one.signIn, one.limits.text, one.health, one.expires],
    ['ana', ['reply'], true, 500, 'waiting', '2026-11-20T12:00:00.000Z'],
  )
})

it('keeps the verifier sealed while the person is away', async () => {
  const page = await start()
  const { rows } = await sql<{ row: string; pending: string; id: string }>`
    select to_jsonb(s)::text as row, sealed_pending as pending, id from sign_in s
    where workspace_id = ${workspaceId}`.execute(server.db)
  const [kept] = rows
  assert.ok(kept)
  const { verifier } = JSON.parse(runner.vault.open(kept.pending, `sign-in:${workspaceId}:${kept.id}`))
  assert.ok(!kept.row.includes(verifier) && !page.includes(verifier))
  const token = new URL(page).searchParams.get('state')?.split('.')[1] ?? ''
  assert.ok(token.length > 40 && !kept.row.includes(token), 'only a hash of the state is kept')
})

it('takes a state once, within its quarter of an hour, unchanged', async () => {
  const back = network.agree(await start())
  idOf(await comeBack(back))
  const exchanges = network.exchanges.length
  assert.equal(await comeBack(back), 'failed=expired')
  const late = network.agree(await start())
  clock.at += 15 * 60_000
  assert.equal(await comeBack(late), 'failed=expired')
  const changed = network.agree(await start())
  const state = changed.searchParams.get('state') ?? ''
  changed.searchParams.set('state', state.slice(0, -1) + (state.endsWith('A') ? 'B' : 'A'))
  assert.equal(await comeBack(changed), 'failed=expired')
  for (const nonsense of ['', 'x', '.', state.split('.')[0] ?? '', `${'A'.repeat(43)}.${'A'.repeat(43)}`]) {
    const forged = new URL(RETURN)
    forged.searchParams.set('state', nonsense)
    forged.searchParams.set('code', 'stolen')
    const answer = await manager.browser.get(forged.pathname + forged.search)
    const onwards = new URL(answer.headers.get('location') ?? '')
    if (onwards.pathname === '/settings/channels') assert.equal(onwards.search, '?failed=expired')
    else assert.match(await told(onwards), /failed=expired|^40[34]$/)
  }
  assert.equal(network.exchanges.length, exchanges, 'the network was asked nothing')
})

it('is for the member who began it, in their workspace', async () => {
  const other = await server.member(workspaceId, 'owner')
  const back = network.agree(await start())
  assert.equal(await comeBack(back, other), 'failed=expired')
  assert.equal(await comeBack(back), 'failed=expired', 'and what a stranger has seen is void')
  const stranger = await server.member(await server.workspace(), 'owner')
  const onwards = await stranger.browser.get(
    RETURN.slice(PUBLIC_URL.length) + network.agree(await start()).search,
  )
  const refused = await stranger.browser.get((onwards.headers.get('location') ?? '').slice(PUBLIC_URL.length))
  assert.ok(refused.status === 403 || refused.status === 404, String(refused.status))
  const agent = await server.member(workspaceId, 'agent')
  assert.equal(
    (await agent.browser.post('/channels/oauth/sign-in', { asks: { server: network.url } })).status,
    403,
  )
  const { rows } = await sql`select 1 from channel_account where workspace_id = ${workspaceId}`.execute(
    server.db,
  )
  assert.equal(rows.length, 0)
})

it('hands on from the name that the network knows to the one that people use', async () => {
  const back = network.agree(await start())
  const answer = await server.app.request(`http://127.0.0.1:4300${back.pathname}${back.search}`)
  assert.equal(answer.status, 303)
  const location = new URL(answer.headers.get('location') ?? '')
  assert.deepEqual([location.origin, location.pathname], [PUBLIC_URL, '/api/v1/sign-in/finish'])
  idOf(await comeBack(location))
})

it('heals the account whose authorisation died, and nothing that a person chose is lost', async () => {
  const id = idOf(await connect())
  await manager.browser.patch(`/accounts/${id}`, { config: { server: network.url, note: 'à nous' } })
  network.alive.clear()
  await pullAccount(runner, channel, await getAccount(server.db, workspaceId, id), AbortSignal.timeout(5000))
  assert.equal(await failed(id), 'token-dead')
  assert.equal(idOf(await connect(id)), id)
  const row = await getAccount(server.db, workspaceId, id)
  assert.deepEqual([row.failure, row.failures, row.config.note], [null, 0, 'à nous'])
  assert.ok(row.next_pull && row.next_pull <= new Date(Math.max(clock.at, Date.now())))
  await pullAccount(runner, channel, row, AbortSignal.timeout(5000))
  assert.equal(await failed(id), undefined)
  assert.equal(idOf(await connect()), id, 'the same identity is not connected twice')
})

it('puts no other identity on an account, and says so', async () => {
  const id = idOf(await connect())
  const before = await getAccount(server.db, workspaceId, id)
  network.person = { id: 'acct:mallory', handle: 'mallory' }
  assert.equal(await connect(id), 'failed=other-identity')
  const row = await getAccount(server.db, workspaceId, id)
  assert.deepEqual([row.profile, row.sealed_credential], [before.profile, before.sealed_credential])
})

it('changes nothing when the network refuses, is cut off, or gives an empty token', async () => {
  const id = idOf(await connect())
  const before = (await getAccount(server.db, workspaceId, id)).sealed_credential
  for (const [fault, told] of [
    ['refuse', 'refused'],
    ['cut', 'network'],
    ['empty', 'refused'],
  ] as const) {
    const back = network.agree(await start(id))
    network.fault = fault
    assert.equal(await comeBack(back), `failed=${told}`)
    assert.equal((await getAccount(server.db, workspaceId, id)).sealed_credential, before)
  }
  const back = network.agree(await start())
  back.searchParams.delete('code')
  back.searchParams.set('error', 'access_denied')
  assert.equal(await comeBack(back), 'failed=denied')
})

it('refuses what cannot be asked for, in words, and forgets what was left', async () => {
  const ask = (body: object, path = '/channels/oauth/sign-in') => manager.browser.post(path, body)
  const wrong = await problemOf(await ask({ asks: { server: 'nothing' } }))
  assert.deepEqual([wrong.id, Object.keys(wrong.fields ?? {})], ['invalid_config', ['asks.server']])
  assert.equal((await ask({}, '/channels/feed/sign-in')).status, 404)
  assert.equal((await ask({ asks: { server: network.url }, accountId: workspaceId })).status, 404)
  await start()
  await forgetSignIns(server.db, new Date(clock.at + 16 * 60_000))
  const { rows } = await sql`select 1 from sign_in`.execute(server.db)
  assert.equal(rows.length, 0)
  const client = await server.app.request(`${PUBLIC_URL}/api/v1/sign-in/client/oauth`)
  assert.deepEqual(((await client.json()) as { redirect_uris: string[] }).redirect_uris, [RETURN])
})
