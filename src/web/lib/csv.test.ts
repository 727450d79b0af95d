import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { type Cell, meant, toCsv } from './csv.ts'

const read = (text: string): string[][] => parse(text, { record_delimiter: '\r\n', relax_column_count: true })

test('every text comes back as it was, but for what a spreadsheet would run', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'é', '"', ',', '\n', '\r', ';', ' ', "'", '=', '-', '\t', '＝', '＠'),
  })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constant('id'), text, fc.integer()), { minLength: 1 }),
      (rows: Cell[][]) => {
        const kept = read(toCsv(rows))
        assert.equal(kept.length, rows.length)
        for (const [index, row] of rows.entries()) {
          const [id, cell, count] = kept[index] ?? []
          assert.deepEqual([id, count], ['id', String(row[2])])
          assert.ok(cell === row[1] || cell === `'${row[1]}`, JSON.stringify([cell, row[1]]))
          assert.doesNotMatch(cell ?? '', /^\s*[=+\-@\t\r＝＋－＠]/)
          assert.ok(meant(cell ?? '') === row[1] || meant(String(row[1])) !== row[1])
        }
      },
    ),
  )
})

test('a formula that a stranger wrote is a text, and a figure below zero stays a figure', () => {
  assert.equal(
    toCsv([
      ['=HYPERLINK("http://evil.example")', -3, null],
      ['-1+cmd', 0.5, ''],
    ]),
    `"'=HYPERLINK(""http://evil.example"")",-3,\r\n'-1+cmd,0.5,`,
  )
})
