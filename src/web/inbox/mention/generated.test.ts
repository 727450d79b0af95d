import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { askedAt, named, piecesOf, proposed } from './at.ts'

const NOTE = fc.string({
  unit: fc.constantFrom('a', 'é', 'Z', '@', ' ', '.', '\n', '9', '😀'),
  maxLength: 60,
})
const NAME = fc.stringMatching(/^[A-Za-zéÉ]{1,8}( [A-Za-zéÉ]{1,8})?$/)

test('what is asked for is what stands between the last sign and the caret', () => {
  fc.assert(
    fc.property(NOTE, fc.nat(80), (text, at) => {
      const caret = Math.min(at, text.length)
      const asked = askedAt(text, caret)
      if (!asked) return
      assert.equal(text.charAt(asked.start), '@')
      assert.equal(text.slice(asked.start + 1, caret), asked.written)
      assert.doesNotMatch(asked.written, /[@\n]/)
      assert.ok(asked.written.length < 40)
    }),
  )
})

test('nothing after the caret changes what is asked for', () => {
  fc.assert(
    fc.property(NOTE, NOTE, (before, after) => {
      assert.deepEqual(askedAt(before + after, before.length), askedAt(before, before.length))
    }),
  )
})

test('a name that is taken stands in the note, the caret after it, and the rest as it was', () => {
  fc.assert(
    fc.property(NOTE, NOTE, NAME, (before, after, name) => {
      const text = before + after
      const asked = askedAt(text, before.length)
      fc.pre(asked !== null)
      const put = named(text, asked, name)
      assert.equal(put.text.slice(0, put.caret), `${before.slice(0, asked.start)}@${name} `)
      assert.equal(put.text.slice(put.caret), after.startsWith(' ') ? after.slice(1) : after)
    }),
  )
})

test('an address in a note asks for nobody', () => {
  for (const text of ['lea@', 'lea@exemple', 'x_@a', '9@a', 'é@a', '@@a'])
    assert.equal(askedAt(text, text.length), null, text)
  for (const text of ['@a', '(@a', ' @a', '\n@a', '«@a'])
    assert.equal(askedAt(text, text.length)?.written, 'a', text)
})

test('of those proposed none is a stranger, none is there twice, and they are eight at most', () => {
  fc.assert(
    fc.property(fc.uniqueArray(NAME, { maxLength: 20 }), fc.string({ maxLength: 4 }), (names, written) => {
      const members = names.map((name) => ({ name }))
      const found = proposed(members, written)
      assert.ok(found.length <= 8)
      assert.equal(new Set(found).size, found.length)
      assert.ok(found.every((one) => members.includes(one)))
    }),
  )
})

test('a member is proposed as soon as a name begins so, before whose last name does', () => {
  const members = ['Ada Martin', 'Marta Roux', 'Zoé Marchand', 'Paul'].map((name) => ({ name }))
  assert.deepEqual(
    proposed(members, 'mar').map(({ name }) => name),
    ['Marta Roux', 'Ada Martin', 'Zoé Marchand'],
  )
})

test('the pieces of a note are the note, and those apart are names of members', () => {
  fc.assert(
    fc.property(fc.array(NAME, { maxLength: 4 }), fc.array(NOTE, { maxLength: 4 }), (names, notes) => {
      const text = notes.map((note, n) => `${note} @${names[n] ?? ''} `).join('')
      const pieces = piecesOf(text, names)
      assert.equal(pieces.map((piece) => piece.text).join(''), text)
      const known = new Set(names.map((name) => `@${name}`.toLowerCase()))
      for (const piece of pieces) if (piece.name) assert.ok(known.has(piece.text.toLowerCase()), piece.text)
    }),
  )
})

test('the longer of two names is the one that is meant, and signs in a name are only signs', () => {
  const apart = (text: string, names: string[]) =>
    piecesOf(text, names)
      .filter(({ name }) => name)
      .map((piece) => piece.text)
  assert.deepEqual(apart('@Léa Roux et @Léa', ['Léa', 'Léa Roux']), ['@Léa Roux', '@Léa'])
  assert.deepEqual(apart('@Jean (A.) et @JeanX', ['Jean (A.)', 'Jean']), ['@Jean (A.)'])
  assert.deepEqual(apart('@Léandre', ['Léa']), [])
})
