import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { askedAt, named, piecesOf, proposed } from './at.ts'

test('a name is asked for after an @ that begins a word, up to the caret', () => {
  const cases: [string, string | null][] = [
    ['@', ''],
    ['Voir @Lé', 'Lé'],
    ['Voir @Léa Mar', 'Léa Mar'],
    ['(@le', 'le'],
    ['info@lamp', null],
    ['@@le', null],
    ['@ ', null],
    ['@Léa\nsuite', null],
    ['Bonjour', null],
  ]
  for (const [text, written] of cases)
    assert.equal(askedAt(text, text.length)?.written ?? null, written, text)
  assert.deepEqual(askedAt('Voir @Léa et', 8), { start: 5, written: 'Lé' })
})

test('members are proposed by what their name holds, accents or not, who begins so first', () => {
  const team = ['Marc Léa', 'Léa Martin', 'Zoé', 'Paul'].map((name) => ({ name }))
  const names = (written: string) => proposed(team, written).map(({ name }) => name)
  assert.deepEqual(names('lé'), ['Léa Martin', 'Marc Léa'])
  assert.deepEqual(names('zoe'), ['Zoé'])
  assert.deepEqual(names('').length, 4)
  assert.deepEqual(names('nobody'), [])
})

test('what is put in stands whole, with one space after it, and the caret behind', () => {
  const put = (text: string, caret: number) => {
    const asked = askedAt(text, caret)
    assert.ok(asked)
    const { text: next, caret: at } = named(text, asked, 'Léa Martin')
    return `${next.slice(0, at)}|${next.slice(at)}`
  }
  assert.equal(put('Voir @lé', 8), 'Voir @Léa Martin |')
  assert.equal(put('Voir @lé merci', 8), 'Voir @Léa Martin |merci')
})

test('a note is cut at the names it bears, and loses nothing', () => {
  assert.deepEqual(piecesOf('Vu, @Léa Martin ? @Léa.', ['Léa', 'Léa Martin']), [
    { text: 'Vu, ', name: false },
    { text: '@Léa Martin', name: true },
    { text: ' ? ', name: false },
    { text: '@Léa', name: true },
    { text: '.', name: false },
  ])
  assert.deepEqual(piecesOf('@Léandre', ['Léa']), [{ text: '@Léandre', name: false }])
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string({ minLength: 1 }), { maxLength: 3 }), (text, names) => {
      assert.equal(
        piecesOf(text, names)
          .map((piece) => piece.text)
          .join(''),
        text,
      )
    }),
  )
})
