import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compare, type Row } from './diff.ts'

const line = (n: number) => `Clause ${n}: what the network may do with what you post there.`
const TERMS = Array.from({ length: 12 }, (_, n) => line(n)).join('\n')

/** Both sides as the rows tell them; a line that moved stands in the second where it is, in the first wherever. */
function sides(rows: readonly Row[]): { before: string[]; after: string[] } {
  const before: string[] = []
  const after: string[] = []
  for (const row of rows) {
    if (row.kind === 'gap') continue
    if (row.kind === 'changed') {
      before.push(
        row.pieces
          .filter((piece) => piece.how !== 'added')
          .map((piece) => piece.text)
          .join(''),
      )
      after.push(
        row.pieces
          .filter((piece) => piece.how !== 'removed')
          .map((piece) => piece.text)
          .join(''),
      )
      continue
    }
    if (row.kind === 'same' || row.kind === 'removed') before.push(row.text)
    if (row.kind !== 'removed') after.push(row.text)
  }
  return { before, after }
}

test('a word that changed is told in its line, what is far from it is left out', () => {
  const { rows, added, removed, share } = compare(
    TERMS,
    TERMS.replace('Clause 6: what', 'Clause 6: all that'),
  )
  assert.deepEqual(rows, [
    { kind: 'gap', lines: 4 },
    { kind: 'same', text: line(4) },
    { kind: 'same', text: line(5) },
    {
      kind: 'changed',
      pieces: [
        { text: 'Clause 6: ' },
        { text: 'what', how: 'removed' },
        { text: 'all that', how: 'added' },
        { text: ' the network may do with what you post there.' },
      ],
    },
    { kind: 'same', text: line(7) },
    { kind: 'same', text: line(8) },
    { kind: 'gap', lines: 3 },
  ])
  assert.deepEqual([added, removed], [2, 1])
  assert.ok(share > 0 && share < 0.02)
})

test('a paragraph that moved is not shouted, one that came or went is', () => {
  const lines = TERMS.split('\n')
  const turned = [...lines.slice(3), ...lines.slice(0, 3)].join('\n')
  const moved = compare(TERMS, turned)
  assert.equal(moved.share, 0)
  assert.deepEqual(
    moved.rows.filter((row) => row.kind !== 'same' && row.kind !== 'gap').map((row) => row.kind),
    ['moved', 'moved', 'moved'],
  )
  const { rows } = compare(TERMS, `${TERMS}\nDisputes go to the courts of Dublin.`)
  assert.deepEqual(rows.at(-1), { kind: 'added', text: 'Disputes go to the courts of Dublin.' })
  assert.equal(compare(TERMS, '').rows.filter((row) => row.kind === 'removed').length, 12)
  assert.equal(compare(TERMS, '').share, 1)
  assert.deepEqual(compare('', ''), { rows: [], added: 0, removed: 0, share: 0 })
})

test('lines that changed stand beside what they were, in order', () => {
  const before = 'The price is 10 euros a month.\nYou may leave at any time.\nOur courts are in Paris.'
  const after = 'The price is 12 euros a month.\nWe may read your messages too.\nOur courts are in Dublin.'
  assert.deepEqual(
    compare(before, after).rows.map((row) => row.kind),
    ['changed', 'added', 'removed', 'changed'],
  )
  const twice = compare(`${line(1)}\nx`, `x\n${line(1)}\n${line(1)}`)
  assert.deepEqual(twice.rows.map((row) => row.kind).toSorted(), ['added', 'moved', 'same'])
})

test('whatever the texts, the rows give both of them again', () => {
  const word = fc.constantFrom('you', 'may', 'post', 'spam', 'here', 'é', '  ', '12', '.', '# ', '🙂')
  const text = fc
    .array(
      fc.array(word, { maxLength: 9 }).map((words) => words.join(' ')),
      { maxLength: 14 },
    )
    .map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const { rows, share } = compare(before, after, { whole: true })
      const told = sides(rows)
      assert.deepEqual(told.after, after === '' ? [] : after.split('\n'))
      const moved = rows.filter((row) => row.kind === 'moved').length
      const lines = before === '' ? [] : before.split('\n')
      if (moved === 0) assert.deepEqual(told.before, lines)
      else assert.equal(told.before.length + moved, lines.length)
      assert.ok(share >= 0 && share <= 1)
      assert.equal(compare(before, before).share, 0)
    }),
    { numRuns: 400 },
  )
})

test('texts made to be far apart are compared all the same', () => {
  const strange = (seed: number) =>
    Array.from({ length: 8000 }, (_, n) => `${(n * 7919 + seed) % 104_729} ${n % 7} ${(n * seed) % 31}`).join(
      '\n',
    )
  const { rows, share } = compare(strange(3), strange(500_009))
  assert.ok(rows.length >= 8000)
  assert.ok(share > 0)
  const long = (seed: number) => Array.from({ length: 60_000 }, (_, n) => (n * seed) % 9973).join(' ')
  assert.ok(compare(long(7), long(11)).share > 0)
})
