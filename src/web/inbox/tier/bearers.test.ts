import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bearersOf, moving } from './bearers.ts'

const rows = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 3 }),
    personId: fc.option(fc.constantFrom('p', 'q', 'r')),
    author: fc.record({
      id: fc.constant('id'),
      name: fc.option(fc.constantFrom('Inès', 'Marc')),
      handle: fc.option(fc.constant('ines')),
      avatar: fc.constant(null),
    }),
    tier: fc.option(fc.constantFrom('Or', 'Argent').map((name) => ({ name, color: 'ochre' as const }))),
  }),
  { selector: ({ id }) => id, maxLength: 8 },
)

test('each person behind what is selected is there once and by a name, and nobody else', () => {
  fc.assert(
    fc.property(rows, fc.func(fc.boolean()), (all, picks) => {
      const some = all.filter(({ id }) => picks(id))
      const ids = some.map(({ id }) => id)
      const { people, nobody } = bearersOf(all, ids)
      const known = new Set(some.flatMap(({ personId }) => personId ?? []))
      assert.deepEqual(new Set(people.map(({ id }) => id)), known)
      assert.equal(people.length, known.size)
      assert.equal(nobody, some.filter(({ personId }) => personId === null).length)
      assert.ok(people.every(({ name }) => name !== ''))
    }),
  )
})

test('those move who bear something else', () => {
  const people = [
    { id: 'p', name: 'Inès', tier: 'Or' },
    { id: 'q', name: 'Marc', tier: null },
  ]
  const names = (tier: string | null) => moving(people, tier).map(({ name }) => name)
  assert.deepEqual([names('Or'), names(null), names('Argent')], [['Marc'], ['Inès'], ['Inès', 'Marc']])
})
