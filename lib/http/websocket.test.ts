import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { type AddressInfo, createServer } from 'node:net'
import { type TestContext, test } from 'node:test'
import { type WebSocket, WebSocketServer } from 'ws'
import {
  createHttp,
  HttpFailure,
  type HttpFailureKind,
  type HttpOptions,
  type SafeSocket,
  type SocketMessage,
} from './index.ts'

const OUTSIDE = '127.0.0.2'

async function serve(
  t: TestContext,
  onSocket: (socket: WebSocket, path: string) => void,
  host = OUTSIDE,
): Promise<number> {
  const server = new WebSocketServer({ port: 0, host, perMessageDeflate: true })
  server.on('connection', (socket, request) => onSocket(socket, request.url ?? ''))
  await new Promise((resolve) => server.once('listening', resolve))
  t.after(() => {
    for (const socket of server.clients) socket.terminate()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

function client(t: TestContext, options: Partial<HttpOptions> = {}) {
  const http = createHttp({ userAgent: 'Test/1', allow: ({ ip }) => ip === OUTSIDE, ...options })
  t.after(() => http.close())
  return http
}

async function refusal(attempt: Promise<unknown>): Promise<HttpFailureKind> {
  const failure = await attempt.then(
    () => assert.fail('was let through'),
    (error: unknown) => error,
  )
  assert.ok(failure instanceof HttpFailure, `not an HttpFailure: ${failure}`)
  return failure.kind
}

async function readAll(socket: SafeSocket): Promise<SocketMessage[]> {
  const all: SocketMessage[] = []
  for await (const messages of socket) all.push(...messages)
  return all
}

test('messages both ways, in order, until the other side closes', async (t) => {
  const port = await serve(t, (socket) => {
    for (let i = 0; i < 500; i++) socket.send(`${i}`)
    socket.send(Buffer.from([1, 2, 3]))
    socket.on('message', (data) => {
      socket.send(`echo ${data}`)
      socket.close(1000, 'done')
    })
  })
  const socket = await client(t).openWebSocket(`ws://${OUTSIDE}:${port}/`)
  socket.send('hello')
  const all = await readAll(socket)
  assert.deepEqual(
    all.slice(0, 500),
    Array.from({ length: 500 }, (_, i) => `${i}`),
  )
  assert.deepEqual([...(all[500] as Uint8Array)], [1, 2, 3])
  assert.equal(all[501], 'echo hello')
  assert.deepEqual(socket.closed, { code: 1000, reason: 'done' })
})

test('a message in the same packet as the handshake is not lost', async (t) => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', (request) => {
      const key = /sec-websocket-key: (.*)\r\n/i.exec(request.toString())?.[1] ?? ''
      const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
      const head = `HTTP/1.1 101 S\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`
      socket.end(Buffer.concat([Buffer.from(head), Buffer.from([0x81, 2, 0x6f, 0x6b, 0x88, 2, 0x03, 0xe8])]))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, OUTSIDE, resolve))
  t.after(() => server.close())
  const socket = await client(t).openWebSocket(`ws://${OUTSIDE}:${(server.address() as AddressInfo).port}/`)
  assert.deepEqual(await readAll(socket), ['ok'])
})

test('the same check as for requests: inside, rebinding, schemes, headers', async (t) => {
  let inside = 0
  const port = await serve(t, () => inside++, '127.0.0.1')
  const http = client(t, { resolver: async () => ['127.0.0.1'] })
  const refused: Record<string, HttpFailureKind> = {
    [`ws://127.0.0.1:${port}/`]: 'address',
    [`ws://2130706433:${port}/`]: 'address',
    [`ws://[::ffff:127.0.0.1]:${port}/`]: 'address',
    [`ws://rebind.example:${port}/`]: 'address',
    [`http://${OUTSIDE}:${port}/`]: 'scheme',
    'ws+unix:///run/x.sock:/': 'scheme',
    [`ws://a:b@${OUTSIDE}:${port}/`]: 'userinfo',
  }
  for (const [url, kind] of Object.entries(refused))
    assert.equal(await refusal(http.openWebSocket(url)), kind, url)
  const split = http.openWebSocket(`ws://${OUTSIDE}:${port}/`, { headers: { 'X-A': 'b\r\nX-C: d' } })
  assert.equal(await refusal(split), 'bad-request')
  assert.equal(inside, 0)
})

test('a name is dialled where it was resolved and checked', async (t) => {
  const port = await serve(t, (socket) => socket.close(1000, 'reached'))
  const http = client(t, { resolver: async () => [OUTSIDE] })
  const socket = await http.openWebSocket(`ws://named.example:${port}/`)
  assert.deepEqual(await readAll(socket), [])
  assert.equal(socket.closed?.reason, 'reached')
})

test('a message over the cap breaks the connection, compressed or not', async (t) => {
  const port = await serve(t, (socket) => socket.send(Buffer.alloc(5_000_000)))
  for (const compress of [false, true]) {
    const socket = await client(t).openWebSocket(`ws://${OUTSIDE}:${port}/`, {
      maxPayload: 100_000,
      compress,
    })
    assert.equal(await refusal(readAll(socket)), 'too-large')
  }
})

test('a sender that outruns the reader is held back, and nothing is lost', async (t) => {
  const port = await serve(t, (socket) => {
    for (let i = 0; i < 300; i++) socket.send(Buffer.alloc(100_000, i % 256))
    socket.close()
  })
  const socket = await client(t).openWebSocket(`ws://${OUTSIDE}:${port}/`)
  let count = 0
  let most = 0
  for await (const messages of socket) {
    for (const message of messages) assert.equal((message as Uint8Array)[0], count++ % 256)
    most = Math.max(most, messages.length)
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  assert.equal(count, 300)
  assert.ok(most < 120, `held ${most} messages of 100 kB at once`)
})

test('a connection that dies is told as cut; one that falls silent as timeout', async (t) => {
  const port = await serve(t, (socket, path) => {
    if (path === '/cut') socket.terminate()
    else socket.pause()
  })
  const cut = await client(t).openWebSocket(`ws://${OUTSIDE}:${port}/cut`)
  assert.equal(await refusal(readAll(cut)), 'cut')
  const silent = await client(t).openWebSocket(`ws://${OUTSIDE}:${port}/silent`, { idleMs: 60 })
  assert.equal(await refusal(readAll(silent)), 'timeout')
})

test('a quiet connection that answers pings stays open', async (t) => {
  const port = await serve(t, (socket) => {
    let pings = 0
    socket.on('ping', () => {
      if (++pings === 6) socket.close(1000, 'six')
    })
  })
  const socket = await client(t).openWebSocket(`ws://${OUTSIDE}:${port}/`, { idleMs: 200 })
  assert.deepEqual(await readAll(socket), [])
  assert.equal(socket.closed?.reason, 'six')
})

test('abort, a server that is no WebSocket, one that never answers', async (t) => {
  const port = await serve(t, () => undefined)
  const controller = new AbortController()
  const socket = await client(t).openWebSocket(`ws://${OUTSIDE}:${port}/`, { signal: controller.signal })
  const reading = refusal(readAll(socket))
  controller.abort()
  assert.equal(await reading, 'aborted')
  const again = client(t).openWebSocket(`ws://${OUTSIDE}:${port}/`, { signal: controller.signal })
  assert.equal(await refusal(again), 'aborted')

  const mute = createServer(() => undefined)
  const plain = createServer((connection) => {
    connection.on('error', () => undefined)
    connection.once('data', () => connection.end('HTTP/1.1 404 Not Found\r\n\r\n'))
  })
  const ports = await Promise.all(
    [mute, plain].map(
      (server) =>
        new Promise<number>((resolve) => {
          server.listen(0, OUTSIDE, () => resolve((server.address() as AddressInfo).port))
          t.after(() => server.close())
        }),
    ),
  )
  const slow = client(t).openWebSocket(`ws://${OUTSIDE}:${ports[0]}/`, { timeoutMs: 100 })
  assert.equal(await refusal(slow), 'timeout')
  assert.equal(await refusal(client(t).openWebSocket(`ws://${OUTSIDE}:${ports[1]}/`)), 'bad-response')
})
