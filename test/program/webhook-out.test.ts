import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { connect } from '../../lib/db/index.ts'
import type { ChannelAccount, Webhook, WebhookDelivery } from '../../src/server/api.ts'
import { type Client, setUpOwner } from '../support/client.ts'
import { type EndpointServer, startEndpoint, verifies } from '../support/endpoint-server.ts'
import { eventually } from '../support/eventually.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'

/** The whole program between a shop that tells it something and a chat that wants to hear of it. */
let program: RunningProgram
let client: Client
let endpoint: EndpointServer
let webhook: Webhook
let shop: ChannelAccount

before(async () => {
  program = await startProgram({ env: { VEILLEE_ALLOW_HOSTS: '127.0.0.1' } })
  client = await setUpOwner(program)
  endpoint = await startEndpoint()
  shop = await client.call('POST', '/accounts', { channel: 'webhook', name: 'Boutique', config: {} })
  webhook = await client.call('POST', '/webhooks', {
    url: endpoint.url,
    verbs: ['Create'],
    deliveries: true,
  })
})
after(async () => {
  await program?.stop()
  await endpoint?.close()
})

async function tell(id: string): Promise<void> {
  const body = JSON.stringify({ id, author: { id: 'c1', name: 'Ana' }, text: `Commande ${id} ?` })
  const time = Math.floor(Date.now() / 1000)
  const v1 = createHmac('sha256', shop.secret ?? '')
    .update(`${time}.${body}`)
    .digest('hex')
  const headers = { 'content-type': 'application/json', 'x-veillee-signature': `t=${time},v1=${v1}` }
  const answer = await fetch(shop.hookUrl ?? '', { method: 'POST', headers, body })
  assert.equal(answer.status, 202)
}

const heard = (type: string) => endpoint.heard.filter((message) => message.type === type)

test('what comes in is told, signed, and still after the program was killed', async () => {
  await tell('m1')
  await eventually(
    () => heard('activity.create').length,
    (count) => count === 1,
  )
  const [message] = endpoint.heard
  assert.ok(message && verifies(webhook.secret ?? '', message))
  assert.equal(JSON.parse(message.body).data.text, 'Commande m1 ?')
  endpoint.manner = () => 'hang'
  await tell('m2')
  await eventually(
    () => endpoint.heard.length,
    (count) => count === 2,
  )
  await program.kill()
  endpoint.manner = () => 204
  // The lease of the one that was killed runs out by itself; it need not be waited for here.
  const { db, close } = connect(program.databaseUrl, { max: 1 })
  await sql`update webhook_endpoint set lease = null`.execute(db)
  await close()
  await program.start()
  await eventually(
    () => endpoint.heard.length,
    (count) => count === 3,
  )
  assert.equal(endpoint.heard[1]?.id, endpoint.heard[2]?.id, 'told again under the same id')
})

test('how a message of ours ended is told in the transaction that ends it', async () => {
  const { db, close } = connect(program.databaseUrl, { max: 1 })
  const id = uuidv7()
  await sql`
    insert into delivery (workspace_id, id, account_id, channel, act, lane, turn, state, at, due, draft)
    values (${client.workspaceId}, ${id}, ${shop.id}, 'webhook', 'publish', 'x', 1, 'unknown', now(), now(),
      '{"text":"Bonsoir","media":[]}')`.execute(db)
  await close()
  await client.call('POST', `/deliveries/${id}/sent`, { url: 'https://a.example/1' })
  const [told] = await eventually(
    () => heard('delivery.sent'),
    (all) => all.length > 0,
  )
  const { data } = JSON.parse(told?.body ?? '{}')
  assert.deepEqual([data.id, data.state, data.text, data.accountName], [id, 'sent', 'Bonsoir', 'Boutique'])
  const { items } = await client.call<{ items: WebhookDelivery[] }>(
    'GET',
    `/webhooks/${webhook.id}/deliveries`,
  )
  assert.deepEqual(
    items.map((item) => [item.event, item.state]),
    [
      ['delivery.sent', 'sent'],
      ['activity.create', 'sent'],
      ['activity.create', 'sent'],
    ],
  )
})
