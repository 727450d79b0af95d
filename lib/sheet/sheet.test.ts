import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { openPromise } from 'yauzl'
import { type Cell, csvLine, neutralise, xlsx, zip } from './index.ts'

async function unzipped(chunks: AsyncIterable<Uint8Array>): Promise<Map<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'sheet-'))
  try {
    await writeFile(join(folder, 'a.zip'), chunks)
    const file = await openPromise(join(folder, 'a.zip'), { lazyEntries: true, autoClose: false })
    const parts = new Map<string, string>()
    for await (const entry of file.eachEntry()) {
      parts.set(entry.fileName, await text(await file.openReadStreamPromise(entry)))
    }
    file.close()
    return parts
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('a cell that a spreadsheet would run is made text, and a number is left alone', () => {
  for (const formula of [
    '=1+1',
    '+33 612-x',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    ' =1',
    '＝1',
    '=cmd|"/c calc"!A1',
    '-@x',
  ])
    assert.ok(neutralise(formula).startsWith("'"), formula)
  for (const plain of ['-5', '+4,5', '-1 234,50', '12 %', 'a=b', 'élan', '', '2024-01-31'])
    assert.equal(neutralise(plain), plain)
  assert.equal(neutralise('+33 6 12 34 56 78'), '+33 6 12 34 56 78')
})

test('a CSV record quotes what needs it', () => {
  assert.equal(
    csvLine(['a', 1, null, 'b,c', 'say "hi"', 'x\ny', ' z']),
    'a,1,,"b,c","say ""hi""","x\ny"," z"\r\n',
  )
  assert.equal(csvLine(['a;b', 'c,d'], { delimiter: ';' }), '"a;b";c,d\r\n')
  assert.equal(csvLine(['=HYPERLINK("http://x","y")']), `"'=HYPERLINK(""http://x"",""y"")"\r\n`)
})

test('a ZIP that others can open, its sums right', async () => {
  async function* pieces() {
    yield 'one '
    yield Buffer.from('two é')
  }
  const parts = await unzipped(
    zip([
      { name: 'a/b.txt', content: pieces() },
      { name: 'é.txt', content: 'x'.repeat(100_000) },
    ]),
  )
  assert.equal(parts.get('a/b.txt'), 'one two é')
  assert.equal(parts.get('é.txt')?.length, 100_000)
})

test('an error in what is being zipped comes out', async () => {
  async function* broken() {
    yield 'one'
    throw new Error('broken source')
  }
  await assert.rejects(unzipped(zip([{ name: 'a', content: broken() }])), /broken source/)
})

test('a workbook keeps texts as texts, dates as dates, and nothing XML forbids', async () => {
  async function* rows() {
    yield ['=1+1', 4.5, new Date('2024-01-31T14:30:00Z'), null]
    yield ['a\u0000b<c>&"d"\ud800 _x000D_', Number.NaN, undefined, 'x'.repeat(40_000)]
  }
  const parts = await unzipped(xlsx('Export: all', ['A', 'B', 'C', 'D'], rows()))
  const sheet = parts.get('xl/worksheets/sheet1.xml') ?? ''
  assert.match(sheet, /<c t="inlineStr" s="0"><is><t xml:space="preserve">=1\+1<\/t>/)
  assert.match(sheet, /<c><v>4.5<\/v><\/c><c s="1"><v>45322.604166666664<\/v><\/c>/)
  assert.match(sheet, /ab&lt;c&gt;&amp;&quot;d&quot;\ufffd _x005F_x000D_/)
  assert.ok(!sheet.includes('<f>'))
  assert.equal(/x{32766}…/.test(sheet), true)
  assert.match(parts.get('xl/workbook.xml') ?? '', /<sheet name="Export {2}all" sheetId="1"/)
})

test('an empty workbook still has its header', async () => {
  async function* none() {}
  const parts = await unzipped(xlsx('Vide', ['A'], none()))
  assert.match(parts.get('xl/worksheets/sheet1.xml') ?? '', />A<\/t><\/is><\/c><\/row><\/sheetData>/)
})

/** Whatever is put in, each part is XML that a strict reader takes. */
function wellFormed(xml: string): string[] {
  const texts: string[] = []
  const parser = new SaxesParser()
  parser.on('error', (error) => assert.fail(`${error.message}: ${xml.slice(0, 2000)}`))
  parser.on('text', (words) => texts.push(words))
  parser.write(xml).close()
  return texts
}

test('any cells and any name give a workbook that a strict reader takes', async () => {
  const value = fc.oneof(
    fc.constantFrom<Cell>(
      null,
      undefined,
      '',
      'a\u0000b',
      '\ud800',
      '\uffff',
      '<&>"\'',
      ']]>',
      '_x000D_',
      '\u000b',
      '=1+1',
    ),
    fc.constantFrom<Cell>(0, -0, 1e300, Number.NaN, Number.POSITIVE_INFINITY, -1.5e-9),
    fc.constantFrom<Cell>(
      new Date(Number.NaN),
      new Date(0),
      new Date('1850-02-03T04:05:06Z'),
      new Date(8.64e15),
    ),
  )
  const name = fc.constantFrom(
    '',
    "'",
    'a/b:c?',
    "l'été",
    '\u0001',
    '😀'.repeat(20),
    '    ',
    '"<x>"',
    'x'.repeat(40),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(value, { maxLength: 4 }), { maxLength: 3 }),
      name,
      async (table, title) => {
        async function* rows() {
          yield* table
        }
        const parts = await unzipped(xlsx(title, ['tête'], rows()))
        for (const part of parts.values())
          for (const words of wellFormed(part)) assert.doesNotMatch(words, /NaN|Infinity/)
        const [, sheet = ''] = /<sheet name="([^"]*)"/.exec(parts.get('xl/workbook.xml') ?? '') ?? []
        const told = sheet.replace(/&\w+;/g, 'x')
        assert.ok(told.length > 0 && told.length <= 31, told)
        assert.doesNotMatch(told, /[\\/?*[\]:]|^'|'$|^\s*$/)
      },
    ),
    { numRuns: 60 },
  )
})

test('a day before the calendar of workbooks is written in letters, and none as nothing', async () => {
  async function* rows() {
    yield [new Date('1850-02-03T04:05:06Z'), new Date(Number.NaN), new Date('1900-03-01T12:00:00Z')]
  }
  const sheet = (await unzipped(xlsx('A', ['a', 'b', 'c'], rows()))).get('xl/worksheets/sheet1.xml') ?? ''
  assert.match(sheet, /1850-02-03 04:05:06<\/t><\/is><\/c><c\/><c s="1"><v>61\.5<\/v>/)
})
