import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { outboxRoutes, stopRoutes } from '../src/deliver/index.ts'
import type { Delivery, StopState } from '../src/server/api.ts'
import { deliverRouteDeps } from '../src/server/outbox.ts'
import { type EchoNetwork, startEchoNetwork } from './support/echo-network.ts'
import { type Member, problemOf, type TestServer, testServer } from './support/http.ts'
import { echoAccount, echoRunner } from './support/sending.ts'

/** What may be asked of a delivery by whom and when, where nothing leaves: no sender runs here. */
let server: TestServer
let network: EchoNetwork
let workspace: string
let account: string
let manager: Member
let agent: Member
let runner: ReturnType<typeof echoRunner>

before(async () => {
  server = await testServer({
    routes: ({ db }) => {
      runner = echoRunner(db)
      return [...outboxRoutes(deliverRouteDeps(runner, '')), ...stopRoutes]
    },
  })
  network = await startEchoNetwork('silent')
  workspace = await server.workspace()
  manager = await server.member(workspace, 'manager')
  agent = await server.member(workspace, 'agent')
  account = await echoAccount(runner, workspace, network, { token: 'Voix' })
})
after(async () => {
  await runner.http.close()
  await Promise.all([network.close(), server.close()])
})
beforeEach(async () => {
  await sql`truncate delivery, delivery_log, outbox_account, outbox_stop`.execute(server.db)
  await sql`update channel_account set failure = null`.execute(server.db)
})

async function made(more: object = {}): Promise<Delivery> {
  const reply = await agent.browser.post('/deliveries', { accountId: account, text: 'Bonjour', ...more })
  assert.equal(reply.status, 201, await reply.clone().text())
  return (await reply.json()) as Delivery
}

async function standing(state: Delivery['state'], more: object = {}): Promise<string> {
  const { id } = await made(more)
  await sql`
    update delivery set state = ${state}, next_try = case when ${state} = 'waiting' then next_try end
    where id = ${id}`.execute(server.db)
  return id
}

const read = async (id: string) => (await (await agent.browser.get(`/deliveries/${id}`)).json()) as Delivery
const refused = async (reply: Promise<Response>) => {
  const answer = await reply
  return [(await problemOf(answer)).id, answer.status]
}

const ASKED: Record<string, { may: Delivery['state'][]; ask(who: Member, id: string): Promise<Response> }> = {
  retry: {
    may: ['waiting', 'refused', 'unknown'],
    ask: (who, id) => who.browser.post(`/deliveries/${id}/retry`, {}),
  },
  drop: {
    may: ['waiting', 'refused', 'unknown'],
    ask: (who, id) => who.browser.post(`/deliveries/${id}/drop`, {}),
  },
  look: { may: ['unknown'], ask: (who, id) => who.browser.post(`/deliveries/${id}/look`, {}) },
  sent: { may: ['unknown'], ask: (who, id) => who.browser.post(`/deliveries/${id}/sent`, {}) },
  change: {
    may: ['waiting', 'refused'],
    ask: (who, id) => who.browser.patch(`/deliveries/${id}`, { text: 'Autre' }),
  },
}

describe('what is asked of a delivery', () => {
  for (const [name, { may, ask }] of Object.entries(ASKED)) {
    it(`${name}: only of what is ${may.join(', ')}; otherwise it is said that it has gone on since`, async () => {
      for (const state of ['waiting', 'sending', 'sent', 'refused', 'unknown', 'dropped'] as const) {
        const id = await standing(state)
        const reply = await ask(agent, id)
        if (may.includes(state)) assert.equal(reply.status, 200, `${state}: ${await reply.clone().text()}`)
        else {
          assert.deepEqual(await refused(Promise.resolve(reply)), ['delivery_state', 409], state)
          assert.equal((await read(id)).state, state)
        }
      }
    })

    it(`${name}: of who may only read it is refused, and what is not theirs is not there`, async () => {
      const id = await standing(may[0] ?? 'waiting')
      const analyst = await server.member(workspace, 'analyst')
      assert.equal((await ask(analyst, id)).status, 403)
      const stranger = await server.member(await server.workspace(), 'manager')
      assert.deepEqual(await refused(ask(stranger, id)), ['not_found', 404])
      assert.deepEqual(await refused(ask(agent, uuidv7())), ['not_found', 404])
      assert.equal((await read(id)).log?.length, 0)
    })
  }

  it('is not done to what has become something else since it was shown', async () => {
    const id = await standing('unknown')
    for (const what of ['retry', 'drop'])
      assert.deepEqual(await refused(agent.browser.post(`/deliveries/${id}/${what}?seen=waiting`, {})), [
        'delivery_state',
        409,
      ])
    const { state, log } = await read(id)
    assert.deepEqual([state, log?.length], ['unknown', 0])
    assert.equal((await agent.browser.post(`/deliveries/${id}/retry?seen=unknown`, {})).status, 200)
  })

  it('is kept with who asked, in the order in which it was asked', async () => {
    const id = await standing('refused')
    await ASKED.change?.ask(agent, id)
    await ASKED.retry?.ask(manager, id)
    await ASKED.drop?.ask(agent, id)
    const { state, text, log = [] } = await read(id)
    assert.deepEqual([state, text], ['dropped', 'Autre'])
    assert.deepEqual(
      log.map(({ what }) => what),
      ['changed', 'retry', 'dropped'],
    )
    assert.match(log[1]?.detail ?? '', /Camille manager/)
  })
})

describe('a look', () => {
  it('that sees nothing leaves it to a person, and says so', async () => {
    const id = await standing('unknown')
    const seen = (await (await agent.browser.post(`/deliveries/${id}/look`, {})).json()) as Delivery
    assert.deepEqual([seen.state, seen.failure?.kind], ['unknown', 'uncertain'])
    assert.deepEqual(
      (await read(id)).log?.map(({ what }) => what),
      ['absent'],
    )
  })

  it('that finds it ends it with where it is, as one activity of ours', async () => {
    const id = await standing('unknown', { text: 'Vu là-bas' })
    await fetchSay('Vu là-bas')
    const seen = (await (await agent.browser.post(`/deliveries/${id}/look`, {})).json()) as Delivery
    assert.equal(seen.state, 'sent')
    assert.match(seen.url ?? '', /^https:\/\/echo\.example\//)
    assert.ok(seen.activityId)
  })

  it('is not possible by an account whose token is dead', async () => {
    const id = await standing('unknown')
    await sql`update channel_account set failure = '{"kind":"token-dead","detail":"401"}' where id = ${account}`.execute(
      server.db,
    )
    assert.deepEqual(await refused(agent.browser.post(`/deliveries/${id}/look`, {})), [
      'delivery_cannot_look',
      409,
    ])
  })
})

/** As though an earlier try had left it there. */
async function fetchSay(text: string): Promise<void> {
  const body = JSON.stringify({ key: uuidv7(), account: 'Voix', text, at: new Date().toISOString() })
  const { status } = await runner.http.request(`${network.url}/say`, { method: 'POST', body })
  assert.equal(status, 200)
}

describe('changing words', () => {
  it('is refused where a try is in doubt, and where the network would refuse them', async () => {
    const id = await standing('waiting')
    const change = (text: string) => refused(agent.browser.patch(`/deliveries/${id}`, { text }))
    assert.deepEqual(await change('a'.repeat(501)), ['draft_too_long', 422])
    assert.deepEqual(await change('  '), ['draft_empty', 422])
    await sql`update delivery set in_doubt = true where id = ${id}`.execute(server.db)
    assert.deepEqual(await change('Autre'), ['delivery_in_doubt', 409])
    assert.equal((await read(id)).text, 'Bonjour')
  })
})

describe('going on after a stop', () => {
  it('drops nothing and stays stopped where one of what is to be dropped has gone on since', async () => {
    await manager.browser.post('/stop', { reason: 'Crise' })
    const [kept, gone] = [await standing('waiting'), await standing('sent')]
    assert.deepEqual(await refused(manager.browser.post('/resume', { drop: [kept, gone] })), [
      'delivery_state',
      409,
    ])
    assert.equal((await read(kept)).state, 'waiting')
    const state = (await (await manager.browser.get('/stop')).json()) as StopState
    assert.deepEqual([state.stopped?.reason, state.held], ['Crise', 1])
    // Named twice it is dropped once.
    assert.equal((await manager.browser.post('/resume', { drop: [kept, kept] })).status, 200)
    assert.equal((await read(kept)).state, 'dropped')
  })

  it('is for those who may stop, and a second stop keeps the first one’s reason', async () => {
    for (const path of ['/stop', '/resume']) assert.equal((await agent.browser.post(path, {})).status, 403)
    await manager.browser.post('/stop', { reason: 'Première' })
    const again = (await (await manager.browser.post('/stop', { reason: 'Seconde' })).json()) as StopState
    assert.equal(again.stopped?.reason, 'Première')
    assert.equal((await manager.browser.post('/resume', {})).status, 200)
    assert.deepEqual(await refused(manager.browser.post('/resume', {})), ['not_stopped', 409])
  })
})
