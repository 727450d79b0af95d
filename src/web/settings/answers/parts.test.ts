import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { partsOf } from './parts.ts'

test('variables stand apart from what is said, with or without a fallback', () => {
  assert.deepEqual(partsOf('Bonjour {{prénom|}}, le {{ date | demain }}.'), [
    { at: 0, said: 'Bonjour ' },
    { at: 8, said: '{{prénom|}}', name: 'prénom' },
    { at: 19, said: ', le ' },
    { at: 24, said: '{{ date | demain }}', name: 'date' },
    { at: 43, said: '.' },
  ])
  assert.deepEqual(partsOf('{{}} and { {a} }'), [{ at: 0, said: '{{}} and { {a} }' }])
})

test('nothing of a text is lost, whatever it holds', () => {
  const text = fc
    .array(fc.constantFrom('{{', '}}', '{', '|', ' ', 'a', 'é\u0301', '\n'))
    .map((all) => all.join(''))
  fc.assert(
    fc.property(text, (given) => {
      const parts = partsOf(given)
      assert.equal(parts.map(({ said }) => said).join(''), given)
      for (const { at, said } of parts) assert.equal(given.slice(at, at + said.length), said)
    }),
  )
})
