import assert from 'node:assert/strict'
import { test } from 'node:test'
import { money } from './money.ts'

test('minor units become amounts of their currency, which has two digits, none or three', () => {
  assert.equal(money('en', 5790, 'EUR'), '€57.90')
  assert.equal(money('fr', 5790, 'EUR').replace(/\s/g, ' '), '57,90 €')
  assert.equal(money('en', 5790, 'JPY'), '¥5,790')
  assert.match(money('en', 5790, 'TND'), /5\.790/)
  assert.equal(money('en', 5790, 'nonsense'), '57.9 nonsense')
})
