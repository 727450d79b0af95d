import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import fc from 'fast-check'
import { createLog, type LogOptions } from './index.ts'

/** What a log writes, line by line. */
function recorded(options: LogOptions = {}) {
  const lines: string[] = []
  const log = createLog({ level: 'debug', ...options, destination: { write: (line) => lines.push(line) } })
  const last = (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '')
  return { log, lines, last }
}

test('a line is JSON with its level in words and the moment in UTC', () => {
  const { log, lines, last } = recorded({ level: 'info' })
  log.info({ count: 3 }, 'imported')
  assert.match(String(last().time), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  assert.deepEqual({ ...last(), time: 0 }, { level: 'info', time: 0, count: 3, msg: 'imported' })
  log.debug('not at this level')
  assert.equal(lines.length, 1)
})

test('secrets and texts are taken out at any depth, however they are spelt', () => {
  const { log, lines } = recorded()
  const hidden = 'SHOULD-NOT-SHOW'
  log.info({
    account: {
      access_token: hidden,
      'Set-Cookie': hidden,
      config: { apiKey: hidden, list: [{ Password: hidden }] },
    },
    activity: { id: 7, text: hidden, title: 'kept', object: { content: [hidden], html: { raw: hidden } } },
    headers: { authorization: `Bearer ${hidden}`, accept: 'text/html' },
  })
  log
    .child({ token: hidden, request: 'r1' })
    .child({ secret: hidden })
    .warn({ clientSecret: hidden }, 'child')
  assert.ok(!lines.join().includes(hidden))
  assert.match(lines[0] ?? '', /"title":"kept".*"accept":"text\/html"/)
  assert.match(lines[1] ?? '', /"token":"\[secret\]","request":"r1"/)
})

test('counts named like texts stay: only words are taken out', () => {
  const { log, last } = recorded()
  log.info({ text: 12, content: null, limits: { text: 500 } })
  assert.deepEqual([last().text, last().content, last().limits], [12, null, { text: 500 }])
})

test('passwords in addresses are taken out of messages and values', () => {
  const { log, lines } = recorded()
  log.info(
    { url: 'postgres://veillee:hunter2@db/veillee' },
    'cannot reach https://me:hunter2@example.org/feed',
  )
  log.error(new Error('connect to postgres://veillee:hunter2@db failed'))
  log.error({ err: new Error('x', { cause: new Error('imap://a:hunter2@mail') }) })
  assert.ok(!lines.join().includes('hunter2'))
  assert.match(lines[0] ?? '', /https:\/\/me:\[secret\]@example\.org\/feed/)
})

/** As libraries, channels and options name what must not be seen. */
const SECRET_NAMES = [
  'password',
  'pass',
  'newPassword',
  'app_password',
  'VEILLEE_BACKUP_PASSPHRASE',
  'secret',
  'webhookSecret',
  'secretKey',
  'secrets',
  'sealedSecrets',
  'client_secret',
  'accessJwt',
  'refreshJwt',
  'refresh_token',
  'VEILLEE_METRICS_TOKEN',
  'X-Api-Key',
  'Proxy-Authorization',
  'set-cookie',
  'private_key',
  'credentials',
  'DATABASE_URL',
]
const WORD_NAMES = [
  'text',
  'content',
  'contentHtml',
  'plain_text',
  'spoilerText',
  'html',
  'body',
  'rawBody',
  'subject',
  'draft',
  'note',
]
const KEPT_NAMES = [
  'context',
  'status',
  'host',
  'channel',
  'keyboard',
  'monkey',
  'compass',
  'tokenized',
  'author',
]

test('however fields are nested, named and thrown, what must not show does not, and the rest does', () => {
  const HIDDEN = 'n3-d01t-pas-se-v0ir'
  const secretly = fc
    .constantFrom(...SECRET_NAMES, ...WORD_NAMES)
    .chain((name) =>
      fc
        .constantFrom<unknown>(
          HIDDEN,
          [HIDDEN],
          { raw: HIDDEN },
          [[{ a: HIDDEN }]],
          Buffer.from(HIDDEN),
          new Error(HIDDEN),
        )
        .map((value) => ({ [name]: value })),
    )
  const address = fc
    .constantFrom(
      `postgres://u:${HIDDEN}@db/x`,
      `imaps://a%40b:${HIDDEN}/é@mail.example:993/`,
      `https://u:x@${HIDDEN}@a.example/`,
      `https://a.example/cb?state=1&code=${HIDDEN}&x=2`,
      `https://a.example/?access_token=${HIDDEN}`,
      `wss://a.example/s?i=1&X-Amz-Signature=${HIDDEN}`,
      `https://a.example/#token=${HIDDEN}`,
    )
    .map((url) => ({ url, why: `cannot reach "${url}"`, tried: [url] }))
  const thrown = fc
    .constantFrom('request', 'response', 'detail', 'parameters', 'where', 'config')
    .map((name) => ({
      err: Object.assign(new Error('x', { cause: Object.assign(new Error('y'), { [name]: HIDDEN }) }), {
        [name]: { a: HIDDEN },
      }),
    }))
  const leaf = fc.oneof(secretly, address, thrown)
  const { tree } = fc.letrec<{ tree: Record<string, unknown> }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.dictionary(
        fc.constantFrom('a', 'items', 'config'),
        fc.oneof(tie('tree'), fc.array(tie('tree'), { maxLength: 2 })),
      ),
    ),
  }))
  const { log, lines } = recorded()
  fc.assert(
    fc.property(tree, fc.constantFrom(...KEPT_NAMES), (fields, kept) => {
      log.info({ ...fields, [kept]: 'reste-visible' }, 'happened')
      log.child({ ...fields, [kept]: 'reste-visible' }).error('happened')
      for (const line of lines.splice(0)) {
        assert.ok(!line.includes(HIDDEN), line)
        assert.ok(line.includes('reste-visible'), line)
      }
    }),
    { numRuns: 300 },
  )
})

test('addresses without a secret stay as they are', () => {
  const { log, last } = recorded()
  for (const url of [
    'https://mastodon.example:8443/@zoe@other.example',
    'http://localhost:4300/api/v1/activities?cursor=abc&key_like=1',
    'https://a.example/?q=token&code_postal=75011',
    'zoe@a.example:25',
  ]) {
    log.info({ url }, url)
    assert.deepEqual([last().url, last().msg], [url, url])
  }
})

test('an error keeps its cause and its code, and nothing that libraries hang on it', () => {
  const { log, last } = recorded()
  const row = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: 'Key (email)=(a@b.fr) exists',
  })
  log.error({ err: new Error('cannot save', { cause: row }) }, 'import')
  const { err } = last() as { err: Record<string, unknown> & { cause: Record<string, unknown> } }
  assert.deepEqual(
    [err.message, err.cause.message, err.cause.code],
    ['cannot save', 'duplicate key', '23505'],
  )
  assert.match(String(err.stack), /^at .*log\.test\.ts/)
  assert.ok(!JSON.stringify(err).includes('a@b.fr'))
})

test('the value that PostgreSQL quotes in a data error is taken out', () => {
  const { log, lines } = recorded()
  const message = 'invalid input syntax for type uuid: "ce que le client a écrit"'
  log.error(Object.assign(new Error(message), { severity: 'ERROR', code: '22P02' }))
  assert.match(lines[0] ?? '', /invalid input syntax for type uuid: \[value\]/)
  assert.ok(!lines.join().includes('client'))
})

test('what cannot be written is still told, without failing', () => {
  const { log, last } = recorded()
  const ring: Record<string, unknown> = { name: 'ring' }
  ring.self = ring
  log.info({ ring, big: 12n, bytes: Buffer.from('abc'), at: new Date(0) })
  assert.match(
    JSON.stringify(last()),
    /\[deep\].*"big":"12","bytes":"\[3 bytes\]","at":"1970-01-01T00:00:00.000Z"/,
  )
})

test('at a terminal a line is short, and an error shows its frames', () => {
  const { log, lines } = recorded({ pretty: true })
  log.info({ port: 4300 }, 'listening')
  assert.match(stripVTControlCharacters(lines[0] ?? ''), /^\d\d:\d\d:\d\d info {2}listening port=4300\n$/)
  log.error({ err: new Error('outer', { cause: new Error('inner') }) }, 'failed')
  assert.match(
    stripVTControlCharacters(lines[1] ?? ''),
    /error failed\n {2}Error: outer\n {4}at .*\n[\s\S]* {2}Error: inner\n/,
  )
})
