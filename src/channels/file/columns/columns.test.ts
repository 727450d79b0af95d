import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Row } from '../row.ts'
import { plainHeader } from './fields.ts'
import { guessMapping } from './guess.ts'
import { findHeader, headerAt } from './header.ts'
import { KNOWN, mappingOf, recognise } from './known.ts'

function rows(...lines: string[][]): Row[] {
  return lines.map((cells, i) => ({ line: i + 1, cells }))
}

function mapped(columns: Record<string, string[]>) {
  return guessMapping(Object.entries(columns).map(([name, samples]) => ({ name, samples })))
}

const DATES = ['31/01/2024', '01/02/2024']

test('headers are compared without accents, case or signs', () => {
  assert.equal(plainHeader('  Date de création (UTC) '), 'date de creation utc')
  assert.equal(plainHeader('createdAt'), 'created at')
  assert.equal(plainHeader('author.displayName'), 'author display name')
  assert.equal(plainHeader('N°'), 'n')
})

test('French and English headers are understood', () => {
  assert.deepEqual(
    mapped({ Date: DATES, Auteur: ['Zoé'], Message: ['Bonjour'], Note: ['4'], Lien: ['https://a.b'] }),
    {
      Date: 'published',
      Auteur: 'author',
      Message: 'text',
      Note: 'rating',
      Lien: 'url',
    },
  )
  assert.deepEqual(
    mapped({
      'Identifiant du tweet': ['1'],
      'Texte du tweet': ['Bonjour à tous'],
      'Nom d’utilisateur': ['zoe'],
      'Date de publication': DATES,
      Heure: ['14:30'],
      'Nombre de commentaires': ['3'],
      Langue: ['fr'],
    }),
    {
      'Texte du tweet': 'text',
      'Nom d’utilisateur': 'author',
      'Date de publication': 'published',
      Heure: 'time',
      Langue: 'lang',
    },
  )
  assert.deepEqual(
    mapped({
      review_id: ['a1'],
      'Review Date': ['2024-01-31'],
      'Customer Name': ['A'],
      Stars: ['5'],
      'Review Text': ['Fine'],
      Title: ['Good'],
    }),
    {
      review_id: 'externalId',
      'Review Date': 'published',
      'Customer Name': 'author',
      Stars: 'rating',
      'Review Text': 'text',
      Title: 'title',
    },
  )
})

test('a header is not believed when what stands under it is something else', () => {
  const mapping = mapped({
    Note: ['Client très fâché, à rappeler demain', 'Rien à signaler pour ce client'],
    Date: DATES,
  })
  assert.equal(mapping.Note, 'text')
  assert.equal(mapped({ Lien: ['parent', 'ami'], Date: DATES }).Lien, undefined)
})

test('of two columns for one field the surer wins, and an empty one gives way', () => {
  assert.deepEqual(mapped({ Message: [], Commentaire: ['Oui oui'] }), { Commentaire: 'text' })
  const both = mapped({ 'Date de réponse': DATES, 'Date de publication': DATES })
  assert.deepEqual(both, { 'Date de publication': 'published' })
})

test('without words in the header, what stands there decides', () => {
  const mapping = mapped({
    A: ['2024-01-31', '2024-02-01'],
    B: ['https://a.b/c', 'https://d.e'],
    C: ['Une phrase assez longue pour être lue', 'Et une autre un peu plus courte'],
    D: ['★★★★☆', '★★'],
    E: ['@zoe', '@max'],
    F: ['12', '13'],
  })
  assert.deepEqual(mapping, { A: 'published', B: 'url', C: 'text', D: 'rating', E: 'authorHandle' })
})

test('the header is found under titles and filters, or found missing', () => {
  const report = rows(
    ['Export du 3 mai', '', ''],
    ['Marque :', 'Lumen', ''],
    [''],
    ['Date', 'Auteur', 'Message'],
    ['03/05/2024', 'A', 'Bien'],
    ['04/05/2024', 'B', 'Mal'],
  )
  assert.deepEqual(findHeader(report), { line: 4, names: ['Date', 'Auteur', 'Message'] })
  assert.deepEqual(findHeader(rows(['03/05/2024', 'A', 'Bien'], ['04/05/2024', 'B', 'Mal'])), {
    line: 0,
    names: ['A', 'B', 'C'],
  })
  assert.deepEqual(findHeader([]), { line: 0, names: ['A'] })
  assert.deepEqual(headerAt(report, 2).names, ['Marque :', 'Lumen', 'C'])
})

test('every column has a name of its own', () => {
  const { names } = findHeader(
    rows(['Date', 'Note', 'Note', '', 'x'.repeat(90)], ['03/05/2024', '1', '2', '3', '4']),
  )
  assert.deepEqual(names, ['Date', 'Note', 'Note (2)', 'D', 'x'.repeat(90)])
  const wide = rows(Array.from({ length: 30 }, (_, i) => `${i}`))
  assert.equal(findHeader(wide).names.at(-1), 'AD')
})

test('known exports are known by their marks, in any order and case', () => {
  for (const known of KNOWN) {
    const columns = ['Autre', ...new Set([...Object.keys(known.mapping), ...known.marks])].map((name) =>
      name.toUpperCase(),
    )
    assert.equal(recognise(columns), known)
    assert.equal(Object.keys(mappingOf(known, columns)).length, Object.keys(known.mapping).length)
    for (const mark of known.marks) {
      assert.notEqual(recognise(columns.filter((name) => name !== mark.toUpperCase())), known)
    }
  }
  assert.equal(recognise(['Date', 'Auteur']), undefined)
})
