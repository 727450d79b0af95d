import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
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
