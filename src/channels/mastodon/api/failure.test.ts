import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { HttpFailure, type HttpReply } from '../../../../lib/http/index.ts'
import type { Failure } from '../../channel.ts'
import { networkFailure, statusFailure } from './failure.ts'

const NOW = new Date('2026-11-20T12:00:00Z')

function reply(status: number, body: unknown = {}, headers: Record<string, string> = {}): HttpReply {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { status, headers, body: Buffer.from(text), url: 'https://x.example/' } as unknown as HttpReply
}

describe('what a server’s answer means', () => {
  /** Status, what it means of a question, and of an errand: an errand is never told undone where it may be done. */
  const STATUSES: [number, Failure['kind'], Failure['kind']][] = [
    [400, 'refused', 'refused'],
    [401, 'token-dead', 'token-dead'],
    [403, 'refused', 'refused'],
    [404, 'bad-response', 'gone'],
    [408, 'unreachable', 'uncertain'],
    [410, 'bad-response', 'gone'],
    [413, 'refused', 'refused'],
    [422, 'refused', 'refused'],
    [429, 'rate-limited', 'rate-limited'],
    [500, 'unreachable', 'uncertain'],
    [502, 'unreachable', 'uncertain'],
    [503, 'unreachable', 'uncertain'],
    [504, 'unreachable', 'uncertain'],
  ]
  for (const [status, asked, done] of STATUSES) {
    it(`${status}: ${asked} of a question, ${done} of an errand`, () => {
      assert.equal(statusFailure(reply(status), false, NOW).failure.kind, asked)
      assert.equal(statusFailure(reply(status), true, NOW).failure.kind, done)
    })
  }

  it('is told in the server’s words, as text and not for ever', () => {
    const words = (body: unknown) =>
      (statusFailure(reply(422, body), true, NOW).failure as { detail: string }).detail
    assert.equal(
      words({ error: 'Validation failed: <b>Text</b> is too long' }),
      'Validation failed: Text is too long',
    )
    assert.equal(words({ error: 'invalid', error_description: 'Not you' }), 'invalid: Not you')
    assert.equal(words({ error: 'x'.repeat(900) }).length, 300)
    for (const body of ['<html>', { error: 7 }, [], '']) assert.equal(words(body), 'HTTP 422')
  })

  it('waits as long as is asked, by either header, a day at most and a second at least', () => {
    const until = (headers: Record<string, string>) => {
      const { failure } = statusFailure(reply(429, {}, headers), false, NOW)
      return failure.kind === 'rate-limited'
        ? (failure.until.getTime() - NOW.getTime()) / 1000
        : assert.fail()
    }
    const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)
    assert.equal(until({ 'retry-after': '90' }), 90)
    assert.equal(until({ 'retry-after': at(30).toUTCString() }), 30)
    assert.equal(until({ 'x-ratelimit-reset': at(120).toISOString() }), 120)
    assert.equal(until({ 'retry-after': '5', 'x-ratelimit-reset': at(120).toISOString() }), 5)
    assert.equal(until({}), 300)
    assert.equal(until({ 'retry-after': 'soon' }), 300)
    assert.equal(until({ 'retry-after': '999999999' }), 86_400)
    assert.equal(until({ 'x-ratelimit-reset': at(-500).toISOString() }), 1)
  })
})

describe('what no answer means', () => {
  const failure = (kind: HttpFailure['kind'], sent: boolean) => new HttpFailure(kind, 'said', { sent })

  it('of an errand: uncertain once a byte may have left, else certainly not done', () => {
    assert.equal(networkFailure(failure('timeout', true), true).failure.kind, 'uncertain')
    assert.equal(networkFailure(failure('unreachable', false), true).failure.kind, 'unreachable')
    assert.equal(networkFailure(failure('timeout', true), false).failure.kind, 'unreachable')
    assert.equal(networkFailure(failure('too-large', false), false).failure.kind, 'bad-response')
  })

  it('an error of ours stays one', () => {
    assert.throws(() => networkFailure(new TypeError('ours'), true), TypeError)
  })
})
