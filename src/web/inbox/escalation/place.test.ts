import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Escalation } from '../../../server/api.ts'
import { lastWord, placed } from './place.ts'

const at = (n: number) => new Date(Date.UTC(2026, 10, 18, 9, n)).toISOString()
function raised(created: number, ...entries: [kind: string, minute: number][]): Escalation {
  const lines = entries.map(([kind, minute], n) => ({ id: `${n}`, kind, at: at(minute) }))
  return { id: `e${created}`, created: at(created), entries: lines } as unknown as Escalation
}

test('an escalation stands where it was last spoken of, and a reminder moves nothing', () => {
  const one = raised(1, ['asked', 1], ['answer', 5], ['reminded', 9])
  assert.equal(lastWord(one), at(5))
  const entries = [0, 4, 6].map((minute) => ({ at: at(minute) }))
  const rows = placed(entries, [one], true)
  assert.deepEqual(
    rows.map((row) => row.entry?.at ?? row.one?.id),
    [at(0), at(4), 'e1', at(6)],
  )
})

test('what was said before the first entry loaded waits for the rest of the thread', () => {
  const entries = [{ at: at(2) }]
  assert.equal(placed(entries, [raised(1)], false).length, 1)
  assert.equal(placed(entries, [raised(3)], false).length, 2)
  assert.equal(placed(entries, [raised(1)], true).length, 2)
  assert.equal(placed([], [raised(3)], true).length, 1)
})

test('nothing is lost, doubled or out of order, whatever there is', () => {
  const minutes = fc.array(fc.nat(59), { maxLength: 12 })
  fc.assert(
    fc.property(minutes, minutes, (a, b) => {
      const entries = a.sort((x, y) => x - y).map((minute) => ({ at: at(minute) }))
      const rows = placed(
        entries,
        b.map((minute) => raised(minute)),
        true,
      )
      assert.equal(rows.length, a.length + b.length)
      const times = rows.map((row) => row.entry?.at ?? (row.one ? lastWord(row.one) : ''))
      assert.deepEqual(times, [...times].sort())
    }),
  )
})
