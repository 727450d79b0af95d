import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hono } from 'hono'
import { fixedClock } from '../../../lib/clock/index.ts'
import { createLimiter } from '../../../lib/limit/index.ts'
import { ownOrigins } from '../../access/index.ts'
import { addressOf, requireOwnOrigin, requireRate, withAddress } from './guard.ts'
import type { Http, HttpEnv, HttpOptions } from './parts.ts'

function http(options: Partial<HttpOptions> = {}): Http {
  const publicUrl = options.publicUrl ?? 'https://veille.example.org'
  const clock = fixedClock(new Date('2026-01-01'))
  return {
    options: { publicUrl, version: '0', ...options },
    origins: ownOrigins(publicUrl),
    limiter: createLimiter(clock),
    clock,
  } as unknown as Http
}

const MINE = { cookie: 'veillee.session_token=x' }

/** What a browser, or a program, sends with a change; and whether it is believed. */
const cases: [name: string, headers: Record<string, string>, believed: boolean][] = [
  ['our own page', { ...MINE, origin: 'https://veille.example.org', 'sec-fetch-site': 'same-origin' }, true],
  ['our own page, in an older browser', { ...MINE, origin: 'https://veille.example.org' }, true],
  ['our own page that hides its origin', { ...MINE, 'sec-fetch-site': 'same-origin' }, true],
  ['another site', { ...MINE, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, false],
  ['another site that hides its origin', { ...MINE, 'sec-fetch-site': 'cross-site' }, false],
  ['a sister site', { ...MINE, origin: 'https://shop.example.org', 'sec-fetch-site': 'same-site' }, false],
  ['our own name in clear', { ...MINE, origin: 'http://veille.example.org' }, false],
  ['another port of ours', { ...MINE, origin: 'https://veille.example.org:8443' }, false],
  ['a frame without origin', { ...MINE, origin: 'null', 'sec-fetch-site': 'same-origin' }, false],
  ['an address typed or a link from elsewhere', { ...MINE, 'sec-fetch-site': 'none' }, false],
  ['a cookie that says nothing of itself', MINE, false],
  ['a program without a cookie', {}, true],
  ['another site without a cookie', { origin: 'https://evil.example' }, false],
  ['a key, from wherever', { authorization: 'Bearer x', origin: 'https://evil.example' }, true],
]
for (const [name, headers, believed] of cases) {
  test(`a change from ${name} is ${believed ? 'believed' : 'refused'}`, () => {
    const ask = (method: string) => () =>
      requireOwnOrigin(new Request('https://veille.example.org/api/v1/x', { method, headers }), http())
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      if (believed) assert.doesNotThrow(ask(method))
      else assert.throws(ask(method), { id: 'origin', status: 403 })
    }
    assert.doesNotThrow(ask('GET'), 'reading changes nothing')
  })
}

test('on one’s own machine its three names are one; elsewhere a name is itself only', () => {
  assert.deepEqual(ownOrigins('http://localhost:4300').sort(), [
    'http://127.0.0.1:4300',
    'http://[::1]:4300',
    'http://localhost:4300',
  ])
  assert.equal(ownOrigins('http://127.0.0.1').length, 3)
  assert.deepEqual(ownOrigins('https://veille.example.org/'), ['https://veille.example.org'])
})

async function addressSeen(options: Partial<HttpOptions>, forwarded: string | null): Promise<string> {
  const app = new Hono<HttpEnv>()
  app.get('/', (c) => c.text(addressOf(c, http(options))))
  const headers: Record<string, string> = forwarded === null ? {} : { 'x-forwarded-for': forwarded }
  const env = { incoming: { socket: { remoteAddress: '192.0.2.7' } } }
  return await (await app.request('http://x/', { headers }, env)).text()
}

test('what a client says of its own address counts only behind a proxy, and then the proxy’s word alone', async () => {
  assert.equal(await addressSeen({}, '6.6.6.6'), '192.0.2.7')
  assert.equal(await addressSeen({ trustProxy: true }, '6.6.6.6, 203.0.113.5'), '203.0.113.5')
  assert.equal(await addressSeen({ trustProxy: true }, null), '192.0.2.7')
  assert.equal(await addressSeen({ trustProxy: true }, ' '), '192.0.2.7')
  const claimed = new Request('http://x/', { headers: { 'x-veillee-address': '6.6.6.6' } })
  assert.equal(withAddress(claimed, '192.0.2.7').headers.get('x-veillee-address'), '192.0.2.7')
})

test('a rate is by source; none where the route or the options say so', () => {
  const one = http()
  for (let n = 0; n < 3; n++) requireRate(one, 'a', 3)
  assert.throws(() => requireRate(one, 'a', 3), { id: 'rate_limited', status: 429, values: { seconds: 20 } })
  assert.doesNotThrow(() => requireRate(one, 'b', 3))
  assert.doesNotThrow(() => requireRate(one, 'a', 0))
  const without = http({ limits: false })
  for (let n = 0; n < 9; n++) requireRate(without, 'a', 3)
})
