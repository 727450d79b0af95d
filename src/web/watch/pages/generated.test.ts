import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { PageRow } from '../../../server/api.ts'
import { type Line, sidesOf } from './sides.ts'

const TEXT = fc.constantFrom('a', 'b', 'c')
const PIECE = fc.record(
  { text: TEXT, how: fc.constantFrom<'added' | 'removed'>('added', 'removed') },
  { requiredKeys: ['text'], noNullPrototype: true },
)
const ROW: fc.Arbitrary<PageRow> = fc.oneof(
  fc.record({ kind: fc.constantFrom('same', 'moved'), text: TEXT }),
  fc.record({ kind: fc.constantFrom('added', 'removed'), text: TEXT }),
  fc.record({ kind: fc.constant('changed'), pieces: fc.array(PIECE, { maxLength: 4 }) }),
  fc.record({ kind: fc.constant('gap'), lines: fc.integer({ min: 1, max: 90 }) }),
) as fc.Arbitrary<PageRow>
const ROWS = fc.array(ROW, { maxLength: 25 })

const wordsOf = (line: Line) => line.pieces.map(({ text }) => text).join('')

/** What stood on one side, read straight from the rows. */
function side(rows: readonly PageRow[], without: 'added' | 'removed'): string[] {
  return rows.flatMap((row) => {
    if (row.kind === 'gap' || row.kind === without) return []
    if (row.kind === 'moved' && without === 'added') return []
    if (row.kind !== 'changed') return [row.text]
    return [
      row.pieces
        .filter(({ how }) => how !== without)
        .map(({ text }) => text)
        .join(''),
    ]
  })
}

test('either column, read from top to bottom, is the page as it was then', () => {
  fc.assert(
    fc.property(ROWS, (rows) => {
      const pairs = sidesOf(rows)
      assert.deepEqual(
        pairs.flatMap(({ before }) => (before ? [wordsOf(before)] : [])),
        side(rows, 'added'),
      )
      assert.deepEqual(
        pairs.flatMap(({ after }) => (after ? [wordsOf(after)] : [])),
        side(rows, 'removed'),
      )
    }),
  )
})

test('nothing of the table is empty, and what was left out stands alone', () => {
  fc.assert(
    fc.property(ROWS, (rows) => {
      for (const { before, after, gap } of sidesOf(rows)) {
        if (gap === undefined) assert.ok(before || after)
        else assert.deepEqual([before, after], [undefined, undefined])
      }
      assert.deepEqual(
        sidesOf(rows).flatMap(({ gap }) => (gap === undefined ? [] : [gap])),
        rows.flatMap((row) => (row.kind === 'gap' ? [row.lines] : [])),
      )
    }),
  )
})

test('a stretch of lines that went and came takes as many rows as the longer of the two', () => {
  const how = fc.constantFrom<'added' | 'removed'>('added', 'removed')
  fc.assert(
    fc.property(fc.array(how, { maxLength: 14 }), (stretch) => {
      const rows = stretch.map((kind, n): PageRow => ({ kind, text: `${n}` }))
      const gone = stretch.filter((kind) => kind === 'removed').length
      assert.equal(sidesOf(rows).length, Math.max(gone, stretch.length - gone))
    }),
  )
})

test('no line that went stands beside one of another stretch', () => {
  fc.assert(
    fc.property(ROWS, ROWS, (one, other) => {
      const between: PageRow = { kind: 'same', text: 'x' }
      assert.deepEqual(sidesOf([...one, between, ...other]), [
        ...sidesOf(one),
        ...sidesOf([between]),
        ...sidesOf(other),
      ])
    }),
  )
})
