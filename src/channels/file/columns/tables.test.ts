import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Row } from '../row.ts'
import { FIELDS, plainHeader } from './fields.ts'
import { type Column, guessMapping } from './guess.ts'
import { cleanName, findHeader, headerAt } from './header.ts'
import { KNOWN, mappingOf, recognise } from './known.ts'
import { isColumnName, synonymOf } from './synonyms.ts'

const table = (lines: string[][]): Row[] => lines.map((cells, i) => ({ line: i + 1, cells }))

const cell = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'Date',
    'Note',
    'note',
    'Message',
    '31/01/2024',
    '4',
    'https://a.b/c',
    'zoé@maison.example',
  ),
  fc.constantFrom('__proto__', 'constructor', 'A', 'B (2)', 'a\nb', '\0', '\ud83d', 'x'.repeat(300)),
  fc.string({ unit: 'binary', maxLength: 6 }),
)
const lines = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 })

describe('the names of columns', () => {
  it('are each another one, of one line, that can be kept, and enough for every cell of the header', () => {
    fc.assert(
      fc.property(lines, fc.nat(8), (cells, line) => {
        const rows = table(cells)
        for (const header of [findHeader(rows), headerAt(rows, line)]) {
          assert.ok(header.names.length >= 1)
          assert.equal(new Set(header.names).size, header.names.length)
          for (const name of header.names)
            assert.ok(name !== '' && name.isWellFormed() && !/[\0\n\r]/.test(name) && name.length <= 210)
          assert.ok(header.line === 0 || rows.some((row) => row.line === header.line))
        }
        const found = findHeader(rows)
        if (found.line > 0) assert.deepEqual(headerAt(rows, found.line), found)
      }),
      { numRuns: 400 },
    )
  })

  it('are kept as they are when they are read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) =>
        assert.equal(cleanName(cleanName(text)), cleanName(text)),
      ),
      { examples: [['!\t\u0000\t\u2018'], [`${'a'.repeat(199)} b`]] },
    )
  })

  it('are looked for under what an export writes above, thirty lines down and no further', () => {
    const under = (above: number) =>
      findHeader(
        table([
          ...Array.from({ length: above }, (_, i) => [`Filtre ${i}`]),
          ['Date', 'Auteur', 'Message', 'Note'],
          ...Array.from({ length: 40 }, (_, i) => [`0${(i % 9) + 1}/05/2024`, 'Zoé', 'Bien reçu', '4']),
        ]),
      )
    assert.equal(under(0).line, 1)
    assert.equal(under(29).line, 30)
    assert.equal(under(30).line, 0)
  })

  it('are not taken from a line that could not be read, nor from values', () => {
    const rows: Row[] = [
      { line: 1, cells: ['Date', 'Message'], error: { column: null, reason: 'width', length: 3 } },
      { line: 2, cells: ['Jour', 'Texte'] },
      { line: 3, cells: ['03/05/2024', 'Bien'] },
    ]
    assert.equal(findHeader(rows).line, 2)
    for (const value of ['12', '-3,5', '31/01/2024', 'https://a.b', 'lea@client.example'])
      assert.equal(
        findHeader(
          table([
            ['Bonjour', value],
            ['Au revoir', value],
          ]),
        ).line,
        0,
        value,
      )
  })

  it('in one column of words are names only where they are known for such', () => {
    assert.equal(findHeader(table([['Verbatim'], ['Très bien'], ['Moins bien']])).line, 1)
    assert.equal(findHeader(table([['Bonjour à tous'], ['Très bien'], ['Moins bien']])).line, 0)
  })
})

describe('a header in plain letters', () => {
  const letter = fc.constantFrom(...'aZéÉœŒñ9_-. ’()\n\u0301', 'ID', 'At')
  const header = fc.array(letter, { maxLength: 16 }).map((letters) => letters.join(''))

  it('is the same when it is made plain again, and holds no mark, case or accent', () => {
    fc.assert(
      fc.property(header, (text) => {
        const plain = plainHeader(text)
        assert.equal(plainHeader(plain), plain)
        assert.match(plain, /^[\p{L}\p{N} ]*$/u)
        assert.equal(plain, plain.trim())
      }),
    )
    for (const [header, plain] of [
      ['ÉvénementID', 'evenement id'],
      ['in_reply_to_status_id_str', 'in reply to status id str'],
      ['Nom de l’auteur', 'nom de l auteur'],
      ['note2024Finale', 'note2024 finale'],
      ['—', ''],
    ] as const)
      assert.equal(plainHeader(header), plain)
  })

  it('means a field by its whole, by its end in a path, or by a word of it; counts and answers mean none', () => {
    const fieldOf = (header: string) => synonymOf(plainHeader(header))?.field
    for (const [header, field] of [
      ['tweet.full_text', 'text'],
      ['Date de l’événement (Paris)', 'published'],
      ['Lien vers la fiche', 'url'],
      ['Note du client (sur 10)', 'rating'],
      ['Nombre de commentaires', undefined],
      ['Date de mise à jour', 'published'],
      ['Date updated', undefined],
      ['Texte de la réponse', undefined],
      ['Reply text count', undefined],
      ['', undefined],
      ['toString', undefined],
    ] as const)
      assert.equal(fieldOf(header), field, header)
    assert.ok(isColumnName('auteur') && !isColumnName('constructor') && !isColumnName(''))
  })
})

describe('what columns are taken for', () => {
  const samples: Record<string, string[]> = {
    date: ['31/01/2024', '01/02/2024'],
    url: ['https://a.b/1', 'https://a.b/2'],
    words: ['Livraison en retard, encore', 'Merci pour votre aide rapide'],
    number: ['3', '4'],
    none: [],
    name: ['Zoé', 'Max'],
  }
  const column: fc.Arbitrary<Column> = fc.record({
    name: fc.constantFrom(
      'Date',
      'Jour',
      'Message',
      'Avis',
      'Note',
      'Lien',
      'URL',
      'Auteur',
      'Pseudo',
      'X',
      'Y',
      'Pays',
      'constructor',
    ),
    samples: fc.constantFrom(...Object.values(samples)),
  })
  const columns = fc.uniqueArray(column, { maxLength: 8, selector: ({ name }) => name })

  it('are fields of ours, each once, of columns that are there, and of none that holds something else', () => {
    fc.assert(
      fc.property(columns, (list) => {
        const mapping = guessMapping(list)
        const fields = Object.values(mapping)
        assert.equal(new Set(fields).size, fields.length)
        for (const [name, field] of Object.entries(mapping)) {
          assert.ok(FIELDS.includes(field))
          const held = list.find((one) => one.name === name)?.samples ?? assert.fail(name)
          if (held.length === 0) continue
          if (field === 'published') assert.equal(held, samples.date)
          if (field === 'url') assert.equal(held, samples.url)
          if (field === 'rating') assert.equal(held, samples.number)
        }
        // What a file surely has is never left aside.
        const sure = list.find(
          ({ name, samples: held }) => /^(Date|Jour)$/.test(name) && held === samples.date,
        )
        if (sure) assert.ok(fields.includes('published'))
      }),
      { numRuns: 300 },
    )
  })

  it('do not depend on the order of the columns, where each is named for itself', () => {
    const full: Column[] = [
      { name: 'Date', samples: samples.date ?? [] },
      { name: 'Message', samples: samples.words ?? [] },
      { name: 'Auteur', samples: samples.name ?? [] },
      { name: 'Note', samples: samples.number ?? [] },
      { name: 'Lien', samples: samples.url ?? [] },
    ]
    const expected = guessMapping(full)
    fc.assert(
      fc.property(fc.shuffledSubarray(full, { minLength: full.length }), (mixed) =>
        assert.deepEqual({ ...guessMapping(mixed) }, expected),
      ),
    )
  })

  it('of a known export are what its maker says, whatever else stands beside it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KNOWN), fc.array(fc.string(), { maxLength: 4 }), (known, others) => {
        const columns = [...others, ...known.marks.map((mark) => ` ${mark} `)]
        const found = recognise(columns)
        assert.ok(found && found.marks.length >= known.marks.length)
        for (const [name, field] of Object.entries(mappingOf(known, columns))) {
          assert.ok(columns.includes(name))
          assert.ok(FIELDS.includes(field))
        }
      }),
    )
  })
})
