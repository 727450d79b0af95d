import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { fieldsOf, filled, startOf } from './schema.ts'

const schema = z.object({
  url: z.url().meta({ title: 'Address' }),
  every: z.int().min(5).default(15),
  token: z.string().optional(),
  kinds: z.array(z.enum(['post', 'like'])).default(['post']),
  names: z.array(z.string()).default([]),
  comments: z.boolean().default(true),
  mode: z.enum(['all', 'some']).meta({ choices: { all: 'Everything' } }),
  signature: z.string().default('').meta({ long: true }),
})
const form = { ...(z.toJSONSchema(schema, { io: 'input' }) as object), secrets: ['token'] }

test('each kind of field is made from what zod writes', () => {
  const fields = Object.fromEntries(fieldsOf(form).map((field) => [field.name, field]))
  assert.deepEqual(
    Object.values(fields).map((field) => [field.name, field.kind, field.required]),
    [
      ['url', 'url', true],
      ['every', 'number', false],
      ['token', 'secret', false],
      ['kinds', 'choices', false],
      ['names', 'list', false],
      ['comments', 'switch', false],
      ['mode', 'choice', true],
      ['signature', 'long', false],
    ],
  )
  assert.equal(fields.url?.label, 'Address')
  assert.equal(fields.every?.min, 5)
  assert.equal(fields.every?.max, undefined)
  assert.deepEqual(
    fields.kinds?.choices.map(({ value }) => value),
    ['post', 'like'],
  )
  assert.deepEqual(fields.mode?.choices, [
    { value: 'all', label: 'Everything' },
    { value: 'some', label: undefined },
  ])
})

test('what was left empty is not sent, so that a kept secret stays', () => {
  const start = startOf(form, { url: 'https://a.example/feed', every: 30 })
  assert.equal(start.every, 30)
  assert.equal(start.comments, true)
  assert.deepEqual(Object.keys(filled(start)), ['url', 'every', 'kinds', 'names', 'comments'])
})
