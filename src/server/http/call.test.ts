import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { z } from 'zod'
import { fixedClock } from '../../../lib/clock/index.ts'
import { inTransaction } from '../../../lib/db/index.ts'
import { notFound } from '../../../lib/errors/index.ts'
import { type Member, problemOf, type TestServer, testServer } from '../../../test/support/http.ts'
import { route } from '../../access/index.ts'

const clock = fixedClock(new Date('2026-03-01T12:00:00Z'))
let server: TestServer
let member: Member
let workspaceId: string
let fail = false
/** What was committed when the handler's afterthought ran. */
let seen: number[] = []

const routes = [
  route({
    method: 'post',
    path: '/things',
    summary: 'Make a thing',
    tag: 'Test',
    can: 'inbox:write',
    body: z.strictObject({
      name: z.string().min(1).max(20),
      size: z.int().max(9).optional(),
      kind: z.enum(['a', 'b']).optional(),
    }),
    reply: z.object({ id: z.string(), name: z.string() }),
    status: 201,
    async handler({ db, workspaceId: at, later }, { body }) {
      later(async () => {
        seen.push(await things(body.name))
        throw new Error('the queue is away')
      })
      const id = await inTransaction(db, async (tx) => {
        const { rows } = await sql<{ id: string }>`
          insert into thing (workspace_id, name) values (${at}, ${body.name}) returning id`.execute(tx)
        return rows[0]?.id ?? ''
      })
      if (fail) throw new Error('cut in the middle, with secret hunter2')
      return { id, name: body.name, hidden: 'not in the schema' }
    },
  }),
  route({
    method: 'get',
    path: '/things/{id}',
    summary: 'A thing',
    tag: 'Test',
    can: 'inbox:read',
    params: z.strictObject({ id: z.uuid() }),
    query: z.strictObject({
      tag: z.union([z.string(), z.array(z.string())]).optional(),
      n: z.coerce.number().max(5).default(1),
    }),
    reply: z.object({ tag: z.unknown(), n: z.number() }),
    async handler(_context, { params, query }) {
      if (params.id.startsWith('0')) throw notFound('conversation')
      return { tag: query.tag ?? null, n: query.n }
    },
  }),
  route({
    method: 'post',
    path: '/upload',
    summary: 'A file',
    tag: 'Test',
    can: 'member',
    raw: true,
    maxBody: 1000,
    reply: z.object({ bytes: z.number() }),
    async handler({ request }) {
      return { bytes: (await request.arrayBuffer()).byteLength }
    },
  }),
  route({
    method: 'post',
    path: '/hooks/{id}',
    summary: 'From another server',
    tag: 'Test',
    can: 'public',
    raw: true,
    limit: 3,
    params: z.strictObject({ id: z.string() }),
    async handler(context) {
      assert.throws(() => context.workspaceId, /public/)
      assert.throws(() => context.principal, /public/)
      return new Response(await context.request.text(), { status: 202 })
    },
  }),
  route({
    method: 'get',
    path: '/broken',
    summary: 'Answers what it should not',
    tag: 'Test',
    can: 'member',
    reply: z.object({ count: z.number() }),
    async handler() {
      return { count: 'many' as unknown as number }
    },
  }),
]

before(async () => {
  server = await testServer({ clock, routes: () => routes })
  await server.pool.query(
    'create table thing (workspace_id uuid, id uuid default gen_random_uuid(), name text)',
  )
  workspaceId = await server.workspace()
  member = await server.member(workspaceId, 'agent')
})
after(() => server.close())

async function things(name: string): Promise<number> {
  const { rows } = await server.pool.query('select count(*) from thing where name = $1', [name])
  return rows[0].count
}

function keyed(key: string) {
  return { headers: { 'idempotency-key': key } }
}

test('a reply is what its schema says, and nothing more gets out', async () => {
  const response = await member.browser.post('/things', { name: 'one' })
  assert.equal(response.status, 201)
  assert.deepEqual(Object.keys((await response.json()) as object), ['id', 'name'])
  assert.equal(response.headers.get('cache-control'), 'no-store')
  assert.equal((await problemOf(await member.browser.get('/broken'))).id, 'internal')
})

test('values are refused field by field, in the language of the reader', async () => {
  const bad = { name: '', size: 3.5, kind: 'c', workspaceId: 'theirs', workspace_id: 'theirs' }
  const { fields, detail } = await problemOf(await member.browser.post('/things', bad))
  assert.deepEqual(fields, {
    name: 'Required.',
    size: 'This value is not of the expected type (int).',
    kind: 'Choose among: a, b.',
    workspaceId: 'There is no such field here: workspaceId.',
    workspace_id: 'There is no such field here: workspace_id.',
  })
  assert.equal(detail, 'Some values need correcting.')
  const french = { headers: { 'accept-language': 'fr-CA,fr;q=0.9' } }
  const told = await problemOf(await member.browser.post('/things', { name: 'x'.repeat(21) }, french))
  assert.equal(told.fields?.name, 'Au plus 20 caractères.')
})

test('policy comes before values: who may not is not told what is wrong', async () => {
  const analyst = await server.member(workspaceId, 'analyst')
  assert.equal((await analyst.browser.post('/things', { bad: true })).status, 403)
  assert.equal((await server.browser().post('/things', { bad: true })).status, 401)
})

test('a query arrives as strings and lists, checked like everything', async () => {
  const id = '18f6b1e0-0000-4000-8000-000000000000'
  const answer = await member.browser.get(`/things/${id}?tag=a&tag=b&n=4&workspace=${workspaceId}`)
  assert.deepEqual(await answer.json(), { tag: ['a', 'b'], n: 4 })
  assert.equal((await member.browser.get(`/things/${id}?n=6`)).status, 422)
  assert.equal((await member.browser.get(`/things/${id}?other=6`)).status, 422)
  assert.equal((await member.browser.get('/things/not-an-id')).status, 422)
  const missing = await member.browser.get('/things/08f6b1e0-0000-4000-8000-000000000000')
  assert.match((await problemOf(missing)).detail, /could not find this conversation/)
})

test('a change must come from our own page: origin, fetch metadata, and JSON (T14)', async () => {
  const refuse = async (headers: Record<string, string>, bare = false) => {
    const before = await things('csrf')
    const cookies: Record<string, string> = bare ? { cookie: member.browser.cookie() } : {}
    const response = await member.browser.post(
      '/things',
      { name: 'csrf' },
      { bare, headers: { ...cookies, ...headers } },
    )
    assert.equal(response.status, 403, JSON.stringify(headers))
    assert.equal((await problemOf(response)).id, 'origin')
    assert.equal(await things('csrf'), before)
  }
  await refuse({ origin: 'https://evil.example' })
  await refuse({ origin: 'null' })
  await refuse({ origin: 'http://localhost:4301' })
  await refuse({ origin: 'http://localhost:4300.evil.example' })
  await refuse({ 'sec-fetch-site': 'cross-site' })
  await refuse({ 'sec-fetch-site': 'same-site' })
  await refuse({}, true)
  const aliased = { headers: { origin: 'http://127.0.0.1:4300' } }
  assert.equal((await member.browser.post('/things', { name: 'alias' }, aliased)).status, 201)
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp']) {
    const response = await member.browser.post(
      '/things',
      { name: 'csrf' },
      { headers: { 'content-type': type } },
    )
    assert.equal(response.status, 415, type)
  }
})

test('a broken or oversized body is refused in words', async () => {
  assert.equal((await problemOf(await member.browser.post('/things', '{"name":'))).id, 'json_broken')
  const large = await member.browser.post('/things', { name: 'x'.repeat(2_000_000) })
  assert.equal((await problemOf(large)).id, 'too_large')
  const upload = (bytes: number) =>
    member.browser.post('/upload', 'x'.repeat(bytes), { headers: { 'content-type': 'text/csv' } })
  assert.deepEqual(await (await upload(1000)).json(), { bytes: 1000 })
  assert.equal((await upload(1001)).status, 413)
})

test('another server needs no origin on a public raw route, and its rate is its own', async () => {
  const limited = await testServer({ routes: () => routes, limits: true })
  try {
    const hook = () =>
      limited.browser().post('/hooks/x', 'signed', { bare: true, headers: { origin: 'https://github.com' } })
    for (let n = 0; n < 3; n++) assert.equal(await (await hook()).text(), 'signed')
    const refused = await hook()
    assert.equal(refused.status, 429)
    assert.ok(Number(refused.headers.get('retry-after')) >= 1)
    assert.equal((await problemOf(refused)).id, 'rate_limited')
  } finally {
    await limited.close()
  }
})

test('Idempotency-Key: a repeat gets the same answer and makes nothing more', async () => {
  const first = await member.browser.post('/things', { name: 'once' }, keyed('k1'))
  const again = await member.browser.post('/things', { name: 'once' }, keyed('k1'))
  assert.equal(again.status, 201)
  assert.deepEqual(await again.json(), await first.json())
  assert.equal(first.headers.get('idempotency-replayed'), null)
  assert.equal(again.headers.get('idempotency-replayed'), 'true')
  assert.equal(await things('once'), 1)
  const reused = await member.browser.post('/things', { name: 'other' }, keyed('k1'))
  assert.equal((await problemOf(reused)).id, 'idempotency_reuse')
  assert.equal(reused.status, 422)
  const colleague = await server.member(workspaceId, 'agent')
  assert.equal(
    (await colleague.browser.post('/things', { name: 'once' }, keyed('k1'))).status,
    201,
    'a key is its sender’s',
  )
  assert.equal(await things('once'), 2)
  assert.equal(
    (await problemOf(await member.browser.post('/things', { name: 'x' }, keyed('é'.repeat(2))))).id,
    'idempotency_invalid',
  )
})

test('Idempotency-Key: of many at the same moment one acts, and all get its answer', async () => {
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => member.browser.post('/things', { name: 'race' }, keyed('k2'))),
  )
  const bodies = await Promise.all(answers.map((one) => one.text()))
  assert.deepEqual(
    answers.map((one) => one.status),
    Array(6).fill(201),
  )
  assert.equal(new Set(bodies).size, 1)
  assert.equal(await things('race'), 1)
})

test('Idempotency-Key: a failure undoes everything and frees the key', async () => {
  fail = true
  const failed = await member.browser.post('/things', { name: 'failing' }, keyed('k3'))
  fail = false
  const { id, detail, code } = await problemOf(failed)
  assert.equal(id, 'internal')
  assert.doesNotMatch(detail, /hunter2/)
  assert.match(detail, new RegExp(code))
  assert.equal(await things('failing'), 0)
  assert.equal((await member.browser.post('/things', { name: 'failing' }, keyed('k3'))).status, 201)
  assert.equal(await things('failing'), 1)
})

test('Idempotency-Key: after a day the key is as new, and what is kept is sealed', async () => {
  await member.browser.post('/things', { name: 'daily' }, keyed('k4'))
  const { rows } = await server.pool.query(`select body from idempotency_key where key = 'k4'`)
  assert.match(rows[0].body, /^v1\./)
  clock.advance(24 * 3_600_000 + 1)
  const response = await member.browser.post('/things', { name: 'daily' }, keyed('k4'))
  assert.equal(response.headers.get('idempotency-replayed'), null)
  assert.equal(await things('daily'), 2)
})

test('what is to follow runs once, after the commit, and its failure stays ours', async () => {
  seen = []
  const first = await member.browser.post('/things', { name: 'followed' }, keyed('k5'))
  assert.equal(first.status, 201)
  await member.browser.post('/things', { name: 'followed' }, keyed('k5'))
  assert.deepEqual(seen, [1], 'seen from another connection, and not again for a replay')
  await member.browser.post('/things', { name: 'followed' })
  assert.deepEqual(seen, [1, 2])
})

test('a method that a path does not answer is said, with those it does', async () => {
  const response = await member.browser.delete('/things')
  assert.equal(response.status, 405)
  assert.equal(response.headers.get('allow'), 'POST')
  assert.equal((await member.browser.get('/nothing')).status, 404)
  assert.equal((await problemOf(await member.browser.get('/api/nothing'))).id, 'not_found')
})
