import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ConversationEntry, Service } from '../../../server/api.ts'
import { atService, begun, filled, firstShared, lacking, shareable } from './order.ts'

const message = (id: string, ours = false, deleted = false) =>
  ({ kind: 'message', id, at: id, ours, activity: { id, deleted } }) as unknown as ConversationEntry
const noted = {
  kind: 'note',
  id: 'n',
  at: 'n',
  author: { id: 'm', name: 'Léa' },
  text: 'x',
  mentions: [],
} as ConversationEntry
const service = {
  ...{
    id: 's',
    reasons: [
      { id: 'r', words: { fr: 'a', en: 'a' } },
      { id: 'old', words: { fr: 'b', en: 'b' }, off: true },
    ],
  },
  fields: [{ id: 'f', kind: 'text', words: { fr: 'c', en: 'c' }, required: true }],
} as unknown as Service

test('the customer’s last three messages are shared at first; notes, what is gone and our own words are not', () => {
  const entries = [
    message('1'),
    message('2'),
    noted,
    message('3', true),
    message('4'),
    message('5', false, true),
    message('6'),
  ]
  assert.deepEqual(firstShared(entries), ['2', '4', '6'])
  assert.deepEqual(
    shareable(entries).map(({ id }) => id),
    ['1', '2', '3', '4', '6'],
  )
  const order = begun(entries)
  assert.deepEqual(
    [order.named, order.masked],
    ['nobody', true],
    'the least is shown until somebody shows more',
  )
})

test('another service begins its form anew; its only reason is chosen; what was found does not undo what was written', () => {
  const order = atService({ ...begun([]), values: { x: '1' } }, service)
  assert.deepEqual([order.reasonId, order.values], ['r', {}])
  assert.deepEqual(filled({ ...order, values: { f: 'mine' } }, { f: 'found', g: 'too' }).values, {
    f: 'mine',
    g: 'too',
  })
})

test('it can go once a reason, a question and what is required are there', () => {
  const order = { ...atService(begun([]), service), question: 'Où ?' }
  assert.equal(lacking(order, undefined), true)
  assert.equal(lacking(order, service), true)
  assert.equal(lacking({ ...order, values: { f: ' ' } }, service), true)
  assert.equal(lacking({ ...order, values: { f: 'A-1' } }, service), false)
  assert.equal(lacking({ ...order, values: { f: 'A-1' }, reasonId: '' }, service), true)
})

test('nothing of ours, nothing that is gone and no more than three are shared until somebody ticks them', () => {
  const entry = fc.record({ ours: fc.boolean(), deleted: fc.boolean(), note: fc.boolean() })
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 20 }), (all) => {
      const entries = all.map(({ ours, deleted, note }, n) => (note ? noted : message(`${n}`, ours, deleted)))
      const theirs = all.flatMap(({ ours, deleted, note }, n) => (ours || deleted || note ? [] : [`${n}`]))
      assert.deepEqual(firstShared(entries), theirs.slice(-3))
      assert.ok(firstShared(entries).every((id) => shareable(entries).some((one) => one.id === id)))
    }),
  )
})

test('what somebody cleared stays empty when the conversation is read again, and filling twice is filling once', () => {
  const values = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('', 'x', 'y'), {
    noNullPrototype: true,
  })
  fc.assert(
    fc.property(values, values, (mine, found) => {
      const once = filled({ ...begun([]), values: mine }, found)
      for (const [key, value] of Object.entries(mine)) assert.equal(once.values[key], value)
      assert.deepEqual(filled(once, found), once)
    }),
  )
})

test('a reason that is offered no more is not chosen, and none is where there are several', () => {
  const reasons = [
    { id: 'a', words: { fr: 'a', en: 'a' } },
    { id: 'b', words: { fr: 'b', en: 'b' } },
  ]
  assert.equal(atService(begun([]), { ...service, reasons }).reasonId, '')
  const off = reasons.map((one) => ({ ...one, off: true }))
  assert.equal(atService(begun([]), { ...service, reasons: off }).reasonId, '')
})
