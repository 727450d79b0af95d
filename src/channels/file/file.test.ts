import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { Problem } from '../../../lib/errors/index.ts'
import { BOM, csvLine } from '../../../lib/sheet/index.ts'
import { writeWorkbook } from '../../../test/support/workbook.ts'
import type { Activity } from '../../activity/index.ts'
import {
  type FileOptions,
  inspect,
  preview,
  type RowError,
  readRows,
  rowMapper,
  sniffEncoding,
} from './index.ts'

const FIXTURES = fileURLToPath(new URL('./fixtures/', import.meta.url))
const NOW = new Date('2025-01-01T00:00:00Z')
let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'file-'))
})
after(() => rm(folder, { recursive: true }))

async function look(path: string, given?: Partial<FileOptions>) {
  return inspect(
    path,
    { encoding: await sniffEncoding(path), timeZone: 'Europe/Paris' },
    given ? { options: given } : {},
  )
}

async function take(path: string, given?: Partial<FileOptions>) {
  const found = await look(path, given)
  const columns = found.columns.map(({ name }) => name)
  const { mapping, options, format } = found
  const map = rowMapper({ columns, mapping, options, now: NOW })
  const activities: Activity[] = []
  const errors: RowError[] = []
  for await (const { rows } of readRows({ path, format, columns, options })) {
    for (const row of rows) {
      const mapped = map(row)
      if ('activity' in mapped) activities.push(mapped.activity)
      else errors.push(mapped.error)
    }
  }
  return { ...found, activities, errors }
}

async function written(content: string | Buffer): Promise<string> {
  const path = join(folder, 'given')
  await writeFile(path, content)
  return path
}

test('a CSV of a French Excel: semicolons, Windows-1252, quotes with newlines, formulas as text', async () => {
  const { options, mapping, activities, errors, doubts } = await take(join(FIXTURES, 'french-excel.csv'))
  assert.deepEqual(
    [options.encoding, options.delimiter, options.dateOrder, options.decimal],
    ['windows-1252', ';', 'dmy', ','],
  )
  assert.deepEqual(mapping, {
    Date: 'published',
    Auteur: 'author',
    Message: 'text',
    Note: 'rating',
    Lien: 'url',
  })
  assert.deepEqual(doubts, [])
  assert.deepEqual(
    activities.map(({ published, actor, object }) => [
      published.toISOString(),
      actor.name,
      object.rating,
      object.text,
    ]),
    [
      [
        '2024-01-31T13:30:00.000Z',
        'Élodie Marchand',
        2,
        'Livraison arrivée en retard, et le carton était ouvert.\nJe suis « déçue » : 12 € de port pour ça…',
      ],
      ['2024-02-01T08:05:00.000Z', 'Jean-Noël', 5, "Très bien ; merci à l'équipe !"],
      ['2024-02-01T23:00:00.000Z', 'Zoé', 4, '=HYPERLINK("http://mal.exemple";"cliquez")'],
      ['2024-02-06T09:00:00.000Z', 'Marc', 4.5, 'Le "must" du quartier'],
    ],
  )
  assert.deepEqual(
    errors.map(({ line, column, reason, values }) => [line, column, reason, values?.found]),
    [
      [6, 'Date', 'date_missing', undefined],
      [7, null, 'ragged_long', 6],
    ],
  )
})

test('Brandwatch: the header under its preamble, the whole text before the extract', async () => {
  const { known, options, activities, errors } = await take(join(FIXTURES, 'brandwatch.csv'))
  assert.deepEqual([known, options.headerLine, options.timeZone, errors], ['brandwatch', 7, 'UTC', []])
  assert.deepEqual(
    activities.map(({ externalId, published, actor, object, extra }) => [
      externalId,
      published.toISOString(),
      actor.id,
      object.text,
      extra?.network,
    ]),
    [
      [
        'brandwatch:900000000000000101',
        '2024-05-01T10:00:00.000Z',
        'x:lea',
        'Lumen, quelle lampe magnifique pour le salon !',
        'x',
      ],
      [
        'brandwatch:900000000000000102',
        '2024-05-02T22:15:30.000Z',
        'blog:rédaction',
        'Nous avons essayé',
        'blog',
      ],
    ],
  )
})

test('Meltwater: UTF-16, tabs, a column of dates and one of times', async () => {
  const { known, options, activities, errors } = await take(join(FIXTURES, 'meltwater.csv'))
  assert.deepEqual([known, options.encoding, options.delimiter, errors], ['meltwater', 'utf-16le', '\t', []])
  assert.deepEqual(
    activities.map(({ externalId, published, actor, object }) => [
      externalId,
      published.toISOString(),
      actor.id,
      object.text,
    ]),
    [
      [
        'meltwater:MW-778812',
        '2024-05-01T12:30:00.000Z',
        'news:anne roux',
        'Lumen ouvre une boutique à Lille samedi.',
      ],
      ['meltwater:MW-778813', '2024-05-02T07:00:00.000Z', 'social:paul', 'J’ai adoré la boutique Lumen'],
    ],
  )
})

test('an archive of X, with its replies', async () => {
  const { known, activities, errors } = await take(join(FIXTURES, 'x-archive.txt'))
  assert.deepEqual([known, errors], ['x-archive', []])
  assert.deepEqual(
    activities.map(({ externalId, published, object }) => [
      externalId,
      published.toISOString(),
      object.text,
      object.thread,
    ]),
    [
      [
        'x-archive:1745000000000000001',
        '2024-01-10T08:00:00.000Z',
        'Nos soldes commencent & la boutique ouvre à 9 h {promis}',
        'x-archive:1745000000000000001',
      ],
      [
        'x-archive:1745000000000000002',
        '2024-01-10T09:30:00.000Z',
        "@lea Oui, jusqu'à 19 h",
        'x-archive:1744999999999999999',
      ],
    ],
  )
})

test('Google reviews: stars in words, a review without words is one all the same', async () => {
  const { known, activities, errors } = await take(join(FIXTURES, 'google-reviews.json'))
  assert.deepEqual([known, errors], ['google-reviews', []])
  assert.deepEqual(
    activities.map(({ verb, actor, object }) => [verb, actor.name, object.rating, object.text]),
    [
      ['Review', 'Paul Henri', 5, 'Accueil parfait'],
      ['Review', 'K.', 2, undefined],
    ],
  )
})

test('Facebook comments: the letters that Meta mangles are put right', async () => {
  const { known, activities } = await take(join(FIXTURES, 'facebook-comments.json'))
  assert.equal(known, 'facebook-comments')
  assert.deepEqual(
    activities.map(({ published, actor, object }) => [published.toISOString(), actor.name, object.text]),
    [['2024-01-10T08:00:00.000Z', 'René Lumière', 'Très étonné par la qualité 😀']],
  )
})

test('the same table in every format and encoding gives the same activities', async () => {
  const text =
    'Date;Auteur;Message;Note\n31/01/2024 14:30;Élodie;"Très, ""très"" bien";5\n13/02/2024 09:00;Noël;Ça va;3\n'
  const csv = await take(await written(text))
  for (const other of [
    Buffer.from(text, 'latin1'),
    `\ufeff${text}`,
    Buffer.from(`\ufeff${text}`, 'utf16le'),
    `sep=;\r\n${text}`,
    text.replaceAll('\n', '\r'),
    text.replaceAll(';', '\t'),
  ]) {
    assert.deepEqual((await take(await written(other))).activities, csv.activities)
  }
  const lines = [
    { Date: '2024-01-31T13:30:00Z', Auteur: 'Élodie', Message: 'Très, "très" bien', Note: 5 },
    { Date: '2024-02-13T08:00:00Z', Auteur: 'Noël', Message: 'Ça va', Note: 3 },
  ]
  assert.deepEqual(
    (await take(await written(lines.map((line) => JSON.stringify(line)).join('\n')))).activities,
    csv.activities,
  )
  assert.deepEqual((await take(await written(JSON.stringify(lines, null, 1)))).activities, csv.activities)
  const path = join(folder, 'given.xlsx')
  const cell = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`
  const row = (serial: number, author: string, message: string, rating: number) =>
    `<row><c s="1"><v>${serial}</v></c>${cell(author)}${cell(message)}<c><v>${rating}</v></c><c/></row>`
  await writeWorkbook(path, {
    formats: ['dd/mm/yyyy hh:mm'],
    sheets: {
      Avis: `<row>${['Date', 'Auteur', 'Message', 'Note'].map(cell).join('')}</row>${row(45322.604166666664, 'Élodie', 'Très, "très" bien', 5)}${row(45335.375, 'Noël', 'Ça va', 3)}`,
    },
  })
  const book = await take(path)
  assert.deepEqual([book.format, book.sheets, book.options.sheet], ['xlsx', ['Avis'], 'Avis'])
  assert.deepEqual(book.activities, csv.activities)
})

test('what is said by a person stands, and the rest is found around it', async () => {
  const path = await written('titre libre\nDate;Message\n02/01/2024;Bonjour, vous\n03/01/2024;Bien, merci\n')
  const said = await look(path, { dateOrder: 'mdy', timeZone: 'America/New_York', source: 'mien' })
  assert.deepEqual(
    [said.options.dateOrder, said.options.timeZone, said.options.source, said.doubts],
    ['mdy', 'America/New_York', 'mien', []],
  )
  assert.deepEqual((await look(path)).doubts, ['date_order'])
  assert.deepEqual(
    (await look(path, { delimiter: ',' })).columns.map(({ name }) => name),
    ['titre libre', 'B'],
  )
  assert.deepEqual(
    (await look(path, { headerLine: 1 })).columns.map(({ name }) => name),
    ['titre libre', 'B'],
  )
  assert.equal((await look(path, { encoding: 'utf-16le' })).options.encoding, 'utf-16le')
})

test('the preview shows what would be imported, and what would not', async () => {
  const path = join(FIXTURES, 'french-excel.csv')
  const { columns, format, mapping, options } = await look(path)
  const names = columns.map(({ name }) => name)
  const lines = await preview(
    { path, format, columns: names, options },
    { columns: names, mapping, options, now: NOW },
  )
  assert.deepEqual(
    lines.map(({ line, error }) => [line, error?.reason ?? null]),
    [
      [2, null],
      [4, null],
      [5, null],
      [6, 'date_missing'],
      [7, 'ragged_long'],
      [8, null],
    ],
  )
  assert.equal(lines[0]?.fields.author, 'Élodie Marchand')
  assert.equal(lines[0]?.fields.published, '2024-01-31T13:30:00.000Z')
})

test('what is no table is refused in words', async () => {
  const refused = async (content: string | Buffer, id: string) =>
    assert.rejects(
      async () => look(await written(content)),
      (error) => error instanceof Problem && error.id === id,
    )
  await refused('', 'import_empty')
  await refused(' \n \n', 'import_empty')
  await refused('%PDF-1.7 …', 'import_format')
  await refused(Buffer.from('89504e470d0a1a0a0000', 'hex'), 'import_format')
  await refused(Buffer.from(Array.from({ length: 500 }, (_, i) => (i * 7) % 32)), 'import_format')
  await refused('<!DOCTYPE html><table></table>', 'import_format')
  await refused(Buffer.from('d0cf11e0a1b11ae1000000', 'hex'), 'import_xls')
  await refused('PK\u0003\u0004 not a zip', 'import_workbook')
  await refused(Array.from({ length: 1200 }, (_, i) => `c${i}`).join(';'), 'import_columns')
})

test('any file at all is read to its end or refused in words', async () => {
  const good = await Promise.all((await readdir(FIXTURES)).map((name) => readFile(join(FIXTURES, name))))
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)),
    fc
      .string({
        unit: fc.constantFrom(
          'a',
          'é',
          ';',
          ',',
          '"',
          '\n',
          '\r',
          '\t',
          '{',
          '}',
          '[',
          ']',
          ':',
          '1',
          '01/02/2024',
          'Date',
          'Message',
          '\u0000',
          '\ufeff',
        ),
        maxLength: 80,
      })
      .map((text) => Buffer.from(text)),
    fc.tuple(fc.constantFrom(...good), fc.nat(), fc.nat(255)).map(([file, at, value]) => {
      const changed = Buffer.from(file)
      changed[at % changed.length] = value
      return changed.subarray(0, at % 3 === 0 ? at % changed.length : changed.length)
    }),
  )
  await fc.assert(
    fc.asyncProperty(bytes, async (content) => {
      try {
        await take(await written(content))
      } catch (error) {
        assert.ok(error instanceof Problem, error instanceof Error ? error.stack : String(error))
      }
    }),
    { numRuns: 600 },
  )
})

test('what we exported as CSV comes back as it was, also what a spreadsheet must not run', async () => {
  const titles = [
    'published',
    'channel',
    'verb',
    'author',
    'authorHandle',
    'authorId',
    'title',
    'text',
    'sentiment',
    'externalId',
    'thread',
  ]
  const said = fc.record(
    {
      text: fc.constantFrom(
        '@lumerelle merci !',
        '=1+1',
        '-20 % dès lundi',
        '+1',
        '- rien reçu',
        "l'or",
        "'tis",
        'été',
        '＝x',
        '- a\n- b',
      ),
      author: fc.constantFrom('Zoé', '=Zoé', "O'Neil", '-zoe-'),
      handle: fc.constantFrom('zoe', '-zoe-', '=zoe'),
      id: fc.constantFrom('', '-', '=', '@').chain((mark) => fc.uuid().map((id) => `${mark}${id}`)),
    },
    { noNullPrototype: true },
  )
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(said, { minLength: 1, maxLength: 6, selector: ({ id }) => id }),
      async (all) => {
        const lines = all.map(({ text, author, handle, id }) =>
          csvLine([
            '2024-01-31T13:30:00.000Z',
            'bluesky',
            'Create',
            author,
            handle,
            `did:plc:${handle}`,
            '',
            text,
            'neutral',
            id,
            id,
          ]),
        )
        const { activities, errors, known } = await take(
          await written(BOM + csvLine(titles) + lines.join('')),
        )
        assert.deepEqual([known, errors], ['veillee', []])
        assert.deepEqual(
          activities.map(({ object, actor, externalId }) => ({
            text: object.text,
            author: actor.name,
            handle: actor.handle,
            id: externalId,
          })),
          all,
        )
      },
    ),
    { numRuns: 30 },
  )
  // A file of somebody else's keeps its apostrophes.
  const other = await take(await written("Date;Auteur;Message\n31/01/2024;Zoé;'=1+1\n"))
  assert.equal(other.activities[0]?.object.text, "'=1+1")
})
