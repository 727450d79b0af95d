import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Told, toldBy } from './stream.ts'

async function* cutAt(bytes: Uint8Array, places: readonly number[]) {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b)
  let from = 0
  for (const end of [...ends, bytes.length]) {
    yield bytes.subarray(from, end)
    from = end
  }
}

/** What was told, each time anew: what is told is the same object as it grows. */
async function tellings(text: string, places: readonly number[] = []): Promise<Told[]> {
  const all: Told[] = []
  for await (const told of toldBy(cutAt(Buffer.from(text), places))) all.push({ ...told })
  return all
}

const end = async (text: string) => (await tellings(text)).at(-1)
const event = (content: unknown, more: object = {}) =>
  `data: ${JSON.stringify({ choices: [{ delta: { content }, ...more }] })}\n\n`

describe('an answer that is told as it is written', () => {
  it('is the same wherever the network cuts it, and only ever grows', async () => {
    const said = fc.oneof(
      fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)), maxLength: 8 }),
      fc.constantFrom('é', '😀', '\u2028', '\r\n', ': '),
    )
    const one = fc.oneof(
      said.map((content) => ({
        line: `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}`,
        content,
      })),
      said.map((content) => ({
        line: `data:${JSON.stringify({ choices: [{ delta: { content } }] })}`,
        content,
      })),
      fc.constantFrom(
        { line: ': keep-alive', content: '' },
        { line: 'event: message', content: '' },
        { line: 'data:', content: '' },
        { line: 'data: [DONE]', content: '' },
        { line: 'data: {"choices":[{"delta":{"role":"assistant"}}]}', content: '' },
        { line: 'data: {"choices":[]}', content: '' },
      ),
    )
    const ending = fc.constantFrom('\n', '\r\n', '\r', '\n\n', '\r\n\r\n')
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(one, ending), { maxLength: 12 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        async (events, places) => {
          const text = events.map(([{ line }, ended]) => line + ended).join('')
          const all = await tellings(text, places)
          assert.equal(all.at(-1)?.text, events.map(([{ content }]) => content).join(''))
          assert.ok(all.every((told) => !told.broken))
          for (const [i, told] of all.entries()) assert.ok(told.text.startsWith(all[i - 1]?.text ?? ''))
        },
      ),
      { numRuns: 80 },
    )
  })

  it('ends as the other side says, and is counted by the last count it gives', async () => {
    const usage = (prompt: unknown, written: unknown) =>
      `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: prompt, completion_tokens: written } })}\n\n`
    const told = await end(
      event('Bon') + usage(9, 1) + event('jour', { finish_reason: 'stop' }) + event('') + usage(9, 2),
    )
    assert.deepEqual(told, { text: 'Bonjour', finish: 'stop', broken: false, usage: { in: 9, out: 2 } })
    const uncounted = await end(event('x') + usage(-1, 2) + usage('9', 2) + usage(1.5, 2) + usage(null, null))
    assert.deepEqual(uncounted, { text: 'x', finish: null, broken: false }, 'a count that is none is none')
  })

  it('is whole where the last line has no end', async () => {
    assert.equal((await end(event('Bonjour').trimEnd()))?.text, 'Bonjour')
    assert.equal((await end(`${event('Bon')}data: {"choices":[{"delta":{"content":"jo`))?.broken, true)
    assert.deepEqual(await end(''), { text: '', finish: null, broken: false })
  })

  it('breaks at what is none of it, and keeps what came before', async () => {
    const strange = [
      'data: {',
      'data: null',
      'data: "x"',
      'data: {"choices":{}}',
      'data: {"error":{"code":5}}',
    ]
    for (const line of strange) {
      const told = await tellings(`${event('Bon')}${line}\n\n${event('jour')}`, [])
      assert.equal(told.at(-1)?.broken, true, line)
      assert.ok(told.at(-1)?.text.startsWith('Bon'), line)
    }
    const two = await tellings(`data: nonsense\n${event('x')}`, [15])
    assert.equal(two.length, 1, 'nothing is read after it')
  })

  it('holds no line without end', async () => {
    const all = await tellings(`data: ${'x'.repeat(600_000)}`, [100_000, 250_000, 400_000])
    assert.deepEqual(
      all.map(({ broken }) => broken),
      [false, true],
    )
  })
})
