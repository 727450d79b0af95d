import assert from 'node:assert/strict'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { Problem } from '../../../../lib/errors/index.ts'
import { type WorkbookParts, writeWorkbook } from '../../../../test/support/workbook.ts'
import { isDateFormat, numberText, serialToCivil } from './serial.ts'
import { readSheet } from './sheet.ts'
import { Spool } from './spool.ts'
import { unescapeCell } from './strings.ts'
import { parseXml, readXml } from './xml.ts'

const DAY = 86_400_000

let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cells-'))
})
after(() => rm(folder, { recursive: true }))

async function rowsOf(parts: WorkbookParts) {
  const path = join(folder, 'book.xlsx')
  await writeWorkbook(path, parts)
  const { size } = await stat(path)
  const rows = []
  for await (const chunk of readSheet(path, { bytes: size, scratch: folder })) rows.push(...chunk.rows)
  return rows
}

const sheet = (xml: string, strings: string[] = []) => rowsOf({ strings, sheets: { A: xml } })

describe('a day number', () => {
  it('reads as the day and the time that a sheet shows, in both calendars', () => {
    const moment = fc.record({
      day: fc.integer({ min: 61, max: 2_958_465 }),
      second: fc.integer({ min: 0, max: 86_399 }),
    })
    fc.assert(
      fc.property(moment, ({ day, second }) => {
        const at = new Date(Date.UTC(1899, 11, 30) + day * DAY + second * 1000).toISOString()
        const shown = second === 0 ? at.slice(0, 10) : at.slice(0, 19)
        assert.equal(serialToCivil(day + second / 86_400, false), shown)
        if (day > 1462) assert.equal(serialToCivil(day - 1462 + second / 86_400, true), shown)
      }),
      { numRuns: 500 },
    )
  })

  it('keeps thousandths, and shows no more of them than there are', () => {
    assert.equal(serialToCivil(45322.5 + 0.25 / 86_400, false), '2024-01-31T12:00:00.250')
    assert.equal(serialToCivil(45322 + 0.0001 / 86_400, false), '2024-01-31')
  })

  it('under one is a time alone, where 1900 begins at one', () => {
    assert.equal(serialToCivil(0, false), '00:00:00')
    assert.equal(serialToCivil(0.75, false), '18:00:00')
    assert.equal(serialToCivil(0.9999999999, false), '00:00:00')
    assert.equal(serialToCivil(0.75, true), '1904-01-01T18:00:00')
  })

  it('past the year 9999 is none, however it gets there', () => {
    assert.equal(serialToCivil(2_958_465, false), '9999-12-31')
    for (const [serial, later] of [
      [2_958_466, false],
      [2_958_465.9999999995, false],
      [2_958_465, true],
      [2_957_004, true],
      [Number.POSITIVE_INFINITY, false],
    ] as const)
      assert.equal(serialToCivil(serial, later), undefined, String(serial))
    assert.equal(serialToCivil(2_957_003, true), '9999-12-31')
  })
})

describe('a number', () => {
  it('reads as its shortest writing, to fifteen digits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -999_999, max: 999_999 }),
        fc.integer({ min: 0, max: 4 }),
        (digits, places) => {
          const value = digits / 10 ** places
          assert.equal(numberText(String(value)), String(value === 0 ? 0 : value))
          // As Excel keeps it: the nearest that seventeen digits can say.
          assert.equal(numberText(value.toPrecision(17)), String(value === 0 ? 0 : value))
        },
      ),
    )
  })

  it('that a formula made shows no more digits than a cell does', () => {
    assert.equal(numberText('0.30000000000000004'), '0.3')
    assert.equal(numberText('19.989999999999998'), '19.99')
  })

  it('too long to be kept whole says so, and what is no number stays as it is', () => {
    assert.equal(numberText('999999999999999'), '999999999999999')
    assert.equal(numberText('1000000000000000'), '1E+15')
    assert.equal(numberText('-1234567890123456'), '-1.234567890123456E+15')
    for (const text of ['', ' ', 'abc', '1e999', '12 345']) assert.equal(numberText(text), text)
  })

  it('is a date by its format, whatever the language that the format is in', () => {
    for (const code of [
      'jj/mm/aaaa',
      'TT.MM.JJJJ',
      'yyyy"年"m"月"d"日"',
      'h "h" mm',
      '[$-F800]dddd\\, mmmm dd',
      '[ss].00',
    ])
      assert.ok(isDateFormat(164, code), code)
    for (const code of [
      '#,##0.00 [$€-40C]',
      '0" days"',
      '[h]0',
      '#\\d',
      '"yyyy"',
      '',
      '[Color10]0.0',
      '00000',
    ])
      assert.ok(!isDateFormat(164, code), code)
    const known = Array.from({ length: 60 }, (_, id) => id).filter((id) => isDateFormat(id, undefined))
    assert.deepEqual([known[0], known.length, known.at(-1)], [14, 31, 58])
  })
})

describe('cells', () => {
  it('stand where their reference says, else one after the other', async () => {
    const rows = await sheet(`<row><c r="B1"><v>1</v></c><c><v>2</v></c><c r="Z1"><v>3</v></c></row>
      <row r="7"><c><v>4</v></c></row><row><c><v>5</v></c></row>`)
    assert.deepEqual(
      rows.map(({ line, cells }) => [line, cells.flatMap((cell, i) => (cell ? [[i, cell]] : []))]),
      [
        [
          1,
          [
            [1, '1'],
            [2, '2'],
            [25, '3'],
          ],
        ],
        [7, [[0, '4']]],
        [8, [[0, '5']]],
      ],
    )
  })

  it('far to the right, or nowhere, are not read', async () => {
    const [row] =
      await sheet(`<row r="1"><c r="A1"><v>1</v></c><c r="ALL1"><v>2</v></c><c r="ALM1"><v>3</v></c>
      <c r="ZZZZZZZZZ1"><v>4</v></c><c r="12"><v>5</v></c><c r="é1"><v>6</v></c></row>`)
    assert.equal(row?.cells.length, 1000)
    assert.deepEqual(row?.cells.filter(Boolean), ['1', '2'])
  })

  it('have a line to be told by, whatever a file says of it', async () => {
    const rows = await sheet(
      ['x', '-3', '1.5', '1e400', ''].map((r) => `<row r="${r}"><c><v>1</v></c></row>`).join(''),
    )
    assert.deepEqual(
      rows.map(({ line }) => line),
      [1, 2, 3, 4, 5],
    )
  })

  it('that point at no text are empty, and take no other’s', async () => {
    const cells = ['0', '1', ' 1 ', '2', '-1', '1.5', 'abc', '', '1e9', 'Infinity', '99999999999999999999']
    const [row] = await sheet(
      `<row r="1">${cells.map((v) => `<c t="s"><v>${v}</v></c>`).join('')}<c><v>9</v></c></row>`,
      ['<t>un</t>', '<t>deux</t>'],
    )
    assert.deepEqual(row?.cells, ['un', 'deux', 'deux', ...Array(8).fill(''), '9'])
  })

  it('in another prefix, as other programs write, are the same', async () => {
    const [row] = await rowsOf({
      sheets: { A: '' },
      parts: [
        {
          name: 'xl/worksheets/sheet1.xml',
          content:
            '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>é</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>',
        },
      ],
    })
    assert.deepEqual(row, { line: 1, cells: ['é'] })
  })

  it('escape what XML cannot hold, and the escape itself', () => {
    assert.equal(unescapeCell('a_x000D__x000A_b'), 'a\r\nb')
    assert.equal(unescapeCell('_x005F_x000D_'), '_x000D_')
    for (const text of ['_x00_', '_x000G_', 'x000D_', '_X000D_', '__']) assert.equal(unescapeCell(text), text)
  })
})

describe('texts beside a sheet', () => {
  it('come back by their number, in any order, whatever their length', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.nat(300_000).map((n) => 'é'.repeat(n)),
    )
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 12 }),
        fc.array(fc.nat(20), { maxLength: 20 }),
        (texts, asked) => {
          const spool = new Spool(folder)
          for (const one of texts) spool.add(one)
          assert.equal(spool.length, texts.length)
          for (const index of asked) assert.equal(spool.get(index), texts[index])
          // Reading does not keep from adding.
          spool.add('fin')
          assert.equal(spool.get(texts.length), 'fin')
          spool.close()
        },
      ),
      { numRuns: 30 },
    )
  })
})

describe('XML', () => {
  const words = async (pieces: Buffer[]) => {
    const seen: string[] = []
    await readXml(Readable.from(pieces), {
      open: (name) => seen.push(`<${name}`),
      text: (text) => seen.push(text),
      close: (name) => seen.push(`/${name}`),
    })
    return seen.join('').replaceAll(/\s/g, '')
  }

  it('reads the same however it is cut, in UTF-8 and UTF-16', async () => {
    const xml = '<a><b x="é">été 😀</b><![CDATA[<c>]]>&amp;</a>'
    const expected = '<a<bété😀/b<c>&/a'
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('utf8', 'utf16le'),
        fc.integer({ min: 1, max: 9 }),
        async (encoding, size) => {
          const whole = Buffer.from(encoding === 'utf16le' ? `\ufeff${xml}` : xml, encoding as BufferEncoding)
          const pieces = []
          // The mark of UTF-16 is two bytes: a stream gives them together.
          for (let at = 0; at < whole.length; at += size + 1) pieces.push(whole.subarray(at, at + size + 1))
          assert.equal(await words(pieces), expected)
        },
      ),
    )
  })

  it('that is cut short or declares entities is refused in words', async () => {
    for (const xml of ['<a>', '<a></b>', '<a', '', '<a>&x;</a>', '<!DOCTYPE a><a/>', '<a/><b/>'])
      await assert.rejects(words([Buffer.from(xml)]), Problem, xml)
  })

  it('is let go of when nobody reads on', async () => {
    const stream = Readable.from([Buffer.from('<a>'), Buffer.from('<b/>'), Buffer.from('</a>')])
    for await (const bytes of parseXml(stream, {})) {
      assert.equal(bytes, 3)
      break
    }
    assert.ok(stream.destroyed)
  })
})
