import assert from 'node:assert/strict'
import { Readable, Writable } from 'node:stream'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { linesOf, write } from './index.ts'

async function linesIn(pieces: (string | Uint8Array)[]): Promise<string[]> {
  const lines: string[] = []
  for await (const line of linesOf(Readable.from(pieces))) lines.push(line)
  return lines
}

/** Bytes cut at any place, also within a letter. */
function cut(text: string, places: number[]): Buffer[] {
  const bytes = Buffer.from(text, 'utf8')
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  return at.slice(1).map((end, i) => bytes.subarray(at[i], end))
}

describe('lines of a stream', () => {
  const said = fc.string({
    unit: fc.constantFrom('a', 'é', '😡', '\n', '\r', '\r\n', '\u2028', '\u2029', '\u0085', ' ', ''),
    maxLength: 30,
  })

  it('are those of the whole text, however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(said, fc.array(fc.nat(), { maxLength: 8 }), async (text, places) => {
        const whole = text.split(/\r\n|\n|\r/)
        if (whole.at(-1) === '') whole.pop()
        assert.deepEqual(await linesIn(cut(text, places)), whole)
        assert.deepEqual(await linesIn([...text]), whole)
      }),
      { numRuns: 500 },
    )
  })

  it('are objects of JSON again, whatever stands in their strings', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }), async (texts) => {
        const file = texts.map((text) => `${JSON.stringify({ text })}\n`).join('')
        const read = (await linesIn(cut(file, [3, 11, 29]))).map((line) => JSON.parse(line).text)
        // Half of a pair has no bytes of its own.
        assert.deepEqual(
          read,
          texts.map((text) => JSON.parse(JSON.stringify({ text })).text),
        )
      }),
    )
    assert.deepEqual(await linesIn(['{"text":"un\u2028deux"}\n']), ['{"text":"un\u2028deux"}'])
  })
})

describe('writing', () => {
  it('waits for the reader, leaves nothing behind, and tells of one that is gone', async () => {
    const taken: string[] = []
    const slow = new Writable({
      highWaterMark: 1,
      write: (chunk, _encoding, done) => {
        taken.push(String(chunk))
        setImmediate(done)
      },
    })
    for (let i = 0; i < 30; i++) await write(slow, `${i} `)
    assert.equal(taken.length, 30)
    assert.deepEqual([slow.listenerCount('drain'), slow.listenerCount('error')], [0, 0])

    const gone = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => done(new Error('gone')),
    })
    await assert.rejects(write(gone, 'one'), /gone/)
  })
})
