import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Problem } from '../../../../lib/errors/index.ts'
import { flatten } from './flatten.ts'
import { isJson, JsonRecords } from './json.ts'
import { LineSplitter } from './splitter.ts'

function records(text: string, piece = text.length || 1) {
  const reader = new JsonRecords()
  const found = []
  for (let at = 0; at < text.length; at += piece) found.push(...reader.push(text.slice(at, at + piece)))
  return [...found, ...reader.end()]
}

test('paths name what is nested', () => {
  const value = {
    id: 1,
    author: { name: 'A', tags: ['x', 'y'] },
    list: [{ a: 1 }, { a: 2 }],
    no: null,
    ok: true,
  }
  assert.deepEqual(Object.fromEntries(flatten(value)), {
    id: '1',
    'author.name': 'A',
    'author.tags': 'x, y',
    'list.0.a': '1',
    'list.1.a': '2',
    ok: 'true',
  })
})

test('depth and number of paths are bounded', () => {
  let deep: unknown = 'x'
  for (let i = 0; i < 5000; i += 1) deep = { d: deep }
  assert.equal(flatten(deep).size, 0)
  assert.equal(flatten(Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`k${i}`, i]))).size, 500)
})

test('lines: one record each, bad ones told by number, blank ones skipped', () => {
  const found = records('{"a":1}\n\n{bad}\r\n[1]\n"x"\n{"a":2}')
  assert.deepEqual(
    found.map(({ line, reason, fields }) => [line, reason ?? fields?.get('a')]),
    [
      [1, '1'],
      [3, 'json'],
      [4, 'json'],
      [5, 'json'],
      [6, '2'],
    ],
  )
})

test('a list, a list in an object, and an archive of X give their records with their lines', () => {
  const list = '[\n {"a":"x}]\\"{"},\n\n {"a":2}\n]'
  assert.deepEqual(
    records(list).map(({ line, fields }) => [line, fields?.get('a')]),
    [
      [2, 'x}]"{'],
      [4, '2'],
    ],
  )
  const wrapped =
    '{"total": 2, "tags": ["x"], "none": [], "reviews": [{"a":1,"sub":[{"b":2}]},{"a":2}], "more":[{"a":3}]}'
  assert.deepEqual(
    records(wrapped).map(({ fields }) => fields?.get('a')),
    ['1', '2'],
  )
  assert.deepEqual(
    records('window.YTD.tweets.part0 = [{"tweet":{"id_str":"1"}}]').map(({ fields }) =>
      fields?.get('tweet.id_str'),
    ),
    ['1'],
  )
})

test('a record alone, with a list in it, is a record', () => {
  const [one, ...rest] = records('{"text":"Bonjour à tous et merci","date":"2024-01-31","why":[{"a":1}]}')
  assert.deepEqual([one?.fields?.get('text'), rest.length], ['Bonjour à tous et merci', 0])
})

test('records do not depend on how the text is cut', () => {
  const value = fc.array(
    fc.record({ a: fc.string({ unit: 'grapheme', maxLength: 10 }), b: fc.jsonValue({ maxDepth: 2 }) }),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  fc.assert(
    fc.property(value, fc.integer({ min: 1, max: 9 }), fc.constantFrom(0, 2), (list, piece, indent) => {
      const text = ` ${JSON.stringify(list, null, indent)}`
      const expected = list.map((item) => item.a)
      assert.deepEqual(
        records(text, piece + 1).map(({ fields }) => fields?.get('a')),
        expected,
      )
    }),
    { numRuns: 500 },
  )
})

test('long numbers keep all their digits', () => {
  const [record] = records('{"id": 1234567890123456789, "n": 12.5, "list":[9007199254740993]}')
  assert.equal(record?.fields?.get('id'), '1234567890123456789')
  assert.equal(record?.fields?.get('n'), '12.5')
  assert.equal(record?.fields?.get('list'), '9007199254740993')
})

test('a list that stops short is refused, a record that is too long is told', () => {
  assert.throws(
    () => records('[{"a":1},{"a":'),
    (error) => error instanceof Problem && error.id === 'import_json',
  )
  const long = records(`[{"a":1},{"a":"${'x'.repeat(1_100_000)}"},{"a":3}]`, 100_000)
  assert.deepEqual(
    long.map(({ reason, fields }) => reason ?? fields?.get('a')),
    ['1', 'line_too_long', '3'],
  )
  const lines = new LineSplitter()
  const found = [
    ...lines.push('{"a":1}\n'),
    ...lines.push(`{"a":"${'x'.repeat(1_100_000)}`),
    ...lines.push('x"}\n{"a":3}'),
    ...lines.end(),
  ]
  assert.deepEqual(
    found.map(({ line, json }) => [line, json?.slice(0, 7)]),
    [
      [1, '{"a":1}'],
      [2, undefined],
      [3, '{"a":3}'],
    ],
  )
})

test('any text at all is read to its end or refused in words', () => {
  const noise = fc.string({
    unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', '\n', 'a', '1', ' '),
    maxLength: 60,
  })
  fc.assert(
    fc.property(noise, (text) => {
      try {
        records(text)
      } catch (error) {
        assert.ok(error instanceof Problem)
      }
    }),
    { numRuns: 5000 },
  )
})

test('JSON is known by its beginning', () => {
  for (const text of ['{"a":1}', ' [ {"a":1}]', '[]', 'window.YTD.tweets.part0 = [', '{\n "a": 1}'])
    assert.ok(isJson(text), text)
  for (const text of ['a;b', '[x];y', '{a}', '"a","b"']) assert.ok(!isJson(text), text)
})
