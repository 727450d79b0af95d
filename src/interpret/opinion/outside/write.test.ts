import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import type { SafeHttp } from '../../../../lib/http/index.ts'
import { loopbackHttp } from '../../../../test/support/listening.ts'
import { readAnswer } from '../opinion.ts'
import { write } from './write.ts'

const http = loopbackHttp()
const heard: { model: string; stream: boolean; max_tokens?: number; max_completion_tokens?: number }[] = []
let answers: (response: ServerResponse) => void
const server = createServer(async (request, response) => {
  let raw = ''
  for await (const chunk of request) raw += chunk
  heard.push(JSON.parse(raw))
  answers(response)
})
let url = ''
before(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
})
after(async () => {
  await http.close()
  server.closeAllConnections()
  server.close()
})

const REQUEST = { messages: [{ role: 'user' as const, content: 'Bonjour' }], tokens: 300 }
async function written(signal = new AbortController().signal, seen: string[] = []) {
  heard.length = 0
  const progress = (text: string) => void seen.push(text)
  return write(http, { url, model: 'petit', key: null }, REQUEST, { signal, progress })
}

/** Told piece by piece, in one write: how the network cuts it is tried with the stream. */
function telling(pieces: readonly string[], finish = 'stop') {
  return (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'Text/Event-Stream; charset=utf-8' })
    for (const content of pieces)
      response.write(`data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`)
    response.end(`data: ${JSON.stringify({ choices: [{ delta: {}, finish_reason: finish }] })}\n\n`)
  }
}

/** A wire on which each piece comes by itself, as none of TCP promises to. */
function pieceByPiece(pieces: readonly string[]): SafeHttp {
  async function* body() {
    for (const content of pieces)
      yield Buffer.from(`data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`)
  }
  const headers = { 'content-type': 'text/event-stream' }
  return { ...http, stream: async () => ({ status: 200, headers, url, body: body() }) }
}

describe('what a model thinks aloud', () => {
  it('is never shown, not even in part, wherever its marks are cut; what it says is', async () => {
    const words = fc.constantFrom('Bonjour', ' ', '\n', ' a < b', '<3', '<t', 'é', '😀', '<')
    const thought = fc
      .constantFrom('secret', 'secret <', 'x</th', '{"secret":1}')
      .map((inner) => `<think>${inner}</think>`)
    const pieces = fc.array(fc.oneof({ weight: 3, arbitrary: words }, thought.map(String)), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(pieces, fc.integer({ min: 1, max: 7 }), async (said, step) => {
        const whole = said.join('')
        const units = [...whole]
        const cut = Array.from({ length: Math.ceil(units.length / step) }, (_, i) =>
          units.slice(i * step, (i + 1) * step).join(''),
        )
        const seen: string[] = []
        const how = {
          signal: new AbortController().signal,
          progress: (shown: string) => void seen.push(shown),
        }
        const { text, failure } = await write(
          pieceByPiece(cut),
          { url, model: 'petit', key: null },
          REQUEST,
          how,
        )
        const open = said
          .filter((piece) => !piece.startsWith('<think>'))
          .join('')
          .trimStart()
        assert.equal(text, open.trim())
        assert.equal(failure, open.trim() === '' ? 'silent' : null)
        for (const shown of seen) assert.ok(open.startsWith(shown), JSON.stringify({ shown, open }))
      }),
      { numRuns: 150 },
    )
  })

  it('is no answer, though a verdict stands in it', () => {
    const verdict = {
      ...{ sentiment: 'positive', toxic: false, intent: 'praise', urgency: 0 },
      ...{ topics: ['delivery', 'delivery'], reason: 'x' },
    }
    const said = JSON.stringify(verdict)
    assert.deepEqual(readAnswer(`<think>Peut-être ${said} ou bien`, 'length'), { fault: 'cut' })
    assert.deepEqual(readAnswer(`<think>Peut-être ${said}`, 'stop'), { fault: 'silent' })
    assert.deepEqual(readAnswer(`<think>{</think>${said}`, 'stop'), { ...verdict, topics: ['delivery'] })
  })
})

describe('a text that is written outside', () => {
  it('is asked for with bounds, and once more without them only where they are what is wrong', async () => {
    const refusing = (words: string) => (response: ServerResponse) =>
      heard.length > 1 ? telling(['Oui'])(response) : void response.writeHead(400).end(words)
    for (const words of ['max_completion_tokens', '"temperature" is unsupported', 'unknown stream_options']) {
      answers = refusing(words)
      assert.equal((await written()).text, 'Oui', words)
      assert.deepEqual(
        heard.map(({ max_tokens, max_completion_tokens }) => [max_tokens, max_completion_tokens]),
        [
          [300, undefined],
          [undefined, 300],
        ],
        'never without a bound',
      )
    }
    answers = refusing('context too long')
    assert.deepEqual(await written(), { text: '', failure: 'request', owed: false })
    assert.equal(heard.length, 1)
  })

  it('is owed for where the other side may have worked, and not where it took nothing on', async () => {
    const CASES: [number, string, boolean][] = [
      [401, 'key', false],
      [402, 'quota', false],
      [403, 'key', false],
      [404, 'model', false],
      [418, 'request', false],
      [429, 'quota', false],
      [302, 'request', false],
      [500, 'broken', true],
      [204, 'broken', true],
    ]
    for (const [status, failure, owed] of CASES) {
      answers = (response) => void response.writeHead(status, { location: url }).end()
      assert.deepEqual(await written(), { text: '', failure, owed }, `${status}`)
      assert.equal(heard.length, 1, 'and is asked once')
    }
  })

  it('stops when a person stops it, and keeps what came', async () => {
    const control = new AbortController()
    answers = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(`data: {"choices":[{"delta":{"content":"Bon"}}]}\n\n`)
    }
    const { signal } = control
    const progress = (text: string) => text === 'Bon' && control.abort()
    const told = await write(http, { url, model: 'petit', key: null }, REQUEST, { signal, progress })
    assert.deepEqual(told, { text: 'Bon', failure: 'stopped', owed: true })
  })

  it('is bounded and cut alike, told piece by piece or at once', async () => {
    const long = 'mot '.repeat(3_100)
    const atOnce = (content: string, finish: string) => (response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ choices: [{ message: { content }, finish_reason: finish }] }))
    }
    for (const how of [atOnce, (content: string, finish: string) => telling([content], finish)]) {
      answers = how(long, 'stop')
      assert.deepEqual(await written(), { text: long.slice(0, 12_000), failure: 'too_large', owed: true })
      answers = how(' Bonjour ', 'length')
      assert.deepEqual(await written(), { text: 'Bonjour', failure: 'cut', owed: true })
      answers = how('<think>sans fin', 'stop')
      assert.deepEqual(await written(), { text: '', failure: 'silent', owed: true })
    }
  })
})
