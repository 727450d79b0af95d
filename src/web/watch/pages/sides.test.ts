import assert from 'node:assert/strict'
import { test } from 'node:test'
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
