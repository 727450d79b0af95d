import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { CustomerTiers } from '../../../server/api.ts'
import {
  COLORS,
  type Edited,
  editedOf,
  isSound,
  MOST_TIERS,
  newTier,
  readyMade,
  sentOf,
  wouldFall,
} from './edited.ts'

const tiers: fc.Arbitrary<CustomerTiers> = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd')).chain((ids) =>
  fc.array(fc.nat(50), { minLength: ids.length, maxLength: ids.length }).map((people) => ({
    version: 'v',
    tiers: ids.map((id, n) => ({ id, name: id, color: 'slate' as const, weight: 3, people: people[n] ?? 0 })),
  })),
)

test('what is sent unchanged is what was there, in its order', () => {
  fc.assert(
    fc.property(tiers, (all) => {
      assert.deepEqual(
        sentOf(editedOf(all)),
        all.tiers.map(({ people: _, ...tier }) => tier),
      )
      assert.equal(wouldFall(all, editedOf(all)), 0)
    }),
  )
})

test('those would fall whose tier is left out, and nobody else', () => {
  fc.assert(
    fc.property(tiers, fc.func(fc.boolean()), (all, keeps) => {
      const kept = editedOf(all).filter(({ id }) => keeps(id))
      const left = all.tiers.filter(({ id }) => !kept.some((one) => one.id === id))
      assert.equal(
        wouldFall(all, kept),
        left.map(({ people }) => people).reduce((a, b) => a + b, 0),
      )
      assert.equal(wouldFall(all, [...kept, newTier('new', kept)]), wouldFall(all, kept))
    }),
  )
})

test('a list is sound where each has a name and no two have one name, whatever its case and spaces', () => {
  const named = (name: string): Edited => ({ ...newTier('k', []), name })
  for (const bad of [['Or', ' or'], [''], ['Or', '  ']]) assert.ok(!isSound(bad.map(named)), bad.join())
  assert.ok(isSound([]) && isSound(['Or', 'Argent'].map(named)))
})

test('what is offered is sound, weighs less as it goes down, and is within what the server takes', () => {
  let n = 0
  const set = readyMade(['Or', 'Argent', 'Bronze'], () => String(n++))
  assert.ok(isSound(set) && set.length <= MOST_TIERS)
  assert.deepEqual(
    set.map(({ weight }) => weight),
    [15, 10, 5],
  )
  assert.equal(new Set(set.map(({ id }) => id)).size, 3)
  assert.ok(set.every(({ people }) => people === 0))
})

test('a new one has a colour that none has yet, while there is one', () => {
  const all: Edited[] = []
  for (const n of COLORS.keys()) all.push(newTier(String(n), all))
  assert.equal(new Set(all.map(({ color }) => color)).size, COLORS.length)
  assert.ok(COLORS.includes(newTier('more', all).color))
})
