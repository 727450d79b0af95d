import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mentionsIn } from './mention.ts'

const TEAM = [
  { id: 'lea', name: 'Léa' },
  { id: 'lea-m', name: 'Léa Martin' },
  { id: 'jean', name: 'Jean-Baptiste' },
  { id: 'zoe1', name: 'Zoé Roux' },
  { id: 'zoe2', name: 'zoé roux' },
  { id: 'blank', name: ' ' },
]
const named = (text: string) =>
  mentionsIn(text, TEAM).map(({ start, end, ids }) => [text.slice(start, end), ids.join()])

test('a name is meant whole, the longest that fits, in capitals or not', () => {
  assert.deepEqual(named('@Léa Martin, vois-tu ? Sinon @léa.'), [
    ['@Léa Martin', 'lea-m'],
    ['@léa', 'lea'],
  ])
  assert.deepEqual(named('(@JEAN-BAPTISTE) @Léa\u00a0Martin'), [
    ['@JEAN-BAPTISTE', 'jean'],
    ['@Léa\u00a0Martin', 'lea-m'],
  ])
  assert.deepEqual(named('@Zoé Roux'), [['@Zoé Roux', 'zoe1,zoe2']], 'two of one name')
})

test('an address, a longer word and a lone sign name nobody', () => {
  for (const text of ['info@léa.example', '@Léandre', '@ Léa', '@', 'a@b @@', '@Jean Baptiste', '']) {
    assert.deepEqual(named(text), [], text)
  }
  assert.deepEqual(named('@@Léa'), [['@Léa', 'lea']])
})

test('whatever stands around, each name written after an @ is found where it stands, and nothing else', () => {
  const filler = fc.constantFrom(' ', ', ', ' 🙂 ', '\n', ' İ ', ' voir ', '. ')
  const parts = fc.array(fc.tuple(filler, fc.constantFrom('@Léa Martin', '@Jean-Baptiste', '@Paul', 'Léa')))
  fc.assert(
    fc.property(parts, (all) => {
      const text = `${all.map(([before, word]) => before + word).join('')} `
      const expected = all.flatMap(([, word]) =>
        word === '@Léa Martin' || word === '@Jean-Baptiste' ? word : [],
      )
      assert.deepEqual(
        named(text).map(([word]) => word),
        expected,
      )
    }),
  )
})
