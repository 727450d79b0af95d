import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { movedBy, newRule, replaced, toggled } from './change.ts'

test('a new rule has an id that no other has, and allows something', () => {
  const id = fc.oneof(
    fc.nat(6).map((n) => `regle-${n}`),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(id.map((one) => ({ id: one }))), (rules) => {
      const rule = newRule(rules)
      assert.ok(!rules.some((one) => one.id === rule.id))
      assert.match(rule.id, /^[a-z0-9-]{1,60}$/)
      assert.ok(rule.sanctions.length > 0)
    }),
  )
})

test('what is moved up and down again stands where it stood; nothing is lost at the ends', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(), { minLength: 1 }), fc.nat(), (all, n) => {
      const at = n % all.length
      assert.deepEqual(movedBy(all, 0, -1), all)
      assert.deepEqual(movedBy(all, all.length - 1, 1), all)
      if (at > 0) assert.deepEqual(movedBy(movedBy(all, at, -1), at - 1, 1), all)
      assert.deepEqual([...movedBy(all, at, 1)].sort(), [...all].sort())
      assert.equal(replaced(all, at, -1)[at], -1)
    }),
  )
})

test('what is ticked stands in the order in which it is offered, and is taken off again', () => {
  const offered = ['blur', 'hide', 'mute', 'block']
  fc.assert(
    fc.property(fc.subarray(offered), fc.constantFrom(...offered), (all, one) => {
      const next = toggled(all, offered, one)
      assert.equal(next.includes(one), !all.includes(one))
      assert.deepEqual(
        next,
        offered.filter((each) => next.includes(each)),
      )
      assert.deepEqual(toggled(next, offered, one), all)
    }),
  )
})
