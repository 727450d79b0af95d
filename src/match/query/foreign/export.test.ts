import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readForeignFile } from './export.ts'
import { mentionSource } from './mention.ts'
import { TOOLS } from './tree.ts'

const HEADS: [name: string, query: string][] = [
  ['Name', 'Query'],
  ['Nom', 'Requête'],
  ['Alert name', 'Boolean query'],
  ['query_name', 'query_string'],
  ['TITRE', 'Recherche'],
]

/** As spreadsheets write it. */
function cell(text: string, delimiter: string, always: boolean): string {
  return always || text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const word = fc.constantFrom(
  'ardoise',
  '"lampe verte"',
  'AND',
  'NOT',
  'jeu,',
  'a;b',
  'x\ty',
  'l’été',
  '(a OR b)',
  '“c”',
)
const query = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' ').trim())
const alerts = fc.array(fc.record({ name: fc.stringMatching(/^[A-Za-zé"';, ]{0,20}[a-z]$/), query }), {
  minLength: 1,
  maxLength: 5,
})

test('a sheet comes in as it was saved, whatever its delimiter, its heads and its ends of lines', () => {
  fc.assert(
    fc.property(
      alerts,
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\n', '\r\n'),
      fc.constantFrom(...HEADS),
      fc.boolean(),
      fc.constantFrom('', '\ufeff'),
      (all, delimiter, end, [nameHead, queryHead], always, mark) => {
        const rows = [
          ['id', queryHead, nameHead],
          ...all.map(({ name, query: asked }, i) => [String(i), asked, name]),
        ]
        const text =
          mark +
          rows.map((row) => row.map((one) => cell(one, delimiter, always)).join(delimiter)).join(end) +
          end
        const found = readForeignFile('brandwatch', text)
        assert.deepEqual(
          found,
          all.map(({ name, query: asked }) => ({ name: name.trim(), query: asked })),
          text,
        )
      },
    ),
    { numRuns: 400 },
  )
})

test('a query of several lines is one, in quotes; without a head each line is a query', () => {
  assert.deepEqual(readForeignFile('talkwalker', 'name,query\nMarque,"ardoise\nAND lampe"\n'), [
    { name: 'Marque', query: 'ardoise\nAND lampe' },
  ])
  assert.deepEqual(
    readForeignFile('google-alerts', 'ardoise, lampe\r\n\r\n  colis  \r\n').map(({ query: asked }) => asked),
    ['ardoise, lampe', 'colis'],
  )
  // Quotes that never close run to the end, and nothing hangs.
  assert.equal(readForeignFile('mention', 'name;query\nA;"ardoise\nB;lampe').length, 1)
})

test('JSON comes in under whatever name its list and its parts have', () => {
  const one = { queryName: 'Marque', boolean_query: ' ardoise ' }
  const found = [{ name: 'Marque', query: 'ardoise' }]
  for (const value of [
    [one],
    { data: [one] },
    { total: 1, results: [one], next: null },
    one,
    { alerts: [{ alert: one }] },
  ])
    assert.deepEqual(readForeignFile('brandwatch', JSON.stringify(value)), found, JSON.stringify(value))
  assert.deepEqual(readForeignFile('mention', '["ardoise OR lampe", "colis"]'), [
    { name: 'ardoise', query: 'ardoise OR lampe' },
    { name: 'colis', query: 'colis' },
  ])
  for (const odd of ['[]', '{}', '[null, 3, [], {"name":"x"}]', '{"query":null}', '[{"query":5}]'])
    assert.deepEqual(readForeignFile('mention', odd), [], odd)
  // A list of queries may begin with a bracket as well.
  assert.deepEqual(
    readForeignFile('mention', '[ardoise\nlampe').map(({ query: asked }) => asked),
    ['[ardoise', 'lampe'],
  )
})

test('names are there, short, and say what the query is about', () => {
  const named = (text: string) => readForeignFile('mention', text).map(({ name }) => name)
  assert.deepEqual(named('"maison ardoise" NOT jeu'), ['maison ardoise'])
  assert.deepEqual(named('NOT jeu\n***'), ['mention 1', 'mention 2'])
  assert.equal(named(JSON.stringify([{ name: 'x'.repeat(300), query: 'a' }]))[0]?.length, 100)
  const many = readForeignFile('mention', Array.from({ length: 2500 }, (_, i) => `mot${i}`).join('\n'))
  assert.deepEqual([many.length, many.at(-1)?.query], [2000, 'mot1999'])
})

test('a name is never cut through the middle of a sign', () => {
  const [{ name } = { name: '' }] = readForeignFile(
    'mention',
    JSON.stringify([{ name: `${'x'.repeat(99)}😂`, query: 'a' }]),
  )
  assert.ok(name.isWellFormed(), JSON.stringify(name))
})

test('Mention’s form comes out as the query that it stands for, in both languages', () => {
  const FORMS: [form: string, query: string][] = [
    [
      'At least one: ardoise, Maison Ardoise\nAll of these: lampe\nNone of these: jeu, concours',
      '(ardoise OR "Maison Ardoise") AND lampe -jeu -concours',
    ],
    [
      'Au moins un : ardoise\nAucun : jeu\nSites bloqués : a.example; b.example\nLangues : fr, en',
      'ardoise AND (lang:fr OR lang:en) -jeu -site:a.example -site:b.example',
    ],
    ['- Inclure : @ardoise; #déco\r\n\r\n- Exclure : "le jeu"', '(@ardoise OR #déco) -"le jeu"'],
  ]
  for (const [form, asked] of FORMS) assert.equal(mentionSource(form), asked)
  for (const plain of [
    'ardoise AND lampe',
    'title: ardoise',
    'site:a.example',
    'At least one: a\nardoise',
    '',
  ])
    assert.equal(mentionSource(plain), plain)
})

test('whatever the file is, each alert has a name and a query', () => {
  const piece = fc.constantFrom(
    'name',
    'query',
    ',',
    ';',
    '\t',
    '"',
    '""',
    '\n',
    '\r\n',
    '{',
    '[',
    '<opml>',
    '<outline title="Google Alert - x"/>',
    'a',
  )
  fc.assert(
    fc.property(fc.constantFrom(...TOOLS), fc.array(piece, { maxLength: 20 }), (tool, pieces) => {
      for (const { name, query: asked } of readForeignFile(tool, pieces.join('')))
        assert.ok(name !== '' && asked.trim() !== '')
    }),
    { numRuns: 500 },
  )
})
