import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { ChannelAccount, Conversation, ConversationEntry, Page } from '../../src/server/api.ts'
import { type Books, openBooks } from '../support/books.ts'
import { type Client, setUpOwner } from '../support/client.ts'
import { eventually } from '../support/eventually.ts'
import { type LiveEvents, listenLive } from '../support/live-events.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'

/** A shop that tells what its customers write, over a real socket. */
let program: RunningProgram
let client: Client
let books: Books
let live: LiveEvents
let shop: ChannelAccount

before(async () => {
  program = await startProgram()
  client = await setUpOwner(program)
  books = await openBooks(program.databaseUrl)
  live = await listenLive(program.url, client)
  shop = await client.call('POST', '/accounts', { channel: 'webhook', name: 'Boutique', config: {} })
})
after(async () => {
  live?.close()
  await books?.close()
  await program?.stop()
})

const now = () => Math.floor(Date.now() / 1000)

function signature(body: string, { secret = shop.secret ?? '', time = now() } = {}): string {
  return `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`
}

async function deliver(body: string, signed = signature(body)) {
  const headers = { 'content-type': 'application/json', 'x-veillee-signature': signed }
  const answer = await fetch(shop.hookUrl ?? '', { method: 'POST', headers, body })
  return { status: answer.status, body: await answer.text() }
}

const message = (id: string, more: object = {}) =>
  JSON.stringify({
    id,
    author: { id: 'c1', name: 'Ana' },
    text: `Où est ma commande ${id} ?`,
    thread: 'f1',
    ...more,
  })
const conversations = async () => (await client.call<Page<Conversation>>('GET', '/conversations')).items

test('a signed delivery is a conversation at once, and the window is told', async () => {
  assert.equal((await deliver(message('m1'))).status, 202)
  const [talk] = await eventually(conversations, (all) => all.length > 0)
  assert.deepEqual([talk?.snippet, talk?.author.name, talk?.messages], ['Où est ma commande m1 ?', 'Ana', 1])
  await live.until(({ k, id }) => k === 'conversation' && id === talk?.id)
  assert.equal((await deliver(message('m2'))).status, 202)
  await eventually(conversations, ([first]) => first?.messages === 2)
  const { items } = await client.call<Page<ConversationEntry>>('GET', `/conversations/${talk?.id}/items`)
  assert.deepEqual(
    items.map((item) => item.kind === 'message' && item.activity.text),
    ['Où est ma commande m1 ?', 'Où est ma commande m2 ?'],
  )
})

test('the same delivery again changes nothing, whoever sends it and however often at once', async () => {
  const body = message('m3')
  const time = now()
  const signed = signature(body, { time })
  const answers = await Promise.all(Array.from({ length: 12 }, () => deliver(body, signed)))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [...Array(11).fill(200), 202])
  const resigned = await Promise.all(
    [1, 2, 3].map((ago) => deliver(body, signature(body, { time: time - ago }))),
  )
  assert.ok(resigned.every(({ status }) => status === 202))
  const [talk] = await eventually(conversations, ([first]) => first?.messages === 3)
  assert.equal(talk?.messages, 3)
  await books.balance()
})

test('a wrong signature, another body, a stale or future time are refused, and leave no trace', async () => {
  const body = message('never')
  const before = await books.rows('select count(*)::int from activity_key')
  const refusals = await Promise.all([
    deliver(body, signature(body, { secret: 'not the secret of the shop' })),
    deliver(body, signature(message('other'))),
    deliver(body, signature(body, { time: now() - 900 })),
    deliver(body, signature(body, { time: now() + 900 })),
    deliver(body, 'v1=00'),
  ])
  assert.deepEqual(
    refusals.map(({ status }) => status),
    [401, 401, 401, 401, 401],
  )
  assert.ok(refusals.every((refusal) => !refusal.body.includes(shop.secret ?? '')))
  assert.equal((await deliver('{', signature('{'))).status, 400)
  assert.equal((await deliver(message('x', { text: '' }))).status, 422)
  assert.deepEqual(await books.rows('select count(*)::int from activity_key'), before)
})

test('paused, it is not there; resumed, it takes the delivery that it had not taken', async () => {
  const pause = (paused: boolean) => client.call('PATCH', `/accounts/${shop.id}`, { paused })
  await pause(true)
  const body = message('m4')
  const signed = signature(body)
  assert.equal((await deliver(body, signed)).status, 404)
  await pause(false)
  assert.equal((await deliver(body, signed)).status, 202)
  await eventually(conversations, ([first]) => first?.messages === 4)
})

test('an edit replaces the text, a deletion takes it away, and it does not come back', async () => {
  const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()
  await deliver(message('m4', { text: 'Trouvée !', edited: at(0) }))
  await eventually(conversations, ([first]) => first?.snippet === 'Trouvée !')
  await deliver(JSON.stringify({ id: 'm4', author: 'Ana', deleted: true }))
  await eventually(conversations, ([first]) => first?.snippet !== 'Trouvée !')
  await deliver(message('m4'))
  const rows = await books.rows<{ text: string | null }>(
    `select text from activity where verb = 'Create' and external_id like '%m4'`,
  )
  assert.deepEqual(rows, [{ text: null }])
  await books.balance()
})
