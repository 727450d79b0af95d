import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sheetOf, termsIn } from './sheet.ts'

const HEAD: [string, string] = ['Liste', 'Terme']

test('what is saved is read again, list by list', () => {
  const term = fc.stringMatching(/^[@#=＝-]?[a-zé]{2,8}(?: "?[a-z]{2,6}"?)?(?:, [a-z]{2,4})?$/)
  const lists = fc.uniqueArray(
    fc.record({
      name: fc.stringMatching(/^[@+=＠-]?[a-z]{1,6}$/),
      terms: fc.uniqueArray(term, { minLength: 1, maxLength: 5 }),
    }),
    { selector: (list) => list.name.normalize('NFKD'), minLength: 1, maxLength: 4 },
  )
  fc.assert(
    fc.property(lists, (all) => {
      const text = sheetOf(all, HEAD)
      for (const { name, terms } of all) assert.deepEqual(termsIn(text, name), terms)
    }),
  )
})

test('a file that is no sheet is a term a line; another list’s sheet gives all its terms', () => {
  assert.deepEqual(termsIn('\ufeffgranit\r\nmarbre blanc\n\ngranit', 'rivaux'), ['granit', 'marbre blanc'])
  assert.deepEqual(termsIn('Nom;Terme\nautres;granit\nautres;"marbre; blanc"\n', 'rivaux'), [
    'granit',
    'marbre; blanc',
  ])
  assert.deepEqual(termsIn(sheetOf([{ name: 'a', terms: ['@ardoise'] }], HEAD), 'a'), ['@ardoise'])
})
