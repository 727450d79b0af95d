import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ImportedAlert } from '../../../server/api.ts'
import { foundIn, leftOf } from './found.ts'

const alert = (name: string, query: string, errors: string[] = []): ImportedAlert => ({
  name,
  source: query,
  query,
  errors,
  notes: [],
  reading: null,
})

const FOUND = foundIn([
  alert('Marque', 'ardoise'),
  alert('Marque', 'lampe'),
  alert('Vide', ''),
  alert('Fausse', '-jeu', ['only leaves out']),
  alert('Autre', 'colis'),
])
const queries = (off: number[], made: number[]) =>
  leftOf(FOUND, new Set(off), new Set(made)).map(({ query }) => query)

test('what can be used is to be made, all but what was left out', () => {
  assert.deepEqual(queries([], []), ['ardoise', 'lampe', 'colis'])
  assert.deepEqual(queries([4], []), ['ardoise', 'lampe'])
  assert.deepEqual(leftOf([], new Set(), new Set()), [])
})

test('alerts that are called alike are apart: one made or left out leaves the other', () => {
  assert.deepEqual(queries([0], []), ['lampe', 'colis'])
  // The second was refused by the server: it is still to be made, and the first is not made twice.
  assert.deepEqual(queries([], [0]), ['lampe', 'colis'])
  assert.deepEqual(queries([1], [0, 4]), [])
})
