import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brandQuery } from './brand-query.ts'

test('names are quoted when they have to be', () => {
  assert.equal(
    brandQuery(['Maison Tisane', '@maisontisane', 'Tisane', ' ', 'l’"Infusion"']),
    '"Maison Tisane" OR @maisontisane OR Tisane OR "l’Infusion"',
  )
})
