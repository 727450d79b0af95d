import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mapped } from './mapping.ts'

test('a column becomes a field, and is left aside again', () => {
  const once = mapped({}, 'Avis', 'text')
  assert.deepEqual(once, { Avis: 'text' })
  assert.deepEqual(mapped(once, 'Avis', ''), {})
})

test('a field is taken from the column that had it, but several may be kept aside', () => {
  assert.deepEqual(mapped({ Avis: 'text', Note: 'rating' }, 'Titre', 'text'), {
    Note: 'rating',
    Titre: 'text',
  })
  assert.deepEqual(mapped({ Caisse: 'extra' }, 'Magasin', 'extra'), { Caisse: 'extra', Magasin: 'extra' })
})

test('whatever is chosen, no field but the extra has two columns, and the last choice holds', () => {
  const choice = fc.tuple(
    fc.constantFrom('a', 'b', 'c', 'd'),
    fc.constantFrom('', 'text', 'rating', 'author', 'extra'),
  )
  fc.assert(
    fc.property(fc.array(choice, { minLength: 1 }), (choices) => {
      const mapping = choices.reduce(
        (so, [column, field]) => mapped(so, column, field),
        {} as Record<string, string>,
      )
      const single = Object.values(mapping).filter((field) => field !== 'extra')
      assert.equal(new Set(single).size, single.length)
      const [column, field] = choices.at(-1) ?? ['', '']
      assert.equal(mapping[column] ?? '', field)
    }),
  )
})
