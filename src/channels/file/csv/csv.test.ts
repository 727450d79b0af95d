import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { csvLine, neutralise } from '../../../../lib/sheet/index.ts'
import { sniffDialect } from './dialect.ts'
import { CsvParser } from './parser.ts'
import type { Dialect } from './quoted.ts'

const SEMICOLON: Dialect = { delimiter: ';', escape: '"' }

function parsed(text: string, dialect = SEMICOLON, pieces = [text], longest?: number) {
  const parser = new CsvParser(dialect, longest)
  return [...pieces.flatMap((piece) => parser.push(piece)), ...parser.end()]
}

function cells(text: string, dialect = SEMICOLON) {
  return parsed(text, dialect).map((row) => row.cells)
}

test('quotes hold delimiters, quotes and newlines, and lines are counted all the same', () => {
  const rows = parsed('a;b\r\n1;"x;y"\r\n2;"say ""hi""\r\nthere"\r\n3;"";z\r\n')
  assert.deepEqual(rows, [
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['1', 'x;y'] },
    { line: 3, cells: ['2', 'say "hi"\r\nthere'] },
    { line: 5, cells: ['3', '', 'z'] },
  ])
})

test('a stray quote costs its own field and never the lines after it', () => {
  const rows = parsed('1;"open here\n2;x\n3;say "hi" y\n4;"tail"zz;t\n5; "spaced" ;u\n6;12" disk\n')
  assert.deepEqual(
    rows.map((row) => row.cells),
    [
      ['1', '"open here'],
      ['2', 'x'],
      ['3', 'say "hi" y'],
      ['4', '"tail"zz', 't'],
      ['5', 'spaced', 'u'],
      ['6', '12" disk'],
    ],
  )
  assert.deepEqual(
    rows.map((row) => row.error?.reason),
    ['quote_open', undefined, undefined, undefined, undefined, undefined],
  )
})

test('a quote that the file never closes is told at its line', () => {
  const rows = parsed('a;b\n1;x\n2;"never\n3;y\n4;z')
  assert.deepEqual(
    rows.map(({ line, error }) => [line, error?.reason]),
    [
      [1, undefined],
      [2, undefined],
      [3, 'quote_open'],
      [4, undefined],
      [5, undefined],
    ],
  )
})

test('lone carriage returns end lines, and a missing last newline changes nothing', () => {
  assert.deepEqual(cells('a;b\r1;2\r3;4'), [
    ['a', 'b'],
    ['1', '2'],
    ['3', '4'],
  ])
  assert.deepEqual(cells('a;b\n1;2'), cells('a;b\n1;2\n'))
  assert.deepEqual(cells(''), [])
})

test('backslashes escape where the file does so', () => {
  const dialect: Dialect = { delimiter: ',', escape: '\\' }
  assert.deepEqual(cells('a,"say \\"hi\\", \\\\ there"\n', dialect), [['a', 'say "hi", \\ there']])
})

test('a line that never ends is told and skipped, the next are read', () => {
  const rows = parsed(
    `a;b\n${'x'.repeat(500)};1\nc;d\n"${'y'.repeat(90)}\n${'z'.repeat(150)}";2\ne;f\n`,
    SEMICOLON,
    undefined,
    100,
  )
  assert.deepEqual(
    rows.filter((row) => !row.error).map((row) => row.cells),
    [
      ['a', 'b'],
      ['c', 'd'],
      [`${'z'.repeat(150)}"`, '2'],
      ['e', 'f'],
    ],
  )
  assert.deepEqual(
    rows.filter((row) => row.error).map((row) => [row.line, row.error?.reason]),
    [
      [2, 'line_too_long'],
      [4, 'quote_open'],
    ],
  )
})

test('a pair of carriage return and line feed may be cut in its middle', () => {
  const text = 'a;b\r\n1;"x\ny"\r\n"z" \r\n'
  for (let cut = 0; cut <= text.length; cut += 1) {
    assert.deepEqual(
      parsed(text, SEMICOLON, [text.slice(0, cut), text.slice(cut)]),
      parsed(text),
      `cut at ${cut}`,
    )
  }
})

const tricky = fc
  .array(fc.constantFrom('a', 'é', ';', ',', '"', '""', '\n', '\r\n', '\r', ' ', '\\', '1'), {
    maxLength: 60,
  })
  .map((parts) => parts.join(''))

test('any text is read whole, the same however it is cut into pieces', () => {
  fc.assert(
    fc.property(
      tricky,
      fc.array(fc.nat(60), { maxLength: 5 }),
      fc.constantFrom<Dialect['escape']>('"', '\\'),
      (raw, cuts, mark) => {
        // Which newline a file has is told by its first; what follows is about the rest.
        const text = `\n${raw}`
        const places = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b)
        const pieces = places.slice(1).map((end, i) => text.slice(places[i], end))
        const dialect = { delimiter: ';', escape: mark }
        assert.deepEqual(parsed(text, dialect, pieces), parsed(text, dialect))
      },
    ),
    { numRuns: 20_000 },
  )
})

test('what is well written reads as csv-parse reads it', () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', 'é', ';', ',', '"', '\n', ' ', '😀', '\t'),
    maxLength: 8,
  })
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(table, (rows) => {
      const quoted = (value: string) => (/[";\n]|^ /.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
      const text = rows.map((row) => `${row.map(quoted).join(';')}\n`).join('')
      const reference = parse(text, { delimiter: ';', relax_column_count: true, skip_empty_lines: false })
      assert.deepEqual(cells(text), reference)
      assert.deepEqual(cells(text), rows)
    }),
    { numRuns: 1000 },
  )
})

test('the delimiter is what cuts the lines alike', () => {
  const french = 'Date;Message;Note\n01/02/2024;Bonjour, merci, bravo;4,5\n02/02/2024;Bien;5\n'
  assert.equal(sniffDialect(french, true).delimiter, ';')
  const wordy = 'Date;Texte, long;Note\n02/01/2024;Bonjour, vous;3\n03/01/2024;Oui, bien;4\n'
  assert.equal(sniffDialect(`a,b;c\n${wordy}`, true).delimiter, ';')
  assert.equal(sniffDialect('a,b,c\n1,"x;y;z",3\n2,"u;v",4\n', true).delimiter, ',')
  assert.equal(sniffDialect('a\tb\n1,5\t2\n', true).delimiter, '\t')
  assert.equal(sniffDialect('a|b|c\n1|2|3\n', true).delimiter, '|')
  assert.equal(sniffDialect('Message\nBonjour, vous\nMerci\n', true).rows.length, 3)
  assert.equal(sniffDialect('sep=^\na^b,c\n1^2\n', true).delimiter, '^')
  assert.equal(sniffDialect('a,b\n"x \\"y\\" z",2\n', true).escape, '\\')
  assert.equal(sniffDialect('a,b\n"C:\\",2\n"x ""y""",3\n', true).escape, '"')
})

test('what our own writer makes is read back, its manner found out, whatever the texts', () => {
  const piece = fc.constantFrom(
    'lampe',
    'é',
    '😀',
    ' ',
    ',',
    ';',
    '"',
    '""',
    '\\',
    '\\"',
    "'",
    '\n',
    '\r\n',
    '\t',
    '|',
    '=',
    '-',
    '@',
    '1 234,5',
    'sep=;',
    '\u2028',
  )
  const cell = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''))
  const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 12 })
  const titles = ['Date', 'Auteur', 'Texte']
  fc.assert(
    fc.property(table, fc.constantFrom(',', ';'), (rows, delimiter) => {
      const options = { delimiter }
      const text = [titles, ...rows].map((row) => csvLine(row, options)).join('')
      const found = sniffDialect(text, true)
      assert.deepEqual([found.delimiter, found.escape], [delimiter, '"'], text)
      const read = parsed(text, found).map((row) => row.cells)
      // No cell of ours is run by a spreadsheet, and nothing else of it is changed.
      assert.deepEqual(read, [titles, ...rows.map((row) => row.map(neutralise))])
      for (const one of read.flat()) assert.doesNotMatch(one, /^\s*[=@]/)
    }),
    { numRuns: 300 },
  )
})
