import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { Problem } from '../../../lib/errors/index.ts'
import { limitedRequest, queryOf, readJson, validate } from './input.ts'

function refusal(schema: z.ZodType, value: unknown, locale: 'fr' | 'en' = 'en'): Record<string, string> {
  try {
    validate(schema, value, 'body_invalid', locale)
  } catch (error) {
    assert.ok(error instanceof Problem)
    assert.deepEqual([error.id, error.status], ['body_invalid', 422])
    return error.fields ?? {}
  }
  throw new Error('it was taken')
}

const cases: [name: string, schema: z.ZodType, value: unknown, words: string][] = [
  ['missing', z.string(), undefined, 'Required.'],
  ['null', z.string(), null, 'Required.'],
  ['a wrong type', z.string(), 3, 'This value is not of the expected type (string).'],
  ['empty', z.string().min(1), '', 'Required.'],
  ['too short', z.string().min(3), 'ab', 'At least 3 characters.'],
  ['too long', z.string().max(1500), 'x'.repeat(1501), 'At most 1,500 characters.'],
  ['too few', z.array(z.string()).min(2), ['a'], 'At least 2 needed.'],
  ['too many', z.array(z.string()).max(1), ['a', 'b'], 'At most 1 allowed.'],
  ['too small', z.number().min(5), 4, 'At least 5.'],
  ['too big', z.number().max(5), 6, 'At most 5.'],
  ['not a choice', z.enum(['a', 'b']), 'c', 'Choose among: a, b.'],
  ['a choice missing', z.enum(['a', 'b']), undefined, 'Required.'],
  ['not an e-mail', z.email(), 'camille', 'This is not an e-mail address.'],
  ['not an address', z.url(), 'camille', 'This is not a web address.'],
  ['not an id', z.uuid(), 'camille', 'This is not an identifier.'],
  ['not a date', z.iso.datetime(), 'camille', 'This is not a date (ISO 8601).'],
  ['another format', z.string().regex(/^a+$/), 'b', 'This value is not valid.'],
  [
    'a rule with words of ours',
    z.string().refine(() => false, 'field_time_zone'),
    'x',
    'This is not a known time zone (for instance Europe/Paris).',
  ],
  ['a rule without', z.string().refine(() => false, 'Whatever'), 'x', 'This value is not valid.'],
  ['no branch of a union', z.union([z.number(), z.boolean()]), 'x', 'This value is not valid.'],
]
for (const [name, schema, value, words] of cases) {
  test(`a value that is ${name} is refused in words`, () => {
    assert.deepEqual(refusal(z.strictObject({ a: schema }), { a: value }), { a: words })
  })
}

test('paths lead into lists and parts, and unknown fields are named where they are', () => {
  const schema = z.strictObject({ list: z.array(z.strictObject({ name: z.string() })) })
  const fields = refusal(schema, {
    list: [{ name: 'a' }, { name: 1, role: 'owner' }],
    __proto__: null,
    constructor: 1,
  })
  assert.deepEqual(Object.keys(fields).sort(), ['constructor', 'list.1.name', 'list.1.role'])
})

test('French words are French', () => {
  assert.deepEqual(refusal(z.strictObject({}), { admin: true }, 'fr'), {
    admin: 'Ce champ n’existe pas ici\u202f: admin.',
  })
})

test('what passes comes out as the schema makes it', () => {
  assert.deepEqual(validate(z.strictObject({ n: z.coerce.number().default(2) }), {}, 'query_invalid', 'en'), {
    n: 2,
  })
})

test('a query keeps one value as it is and several as a list, without those that are ours', () => {
  const url = new URL('http://x/?a=1&b=2&b=3&workspace=w&c=')
  assert.deepEqual(queryOf(url, ['workspace']), { a: '1', b: ['2', '3'], c: '' })
})

function sending(body: BodyInit | null, headers: Record<string, string> = {}): Request {
  return new Request('http://x/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
}

function drip(chunks: number, bytes: number): ReadableStream<Uint8Array> {
  let sent = 0
  return new ReadableStream({
    pull(controller) {
      if (sent++ < chunks) controller.enqueue(new Uint8Array(bytes).fill(32))
      else controller.close()
    },
  })
}

test('a body that does not say its length is cut where it exceeds its share', async () => {
  const json = { 'content-type': 'application/json' }
  await assert.rejects(readJson(sending(drip(50, 100), json), 4000), { id: 'too_large', status: 413 })
  const limited = limitedRequest(sending(drip(50, 100)), 4000)
  await assert.rejects(limited.arrayBuffer(), { id: 'too_large' })
  assert.equal((await limitedRequest(sending(drip(40, 100)), 4000).arrayBuffer()).byteLength, 4000)
})

test('a body that says too much is refused before it is read', async () => {
  let pulled = 0
  const body = new ReadableStream(
    {
      pull() {
        pulled++
      },
    },
    { highWaterMark: 0 },
  )
  const request = sending(body, { 'content-length': '999999', 'content-type': 'application/json' })
  await assert.rejects(readJson(request, 1000), { id: 'too_large' })
  assert.equal(pulled, 0)
})

test('no body is an empty object; JSON has to say that it is', async () => {
  assert.deepEqual(await readJson(sending(null), 10), { text: '', value: {} })
  assert.deepEqual(
    (await readJson(sending('{"a":1}', { 'content-type': 'application/json; charset=utf-8' }), 10)).value,
    { a: 1 },
  )
  await assert.rejects(readJson(sending('{"a":1}', { 'content-type': 'text/plain' }), 10), {
    id: 'json_needed',
    status: 415,
  })
  await assert.rejects(readJson(sending('{a', { 'content-type': 'application/json' }), 10), {
    id: 'json_broken',
  })
})

test('what no column keeps is refused where it stands, and nothing else is', () => {
  const anything = z.unknown()
  assert.deepEqual(Object.keys(refusal(anything, { a: ['x', { b: 'p\u0000' }], c: '\ud800z', d: 'ok' })), [
    'a.1.b',
    'c',
  ])
  assert.deepEqual(Object.keys(refusal(anything, { a: { 'k\u0000': 1 } })), ['a'])
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
      const text = JSON.stringify(value)
      if (text.includes('\\u0000')) refusal(anything, value)
      else assert.deepEqual(validate(anything, value, 'body_invalid', 'en'), value)
    }),
  )
})
