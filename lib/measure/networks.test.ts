import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fits, lengthOf, type Measure } from './measure.ts'

const mastodon: Measure = { unit: 'code-point', address: 23 }
const words = fc
  .array(
    fc.constantFrom('a', 'é', 'e\u0301', '😀', '👨‍👩‍👧', '🇫🇷', ' ', '\n', '.', '«', '»', 'http', '://'),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''))
const host = fc.stringMatching(/^[a-z]{1,12}\.(fr|com)$/)
const path = fc.stringMatching(/^(\/[a-z0-9?=&#%_~-]{0,60}[a-z0-9]){0,3}$/)

test('an address counts as 23 whatever its length, and all around it as it is', () => {
  fc.assert(
    fc.property(words, host, path, words, (before, name, rest, after) => {
      const address = `https://${name}${rest}`
      const text = `${before} ${address} ${after}`
      assert.equal(
        lengthOf(text, mastodon),
        lengthOf(`${before} `, mastodon) + 23 + lengthOf(` ${after}`, mastodon),
      )
    }),
  )
})

test('what closes a sentence or a bracket after an address is counted beside it', () => {
  for (const end of ['.', ',', '!', '?', ')', ']', '}', ';', ':', '’', "'", '…»', '»', '"', '>', ' .', '...'])
    assert.equal(
      lengthOf(`https://maison.fr/a${end}`, mastodon),
      23 + [...end].length - (end === '…»' ? 1 : 0),
      end,
    )
  assert.equal(lengthOf('HTTPS://MAISON.FR', mastodon), 23)
  assert.equal(lengthOf('https://a.fr/https://b.fr', mastodon), 23)
  for (const none of ['maison.fr', 'ftp://maison.fr', 'https://', 'http:// a'])
    assert.equal(lengthOf(none, mastodon), [...none].length, none)
})

test('graphemes are what people count: a family, a flag, an accent are one', () => {
  const grapheme: Measure = { unit: 'grapheme' }
  for (const one of ['a', 'é', 'e\u0301', '👨‍👩‍👧', '🇫🇷', '👍🏽', '\r\n', 'क्षि'.slice(0, 1)])
    assert.equal(lengthOf(one, grapheme), 1, one)
  fc.assert(
    fc.property(words, words, (a, b) => {
      const [together, apart] = [
        lengthOf(`${a} ${b}`, grapheme),
        lengthOf(a, grapheme) + 1 + lengthOf(b, grapheme),
      ]
      assert.ok(together <= apart && together >= apart - 2)
    }),
  )
})

test('a text may leave at its very limits and not past any of them', () => {
  const bluesky: Measure = { unit: 'grapheme', bytes: 3000 }
  assert.ok(fits('é'.repeat(300), 300, bluesky))
  assert.ok(!fits('é'.repeat(301), 300, bluesky))
  const family = '👨‍👩‍👧'
  const bytes = new TextEncoder().encode(family).length
  const most = Math.floor(3000 / bytes)
  assert.ok(fits(family.repeat(most), 300, bluesky))
  assert.ok(!fits(family.repeat(most + 1), 300, bluesky))
  assert.ok(fits('', 1, bluesky) && fits('x'.repeat(1e5), 0, { unit: 'code-point' }))
  assert.ok(!fits('x'.repeat(3001), 0, bluesky), 'without a limit of length the bytes still hold')
})
