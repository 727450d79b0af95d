import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { differing } from '../../lib/field.ts'
import { completions, marksIn, wordAt } from './completion.ts'
import { paint, tokenise } from './query-tokens.ts'

const KNOWN = { channels: ['bluesky'], lists: ['rivaux', 'insultes'], marks: ['@ardoise', '#Déco'] }

function offered(query: string): string[] {
  return completions(query, query.length, KNOWN).map((one) => one.insert)
}

test('the pieces make the query again, wherever errors and the caret are', () => {
  const place = fc.record({ start: fc.nat(80), size: fc.nat(20) })
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), fc.array(place), fc.nat(80), (query, places, caret) => {
      const joined = (pieces: { text: string }[]) => pieces.map((piece) => piece.text).join('')
      assert.equal(joined(tokenise(query)), query)
      const faults = places.map(({ start, size }) => ({ start, end: start + size }))
      assert.equal(joined(paint(query, faults, caret)), query)
    }),
  )
})

test('each piece has the colour of what it is', () => {
  const kinds = tokenise('("air france" OR @airfrance) ET retard* -concours lang:fr a NEAR/5 =Orange NEAR')
    .filter((token) => token.kind !== 'space')
    .map((token) => token.kind)
  assert.deepEqual(kinds, [
    ...['paren', 'phrase', 'operator', 'handle', 'paren', 'operator', 'word', 'exclude', 'field'],
    ...['word', 'near', 'exact', 'near'],
  ])
})

test('errors are underlined where they are, and parentheses tell their other one', () => {
  const wrong = paint('thé "vert noir"', [{ start: 5, end: 9 }], -1).filter((piece) => piece.wrong)
  assert.deepEqual(
    wrong.map((piece) => piece.text),
    ['vert'],
  )
  const at = (caret: number) =>
    paint('(a (b) c', [], caret).flatMap((piece) => (piece.paired ? [piece.start] : []))
  assert.deepEqual([at(4), at(6), at(0), at(1)], [[3, 5], [3, 5], [], []])
  const lonely = paint('(a (b) c)) "("', [], -1).filter((piece) => piece.lonely)
  assert.deepEqual(
    lonely.map((piece) => piece.start),
    [9],
  )
})

test('fields are proposed in both languages, then values, lists, handles and tags; an exclusion stays one', () => {
  assert.deepEqual(offered('thé sent'), ['sentiment:'])
  assert.deepEqual(offered('pay'), ['pays:'])
  assert.deepEqual(offered('thé -ton:n'), ['-ton:neutre ', '-ton:négatif '])
  assert.deepEqual(offered('-sentiment:n'), ['-sentiment:neutral ', '-sentiment:negative '])
  assert.deepEqual(offered('channel:'), ['channel:bluesky '])
  assert.deepEqual(offered('liste:r'), ['liste:rivaux '])
  assert.deepEqual(offered('(-@ar'), ['-@ardoise '])
  assert.deepEqual(offered('#de'), ['#Déco '])
  assert.deepEqual([offered('thé '), offered('foo:b'), offered('lang:fr')], [[], [], []])
  assert.deepEqual(wordAt('thé lan', 7), { start: 4, text: 'lan' })
  const posts = [
    { text: 'voir @b.example et #lampe', actor: { handle: 'a.example' } },
    { text: '#lampe', actor: { handle: null } },
  ]
  assert.deepEqual(marksIn(posts), ['#lampe', '@b.example', '@a.example'])
})

test('only what differs is replaced', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (before, after) => {
      const { start, end, to } = differing(before, after)
      assert.equal(before.slice(0, start) + after.slice(start, to) + before.slice(end), after)
      assert.ok(start <= end && start <= to)
    }),
  )
  assert.deepEqual(differing('orange', 'orange -jus'), { start: 6, end: 6, to: 11 })
})

test('what is replaced is whole characters, in a field that has emoji and letters of two halves', () => {
  const text = fc
    .array(fc.constantFrom('😀', '😁', '🎀', '𝒜', 'a', 'é', ' '), { maxLength: 8 })
    .map((all) => all.join(''))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const { start, end, to } = differing(before, after)
      assert.equal(before.slice(0, start) + after.slice(start, to) + before.slice(end), after)
      for (const piece of [
        before.slice(0, start),
        before.slice(start, end),
        after.slice(start, to),
        before.slice(end),
      ])
        assert.ok(piece.isWellFormed(), JSON.stringify([before, after, piece]))
    }),
    { numRuns: 500 },
  )
  assert.deepEqual(differing('un 😀', 'un 😁'), { start: 3, end: 5, to: 5 })
})
