import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { after, afterEach, before, beforeEach, it } from 'node:test'
import { sql } from 'kysely'
import { silentLog } from '../lib/log/index.ts'
import type { Rounds } from '../lib/rounds/index.ts'
import { type Activity, append, consume } from '../src/activity/index.ts'
import { startWebhooks, webhookIntake, webhookRoutes } from '../src/deliver/index.ts'
import { type EndpointServer, startEndpoint, verifies } from './support/endpoint-server.ts'
import { about, entry, note } from './support/entries.ts'
import { eventually } from './support/eventually.ts'
import { type Member, problemOf, type TestServer, testServer } from './support/http.ts'
import { loopbackHttp } from './support/listening.ts'

/** Webhooks out, at the wire: what an endpoint of somebody else's really receives. */
const CHILD = new URL('./support/webhook-child.ts', import.meta.url).pathname
const ALERT = '0198c000-0000-7000-8000-0000000000aa'
const sealing = { seal: (text: string) => text, open: (text: string) => text }
const http = loopbackHttp()
let server: TestServer
let endpoint: EndpointServer
let sender: Rounds | undefined
let owner: Member
let workspaceId = ''

before(async () => {
  server = await testServer({ routes: () => webhookRoutes({ http, sealing }) })
})
after(async () => {
  await server?.close()
  await http.close()
})
beforeEach(async () => {
  endpoint = await startEndpoint()
  workspaceId = await server.workspace()
  owner = await server.member(workspaceId, 'owner')
})
afterEach(async () => {
  await sender?.stop()
  sender = undefined
  await endpoint.close()
  await sql`update webhook_endpoint set enabled = false`.execute(server.db)
})

function start(leaseMs = 5000): Rounds {
  const accountNames = async () => new Map<string, string>()
  const publicUrl = 'https://veillee.example'
  const { db } = server
  sender = startWebhooks({
    db,
    http,
    sealing,
    accountNames,
    publicUrl,
    log: silentLog(),
    leaseMs,
    lookEveryMs: 50,
  })
  return sender
}

interface Shown {
  id: string
  secret: string
  enabled: boolean
  failingSince: string | null
  disabledWhy: string | null
}

async function add(more: object = {}): Promise<Shown> {
  const made = await owner.browser.post('/webhooks', { url: endpoint.url, verbs: ['Create'], ...more })
  assert.equal(made.status, 201, await made.clone().text())
  return (await made.json()) as Shown
}

async function say(...activities: Activity[]): Promise<void> {
  const entries = activities.map((activity) =>
    entry(activity, { alerts: activity.object.title ? [ALERT] : [] }),
  )
  await append(server.db, { workspaceId, channel: 'forum', accountId: null, entries, received: new Date() })
  while ((await consume(server.db, workspaceId, webhookIntake)) > 0);
}

const fresh = (id: string, text: string) => note(id, text, { at: new Date().toISOString() })
const heard = (count: number) =>
  eventually(
    () => endpoint.heard.length,
    (length) => length >= count,
  )
const settled = () =>
  eventually(
    () =>
      sql`select 1 from webhook_delivery where workspace_id = ${workspaceId} and state = 'waiting'`.execute(
        server.db,
      ),
    ({ rows }) => rows.length === 0,
  )
const log = async (id: string) =>
  (
    (await (await owner.browser.get(`/webhooks/${id}/deliveries`)).json()) as {
      items: Record<string, unknown>[]
    }
  ).items
const shown = async (id: string) =>
  ((await (await owner.browser.get('/webhooks')).json()) as Shown[]).find((one) => one.id === id)
const texts = () =>
  endpoint.heard.map(({ body }) => (JSON.parse(body) as { data: { text: string } }).data.text)

it('tells what was asked for, in order, signed as the receiver’s library verifies', async () => {
  const { id, secret } = await add({ verbs: ['Create', 'Delete'], channels: ['forum'] })
  assert.match(secret, /^whsec_/)
  start()
  await say(fresh('a', 'un'), fresh('b', 'deux'), fresh('c', 'trois'))
  await say(about('Like', 'a', { at: new Date().toISOString() }))
  await say(about('Delete', 'b', { at: new Date().toISOString() }))
  await heard(4)
  await settled()
  assert.deepEqual(
    endpoint.heard.map(({ type }) => type),
    ['activity.create', 'activity.create', 'activity.create', 'activity.delete'],
  )
  for (const message of endpoint.heard) {
    assert.ok(verifies(secret, message))
    assert.ok(!verifies('whsec_AAAA', message))
    assert.ok(Math.abs(Number(message.headers['webhook-timestamp']) - Date.now() / 1000) < 60)
  }
  const last = JSON.parse(endpoint.heard[3]?.body ?? '{}')
  assert.deepEqual([last.workspaceId, last.data.objectId, last.data.verb], [workspaceId, 'b', 'Delete'])
  const [newest] = await log(id)
  assert.deepEqual(
    [newest?.event, newest?.state, newest?.tries, newest?.status],
    ['activity.delete', 'sent', 1, 204],
  )
  assert.equal((await shown(id))?.secret, undefined, 'a secret is shown once')
})

it('tells only of the alerts and channels that were named, nothing old, and nothing of another workspace', async () => {
  await add({ alerts: [ALERT] })
  await add({ channels: ['elsewhere'] })
  start()
  const titled = fresh('b', 'cherché')
  await say(fresh('a', 'autre'), { ...titled, object: { ...titled.object, title: 'x' } })
  await say(note('old', 'ancien', { at: '2020-01-01T00:00:00Z' }))
  const mine = workspaceId
  workspaceId = await server.workspace()
  await say(fresh('z', 'ailleurs'))
  workspaceId = mine
  await heard(1)
  await settled()
  assert.deepEqual(texts(), ['cherché'])
})

it('tells again under the same id what was taken when the process died, and nothing twice otherwise (F1)', async () => {
  await add()
  let kill: (() => void) | undefined
  const killed = new Promise<void>((resolve) => {
    kill = resolve
  })
  const child = spawn(process.execPath, [CHILD, server.url], { stdio: 'inherit' })
  let first = true
  endpoint.manner = () => {
    if (!first) return 200
    first = false
    // Taken by the receiver; the sender dies before it hears so.
    child.kill('SIGKILL')
    child.once('exit', () => kill?.())
    return 200
  }
  await say(fresh('a', 'un'), fresh('b', 'deux'))
  await killed
  const second = spawn(process.execPath, [CHILD, server.url], { stdio: 'inherit' })
  await settled()
  second.kill('SIGKILL')
  assert.deepEqual(texts(), ['un', 'un', 'deux'])
  const [one, again, other] = endpoint.heard
  assert.equal(one?.id, again?.id)
  assert.notEqual(one?.id, other?.id)
})

it('keeps the order while it can, and lets others pass what is never taken', async () => {
  const { id } = await add()
  endpoint.manner = ({ body }) => (body.includes('poison') ? 500 : 200)
  await say(fresh('a', 'un'), fresh('b', 'poison'), fresh('c', 'trois'))
  start()
  await heard(2)
  for (let tries = 1; tries < 5; tries++) {
    await eventually(
      () => log(id),
      (rows) => rows.some((row) => row.tries === tries && row.state === 'waiting'),
    )
    assert.deepEqual(
      texts().filter((text) => text !== 'poison'),
      ['un'],
      'those behind wait for it',
    )
    await hurry()
  }
  await eventually(
    () => log(id),
    (rows) => rows.some((row) => row.tries === 5),
  )
  await sql`
    update webhook_endpoint set resume_at = null
    where workspace_id = ${workspaceId} and resume_at < now() + interval '10 seconds'`.execute(server.db)
  await eventually(texts, (all) => all.includes('trois'))
  const { rows } = await sql<{ aside: boolean; later: boolean }>`
    select aside, next_try > now() as later from webhook_delivery
    where workspace_id = ${workspaceId} and state = 'waiting' and tries > 0`.execute(server.db)
  assert.deepEqual(rows, [{ aside: true, later: true }], 'and it is still tried')
  assert.equal(
    new Set(endpoint.heard.filter(({ body }) => body.includes('poison')).map((one) => one.id)).size,
    1,
  )
  await eventually(
    () => shown(id),
    (row) => row?.failingSince === null,
  )
})

/** What waits is due now, as though the time had passed. */
async function hurry(): Promise<void> {
  await sql`update webhook_delivery set next_try = now() where workspace_id = ${workspaceId} and state = 'waiting'`.execute(
    server.db,
  )
  await sql`update webhook_endpoint set resume_at = null where workspace_id = ${workspaceId}`.execute(
    server.db,
  )
}

it('disables what took nothing for three days, says why, and sends what waits once it is mended', async () => {
  const { id } = await add()
  endpoint.manner = () => 'cut'
  await say(fresh('a', 'un'), fresh('b', 'deux'))
  start()
  await eventually(
    () => log(id),
    (rows) => rows.some((row) => row.tries === 1),
  )
  assert.ok((await shown(id))?.failingSince)
  await sql`update webhook_delivery set first_try = now() - interval '73 hours' where tries > 0`.execute(
    server.db,
  )
  await hurry()
  await eventually(
    () => shown(id),
    (row) => row?.enabled === false,
  )
  assert.match((await shown(id))?.disabledWhy ?? '', /three days/)
  const rows = await log(id)
  assert.deepEqual(
    rows.map((row) => row.state),
    ['waiting', 'failed'],
  )
  endpoint.manner = () => 200
  const before = endpoint.heard.length
  await say(fresh('c', 'trois'))
  assert.equal(endpoint.heard.length, before)
  await owner.browser.patch(`/webhooks/${id}`, { enabled: true })
  await settled()
  assert.deepEqual(texts().slice(before), ['deux'])
  const given = rows.find((row) => row.state === 'failed')
  await owner.browser.post(`/webhooks/${id}/deliveries/${given?.id}/replay`)
  await eventually(texts, (all) => all.at(-1) === 'un')
  assert.equal(endpoint.heard.at(-1)?.id, endpoint.heard[0]?.id, 'a replay bears the id that it had')
})

it('disables at once what says that it is gone', async () => {
  const { id } = await add()
  endpoint.manner = () => 410
  await say(fresh('a', 'un'))
  start()
  await eventually(
    () => shown(id),
    (row) => row?.enabled === false,
  )
  assert.match((await shown(id))?.disabledWhy ?? '', /410/)
  assert.equal(endpoint.heard.length, 1)
})

it('follows no redirect, heeds Retry-After, and keeps the first kilobyte of what was answered', async () => {
  const { id } = await add()
  const elsewhere = await startEndpoint()
  endpoint.manner = () => ({ status: 302, headers: { location: elsewhere.url } })
  await say(fresh('a', 'un'))
  start()
  await eventually(
    () => log(id),
    (rows) => rows[0]?.status === 302,
  )
  assert.equal(elsewhere.heard.length, 0)
  await elsewhere.close()
  endpoint.manner = () => ({
    status: 503,
    headers: { 'retry-after': '3600' },
    body: `\0é${'x'.repeat(5000)}`,
  })
  await hurry()
  const rows = await eventually(
    () => log(id),
    (all) => all[0]?.status === 503,
  )
  assert.match(String(rows[0]?.answer), /^éx{1000,1023}$/)
  const wait = Date.parse(String(rows[0]?.nextTry)) - Date.now()
  assert.ok(wait > 3_500_000 && wait < 3_700_000, String(wait))
})

it('signs with both secrets while one is being replaced', async () => {
  const { id, secret } = await add()
  const renewed = (await (
    await owner.browser.patch(`/webhooks/${id}`, { renewSecret: true })
  ).json()) as Shown
  assert.notEqual(renewed.secret, secret)
  start()
  await say(fresh('a', 'un'))
  await heard(1)
  await settled()
  const [message] = endpoint.heard
  assert.ok(message && verifies(secret, message) && verifies(renewed.secret, message))
  await sql`update webhook_endpoint set secret_before_until = now() - interval '1 second'`.execute(server.db)
  await say(fresh('b', 'deux'))
  await heard(2)
  const later = endpoint.heard[1]
  assert.ok(later && !verifies(secret, later) && verifies(renewed.secret, later))
})

it('answers a test at once, and refuses addresses that must not be called, in words', async () => {
  const { id, secret } = await add()
  const tested = (await (await owner.browser.post(`/webhooks/${id}/test`)).json()) as Record<string, unknown>
  assert.deepEqual([tested.event, tested.state, tested.status], ['webhook.test', 'sent', 204])
  assert.ok(endpoint.heard[0] && verifies(secret, endpoint.heard[0]))
  for (const url of [
    'http://10.0.0.1/x',
    'http://169.254.169.254/latest',
    'ftp://a.example/',
    'nothing',
    'http://u:p@a.example/',
  ]) {
    const refused = await owner.browser.post('/webhooks', { url, verbs: ['Create'] })
    assert.equal((await problemOf(refused)).id, 'webhook_address', url)
    const changed = await owner.browser.patch(`/webhooks/${id}`, { url })
    assert.equal((await problemOf(changed)).id, 'webhook_address', url)
  }
  assert.equal(
    (await problemOf(await owner.browser.post('/webhooks', { url: endpoint.url }))).id,
    'webhook_nothing',
  )
  const agent = await server.member(workspaceId, 'agent')
  assert.equal((await agent.browser.get('/webhooks')).status, 403)
  assert.equal((await owner.browser.delete(`/webhooks/${id}`)).status, 204)
  assert.equal(await shown(id), undefined)
})
