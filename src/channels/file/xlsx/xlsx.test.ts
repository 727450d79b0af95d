import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { Problem } from '../../../../lib/errors/index.ts'
import { xlsx } from '../../../../lib/sheet/index.ts'
import { type WorkbookParts, writeWorkbook } from '../../../../test/support/workbook.ts'
import { isDateFormat, numberText, serialToCivil } from './serial.ts'
import { readSheet } from './sheet.ts'
import { Spool } from './spool.ts'

let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xlsx-'))
})
after(() => rm(folder, { recursive: true }))

async function rowsAt(path: string, sheet?: string) {
  const { size } = await stat(path)
  const rows = []
  for await (const chunk of readSheet(path, { bytes: size, scratch: folder, ...(sheet ? { sheet } : {}) })) {
    assert.ok(chunk.bytesRead <= size)
    rows.push(...chunk.rows)
  }
  return rows
}

async function rowsOf(parts: WorkbookParts, sheet?: string) {
  const path = join(folder, 'book.xlsx')
  await writeWorkbook(path, parts)
  return rowsAt(path, sheet)
}

function refusal(id: string, why?: string) {
  return (error: unknown) => {
    assert.ok(error instanceof Problem, String(error))
    assert.equal(error.id, id)
    if (why) assert.equal(error.values.why, why)
    return true
  }
}

test('every kind of cell is read as it shows', async () => {
  const rows = await rowsOf({
    strings: [
      '<t>Date</t>',
      '<r><t>Ri</t></r><r><rPr/><t xml:space="preserve">che </t></r><rPh><t>no</t></rPh>',
      '<t>a_x000D_\nb &amp; c</t>',
    ],
    formats: [14, 'dd/mm/yyyy hh:mm', 'h:mm', '0.00'],
    sheets: {
      Feuil1: `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>
        <row r="3"><c r="A3" s="1"><v>45322</v></c><c r="B3" s="2"><v>45322.604166666664</v></c><c r="C3" s="3"><v>0.5</v></c>
        <c r="D3" s="4"><v>4.0999999999999996</v></c><c r="E3" t="b"><v>1</v></c><c r="F3" t="e"><v>#N/A</v></c>
        <c r="G3" t="str"><f>A1&amp;"x"</f><v>Datex</v></c><c r="H3" t="inlineStr"><is><t>=1+1</t></is></c>
        <c r="I3" t="d"><v>2024-01-31T10:00:00</v></c><c r="J3"><v>1234567890123456789</v></c><c r="AA3" t="s"><v>2</v></c></row>
        <row><c><v>1</v></c><c><v>2</v></c></row><row r="9"/>`,
    },
  })
  assert.deepEqual(rows, [
    { line: 1, cells: ['Date', '', 'Riche '] },
    {
      line: 3,
      cells: [
        '2024-01-31',
        '2024-01-31T14:30:00',
        '12:00:00',
        '4.1',
        'true',
        '#N/A',
        'Datex',
        '=1+1',
        '2024-01-31T10:00:00',
        '1.2345678901234568E+18',
        ...Array(16).fill(''),
        'a\r\nb & c',
      ],
    },
    { line: 4, cells: ['1', '2'] },
  ])
})

test('the two calendars, and the 29 February 1900 that never was', async () => {
  assert.equal(serialToCivil(1, false), '1900-01-01')
  assert.equal(serialToCivil(59, false), '1900-02-28')
  assert.equal(serialToCivil(61, false), '1900-03-01')
  assert.equal(serialToCivil(45322.999999999, false), '2024-02-01')
  assert.equal(serialToCivil(0, true), '1904-01-01')
  assert.equal(serialToCivil(43860.5, true), '2024-01-31T12:00:00')
  assert.equal(serialToCivil(-1, false), undefined)
  assert.equal(serialToCivil(Number.NaN, false), undefined)
  const [row] = await rowsOf({
    date1904: true,
    formats: [14],
    sheets: { A: '<row r="1"><c r="A1" s="1"><v>43860</v></c></row>' },
  })
  assert.deepEqual(row?.cells, ['2024-01-31'])
})

test('which formats are dates', () => {
  for (const code of [
    'dd/mm/yyyy',
    'm/d/yy h:mm',
    '[$-40C]d mmmm yyyy',
    'yyyy\\-mm\\-dd',
    'mm:ss.0',
    '[h]:mm',
    'dd"-"mm',
    'd/m/yy;@',
  ])
    assert.ok(isDateFormat(164, code), code)
  for (const code of [
    '0.00',
    '#,##0 "jours"',
    'General',
    '[Red]0',
    '0.00E+00',
    '"dd"0',
    '@',
    '_-* #,##0.00\\ "€"_-',
    '# ?/?',
  ])
    assert.ok(!isDateFormat(164, code), code)
  assert.ok(isDateFormat(22, undefined) && !isDateFormat(2, undefined))
})

test('numbers read as cells show them', () => {
  assert.equal(numberText('0.1'), '0.1')
  assert.equal(numberText('12345678901234'), '12345678901234')
  assert.equal(numberText('1E+2'), '100')
  assert.equal(numberText('1.2345678901234568E+18'), '1.2345678901234568E+18')
})

test('a sheet is taken by its name, else the first that shows', async () => {
  const sheets = {
    'Notes!': '<row r="1"><c r="A1"><v>0</v></c></row>',
    Un: '<row r="1"><c r="A1"><v>1</v></c></row>',
    'Deux &amp; trois': '<row r="1"><c r="A1"><v>2</v></c></row>',
  }
  assert.deepEqual((await rowsOf({ sheets }))[0]?.cells, ['1'])
  assert.deepEqual((await rowsOf({ sheets }, 'Deux & trois'))[0]?.cells, ['2'])
  await assert.rejects(rowsOf({ sheets }, 'Trois'), refusal('import_sheet'))
})

test('what our own writer makes is read back, whatever the texts', async () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', 'é', '😀', '<', '&', '"', '\n', '_x000D_', '=', ' ', '\t', ']]>'),
    maxLength: 8,
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 }),
      async (table) => {
        async function* rows() {
          yield* table
        }
        const path = join(folder, 'own.xlsx')
        await writeFile(path, xlsx('A', ['tête'], rows()))
        const trimmed = (cells: string[]) => cells.slice(0, cells.findLastIndex((value) => value !== '') + 1)
        const expected = [['tête'], ...table].map(trimmed).filter((cells) => cells.length > 0)
        assert.deepEqual(
          (await rowsAt(path)).map(({ cells }) => cells),
          expected,
        )
      },
    ),
    { numRuns: 40 },
  )
})

test('texts past the memory go to a file without a name, and come back', async () => {
  const spool = new Spool(folder)
  const long = 'é'.repeat(1000)
  for (let i = 0; i < 30_000; i += 1) spool.add(`${i} ${long}`)
  spool.add('x'.repeat(600_000))
  spool.add('')
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.startsWith('veillee-strings')),
    [],
  )
  for (const i of [0, 29_999, 15_000, 3, 29_998, 1]) assert.equal(spool.get(i), `${i} ${long}`)
  assert.equal(spool.get(30_000)?.length, 600_000)
  assert.equal(spool.get(30_001), '')
  assert.equal(spool.get(30_002), undefined)
  assert.equal(spool.get(-1), undefined)
  assert.equal(spool.get(Number.NaN), undefined)
  spool.close()
})

/** Changes bytes of an archive after it was made. */
async function patched(parts: WorkbookParts, change: (bytes: Buffer) => Buffer): Promise<string> {
  const path = join(folder, 'bad.xlsx')
  await writeWorkbook(path, parts)
  await writeFile(path, change(await readFile(path)))
  return path
}

const ONE = { sheets: { A: '<row r="1"><c r="A1"><v>1</v></c></row>' } }

test('archives that lie are refused: climbing paths, links, bombs, document types, missing parts', async () => {
  const climbing = { ...ONE, parts: [{ name: '../../etc/passwd', content: 'x' }] }
  await assert.rejects(rowsOf(climbing), refusal('import_archive', 'path'))
  await assert.rejects(
    rowsOf({ ...ONE, parts: [{ name: '/etc/passwd', content: 'x' }] }),
    refusal('import_archive', 'path'),
  )
  const entity = `<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData>&a;</sheetData></worksheet>`
  await assert.rejects(
    rowsOf({ ...ONE, parts: [{ name: 'xl/worksheets/sheet1.xml', content: entity }] }),
    refusal('import_archive', 'doctype'),
  )
  async function* zeros() {
    yield '<worksheet><sheetData><row><c t="inlineStr"><is><t>'
    for (let i = 0; i < 400; i += 1) yield '0'.repeat(1_000_000)
    yield '</t></is></c></row></sheetData></worksheet>'
  }
  await assert.rejects(
    rowsOf({ ...ONE, parts: [{ name: 'xl/worksheets/sheet1.xml', content: zeros() }] }),
    refusal('import_archive', 'ratio'),
  )
  const run = `<worksheet><sheetData><row><c t="inlineStr"><is><t>${'0'.repeat(20_000_000)}</t></is></c></row></sheetData></worksheet>`
  await assert.rejects(
    rowsOf({ ...ONE, parts: [{ name: 'xl/worksheets/sheet1.xml', content: run }] }),
    refusal('import_archive', 'run'),
  )
  await assert.rejects(rowsOf({ sheets: {} }), refusal('import_sheet'))
  await assert.rejects(
    rowsOf({ ...ONE, parts: [{ name: 'xl/workbook.xml', content: '<workbook><sheets>' }] }),
    refusal('import_workbook'),
  )
})

test('sizes that are false, links and damaged archives are refused', async () => {
  const central = (bytes: Buffer, name: string) => {
    for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 1)) {
      if (bytes.toString('utf8', at + 46, at + 46 + name.length) === name) return at
    }
    throw new Error(`no ${name}`)
  }
  const smaller = await patched(ONE, (bytes) => {
    bytes.writeUInt32LE(3, central(bytes, 'xl/worksheets/sheet1.xml') + 24)
    return bytes
  })
  await assert.rejects(rowsAt(smaller), refusal('import_archive', 'size'))
  const link = await patched(ONE, (bytes) => {
    bytes.writeUInt32LE(0xa1ff0000, central(bytes, 'xl/styles.xml') + 38)
    return bytes
  })
  await assert.rejects(rowsAt(link), refusal('import_archive', 'link'))
  const cut = await patched(ONE, (bytes) => bytes.subarray(0, bytes.length / 2))
  await assert.rejects(rowsAt(cut), refusal('import_workbook'))
})

test('an archive with any byte changed is read or refused in words, never worse', async () => {
  const path = join(folder, 'fuzz.xlsx')
  await writeWorkbook(path, { ...ONE, strings: ['<t>x</t>'] })
  const good = await readFile(path)
  await fc.assert(
    fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), async (at, value) => {
      const bytes = Buffer.from(good)
      bytes[at] = value
      await writeFile(path, bytes)
      await rowsAt(path).catch((error) => assert.ok(error instanceof Problem, String(error?.stack)))
    }),
    { numRuns: 300 },
  )
})
