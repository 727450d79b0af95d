import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { beside } from '../../approval/place.ts'
import { isVacant, isWhole, KINDS, moved, namedIn, newRule, saysOf } from './rule.ts'

const names = {
  role: (id: string) => `r${id}`,
  member: (id: string) => `m${id}`,
  channel: (id: string) => `c${id}`,
  alert: (id: string) => `a${id}`,
}

test('a rule is whole once it has a name and concerns something', () => {
  for (const kind of KINDS) {
    assert.equal(isWhole(newRule('1', kind, 'Nom')), kind !== 'place', kind)
    assert.equal(isWhole(newRule('1', kind, '  ')), false)
  }
  assert.equal(isWhole({ ...newRule('1', 'newcomer', 'N'), first: 0 }), false)
  assert.equal(isWhole({ ...newRule('1', 'newcomer', 'N'), first: 0, members: ['a'] }), true)
  for (const some of [{ channels: ['x'] }, { labels: ['x'] }, { alerts: ['x'] }])
    assert.equal(isWhole({ ...newRule('1', 'place', 'N'), ...some }), true)
})

test('a rule is vacant where it names somebody, and nobody of them may approve', () => {
  const able = [
    { id: 'ana', name: 'Ana', role: 'owner' },
    { id: 'bob', name: 'Bob', role: 'approver' },
  ]
  const vacant = (approvers: string[], roles: string[]) =>
    isVacant({ ...newRule('1', 'all', 'Nom'), approvers, roles }, able)
  assert.equal(vacant([], []), false, 'whoever may approves')
  assert.equal(vacant(['eve'], []), true, 'who has left')
  assert.equal(vacant([], ['manager']), true, 'a role that nobody has')
  assert.equal(vacant(['eve'], ['manager']), true)
  assert.equal(vacant(['eve'], ['approver']), false)
  assert.equal(vacant(['ana'], ['manager']), false)
  assert.deepEqual(namedIn({ approvers: ['ana'], roles: ['approver'] }, able), able)
  assert.equal(namedIn({ approvers: [], roles: [] }, able), undefined)
})

test('a rule is moved by one place, keeps all others in their order, and stays at the ends', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(20), { minLength: 1 }),
      fc.nat(20),
      fc.constantFrom(-1 as const, 1 as const),
      (ids, n, by) => {
        const rules = ids.map((id) => ({ id: `${id}` }))
        const id = rules[n % rules.length]?.id ?? ''
        const after = moved(rules, id, by)
        assert.deepEqual(after.map((one) => one.id).toSorted(), rules.map((one) => one.id).toSorted())
        const [from, to] = [rules, after].map((all) => all.findIndex((one) => one.id === id))
        const wanted = Math.min(rules.length - 1, Math.max(0, (from ?? 0) + by))
        assert.equal(to, wanted)
        const rest = (all: typeof rules) => all.filter((one) => one.id !== id)
        assert.deepEqual(rest(after), rest(rules))
      },
    ),
  )
  assert.deepEqual(moved([{ id: 'a' }], 'b', 1), [{ id: 'a' }])
})

test('the one beside in a list is within it, and the first where none is chosen', () => {
  const items = [{ id: 'a' }, { id: 'b' }, { id: 'c' }]
  assert.deepEqual([beside(items, 'a', 1), beside(items, 'c', 1), beside(items, 'a', -1)], ['b', 'c', 'a'])
  assert.deepEqual(
    [beside(items, undefined, 1), beside(items, 'x', -1), beside([], 'a', 1)],
    ['a', 'a', undefined],
  )
})

test('a rule says of whom, where, by whom and for how long', () => {
  const rule = { ...newRule('1', 'newcomer', 'N'), members: ['1'], approvers: ['2'], roles: ['manager'] }
  assert.deepEqual(saysOf(rule, names), {
    key: 'newcomer_both',
    count: 5,
    who: ['m1'],
    where: [],
    approvers: ['rmanager', 'm2'],
    hours: 8,
  })
  assert.equal(saysOf({ ...rule, members: [] }, names).key, 'newcomer_first')
  assert.equal(saysOf({ ...rule, first: 0 }, names).key, 'newcomer')
  const place = { ...newRule('1', 'place', 'N'), channels: ['x'], labels: ['vip'], alerts: ['y'] }
  assert.deepEqual(saysOf(place, names).where, ['cx', 'vip', 'ay'])
})
