import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { packed, packing, takesGzip } from './pack.ts'
import type { HttpEnv } from './parts.ts'

const long = JSON.stringify({ words: 'déçu '.repeat(400) })
const text = (body: string) => ({ status: 200, contentType: 'application/json', body })

test('gzip is for those who take it', () => {
  const cases: [string | null, boolean][] = [
    [null, false],
    ['', false],
    ['identity', false],
    ['br', false],
    ['gzip', true],
    ['deflate, GZIP;q=0.5, br', true],
    ['gzip;q=0', false],
    ['gzip; q=0.000, *', false],
    ['*', true],
    ['br, *;q=0', false],
    ['x-gzip-like', false],
  ]
  for (const [accepted, expected] of cases) assert.equal(takesGzip(accepted), expected, String(accepted))
})

test('a long answer is compressed whole, and says its length either way', async () => {
  const squeezed = await packed(text(long), 'gzip, br')
  const bytes = Buffer.from(await squeezed.arrayBuffer())
  assert.equal(squeezed.headers.get('content-encoding'), 'gzip')
  assert.equal(squeezed.headers.get('content-length'), String(bytes.byteLength))
  assert.equal(gunzipSync(bytes).toString(), long)
  const plain = await packed(text(long), null)
  assert.equal(plain.headers.get('content-encoding'), null)
  assert.equal(plain.headers.get('vary'), 'Accept-Encoding', 'a cache must not give it to others')
  assert.equal(plain.headers.get('content-length'), String(Buffer.byteLength(long)))
  assert.equal(await plain.text(), long)
})

test('a short or empty answer is left as it is', async () => {
  const short = await packed(text('{"a":1}'), 'gzip')
  assert.equal(short.headers.get('content-encoding'), null)
  assert.equal(await short.text(), '{"a":1}')
  const empty = await packed({ status: 204, contentType: null, body: '' }, 'gzip')
  assert.deepEqual([empty.status, empty.body], [204, null])
})

test('what is packed is not packed again, what was made elsewhere is', async () => {
  const app = new Hono<HttpEnv>()
  app.use(packing())
  app.get('/packed', () => packed(text(long), 'gzip'))
  app.get('/made', () => new Response(long, { headers: { 'content-type': 'application/json' } }))
  for (const path of ['/packed', '/made']) {
    const answer = await app.request(path, { headers: { 'accept-encoding': 'gzip' } })
    assert.equal(answer.headers.get('content-encoding'), 'gzip', path)
    assert.equal(gunzipSync(Buffer.from(await answer.arrayBuffer())).toString(), long, path)
  }
})
