import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import fc from 'fast-check'
import { loopbackHttp } from '../../../../test/support/listening.ts'
import { type PushServer, startPush } from '../../../../test/support/push-server.ts'
import { type Push, type Pushed, post } from './post.ts'
import { vapidOf } from './vapid.ts'

const NOW = new Date('2026-11-22T10:00:00Z')
const vapid = vapidOf(Buffer.alloc(32, 5), 'https://veillee.example')
const http = loopbackHttp()
let service: PushServer

before(async () => {
  service = await startPush()
})
after(async () => {
  await service.close()
  await http.close()
})
beforeEach(() => {
  service.heard.length = 0
  service.answer = () => 201
})

const shown: Push = {
  title: 'Alerte\u202f: Marque',
  body: 'Toujours rien de la Maison Ardoise',
  path: '/notices/0198',
  tag: '0198c000000070008000000000000001',
  urgent: false,
}
function told(more: Partial<Push> = {}, signal = new AbortController().signal): Promise<Pushed> {
  const { endpoint, keys } = service.subscribe()
  return post(http, vapid, { endpoint, ...keys }, { ...shown, ...more }, { now: NOW, signal })
}

test('a device is told what it shows, and its service how long to keep it and what it replaces', async () => {
  assert.deepEqual(await told(), { kind: 'taken', words: '201' })
  const [heard] = service.heard
  const { urgent: _, ...rest } = shown
  assert.deepEqual(JSON.parse(heard?.text ?? ''), rest)
  const { ttl, urgency, topic, 'content-encoding': encoding } = heard?.headers ?? {}
  assert.deepEqual([ttl, urgency, topic, encoding], ['14400', 'normal', shown.tag, 'aes128gcm'])
  await told({ urgent: true, tag: 'a b/é:c' })
  assert.deepEqual([service.heard[1]?.headers.urgency, service.heard[1]?.headers.topic], ['high', 'abc'])
})

test('what a service answers is taken for what it means: gone, another key, later, or never', async () => {
  const late = (after: string, status = 429) => ({ status, headers: { 'retry-after': after } })
  const cases: [ReturnType<PushServer['answer']>, Pushed][] = [
    [200, { kind: 'taken', words: '200' }],
    [404, { kind: 'gone', words: '404' }],
    [410, { kind: 'gone', words: '410' }],
    [401, { kind: 'refused', words: '401' }],
    [403, { kind: 'refused', words: '403' }],
    [400, { kind: 'failed', words: '400' }],
    [413, { kind: 'failed', words: '413' }],
    [429, { kind: 'later', wait: 0, words: '429' }],
    [late('120'), { kind: 'later', wait: 120_000, words: '429' }],
    [late('0', 503), { kind: 'later', wait: 0, words: '503' }],
    [late('-5'), { kind: 'later', wait: 0, words: '429' }],
    [late('soon'), { kind: 'later', wait: 0, words: '429' }],
    [late('Sun, 22 Nov 2026 10:05:00 GMT', 503), { kind: 'later', wait: 300_000, words: '503' }],
    [late('Sun, 22 Nov 2026 09:00:00 GMT', 500), { kind: 'later', wait: 0, words: '500' }],
  ]
  for (const [answer, outcome] of cases) {
    service.answer = () => answer
    assert.deepEqual(await told(), outcome, JSON.stringify(answer))
  }
})

test('a service elsewhere than it says is not followed', async () => {
  service.answer = () => ({ status: 307, headers: { location: 'http://127.0.0.1:1/inside' } })
  assert.ok(['failed', 'later'].includes((await told()).kind))
  assert.equal(service.heard.length, 0)
})

test('what cannot be reached is told later, what may not be reached never, and who stops waits for nothing', async () => {
  const { keys } = service.subscribe()
  const to = (endpoint: string, signal = new AbortController().signal) =>
    post(http, vapid, { endpoint, ...keys }, shown, { now: NOW, signal })
  const closed = await to('http://127.0.0.1:9/push')
  assert.deepEqual([closed.kind, closed.kind === 'later' && closed.wait], ['later', 0])
  assert.equal((await to('https://10.0.0.1/push')).kind, 'failed')
  const stopped = new AbortController()
  stopped.abort()
  await assert.rejects(told({}, stopped.signal))
})

test('whatever is to be shown, all of it leaves in one message, its title whole as long as it can be', async () => {
  const long = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc
      .tuple(fc.constantFrom('a', 'é', '"', '\\', '😀', '漢', '\n'), fc.integer({ min: 0, max: 6000 }))
      .map(([unit, n]) => unit.repeat(n)),
  )
  await fc.assert(
    fc.asyncProperty(long, long, async (title, body) => {
      service.heard.length = 0
      const { kind } = await told({ title, body })
      assert.equal(kind, 'taken')
      const read = JSON.parse(service.heard[0]?.text ?? '') as Push
      assert.ok(read.title.isWellFormed() && read.body.isWellFormed())
      assert.ok(title.startsWith(read.title) && body.startsWith(read.body))
      assert.ok(read.title === title || read.body === '', 'a title is cut only where no body is left')
      const size = Buffer.byteLength(JSON.stringify({ title, body }))
      if (size < 3500) assert.deepEqual([read.title, read.body], [title, body])
      else assert.ok(Buffer.byteLength(service.heard[0]?.text ?? '') > 1500, 'and no more than it must be')
    }),
    { numRuns: 40 },
  )
})
