import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'
import { systemClock } from '../../../lib/clock/index.ts'
import { type Member, problemOf, type TestServer, testServer } from '../../../test/support/http.ts'
import { type Listening, listen } from './listen.ts'
import { liveRoute } from './live.ts'

let server: TestServer
let member: Member
let listening: Listening
let folder: string
const page = '<html><head><meta name="csp-nonce" content="__CSP_NONCE__"></head></html>'
const script = `console.log("${'lantern '.repeat(300)}")`

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'veillee-web-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), page)
  await writeFile(join(folder, 'assets', 'main-abc123.js'), script)
  await writeFile(join(folder, 'favicon.svg'), '<svg/>')
  server = await testServer({ webFolder: pathToFileURL(`${folder}/`) })
  member = await server.member(await server.workspace(), 'owner')
  listening = await listen(server.app, { host: '127.0.0.1', port: 0 })
})
after(async () => {
  await listening.close(0)
  await server.close()
  await rm(folder, { recursive: true })
})

function at(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`http://127.0.0.1:${listening.port}${path}`, { headers })
}

/** A request as it is: `fetch` tidies addresses and undoes compression. */
function plain(path: string, headers = {}): Promise<{ headers: Record<string, unknown>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const sent = request({ port: listening.port, path, headers }, async (answer) => {
      resolve({ headers: answer.headers, body: Buffer.concat(await answer.toArray()) })
    })
    sent.on('error', reject).end()
  })
}

test('every answer bears the guards of a browser, and no script can be written into a page (T6)', async () => {
  for (const path of [
    '/',
    '/inbox',
    '/api/v1/me',
    '/api/docs',
    '/api/openapi.json',
    '/healthz',
    '/assets/main-abc123.js',
    '/nothing.js',
  ]) {
    const { headers } = await at(path)
    const policy = headers.get('content-security-policy') ?? ''
    assert.match(policy, /default-src 'none'/, path)
    assert.match(policy, /frame-ancestors 'none'/, path)
    assert.doesNotMatch(policy, /script-src[^;]*unsafe|https?:/, path)
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path)
    assert.equal(headers.get('referrer-policy'), 'same-origin', path)
    assert.match(headers.get('x-request-id') ?? '', /^[2-9A-Z]{4}-[2-9A-Z]{4}$/, path)
    assert.equal(headers.get('access-control-allow-origin'), null, path)
  }
})

test('the interface: pages of its own, files by their exact name, hashed ones kept for a year', async () => {
  const inbox = await at('/inbox/some/where')
  assert.equal(inbox.headers.get('cache-control'), 'no-cache')
  const html = await inbox.text()
  const nonce = /content="([\w-]{20,})"/.exec(html)?.[1] ?? 'none'
  assert.match(inbox.headers.get('content-security-policy') ?? '', new RegExp(`'nonce-${nonce}'`))
  assert.ok(!(await (await at('/')).text()).includes(nonce), 'a nonce serves once')
  const file = await at('/assets/main-abc123.js')
  assert.match(file.headers.get('cache-control') ?? '', /immutable/)
  assert.equal(await file.text(), script)
  const etag = (await at('/favicon.svg')).headers.get('etag') ?? ''
  assert.equal((await at('/favicon.svg', { 'if-none-match': etag })).status, 304)
  assert.equal((await at('/assets/other.js')).status, 404)
  for (const path of [
    '/assets/../../etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/%2e%2e/package.json',
    '//etc/passwd',
  ]) {
    const { body } = await plain(path)
    assert.doesNotMatch(body.toString(), /root:|"veillee"/, path)
  }
})

test('what can be squeezed is', async () => {
  const raw = await plain('/assets/main-abc123.js', { 'accept-encoding': 'gzip, br' })
  assert.equal(raw.headers['content-encoding'], 'br')
  assert.equal(brotliDecompressSync(raw.body).toString(), script)
  const api = await at('/api/openapi.json', { 'accept-encoding': 'gzip' })
  assert.equal(api.headers.get('content-encoding'), 'gzip')
  assert.equal(((await api.json()) as { openapi: string }).openapi, '3.1.0')
})

test('health, readiness and measures', async () => {
  assert.equal(await (await at('/healthz')).text(), 'ok\n')
  const ready = await at('/readyz')
  assert.deepEqual(await ready.json(), { ready: true, checks: { database: 'ok', schema: 'ok', live: 'ok' } })
  const { status, ...metrics } = await at('/metrics').then(async (one) => ({
    status: one.status,
    text: await one.text(),
  }))
  assert.equal(status, 200)
  assert.match(metrics.text, /veillee_http_seconds_count\{method="GET",route="[^"]*",status="200"\} \d+/)
  assert.doesNotMatch(metrics.text, /some\/where/, 'addresses are not measured, routes are')
})

test('a missing condition is said by its name alone', async () => {
  const waiting = await testServer({})
  try {
    await waiting.pool.query('drop table kysely_migration')
    const answer = await waiting.browser().get('/api/../readyz')
    assert.equal(answer.status, 503)
    const { ready, checks } = (await answer.json()) as { ready: boolean; checks: Record<string, string> }
    assert.deepEqual([ready, checks.database, checks.schema], [false, 'ok', 'schema_stale'])
  } finally {
    await waiting.close()
  }
})

test('measures are for this machine, or for who has the token', async () => {
  const tokened = await testServer({ metricsToken: 'measure-me' })
  try {
    const read = async (authorization?: string) =>
      (
        await tokened.app.request('http://localhost:4300/metrics', {
          headers: authorization ? { authorization } : {},
        })
      ).status
    assert.deepEqual(
      [await read(), await read('Bearer wrong'), await read('Bearer measure-me')],
      [404, 404, 200],
    )
    const passedOn = await at('/metrics', { 'x-forwarded-for': '203.0.113.9' })
    assert.equal(passedOn.status, 404, 'a proxy on this machine lets nobody in')
  } finally {
    await tokened.close()
  }
})

interface Events {
  next(): Promise<string>
  close(): void
}

async function listenTo(headers: Record<string, string>, query = ''): Promise<Events> {
  const abort = new AbortController()
  const response = await fetch(`http://127.0.0.1:${listening.port}/api/v1/live${query}`, {
    headers,
    signal: abort.signal,
  })
  assert.equal(response.status, 200)
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/)
  assert.equal(response.headers.get('content-encoding'), null)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let held = ''
  return {
    async next() {
      while (!held.includes('\n\n')) held += (await reader?.read())?.value ?? '\n\n'
      const at = held.indexOf('\n\n')
      const event = held.slice(0, at)
      held = held.slice(at + 2)
      return event
    },
    close: () => abort.abort(),
  }
}

async function tell(workspaceId: string, k: string, id: string): Promise<void> {
  await server.pool.query(`select pg_notify('veillee', $1)`, [JSON.stringify({ w: workspaceId, k, id })])
}

test('live: a member hears their workspace, another hears nothing of it, a reader who comes back fetches again', async () => {
  const { workspace } = (await (await member.browser.get('/me')).json()) as { workspace: { id: string } }
  const stranger = await server.member(await server.workspace(), 'owner')
  const cookie = member.browser.cookie()
  const mine = await listenTo({ cookie })
  const theirs = await listenTo({ cookie: stranger.browser.cookie(), 'last-event-id': '7' })
  assert.match(await mine.next(), /^retry: \d+\n: hello$/)
  assert.match(await theirs.next(), /^retry/)
  assert.match(await theirs.next(), /^event: refetch\n/)
  await tell(workspace.id, 'conversation', 'c1')
  assert.equal(await mine.next(), 'event: conversation\nid: 1\ndata: {"k":"conversation","id":"c1"}')
  const { memberId } = stranger
  const { rows } = await server.pool.query('select workspace_id from member where id = $1', [memberId])
  await tell(rows[0].workspace_id, 'stream', 's1')
  assert.match(await theirs.next(), /^event: stream\n/, 'the first thing it hears is its own')
  const late = await listenTo({ cookie }, '?age=60000')
  assert.match(await late.next(), /^retry/)
  // What changed between its first answer and this: their joining, and the conversation.
  assert.equal(await late.next(), 'event: access\nid: 1\ndata: {"k":"access","past":true}')
  assert.equal(await late.next(), 'event: conversation\nid: 2\ndata: {"k":"conversation","past":true}')
  late.close()
  mine.close()
  theirs.close()
  while (!(await (await at('/metrics')).text()).includes('veillee_live_connections 0')) await setImmediate()
  assert.equal((await at('/api/v1/live')).status, 401)
})

test('live: who is taken out of the workspace hears nothing more', async () => {
  const leaving = await server.member(await server.workspace(), 'agent')
  const quick = liveRoute({
    live: server.live,
    heartbeat: 5,
    recheck: async () => {
      assert.equal((await leaving.browser.get('/me')).status, 200)
    },
  })
  const { rows } = await server.pool.query('select workspace_id from member where id = $1', [
    leaving.memberId,
  ])
  const principal = {
    userId: leaving.userId,
    memberId: leaving.memberId,
    role: 'agent' as const,
    permissions: new Set<never>(),
  }
  const request = new Request('http://localhost:4300/api/v1/live')
  const base = {
    db: server.db,
    locale: 'fr' as const,
    clock: systemClock,
    publicUrl: 'http://localhost:4300',
    later: () => {},
    memberNames: async () => new Map(),
    request,
  }
  const context = { ...base, workspaceId: rows[0].workspace_id, principal }
  const response = (await quick.handler(context, {
    params: undefined,
    query: {},
    body: undefined,
  })) as Response
  const reading = response.text()
  await server.pool.query('delete from member where id = $1', [leaving.memberId])
  assert.match(await reading, /^retry/, 'the stream came to its end')
})

test('live: a kind cannot forge an event', async () => {
  const { workspace } = (await (await member.browser.get('/me')).json()) as { workspace: { id: string } }
  const mine = await listenTo({ cookie: member.browser.cookie() })
  await mine.next()
  await tell(workspace.id, 'x\n\nevent: alert', 'a\n\ndata: b')
  const event = await mine.next()
  assert.equal(event.split('\n').length, 3)
  mine.close()
})

test('a session over a real socket: cookies in and out, the client’s claim of an address ignored', async () => {
  const answer = await fetch(`http://127.0.0.1:${listening.port}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: 'http://localhost:4300',
      'x-veillee-address': '6.6.6.6',
      'x-forwarded-for': '6.6.6.6',
    },
    body: JSON.stringify({ email: member.email, password: 'correct horse battery' }),
  })
  assert.equal(answer.status, 200)
  const { rows } = await server.pool.query(
    'select ip_address from app_session order by created_at desc limit 1',
  )
  assert.doesNotMatch(rows[0].ip_address, /6\.6\.6\.6/)
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  assert.equal((await at('/api/v1/me', { cookie })).status, 200)
})

test('the port taken is an error to hear of, not a silence', async () => {
  await assert.rejects(listen(server.app, { host: '127.0.0.1', port: listening.port }), {
    code: 'EADDRINUSE',
  })
})

test('an unknown page of the API is a problem, never the interface', async () => {
  const answer = await at('/api/v1/nothing')
  assert.equal(answer.headers.get('content-type'), 'application/problem+json')
  assert.equal((await problemOf(answer)).id, 'not_found')
})
