import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { PageRow } from '../../../server/api.ts'
import { sidesOf } from './sides.ts'

const words = (line: { pieces: { text: string }[] } | undefined) =>
  line?.pieces.map((piece) => piece.text).join('')

test('what went stands beside what came in its place; what moved stands where it is', () => {
  const rows: PageRow[] = [
    { kind: 'gap', lines: 3 },
    { kind: 'same', text: 'a' },
    { kind: 'changed', pieces: [{ text: 'b ' }, { text: 'c', how: 'removed' }, { text: 'd', how: 'added' }] },
    { kind: 'removed', text: 'e' },
    { kind: 'added', text: 'f' },
    { kind: 'removed', text: 'g' },
    { kind: 'moved', text: 'h' },
    { kind: 'added', text: 'i' },
  ]
  const pairs = sidesOf(rows)
  assert.deepEqual(
    pairs.map((pair) => pair.gap ?? [words(pair.before), words(pair.after)]),
    [3, ['a', 'a'], ['b c', 'b d'], ['e', 'f'], ['g', undefined], [undefined, 'h'], [undefined, 'i']],
  )
  assert.equal(pairs[5]?.after?.moved, true)
})

const text = fc.constantFrom('We keep them.', 'In Dublin.', 'None.', 'You may leave.')
const row: fc.Arbitrary<PageRow> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('removed' as const, 'added' as const), text }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('same' as const, 'moved' as const), text }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('gap' as const), lines: fc.integer({ min: 1, max: 9 }) }),
  },
  {
    weight: 1,
    arbitrary: text.map((one) => ({
      kind: 'changed' as const,
      pieces: [
        { text: one },
        { text: 'old', how: 'removed' as const },
        { text: 'new', how: 'added' as const },
      ],
    })),
  },
)

test('each column reads as its version, and no place stays empty that a line of the same stretch could take', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 25 }), (rows) => {
      const pairs = sidesOf(rows)
      const told = (wanted: PageRow['kind'][], without: string) =>
        rows.flatMap((one) => {
          if (!wanted.includes(one.kind)) return []
          if (one.kind === 'gap') return one.lines
          if (one.kind !== 'changed') return one.text
          return one.pieces.flatMap((piece) => (piece.how === without ? [] : piece.text)).join('')
        })
      const column = (side: 'before' | 'after') =>
        pairs.flatMap((pair) => pair.gap ?? (pair[side] ? words(pair[side]) : []))
      assert.deepEqual(column('before'), told(['same', 'removed', 'changed', 'gap'], 'added'))
      assert.deepEqual(column('after'), told(['same', 'added', 'moved', 'changed', 'gap'], 'removed'))
      // Of a stretch of lines that went and came, only those of one kind are left alone.
      let alone = new Set<string>()
      for (const pair of pairs) {
        const how = (pair.before ?? pair.after)?.pieces[0]?.how
        const single = !pair.gap && !pair.after?.moved && (!pair.before || !pair.after)
        if (single) alone.add(how ?? '')
        else if (pair.before?.pieces[0]?.how !== 'removed' || pair.after?.pieces[0]?.how !== 'added')
          alone = new Set()
        assert.ok(alone.size <= 1, JSON.stringify(pairs))
      }
    }),
    { numRuns: 300 },
  )
})

test('what moved is in the second column alone, unmarked; nothing gives nothing', () => {
  assert.deepEqual(sidesOf([{ kind: 'moved', text: 'a' }]), [
    { after: { pieces: [{ text: 'a' }], moved: true } },
  ])
  assert.deepEqual(sidesOf([]), [])
})
