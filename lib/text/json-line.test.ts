import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { readJsonLine } from './index.ts'

const Post = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  text: z.string(),
  rating: z.number().max(5).optional(),
  author: z.object({ name: z.string() }).optional(),
})

const reasonOf = (line: string) => {
  const read = readJsonLine(Post, line)
  return read.ok ? 'read' : read.reason
}

describe('a line of JSON', () => {
  it('is read as its schema has it, with a mark of order before it or none', () => {
    assert.deepEqual(readJsonLine(Post, '\uFEFF{"id":7,"text":"lampe","more":1}'), {
      ok: true,
      value: { id: 7, text: 'lampe' },
    })
  })

  const wrong: [string, string][] = [
    ['nope', 'not JSON'],
    ['7', 'not an object in braces, such as {"text":"…"}'],
    ['[{"text":"a"}]', 'not an object in braces, such as {"text":"…"}'],
    ['{"id":1}', '"text" is missing'],
    ['{"text":null}', '"text" is null, not text'],
    ['{"text":["a"]}', '"text" is a list, not text'],
    ['{"text":{"fr":"a"}}', '"text" is an object, not text'],
    ['{"text":"a","rating":"5"}', '"rating" is text, not a number'],
    ['{"id":true,"text":"a"}', '"id" cannot be true or false'],
    ['{"text":"a","author":{}}', '"author.name" is missing'],
    ['{"text":"a","author":["b"]}', '"author" is a list, not an object'],
    ['{"text":"a","author":"b"}', '"author" is text, not an object'],
  ]
  for (const [line, reason] of wrong)
    it(`says of ${line} what its writer has to change`, () => assert.equal(reasonOf(line), reason))

  it('says with a value out of bounds what is asked', () =>
    assert.match(reasonOf('{"text":"a","rating":9}'), /^"rating": .*5/))

  it('is told in one line, whatever it is', () => {
    const anything = fc.oneof(
      fc.json(),
      fc.string({ unit: 'binary' }),
      fc
        .record({ id: fc.jsonValue(), text: fc.jsonValue(), author: fc.jsonValue() })
        .map((value) => JSON.stringify(value)),
    )
    fc.assert(
      fc.property(anything, (line) => {
        const reason = reasonOf(line)
        assert.match(reason, /^\S.*\S$/u)
        assert.doesNotMatch(reason, /undefined|Invalid input/u)
      }),
      { numRuns: 500 },
    )
  })
})
