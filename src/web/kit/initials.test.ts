import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { hue, initials } from './initials.ts'

test('first and last name give their letters, a handle its own', () => {
  const cases = [
    ['Solène Marchetti', 'SM'],
    ['élodie de la Tour', 'ÉT'],
    ['@camille.roux', 'CR'],
    ['lampe', 'L'],
    ['jean-luc', 'JL'],
    ['🏮 Lumignon', '🏮L'],
    ['', '?'],
    ['   ', '?'],
  ] as const
  for (const [name, letters] of cases) assert.equal(initials(name), letters, name)
})

test('any name has one or two letters, and one colour that stays', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      assert.ok(initials(name).length >= 1)
      assert.match(hue(name), /^#[0-9a-f]{6}$/)
      assert.equal(hue(name), hue(name))
    }),
  )
})
