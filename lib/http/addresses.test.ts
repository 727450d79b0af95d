import assert from 'node:assert/strict'
import test from 'node:test'
import { createHttp, HttpFailure } from './index.ts'

const MAIL = [25, 143, 465, 587, 993]
const OUTSIDE = '93.184.215.14'

async function kindOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (one: unknown) => one,
  )
  assert.ok(error instanceof HttpFailure)
  return error.kind
}

test('another protocol is told checked addresses only, on its own ports', async (t) => {
  const answers: Record<string, string[]> = {
    'mail.example': [OUTSIDE],
    'inside.example': ['10.0.0.3'],
    'both.example': [OUTSIDE, '127.0.0.1'],
  }
  const http = createHttp({
    userAgent: 'test',
    resolver: async (host) => answers[host] ?? [],
    allow: ({ host, port }) => host === 'inside.example' && port === 10143,
  })
  t.after(() => http.close())
  assert.deepEqual(await http.addresses('mail.example', 993, MAIL), [OUTSIDE])
  assert.deepEqual(await http.addresses(OUTSIDE, 587, MAIL), [OUTSIDE])
  assert.equal(await kindOf(http.addresses('mail.example', 80, MAIL)), 'port')
  assert.equal(await kindOf(http.addresses('mail.example', 22, MAIL)), 'port')
  assert.equal(await kindOf(http.addresses('inside.example', 143, MAIL)), 'address')
  assert.equal(await kindOf(http.addresses('both.example', 143, MAIL)), 'address')
  assert.equal(await kindOf(http.addresses('127.0.0.1', 143, MAIL)), 'address')
  assert.equal(await kindOf(http.addresses('none.example', 143, MAIL)), 'unresolved')
  assert.deepEqual(await http.addresses('inside.example', 10143, MAIL), ['10.0.0.3'], 'opened on purpose')
})
