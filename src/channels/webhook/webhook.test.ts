import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import test from 'node:test'
import fc from 'fast-check'
import { loopbackHttp } from '../../../test/support/listening.ts'
import { accountOf, hostOf } from '../../../test/support/pulling.ts'
import type { IncomingHook, Received } from '../channel.ts'
import { webhook } from './index.ts'
import { activityOf } from './item.ts'
import { sign } from './signature.ts'

const NOW = new Date('2026-03-20T12:00:00Z')
const UNIX = NOW.getTime() / 1000
const SECRET = 'a secret of more than 24 letters'
const http = loopbackHttp()
test.after(() => http.close())
const host = hostOf(http, () => NOW)
const account = { ...accountOf(webhook, { secret: SECRET }), id: 'acc' }
const ITEM = { id: '1', author: 'Zoé', text: 'Bonjour' }

async function send(
  body: unknown,
  hook: Partial<IncomingHook> = {},
  time = UNIX,
  secret = SECRET,
): Promise<Received> {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  const headers = { 'x-veillee-signature': `t=${time},v1=${sign(bytes, secret, time)}` }
  const received = await webhook.receive?.(
    account,
    { method: 'POST', headers, query: {}, body: bytes, ...hook },
    host,
  )
  return received ?? assert.fail()
}

const answer = (received: Received) => JSON.parse(received.body ?? 'null')

test('recorded deliveries give their activities and refusals', async () => {
  const file = new URL('./fixtures/deliveries.json', import.meta.url)
  const beside = new URL('./fixtures/deliveries.activities.json', import.meta.url)
  const deliveries: { name: string; body: unknown }[] = JSON.parse(readFileSync(file, 'utf8'))
  const told = []
  for (const { name, body } of deliveries) {
    const received = await send(body)
    told.push({ name, status: received.status, answer: answer(received), activities: received.activities })
  }
  const written = JSON.parse(JSON.stringify(told))
  if (process.env.UPDATE_FIXTURES) writeFileSync(beside, `${JSON.stringify(written, null, 2)}\n`)
  assert.deepEqual(written, JSON.parse(readFileSync(beside, 'utf8')))
})

test('the signature is over the bytes as they came, and over the time', async () => {
  const body = '{ "id": 1,\n "author": "Zoé", "text": "é" }'
  assert.equal((await send(body)).status, 202)
  const headers = { 'x-veillee-signature': `t=${UNIX},v1=${sign(Buffer.from(body), SECRET, UNIX)}` }
  const same = JSON.stringify(JSON.parse(body))
  assert.equal((await send(body, { headers })).status, 202)
  assert.equal(answer(await send(same, { headers })).error, 'wrong-signature', 'the same JSON, other bytes')
  const moved = {
    'x-veillee-signature': headers['x-veillee-signature'].replace(`t=${UNIX}`, `t=${UNIX + 1}`),
  }
  assert.equal(answer(await send(body, { headers: moved })).error, 'wrong-signature')
})

test('the documented scheme, computed without our code, is the one that is checked', async () => {
  const body = JSON.stringify(ITEM)
  const v1 = createHmac('sha256', SECRET).update(`${UNIX}.${body}`).digest('hex')
  assert.equal((await send(body, { headers: { 'x-veillee-signature': `t=${UNIX},v1=${v1}` } })).status, 202)
})

test('the example in the documentation sends what is taken', async (t) => {
  const page = readFileSync(new URL('../../../docs/connectors/webhook.md', import.meta.url), 'utf8')
  const code = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? assert.fail('no example')
  const { tell } = await import(`data:text/javascript,${encodeURIComponent(code)}`)
  const clock = hostOf(http, () => new Date())
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const headers = request.headers as Record<string, string>
    const hook = { method: request.method ?? '', headers, query: {}, body: Buffer.concat(chunks) }
    const received = await webhook.receive?.(account, hook, clock)
    response.writeHead(received?.status ?? 500).end(received?.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  assert.deepEqual(await tell(url, SECRET, [ITEM]), { status: 202, accepted: 1, refused: [] })
  assert.equal((await tell(url, 'another secret of 24 letters', [ITEM])).status, 401)
})

test('wrong, missing and odd signatures are refused, and nothing comes in', async () => {
  const good = sign(Buffer.from(JSON.stringify(ITEM)), SECRET, UNIX)
  const odd: Record<string, string | undefined> = {
    'missing-signature': undefined,
    'wrong-signature': `t=${UNIX},v1=${'0'.repeat(64)}`,
  }
  const malformed = [
    '',
    't=1',
    `v1=${good}`,
    `t=x,v1=${good}`,
    `t=${UNIX},v1=${good.slice(1)}`,
    `t=${UNIX},v0=${good}`,
    `t=${UNIX};v1=${good}`,
    `${`t=${UNIX},v1=${good},`.repeat(20)}`,
  ]
  for (const [error, header] of [
    ...Object.entries(odd),
    ...malformed.map((value) => ['malformed-signature', value] as const),
  ]) {
    const received = await send(ITEM, {
      headers: header === undefined ? {} : { 'x-veillee-signature': header },
    })
    assert.deepEqual(
      [received.status, received.activities, received.deliveryId],
      [401, [], undefined],
      header,
    )
    assert.equal(answer(received).error, header === '' ? 'missing-signature' : error, header)
  }
  assert.equal(answer(await send(ITEM, {}, UNIX, 'another secret of 24 letters')).error, 'wrong-signature')
})

test('old and future deliveries are outside the window, five minutes each way', async () => {
  for (const [away, status] of [
    [0, 202],
    [-300, 202],
    [300, 202],
    [-301, 401],
    [301, 401],
    [-86_400, 401],
  ] as const) {
    const received = await send(ITEM, {}, UNIX + away)
    assert.equal(received.status, status, `${away}`)
    if (status === 401) assert.deepEqual(answer(received), { error: 'outside-window', now: UNIX })
  }
})

test('while a secret is changed, one right signature of several is enough', async () => {
  const right = sign(Buffer.from(JSON.stringify(ITEM)), SECRET, UNIX)
  const header = `t=${UNIX}, v1=${'f'.repeat(64)}, v1=${right.toUpperCase()}`
  assert.equal((await send(ITEM, { headers: { 'x-veillee-signature': header } })).status, 202)
})

test('a replay has the same delivery id, whatever else is changed around it', async () => {
  const [first, again, later] = [await send(ITEM), await send(ITEM), await send(ITEM, {}, UNIX + 1)]
  assert.ok(first.deliveryId)
  assert.equal(again.deliveryId, first.deliveryId)
  assert.notEqual(later.deliveryId, first.deliveryId)
  const body = Buffer.from(JSON.stringify(ITEM))
  const renamed = {
    'x-veillee-signature': `v1=${sign(body, SECRET, UNIX)},t=${UNIX}`,
    'x-veillee-delivery': 'another',
  }
  assert.equal((await send(ITEM, { headers: renamed })).deliveryId, first.deliveryId)
})

test('what is no JSON, too long, too many, or not posted', async () => {
  assert.equal((await send('{')).status, 400)
  assert.equal((await send('"x"')).status, 400)
  assert.equal((await send('null')).status, 400)
  assert.equal((await send(Buffer.from([0x22, 0xff, 0x22]).toString('latin1'))).status, 400)
  assert.equal((await send(Array.from({ length: 1_001 }, () => ITEM))).status, 413)
  assert.equal((await send(' '.repeat(1024 * 1024 + 1))).status, 413)
  assert.equal((await send(ITEM, { method: 'GET' })).status, 405)
  assert.deepEqual(answer(await send([])), { accepted: 0, refused: [] })
})

test('a delivery that is wholly refused may be mended and sent again', async () => {
  const received = await send([{ id: '1' }])
  assert.deepEqual([received.status, received.deliveryId], [422, undefined])
  assert.equal(received.rejected?.length, 1)
})

test('refusals are told with the place and the reason, never with the content, and not without end', async () => {
  const secret = 'mot-de-passe-42'
  const received = await send([
    { id: '1', author: 'A', text: 't', [secret]: 1 },
    { id: { secret }, author: secret, text: secret },
  ])
  assert.doesNotMatch(JSON.stringify(answer(received).refused[1]), new RegExp(secret))
  const many = await send(Array.from({ length: 200 }, () => ({})))
  assert.deepEqual([answer(many).refused.length, answer(many).more], [50, 150])
})

test('ids of two accounts are never the same, whatever they send', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 20 }),
      fc.constantFrom('a', 'b'),
      fc.constantFrom('a', 'b'),
      (id, one, two) => {
        const setting = { visibility: 'public' as const, now: NOW }
        const [first, second] = [one, two].map((space) =>
          activityOf({ ...ITEM, id: `x${id}` }, { ...setting, space }),
        )
        assert.ok(first && second && 'externalId' in first && 'externalId' in second)
        assert.equal(first.externalId === second.externalId, one === two)
      },
    ),
  )
})

test('no item makes it throw, and none sets what is not its own', () => {
  const leaf = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom('Create', 'Note', 'https://a.example/', '2026-01-01T00:00:00Z'),
  )
  const keys = fc.constantFrom(
    'verb',
    'id',
    'actor',
    'object',
    'type',
    'author',
    'text',
    'published',
    '@context',
    'attributedTo',
    'content',
    'name',
    'extra',
    '__proto__',
    'workspaceId',
    'ours',
    'personId',
  )
  const item = fc.dictionary(
    keys,
    fc.oneof(leaf, fc.dictionary(keys, leaf), fc.array(leaf, { maxLength: 3 })),
  )
  const known = new Set(['verb', 'externalId', 'published', 'actor', 'object', 'visibility', 'extra'])
  fc.assert(
    fc.property(fc.oneof(item, leaf), (given) => {
      const made = activityOf(given, { space: 's', visibility: 'private', now: NOW })
      if ('reason' in made) return
      for (const key of Object.keys(made)) assert.ok(known.has(key), key)
      assert.ok(made.externalId.startsWith('s:') && made.object.id.startsWith('s:'))
    }),
    { numRuns: 3_000 },
  )
})

test('what a sender calls a type is one that is kept, or a note, never something of the program', () => {
  const types = ['Note', 'Video', 'constructor', '__proto__', 'toString', 'valueOf', 'Elephant', '']
  const made = types.map((type) => {
    const object = { id: 'https://a.example/1', type, content: 'x', attributedTo: 'https://a.example/u' }
    const item = { '@context': 'https://www.w3.org/ns/activitystreams', ...object }
    const one = activityOf(item, { space: 's', visibility: 'public', now: NOW })
    return 'reason' in one ? one.reason : one.object.type
  })
  assert.deepEqual(made, ['Note', 'Document', ...Array(6).fill('Note')])
})

test('a secret is made when none is given; short ones are refused', () => {
  const [one, two] = [webhook.config.parse({}), webhook.config.parse({})]
  assert.ok(one.secret.length >= 40)
  assert.notEqual(one.secret, two.secret)
  assert.equal(webhook.config.safeParse({ secret: 'short' }).success, false)
})

test('messages of a private entrance are private unless they say otherwise', async () => {
  const hook = accountOf(webhook, { secret: SECRET, private: true })
  const body = Buffer.from(JSON.stringify([ITEM, { ...ITEM, id: 2, visibility: 'public' }]))
  const headers = { 'x-veillee-signature': `t=${UNIX},v1=${sign(body, SECRET, UNIX)}` }
  const received = await webhook.receive?.(hook, { method: 'POST', headers, query: {}, body }, host)
  assert.deepEqual(
    received?.activities.map(({ visibility }) => visibility),
    ['private', 'public'],
  )
})
