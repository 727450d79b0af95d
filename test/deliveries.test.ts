import assert from 'node:assert/strict'
import { after, before, beforeEach, it } from 'node:test'
import { accessRoutes } from '../src/access/index.ts'
import { outboxRoutes, startSender, stopRoutes } from '../src/deliver/index.ts'
import type { RunnerDeps } from '../src/ingest/index.ts'
import type { Delivery, DeliveryCounts, Page, StopState } from '../src/server/api.ts'
import { resumeAll, stopAll } from '../src/server/commands/stop.ts'
import { deliverDeps, deliverRouteDeps } from '../src/server/outbox.ts'
import { type EchoNetwork, startEchoNetwork } from './support/echo-network.ts'
import { eventually } from './support/eventually.ts'
import { type Member, problemOf, type TestServer, testServer } from './support/http.ts'
import { echoAccount, echoRunner } from './support/sending.ts'

/** What people decide of what leaves, through the API alone. */
let server: TestServer
let runner: RunnerDeps
let workspace: string
let agent: Member
let manager: Member
let findable: EchoNetwork
let silent: EchoNetwork
let account: { findable: string; silent: string }
let sender: ReturnType<typeof startSender>

before(async () => {
  server = await testServer({
    routes: ({ auth, db }) => {
      runner = echoRunner(db)
      const access = accessRoutes({ auth, begin: async () => {}, measure: async () => ({}) })
      // No sender looks at this address: what leaves is started below, on the server's own.
      return [...access, ...outboxRoutes(deliverRouteDeps(runner, '')), ...stopRoutes]
    },
  })
  workspace = await server.workspace()
  agent = await server.member(workspace, 'agent')
  manager = await server.member(workspace, 'manager')
  findable = await startEchoNetwork('findable')
  silent = await startEchoNetwork('silent')
  account = {
    findable: await echoAccount(runner, workspace, findable, { token: 'Findable' }),
    silent: await echoAccount(runner, workspace, silent, { token: 'Silent' }),
  }
  sender = startSender(deliverDeps(runner, server.url), {
    deadline: 5000,
    lease: 15_000,
    every: 30,
    pause: 20,
  })
})
beforeEach(() => {
  findable.fault = () => undefined
  silent.fault = () => undefined
})
after(async () => {
  await sender.stop(100)
  await Promise.all([findable.close(), silent.close(), server.close()])
})

async function ask<T>(
  who: Member,
  method: 'get' | 'post' | 'patch',
  path: string,
  body?: object,
  status = 200,
): Promise<T> {
  const response = await who.browser.ask(method.toUpperCase(), path, body ? { body } : {})
  const text = await response.text()
  assert.equal(response.status, status, `${method} ${path}: ${text}`)
  return JSON.parse(text) as T
}

const publish = (text: string, by: keyof typeof account, more: object = {}) =>
  ask<Delivery>(agent, 'post', '/deliveries', { accountId: account[by], text, ...more }, 201)
const read = (id: string) => ask<Delivery>(agent, 'get', `/deliveries/${id}`)
const until = (id: string, state: Delivery['state']) =>
  eventually(
    () => read(id),
    (one) => one.state === state,
  )
const problem = async (who: Member, path: string, body: object = {}) =>
  (await problemOf(await who.browser.post(path, body))).id

it('publishes, and tells who decided it, by which account, where it is and every try', async () => {
  const made = await publish('Bonjour', 'findable')
  assert.deepEqual(
    [made.state, made.text, made.accountName, made.by?.id, made.held],
    ['waiting', 'Bonjour', 'Findable', agent.memberId, false],
  )
  const { url, sentAt, activityId, log } = await until(made.id, 'sent')
  assert.match(url ?? '', /^https:\/\/echo/)
  assert.ok(sentAt && activityId)
  assert.deepEqual(
    log?.map(({ what, detail }) => [what, detail]),
    [['sent', 'Sent']],
  )
  const listed = await ask<Page<Delivery>>(agent, 'get', '/deliveries?state=sent&limit=1')
  assert.equal(listed.items[0]?.id, made.id)
})

it('refuses what the network would, and an act that it has not', async () => {
  const body = { accountId: account.findable, text: 'a'.repeat(501) }
  assert.equal(await problem(agent, '/deliveries', body), 'draft_too_long')
  const [sent] = (await ask<Page<Delivery>>(agent, 'get', '/deliveries?state=sent')).items
  assert.equal(
    await problem(agent, `/activities/${sent?.activityId}/marks`, { act: 'like' }),
    'account_cannot',
  )
  assert.equal(await problem(manager, '/resume'), 'not_stopped')
})

it('shows what is unknown with its reason; a look finds it, or a person says so', async () => {
  findable.fault = (text) => (text === 'parti ?' ? 'timeout-after-acceptance' : undefined)
  silent.fault = (text) => (text.startsWith('muet') ? 'cut-after-acceptance' : undefined)
  const [lost, told, dropped, again] = await Promise.all([
    publish('muet 1', 'silent'),
    publish('muet 2', 'silent'),
    publish('muet 3', 'silent'),
    publish('muet 4', 'silent'),
  ])
  const unknown = await until(lost.id, 'unknown')
  assert.equal(unknown.failure?.kind, 'uncertain')
  assert.match(unknown.failure?.text ?? '', /^It may have arrived/)
  for (const one of [told, dropped, again]) await until(one.id, 'unknown')
  assert.ok((await ask<DeliveryCounts>(agent, 'get', '/deliveries/counts')).unknown >= 4)
  // The channel of this network can look, though it does not promise anything of absence.
  assert.equal((await ask<Delivery>(agent, 'post', `/deliveries/${lost.id}/look`)).state, 'sent')
  const url = 'https://echo.example/vu'
  const seen = await ask<Delivery>(agent, 'post', `/deliveries/${told.id}/sent`, { url })
  assert.deepEqual([seen.state, seen.url], ['sent', url])
  assert.equal((await ask<Delivery>(agent, 'post', `/deliveries/${dropped.id}/drop`)).state, 'dropped')
  silent.fault = () => undefined
  await ask<Delivery>(agent, 'post', `/deliveries/${again.id}/retry`)
  await until(again.id, 'sent')
  assert.equal(silent.accepted.get('muet 4'), 2, 'a person has decided it')
  assert.equal(await problem(agent, `/deliveries/${again.id}/drop`), 'delivery_state')
  const { log } = await read(again.id)
  assert.deepEqual(log?.map(({ what }) => what).slice(-2), ['retry', 'sent'])
})

it('lets what was refused be put right and sent', async () => {
  findable.fault = (text) => (text === 'Vilain' ? 'refuse' : undefined)
  const made = await publish('Vilain', 'findable')
  assert.equal((await until(made.id, 'refused')).failure?.kind, 'refused')
  const changed = await ask<Delivery>(agent, 'patch', `/deliveries/${made.id}`, { text: 'Gentil' })
  assert.deepEqual([changed.state, changed.text], ['refused', 'Gentil'])
  await ask<Delivery>(agent, 'post', `/deliveries/${made.id}/retry`)
  await until(made.id, 'sent')
  assert.deepEqual([findable.accepted.get('Vilain'), findable.accepted.get('Gentil')], [undefined, 1])
})

it('stops all at once, shows what is held, and goes on without what was dropped', async () => {
  assert.equal((await agent.browser.post('/stop', { reason: '' })).status, 403)
  const stopped = await ask<StopState>(manager, 'post', '/stop', { reason: 'Crise' })
  assert.deepEqual(
    [stopped.stopped?.reason, stopped.stopped?.by, stopped.stopped?.everywhere],
    ['Crise', 'Camille manager', false],
  )
  const [kept, gone] = [await publish('Après la crise', 'findable'), await publish('Déplacé', 'findable')]
  assert.ok(kept.held)
  assert.equal((await ask<StopState>(agent, 'get', '/stop')).held, 2)
  assert.equal((await ask<DeliveryCounts>(agent, 'get', '/deliveries/counts')).held, 2)
  const resumed = await ask<StopState>(manager, 'post', '/resume', { drop: [gone.id] })
  assert.deepEqual([resumed.stopped, resumed.held], [null, 0])
  await until(kept.id, 'sent')
  assert.equal((await read(gone.id)).state, 'dropped')
  assert.equal(findable.accepted.get('Déplacé'), undefined)
})

it('obeys whoever runs the server: everywhere, and nobody else lets it go on', async () => {
  assert.match(await stopAll(server.db, { reason: 'Panne' }, 'fr'), /^Les envois sont arrêtés/)
  const held = await publish('Retenu partout', 'findable')
  assert.equal((await ask<StopState>(agent, 'get', '/stop')).stopped?.everywhere, true)
  assert.equal(await problem(manager, '/resume'), 'stopped_everywhere')
  assert.match(await resumeAll(server.db, {}, 'en'), /^Sending goes on/)
  await until(held.id, 'sent')
})
