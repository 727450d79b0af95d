import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasWords, negotiate, translate } from './index.ts'

test('words come in the language asked for, with their values', () => {
  assert.match(translate('fr', 'error:rate_limited', { seconds: 1200 }), /dans 1\u202f200 s\./)
  assert.match(translate('en', 'error:rate_limited', { seconds: 1200 }), /in 1,200 s\./)
})

test('values are not escaped: what shows them does', () => {
  assert.match(translate('en', 'error:sign_in_first', { email: "o'neil@a.org" }), /o'neil@a\.org/)
})

test('a value cannot call for another key', () => {
  assert.match(
    translate('en', 'error:sign_in_first', { email: '$t(error:internal) {{code}}' }),
    /\$t\(error:internal\)/,
  )
})

test('unknown keys are known to be unknown', () => {
  assert.ok(hasWords('fr', 'error:internal'))
  assert.ok(!hasWords('fr', 'error:nothing_of_the_kind'))
  assert.equal(translate('fr', 'error:nothing_of_the_kind'), 'nothing_of_the_kind')
})

test('the header of the browser is read with its weights', () => {
  assert.equal(negotiate('fr-FR,fr;q=0.9,en;q=0.8'), 'fr')
  assert.equal(negotiate('de-DE,en-GB;q=0.7,fr;q=0.3'), 'en')
  assert.equal(negotiate('fr;q=0.2, en;q=0.9'), 'en')
  assert.equal(negotiate('en;q=0, fr;q=0.1'), 'fr')
  assert.equal(negotiate('de, es;q=0.5'), null)
  assert.equal(negotiate(null), null)
  assert.equal(negotiate(`fr${',x;q=9'.repeat(10_000)}`), 'fr')
})
