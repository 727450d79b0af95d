import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ConversationEntry } from '../../../server/api.ts'
import { splittable } from './splittable.ts'
import { toJoin } from './targets.ts'

const ID = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
const IDS = fc.uniqueArray(ID)
const rowsOf = (ids: readonly string[]) => ids.map((id) => ({ id }))

test('what joins never joins itself, nothing is there twice, and two are needed', () => {
  fc.assert(
    fc.property(IDS, IDS, fc.option(ID, { nil: undefined }), IDS, (rows, selected, current, related) => {
      const join = toJoin(rowsOf(rows), new Set(selected), current, rowsOf(related))
      if (!join) return
      assert.ok(join.ids.length > 0)
      assert.ok(!join.ids.includes(join.into))
      assert.equal(new Set(join.ids).size, join.ids.length)
    }),
  )
})

test('whatever is open takes the others in; else the first selected of the list does', () => {
  fc.assert(
    fc.property(IDS, IDS, fc.option(ID, { nil: undefined }), IDS, (rows, selected, current, related) => {
      const join = toJoin(rowsOf(rows), new Set(selected), current, rowsOf(related))
      const from = selected.length > 0 ? selected : current ? related : []
      const into = current ?? rows.find((id) => selected.includes(id))
      const others = from.filter((id) => id !== into)
      assert.deepEqual(join, into && others.length > 0 ? { into, ids: others } : undefined)
    }),
  )
})

test('the order in which conversations were selected does not say which takes the others in', () => {
  fc.assert(
    fc.property(IDS, IDS, (rows, selected) => {
      const one = toJoin(rowsOf(rows), new Set(selected), undefined, [])
      const other = toJoin(rowsOf(rows), new Set(selected.toReversed()), undefined, [])
      assert.equal(one?.into, other?.into)
      assert.deepEqual(one?.ids.toSorted(), other?.ids.toSorted())
    }),
  )
})

test('a conversation is split at any message of the person but the first message of all', () => {
  const entry = fc.record({ kind: fc.constantFrom('message', 'note', 'event'), ours: fc.boolean() })
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 12 }), (some) => {
      const entries = some.map((one, n) => ({ ...one, id: `${n}` })) as unknown as ConversationEntry[]
      const expected = new Set<string>()
      let before = false
      for (const [n, { kind, ours }] of some.entries()) {
        if (kind !== 'message') continue
        if (before && !ours) expected.add(`${n}`)
        before = true
      }
      assert.deepEqual(splittable(entries, true), expected)
    }),
  )
})
