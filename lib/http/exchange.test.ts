import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcp } from 'node:net'
import { type TestContext, test } from 'node:test'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import {
  createHttp,
  HttpFailure,
  type HttpFailureKind,
  type HttpOptions,
  type RequestOptions,
} from './index.ts'

/** 127.0.0.2 plays the Internet, 127.0.0.1 the inside that nobody may reach. */
const OUTSIDE = '127.0.0.2'

async function serve(t: TestContext, handler: RequestListener, host = OUTSIDE, port = 0): Promise<number> {
  const server: Server = createServer(handler)
  await new Promise<void>((resolve) => server.listen(port, host, resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** A server that writes what it is told, byte for byte. */
async function serveRaw(t: TestContext, bytes: string, after: 'end' | 'destroy' | 'stay'): Promise<number> {
  const server = createTcp((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => {
      socket.write(bytes, 'latin1', () => {
        if (after === 'end') socket.end()
        if (after === 'destroy') setImmediate(() => socket.destroy())
      })
    })
    t.after(() => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, OUTSIDE, resolve))
  t.after(() => server.close())
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

const text = (body: Uint8Array) => Buffer.from(body).toString()

test('a plain exchange: status, headers, body, our name', async (t) => {
  let seen: IncomingMessage['headers'] = {}
  const port = await serve(t, (request, response) => {
    seen = request.headers
    response.writeHead(201, { 'X-One': 'yes', 'Set-Cookie': 'a=b', Link: ['<a>', '<b>'] }).end('bonjour')
  })
  const reply = await client(t).request(`http://${OUTSIDE}:${port}/p?q=1#f`, { accept: 'text/x' })
  assert.equal(reply.status, 201)
  assert.equal(text(reply.body), 'bonjour')
  assert.equal(reply.headers['x-one'], 'yes')
  assert.equal(reply.headers.link, '<a>, <b>')
  assert.equal(reply.headers['set-cookie'], undefined)
  assert.equal(reply.moved, undefined)
  assert.equal(seen['user-agent'], 'Test/1')
  assert.equal(seen.accept, 'text/x')
})

test('every spelling of an inside address is refused before a byte leaves', async (t) => {
  const http = client(t, { allow: undefined })
  const refused: Record<string, HttpFailureKind> = {
    'http://127.0.0.1/': 'address',
    'http://127.1/': 'address',
    'http://2130706433/': 'address',
    'http://0x7f000001/': 'address',
    'http://0x7f.0.0.1/': 'address',
    'http://0177.0.0.1/': 'address',
    'http://017700000001/': 'address',
    'http://127.0.0.1./': 'address',
    'http://１２７.０.０.１/': 'address',
    'http://①②⑦.⓪.⓪.①/': 'address',
    'http://127。0。0。1/': 'address',
    'http://%31%32%37.0.0.1/': 'address',
    'http://0/': 'address',
    'http://[::]/': 'address',
    'http://[::1]/': 'address',
    'http://[::ffff:127.0.0.1]/': 'address',
    'http://[::ffff:7f00:1]/': 'address',
    'http://[0:0:0:0:0:ffff:a9fe:a9fe]/': 'address',
    'http://[64:ff9b::127.0.0.1]/': 'address',
    'http://[2002:7f00:1::]/': 'address',
    'http://[fd00:ec2::254]/latest/meta-data/': 'address',
    'http://169.254.169.254/latest/meta-data/': 'address',
    'http://100.100.100.200/': 'address',
    'http://10.0.0.1:8080/': 'address',
    'http://255.255.255.255/': 'address',
    'http://224.0.0.1/': 'address',
    'http://localhost/': 'address',
    'http://8.8.8.8:22/': 'port',
    'http://8.8.8.8:6379/': 'port',
    'http://user@8.8.8.8/': 'userinfo',
    'http://user:pass@8.8.8.8/': 'userinfo',
    'http://8.8.8.8@127.0.0.1/': 'userinfo',
    'file:///etc/passwd': 'scheme',
    'ftp://8.8.8.8/': 'scheme',
    'gopher://8.8.8.8/': 'scheme',
    'data:text/plain,x': 'scheme',
    'ws://8.8.8.8/': 'scheme',
    'http://': 'bad-url',
    'http://[fe80::1%25eth0]/': 'bad-url',
    'http://256.1.1.1/': 'bad-url',
    'http://a b/': 'bad-url',
    '//8.8.8.8/': 'bad-url',
    feed: 'bad-url',
    [`http://8.8.8.8/${'a'.repeat(9000)}`]: 'bad-url',
  }
  for (const [url, kind] of Object.entries(refused)) {
    assert.equal(await refusal(http.request(url)), kind, url.slice(0, 60))
    assert.equal(await refusal(http.check(url)), kind, url.slice(0, 60))
  }
  // Some systems resolve the dotted name to loopback and some not at all.
  assert.match(await refusal(http.check('http://LOCALHOST./')), /^(address|unresolved)$/)
})

test('names are checked by what they resolve to: all of it', async (t) => {
  let hits = 0
  const port = await serve(t, (_request, response) => response.end(`${++hits}`))
  const answers: Record<string, string[]> = {
    'good.example': [OUTSIDE],
    'inside.example': ['127.0.0.1'],
    'mixed.example': [OUTSIDE, '10.0.0.1'],
    'mapped.example': ['::ffff:127.0.0.1'],
    'xn--caf-dma.example': [OUTSIDE],
    'empty.example': [],
  }
  const http = client(t, {
    resolver: async (host) => answers[host] ?? Promise.reject(new Error('no such name')),
  })
  assert.equal((await http.request(`http://good.example:${port}/`)).status, 200)
  assert.equal((await http.request(`http://café.example:${port}/`)).status, 200)
  for (const name of ['inside', 'mixed', 'mapped']) {
    assert.equal(await refusal(http.request(`http://${name}.example:${port}/`)), 'address', name)
  }
  assert.equal(await refusal(http.request(`http://empty.example:${port}/`)), 'unresolved')
  assert.equal(await refusal(http.request(`http://absent.example:${port}/`)), 'unresolved')
  assert.equal(hits, 2)
})

test('rebinding: what was checked is what is dialled, and each connection is checked', async (t) => {
  let inside = 0
  const port = await serve(t, (_request, response) => {
    response.setHeader('Connection', 'close').end('outside')
  })
  await serve(
    t,
    (_request, response) => {
      inside++
      response.end('inside')
    },
    '127.0.0.1',
    port,
  )
  let asked = 0
  const http = client(t, { resolver: async () => (asked++ === 0 ? [OUTSIDE] : ['127.0.0.1']) })
  const first = await http.request(`http://rebind.example:${port}/`)
  assert.equal(text(first.body), 'outside')
  assert.equal(asked, 1, 'resolved once for one connection')
  assert.equal(await refusal(http.request(`http://rebind.example:${port}/`)), 'address')
  assert.equal(inside, 0)
})

test('a redirect to the inside, to another scheme or with a user name is refused', async (t) => {
  let inside = 0
  const insidePort = await serve(t, (_request, response) => response.end(`${++inside}`), '127.0.0.1')
  const targets: Record<string, [string, HttpFailureKind]> = {
    '/loopback': [`http://127.0.0.1:${insidePort}/`, 'address'],
    '/decimal': [`http://2130706433:${insidePort}/`, 'address'],
    '/metadata': ['//169.254.169.254/latest/', 'address'],
    '/file': ['file:///etc/passwd', 'scheme'],
    '/user': ['http://a:b@8.8.8.8/', 'userinfo'],
    '/port': ['http://8.8.8.8:25/', 'port'],
    '/loop': ['/loop', 'redirects'],
    '/broken': ['http://[', 'redirects'],
  }
  const port = await serve(t, (request, response) => {
    response.writeHead(302, { Location: targets[request.url ?? '']?.[0] ?? '/' }).end()
  })
  for (const [path, [, kind]] of Object.entries(targets)) {
    assert.equal(await refusal(client(t).request(`http://${OUTSIDE}:${port}${path}`)), kind, path)
  }
  assert.equal(inside, 0)
})

test('credentials stay on their origin', async (t) => {
  const seen: Record<string, IncomingMessage['headers']> = {}
  const record: RequestListener = (request, response) => {
    seen[request.url ?? ''] = request.headers
    response.end()
  }
  const other = await serve(t, record)
  const port = await serve(t, (request, response) => {
    if (request.url === '/away')
      response.writeHead(302, { Location: `http://${OUTSIDE}:${other}/other` }).end()
    else if (request.url === '/near') response.writeHead(302, { Location: '/same' }).end()
    else record(request, response)
  })
  const headers = { Authorization: 'Bearer s', Cookie: 'a=b', 'X-Api-Key': 'k', 'If-None-Match': '"e"' }
  await client(t).request(`http://${OUTSIDE}:${port}/near`, { headers })
  await client(t).request(`http://${OUTSIDE}:${port}/away`, { headers })
  assert.equal(seen['/same']?.authorization, 'Bearer s')
  assert.equal(seen['/same']?.['x-api-key'], 'k')
  assert.equal(seen['/other']?.authorization, undefined)
  assert.equal(seen['/other']?.cookie, undefined)
  assert.equal(seen['/other']?.['x-api-key'], undefined)
  assert.equal(seen['/other']?.['if-none-match'], '"e"')
})

test('redirects keep or change the method as browsers do, and tell what moved for good', async (t) => {
  const port = await serve(t, (request, response) => {
    const [, status, next] = /^\/(\d{3})(\/.*)$/.exec(request.url ?? '') ?? []
    if (status) return response.writeHead(Number(status), { Location: next }).end('moved')
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      response.end(`${request.method} ${request.headers['content-type'] ?? '-'} ${Buffer.concat(chunks)}`)
    })
  })
  const at = (path: string) => `http://${OUTSIDE}:${port}${path}`
  const post: RequestOptions = { method: 'POST', body: 'b', headers: { 'Content-Type': 'text/plain' } }
  const http = client(t)
  for (const status of [301, 302, 303]) {
    assert.equal(text((await http.request(at(`/${status}/end`), post)).body), 'GET - ', `${status}`)
  }
  for (const status of [307, 308]) {
    assert.equal(
      text((await http.request(at(`/${status}/end`), post)).body),
      'POST text/plain b',
      `${status}`,
    )
  }
  assert.equal((await http.request(at('/301/308/end'))).moved, at('/end'))
  assert.equal((await http.request(at('/301/302/301/end'))).moved, at('/302/301/end'))
  assert.equal((await http.request(at('/302/301/end'))).moved, undefined)
  assert.equal((await http.request(at('/302/end'))).url, at('/end'))
  assert.equal((await http.request(at('/302/end'), { redirects: 0 })).status, 302)
  assert.equal((await http.request(at('/302/302/end'), { redirects: 2 })).status, 200)
  assert.equal(await refusal(http.request(at('/302/302/302/end'), { redirects: 2 })), 'redirects')
})

const CODECS: Record<string, (bytes: Buffer) => Buffer> = {
  gzip: (bytes) => gzipSync(bytes),
  'x-gzip': (bytes) => gzipSync(bytes),
  deflate: (bytes) => deflateSync(bytes),
  'deflate ': (bytes) => deflateRawSync(bytes),
  br: (bytes) => brotliCompressSync(bytes),
  zstd: (bytes) => zstdCompressSync(bytes),
  'gzip, zstd': (bytes) => zstdCompressSync(gzipSync(bytes)),
}

test('bodies are decompressed, and a bomb stops at the cap', async (t) => {
  const bomb = Buffer.alloc(64 * 1024 * 1024)
  const bodies = new Map<string, Buffer>()
  const port = await serve(t, (request, response) => {
    const url = new URL(request.url ?? '', 'http://x')
    const codec = url.searchParams.get('codec') ?? ''
    response.writeHead(200, { 'Content-Encoding': codec.trim() }).end(bodies.get(url.href.slice(8)))
  })
  for (const [codec, compress] of Object.entries(CODECS)) {
    const query = `codec=${encodeURIComponent(codec)}`
    bodies.set(`/small?${query}`, compress(Buffer.from('café crème'))).set(`/bomb?${query}`, compress(bomb))
    const url = `http://${OUTSIDE}:${port}`
    assert.equal(text((await client(t).request(`${url}/small?${query}`)).body), 'café crème', codec)
    const attempt = client(t).request(`${url}/bomb?${query}`, { maxBytes: 1_000_000 })
    assert.equal(await refusal(attempt), 'too-large', codec)
  }
})

test('encodings that lie, stack or are unknown are refused; empty ones are empty', async (t) => {
  const port = await serve(t, (request, response) => {
    const [, path = '', encoding = ''] = (request.url ?? '').split('/')
    const body = { none: '', text: 'not compressed', cut: gzipSync('x'.repeat(99_999)).subarray(0, 60) }[path]
    response.writeHead(200, { 'Content-Encoding': decodeURIComponent(encoding) }).end(body)
  })
  const get = (path: string) => client(t).request(`http://${OUTSIDE}:${port}${path}`)
  for (const encoding of ['gzip', 'br', 'zstd', 'deflate']) {
    assert.equal((await get(`/none/${encoding}`)).body.length, 0, encoding)
    assert.equal(await refusal(get(`/text/${encoding}`)), 'bad-response', encoding)
  }
  assert.equal(await refusal(get('/cut/gzip')), 'cut')
  assert.equal(await refusal(get('/text/compress')), 'bad-response')
  assert.equal(await refusal(get('/text/gzip,gzip,gzip')), 'bad-response')
})

test('a long body stops at the cap, announced or not', async (t) => {
  const port = await serve(t, (request, response) => {
    if (request.url === '/announced') response.writeHead(200, { 'Content-Length': 5_000_000 })
    for (let i = 0; i < 50; i++) response.write(Buffer.alloc(100_000))
    response.end()
  })
  for (const path of ['/announced', '/chunked']) {
    const attempt = client(t).request(`http://${OUTSIDE}:${port}${path}`, { maxBytes: 1_000_000 })
    assert.equal(await refusal(attempt), 'too-large', path)
  }
})

test('slow servers, silent servers and cut bodies', async (t) => {
  const silent = await serveRaw(t, '', 'stay')
  const headers = await serveRaw(t, 'HTTP/1.1 200 OK\r\nX-Slow: ', 'stay')
  const body = await serveRaw(t, 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab', 'stay')
  for (const port of [silent, headers, body]) {
    assert.equal(
      await refusal(client(t).request(`http://${OUTSIDE}:${port}/`, { timeoutMs: 150 })),
      'timeout',
    )
  }
  const short = await serveRaw(t, 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab', 'destroy')
  const chunk = await serveRaw(t, 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab', 'end')
  for (const port of [short, chunk])
    assert.equal(await refusal(client(t).request(`http://${OUTSIDE}:${port}/`)), 'cut')
  const garbage = await serveRaw(t, '220 mail.example ESMTP\r\n', 'stay')
  assert.equal(await refusal(client(t).request(`http://${OUTSIDE}:${garbage}/`)), 'bad-response')
  const flood = await serveRaw(t, `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(70_000)}\r\n\r\n`, 'stay')
  assert.equal(await refusal(client(t).request(`http://${OUTSIDE}:${flood}/`)), 'too-large')
})

test('a drip that keeps every single wait short still ends at the time limit', async (t) => {
  const port = await serve(t, (_request, response) => {
    response.writeHead(200)
    const timer = setInterval(() => response.write('a'), 20)
    response.on('close', () => clearInterval(timer))
  })
  assert.equal(await refusal(client(t).request(`http://${OUTSIDE}:${port}/`, { timeoutMs: 200 })), 'timeout')
})

test('a name server that never answers is given up', async (t) => {
  const http = client(t, { resolver: () => new Promise(() => undefined) })
  assert.equal(await refusal(http.request('http://slow.example/', { timeoutMs: 100 })), 'timeout')
})

test('the caller can abort, before and during', async (t) => {
  const port = await serve(t, (_request, response) => response.write('a'))
  const controller = new AbortController()
  const reply = await client(t).stream(`http://${OUTSIDE}:${port}/`, { signal: controller.signal })
  const reading = (async () => {
    for await (const _chunk of reply.body) controller.abort()
  })()
  assert.equal(await refusal(reading), 'aborted')
  const late = client(t).request(`http://${OUTSIDE}:${port}/`, { signal: controller.signal })
  assert.equal(await refusal(late), 'aborted')
})

test('leaving a stream early closes its connection', async (t) => {
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  const port = await serve(t, (_request, response) => {
    response.on('close', resolve)
    response.write('a'.repeat(10))
  })
  const reply = await client(t).stream(`http://${OUTSIDE}:${port}/`)
  for await (const _chunk of reply.body) break
  await closed
})

test('a stream that nobody reads may break or time out without harm', async (t) => {
  const [cut, given] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const port = await serve(t, (request, response) => {
    response.on('close', request.url === '/cut' ? cut.resolve : given.resolve)
    response.write('a', () => request.url === '/cut' && response.destroy())
  })
  await client(t).stream(`http://${OUTSIDE}:${port}/cut`)
  await cut.promise
  const late = await client(t).stream(`http://${OUTSIDE}:${port}/`, { timeoutMs: 500 })
  await given.promise
  assert.equal(await refusal(late.body[Symbol.asyncIterator]().next()), 'timeout')
})

test('headers cannot be split, nor framing taken over', async (t) => {
  let hits = 0
  const port = await serve(t, (_request, response) => response.end(`${++hits}`))
  const bad: Record<string, string>[] = [
    { 'X-A': 'b\r\nX-Injected: 1' },
    { 'X-A': 'b\nc' },
    { 'X-A': 'b\0' },
    { 'X-A': 'é→' },
    { 'X-A\r\nX-B': 'c' },
    { 'X A': 'b' },
    { '': 'b' },
    { Host: '127.0.0.1' },
    { 'Transfer-Encoding': 'chunked' },
    { 'content-length': '0' },
    { Connection: 'upgrade' },
    { Upgrade: 'h2c' },
    { 'Proxy-Authorization': 'x' },
  ]
  for (const headers of bad) {
    const attempt = client(t).request(`http://${OUTSIDE}:${port}/`, { headers })
    assert.equal(await refusal(attempt), 'bad-request', JSON.stringify(headers))
  }
  assert.equal(hits, 0)
})

test('TLS that does not prove its name, and nobody there', async (t) => {
  const plain = await serveRaw(t, 'HTTP/1.1 400 Bad Request\r\n\r\n', 'end')
  assert.equal(await refusal(client(t).request(`https://${OUTSIDE}:${plain}/`)), 'tls')
  const port = await serve(t, () => undefined)
  const gone = createTcp().listen(0, OUTSIDE)
  const freed = await new Promise<number>((resolve) => {
    gone.once('listening', () => {
      const { port: number } = gone.address() as AddressInfo
      gone.close(() => resolve(number))
    })
  })
  assert.notEqual(freed, port)
  assert.equal(await refusal(client(t).request(`http://${OUTSIDE}:${freed}/`)), 'unreachable')
})

async function failed(attempt: Promise<unknown>): Promise<{ kind: HttpFailureKind; sent: boolean }> {
  const failure = await attempt.then(
    () => assert.fail('was let through'),
    (error: unknown) => error,
  )
  assert.ok(failure instanceof HttpFailure, `not an HttpFailure: ${failure}`)
  return { kind: failure.kind, sent: failure.sent }
}

test('a failure says whether the request may have reached the other side', async (t) => {
  const post: RequestOptions = { method: 'POST', body: 'once', timeoutMs: 150 }
  const at = (port: number, scheme = 'http') => `${scheme}://${OUTSIDE}:${port}/`
  const http = client(t, { resolver: () => Promise.reject(new Error('no such name')) })
  const notTls = await serveRaw(t, 'HTTP/1.1 400 Bad Request\r\n\r\n', 'end')
  const mute = client(t, { resolver: () => new Promise(() => undefined) })
  const before: [HttpFailureKind, () => Promise<unknown>][] = [
    ['address', () => http.request('http://10.0.0.1/', post)],
    ['unresolved', () => http.request('http://absent.example/', post)],
    ['tls', () => http.request(at(notTls, 'https'), post)],
    ['unreachable', () => http.request(at(1), post)],
    ['timeout', () => mute.request('http://slow.example/', post)],
  ]
  for (const [kind, attempt] of before) assert.deepEqual(await failed(attempt()), { kind, sent: false })
  const after: [HttpFailureKind, number][] = [
    ['timeout', await serveRaw(t, '', 'stay')],
    ['unreachable', await serveRaw(t, '', 'destroy')],
    ['cut', await serveRaw(t, 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab', 'destroy')],
    ['bad-response', await serveRaw(t, '220 mail.example ESMTP\r\n', 'stay')],
  ]
  for (const [kind, port] of after) {
    assert.deepEqual(await failed(client(t).request(at(port), post)), { kind, sent: true })
  }
})

test('an abort and a refused redirect tell the truth too', async (t) => {
  const { promise: arrived, resolve } = Promise.withResolvers<void>()
  const port = await serve(t, (request, response) => {
    if (request.url === '/away') return response.writeHead(307, { Location: 'http://10.0.0.1/' }).end()
    resolve()
  })
  const post = (path: string, signal?: AbortSignal) =>
    client(t).request(`http://${OUTSIDE}:${port}${path}`, { method: 'POST', body: 'once', signal })
  assert.deepEqual(await failed(post('/', AbortSignal.abort())), { kind: 'aborted', sent: false })
  const control = new AbortController()
  const waiting = failed(post('/', control.signal))
  await arrived
  control.abort()
  assert.deepEqual(await waiting, { kind: 'aborted', sent: true })
  assert.deepEqual(await failed(post('/away')), { kind: 'address', sent: true })
})

test('failures tell neither query strings nor headers', async (t) => {
  const http = client(t, { allow: undefined })
  const failure = await http
    .request('http://10.0.0.1/?token=secret-1', { headers: { Authorization: 'secret-2' } })
    .catch((error: HttpFailure) => error)
  assert.ok(failure instanceof HttpFailure)
  assert.ok(failure.refusedByUs)
  assert.doesNotMatch(`${failure.message} ${failure.stack}`, /secret/)
})

test('what is late when its connection is ready does not leave any more, whatever timers have run', async (t) => {
  let heard = 0
  const port = await serve(t, (_request, response) => {
    heard++
    response.end('ok')
  })
  const http = client(t)
  const url = `http://${OUTSIDE}:${port}/`
  await http.request(url)
  // Its connection is free again, and kept.
  await new Promise((resolve) => setImmediate(resolve))
  const failure = await http
    .request(url, { method: 'POST', body: 'late', timeoutMs: 0 })
    .catch((error) => error)
  assert.ok(failure instanceof HttpFailure)
  assert.deepEqual([failure.kind, failure.sent], ['timeout', false])
  await http.request(url)
  assert.equal(heard, 2)
})
