import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { completions, tokenise, wordAt } from './query-tokens.ts'

test('the pieces make the query again', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (query) => {
      assert.equal(
        tokenise(query)
          .map((token) => token.text)
          .join(''),
        query,
      )
    }),
  )
})

test('each piece has the colour of what it is', () => {
  const kinds = tokenise('("air france" OR @airfrance) ET retard* -concours lang:fr')
    .filter((token) => token.kind !== 'space')
    .map((token) => token.kind)
  assert.deepEqual(kinds, [
    'paren',
    'phrase',
    'operator',
    'handle',
    'paren',
    'operator',
    'word',
    'exclude',
    'field',
  ])
})

test('fields are proposed, then their values, and an exclusion stays one', () => {
  assert.deepEqual(
    completions('thé sent', 8, []).map((one) => one.insert),
    ['sentiment:'],
  )
  assert.deepEqual(
    completions('thé -sentiment:n', 16, []).map((one) => one.insert),
    ['-sentiment:neutral ', '-sentiment:negative '],
  )
  assert.deepEqual(
    completions('channel:', 8, ['bluesky']).map((one) => one.insert),
    ['channel:bluesky '],
  )
  assert.deepEqual(completions('thé ', 4, []), [])
  assert.deepEqual(wordAt('thé lan', 7), { start: 4, text: 'lan' })
})
