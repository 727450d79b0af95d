import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { holds } from './plain.ts'

test('what is typed without accents, case or ligatures finds what is written with them', () => {
  assert.ok(holds('Réglages', 'reglages'))
  assert.ok(holds('Boîte de réception', 'RECEP boi'))
  assert.ok(holds('Inviter dans l’équipe', "l'equi"))
  assert.ok(holds('Œuvres du musée', 'oeuvre musee'))
  assert.ok(holds('Anything', '  '))
})

test('a word begins as typed, or is not found', () => {
  assert.ok(!holds('Réglages', 'glages'))
  assert.ok(!holds('Réglages', 'reglages veille'))
  assert.ok(!holds('Veille', 'veillée'))
})

test('every label is found by itself and by any of its beginnings', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.nat(30), (label, length) => {
      fc.pre(!/\p{M}|[ᾀ-῿]/u.test(label.normalize('NFKD').slice(0, 1)))
      assert.ok(holds(label, label))
      assert.ok(holds(label.toUpperCase(), label.toUpperCase().slice(0, length)) || length > label.length)
    }),
  )
})
