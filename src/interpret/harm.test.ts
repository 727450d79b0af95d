import assert from 'node:assert/strict'
import { test } from 'node:test'
import { harmOf } from './index.ts'

test('words that are in no stream are read as posts are: an insult offends, a criticism does not, nothing is not read', () => {
  assert.ok((harmOf('Demandez-lui donc, à cette pauvre idiote, à cette abrutie finie.') ?? 0) >= 0.8)
  assert.ok((harmOf('You people are complete idiots, what a bunch of assholes.') ?? 0) >= 0.8)
  assert.ok((harmOf('Quarante minutes d’attente, et personne pour répondre.') ?? 1) < 0.5)
  assert.ok((harmOf('I waited for forty minutes and nobody answered me.') ?? 1) < 0.5)
  const none = harmOf('')
  assert.ok(none === null || (none >= 0 && none < 0.5))
})
