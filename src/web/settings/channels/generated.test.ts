import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fieldsOf, filled, type Property, startOf } from './schema.ts'

const NAME = fc.stringMatching(/^[a-z]{1,6}$/)
const PROPERTY: fc.Arbitrary<Property> = fc.oneof(
  fc.record({ type: fc.constant('boolean') }),
  fc.record({
    type: fc.constantFrom('integer', 'number'),
    maximum: fc.constantFrom(9, Number.MAX_SAFE_INTEGER),
  }),
  fc.record({ type: fc.constant('array'), items: fc.constant({ type: 'string' }) }),
  fc.record({ type: fc.constant('array'), items: fc.constant<Property>({ enum: ['a', 'b'] }) }),
  fc.record({ type: fc.constant('string'), enum: fc.constant<string[]>(['x', 'y']) }),
  fc.record({ type: fc.constant('string'), format: fc.constantFrom('uri', 'email'), long: fc.boolean() }),
)
const FORM = fc.dictionary(NAME, PROPERTY, { noNullPrototype: true }).chain((properties) =>
  fc.record({
    properties: fc.constant(properties),
    required: fc.subarray(Object.keys(properties)),
    secrets: fc.subarray(Object.keys(properties)),
  }),
)

test('each property is one field, in its order, and what is sealed is typed unseen whatever it is', () => {
  fc.assert(
    fc.property(FORM, (form) => {
      const fields = fieldsOf(form)
      assert.deepEqual(
        fields.map(({ name }) => name),
        Object.keys(form.properties),
      )
      for (const { name, kind, required } of fields) {
        assert.equal(kind === 'secret', form.secrets.includes(name))
        assert.equal(required, form.required.includes(name))
      }
    }),
  )
})

test('what has a value to begin with is asked of nobody', () => {
  fc.assert(
    fc.property(fc.constantFrom<unknown>(false, 0, '', 'x', []), (value) => {
      const [field] = fieldsOf({ properties: { a: { default: value } }, required: ['a'] })
      assert.deepEqual([field?.required, field?.start], [false, value])
    }),
  )
})

test('a property that may be nothing is a field of what it is otherwise', () => {
  fc.assert(
    fc.property(PROPERTY, (property) => {
      const [plain] = fieldsOf({ properties: { a: property } })
      const nothing = { type: 'null' }
      for (const anyOf of [
        [property, nothing],
        [nothing, property],
      ])
        assert.deepEqual(fieldsOf({ properties: { a: { anyOf } } }), [plain])
    }),
  )
})

test('a bound that no figure reaches is not shown as one', () => {
  const maxOf = (maximum: number) => fieldsOf({ properties: { a: { type: 'integer', maximum } } })[0]?.max
  assert.deepEqual([maxOf(10), maxOf(Number.MAX_SAFE_INTEGER), maxOf(0)], [10, undefined, 0])
})

test('a form begins with what is known, and holds nothing that it has no field for', () => {
  const value = fc.oneof(fc.string(), fc.nat(), fc.boolean())
  fc.assert(
    fc.property(FORM, fc.dictionary(NAME, value), (form, known) => {
      const start = startOf(form, known)
      assert.deepEqual(Object.keys(start).toSorted(), Object.keys(form.properties).toSorted())
      for (const { name, start: first } of fieldsOf(form)) assert.deepEqual(start[name], known[name] ?? first)
    }),
  )
})

test('no, nought and nothing chosen are answers, and are sent', () => {
  const value = fc.constantFrom<unknown>('', null, undefined, false, 0, [], 'x')
  fc.assert(
    fc.property(fc.dictionary(NAME, value, { noNullPrototype: true }), (config) => {
      const sent = filled(config)
      for (const [name, one] of Object.entries(config)) {
        assert.equal(Object.hasOwn(sent, name), one !== '' && one !== null && one !== undefined)
        if (Object.hasOwn(sent, name)) assert.equal(sent[name], one)
      }
      assert.deepEqual(filled(sent), sent)
    }),
  )
})
