import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bodyOf, edited, givenTo, isWhole, moved, NOBODY, newRule, takerOf } from './rule.ts'

test('a rule goes to the server with what it asks for, and nothing besides', () => {
  const rule = {
    ...newRule('k', ' Presse '),
    when: { channels: [], labels: ['vip'], query: '', urgency: undefined },
  }
  assert.deepEqual(bodyOf(rule), { name: 'Presse', enabled: true, give: NOBODY, when: { labels: ['vip'] } })
  const [kept] = edited([{ id: 'r1', name: 'R', enabled: false, when: {}, give: { to: 'owner' } }])
  assert.ok(kept)
  assert.deepEqual([kept.key, bodyOf(kept).id], ['r1', 'r1'])
})

test('who takes is changed without losing who was asked for', () => {
  const skilled = { ...NOBODY, skill: 'SAV' }
  const inTurn = givenTo('turn', skilled, 'ana')
  assert.deepEqual([takerOf(inTurn), inTurn.to === 'pool' && inTurn.skill], ['turn', 'SAV'])
  assert.deepEqual(givenTo('member', skilled, 'ana'), { to: 'member', memberId: 'ana' })
  assert.deepEqual(givenTo('member', { to: 'member', memberId: 'ben' }, 'ana'), {
    to: 'member',
    memberId: 'ben',
  })
  assert.deepEqual(givenTo('owner', skilled, 'ana'), { to: 'owner' })
  assert.deepEqual(givenTo('load', { to: 'owner' }, 'ana'), NOBODY)
})

test('a rule without a name, or for nobody, is not whole', () => {
  assert.equal(isWhole(newRule('k', 'R')), true)
  assert.equal(isWhole(newRule('k', '  ')), false)
  assert.equal(isWhole({ ...newRule('k', 'R'), give: { to: 'member', memberId: '' } }), false)
})

test('a rule moves by one place, never past the ends, and the others keep theirs', () => {
  const keys = (all: { key: string }[]) => all.map(({ key }) => key).join('')
  const rules = [...'abc'].map((key) => ({ key }))
  assert.equal(keys(moved(rules, 'b', -1)), 'bac')
  assert.equal(keys(moved(rules, 'c', 1)), 'abc')
  assert.equal(keys(moved(rules, 'a', -1)), 'abc')
  assert.equal(keys(moved(rules, 'x', 1)), 'abc')
  fc.assert(
    fc.property(fc.nat(2), fc.constantFrom(-1 as const, 1 as const), (at, by) => {
      const key = 'abc'.charAt(at)
      assert.deepEqual([...keys(moved(rules, key, by))].sort(), ['a', 'b', 'c'])
    }),
  )
})
