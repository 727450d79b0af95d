import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, test } from 'node:test'
import { ApiProblem, apiUrl, exchange, queryString, speak } from './api.ts'

interface Asked {
  method: string
  headers: IncomingMessage['headers']
  body: string
}

let server: Server
let url: string
let asked: Asked[]
let reply: { status: number; body: string }

before(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method = '', headers } = request
    asked.push({ method, headers, body: Buffer.concat(chunks).toString() })
    response.writeHead(reply.status, { 'content-type': 'application/json' }).end(reply.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/me`
})
after(() => {
  server.close()
  server.closeAllConnections()
})
beforeEach(() => {
  asked = []
  reply = { status: 200, body: '{"a":1}' }
  globalThis.veilleeAsked = undefined
})

async function problem(run: Promise<unknown>): Promise<ApiProblem> {
  const error = await run.then(
    () => assert.fail('it was not refused'),
    (cause: unknown) => cause,
  )
  assert.ok(error instanceof ApiProblem, String(error))
  return error
}

test('an answer is read, and one without a body is nothing', async () => {
  assert.deepEqual(await exchange('GET', url), { a: 1 })
  reply = { status: 204, body: '' }
  assert.equal(await exchange('DELETE', url), undefined)
  assert.deepEqual(
    asked.map(({ method, body }) => [method, body]),
    [
      ['GET', ''],
      ['DELETE', ''],
    ],
  )
})

test('what creates is sent with a key of its own, in the language of the reader', async () => {
  speak('en')
  await exchange('POST', url, { name: 'É' })
  await exchange('POST', url, { name: 'É' })
  await exchange('PATCH', url, {})
  const keys = asked.map(({ headers }) => headers['idempotency-key'])
  assert.match(String(keys[0]), /^[0-9a-f-]{36}$/)
  assert.notEqual(keys[0], keys[1])
  assert.equal(keys[2], undefined)
  assert.equal(asked[0]?.headers['accept-language'], 'en')
  assert.deepEqual(JSON.parse(asked[0]?.body ?? ''), { name: 'É' })
})

test('a refusal keeps its words, its code and its fields', async () => {
  const body = { title: 'Refusé', detail: 'Trop court.', code: 'ABCD-EFGH', fields: { name: 'Trop court.' } }
  reply = { status: 422, body: JSON.stringify(body) }
  const { status, title, message, code, fields } = await problem(exchange('POST', url, {}))
  assert.deepEqual(
    { status, title, message, code, fields },
    { status: 422, title: 'Refusé', message: 'Trop court.', code: 'ABCD-EFGH', fields: body.fields },
  )
})

test('a refusal that says nothing readable is still one', async () => {
  reply = { status: 502, body: '<html>Bad gateway</html>' }
  const { status, code, message, fields } = await problem(exchange('GET', url))
  assert.deepEqual(
    { status, code, message, fields },
    { status: 502, code: '502', message: '502', fields: {} },
  )
})

test('a server that is not there is told as such, and giving up is not a failure of the network', async () => {
  const gone = await problem(exchange('GET', 'http://127.0.0.1:1/api/v1/me'))
  assert.deepEqual([gone.status, gone.code], [0, 'offline'])
  const abort = new AbortController()
  abort.abort()
  await assert.rejects(exchange('GET', url, undefined, abort.signal), { name: 'AbortError' })
})

test('an answer that the page asked for ahead serves once, and the next is asked for', async () => {
  globalThis.veilleeAsked = { [url]: Promise.resolve(Response.json({ early: true })) }
  assert.deepEqual(await exchange('GET', url), { early: true })
  assert.deepEqual(asked, [])
  assert.deepEqual(await exchange('GET', url), { a: 1 })
})

test('an answer asked for ahead that was refused or never came is asked for again', async () => {
  const refused = () => Promise.resolve(new Response('{}', { status: 401 }))
  const cut = () => Promise.reject(new TypeError('cut'))
  for (const early of [refused, cut]) {
    globalThis.veilleeAsked = { [url]: early() }
    assert.deepEqual(await exchange('GET', url), { a: 1 })
  }
  assert.equal(asked.length, 2)
})

test('a change never takes an answer asked for ahead', async () => {
  globalThis.veilleeAsked = { [url]: Promise.resolve(Response.json({ early: true })) }
  assert.deepEqual(await exchange('PATCH', url, {}), { a: 1 })
})

test('an address carries what is set, and nothing that is not', () => {
  assert.equal(
    queryString({ q: 'a b&c', limit: 0, done: false, none: '', no: null, not: undefined }),
    '?q=a+b%26c&limit=0&done=false',
  )
  assert.equal(queryString({}), '')
  assert.equal(apiUrl('/day'), '/api/v1/day')
  assert.equal(apiUrl('/people', { q: 'é' }), '/api/v1/people?q=%C3%A9')
})
