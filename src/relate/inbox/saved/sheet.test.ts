import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { differences } from './compare.ts'
import { type Content, isSame } from './saved.ts'
import { readCsv, readJson, toCsv, toJson } from './sheet.ts'

const FULL: Content = {
  name: 'Colis en retard',
  shortcut: 'retard',
  folder: 'Livraison/Retard',
  tags: ['colis', 'transport'],
  channels: ['email', 'mastodon'],
  crisis: true,
  texts: { en: 'Hello {{first_name}},\nit is "late".', fr: 'Bonjour {{prénom}},\nil est « en retard ».' },
}

describe('a file of saved answers', () => {
  it('comes back as it left, as a sheet and as JSON', () => {
    for (const [write, read] of [
      [toCsv, readCsv],
      [toJson, readJson],
    ] as const) {
      const { answers, faults } = read(write([FULL, { ...FULL, name: '=cmd|calc', shortcut: null }]))
      assert.deepEqual(faults, [])
      assert.deepEqual(
        answers.map(({ content }) => content.name),
        ['Colis en retard', '=cmd|calc'],
      )
      assert.ok(answers[0] && isSame(answers[0].content, FULL))
    }
  })

  it('runs nothing in a spreadsheet', () => {
    const csv = toCsv([
      { ...FULL, name: '=HYPERLINK("http://x")', folder: '@SUM(A1)', texts: { fr: '+1+cmd' } },
    ])
    for (const cell of csv.split(/[,\r\n]/)) assert.doesNotMatch(cell, /^"?[=+@]/)
  })

  it('may be a list of one’s own: French Excel’s separators, two languages of one answer, columns in any order', () => {
    const { answers, faults } = readCsv(
      'sep=;\r\ntext;lang;name;crisis;tags\r\n"Bonjour ; merci";fr;Accueil;oui;a|b\r\nHello;EN;Accueil;;\r\nSeul;;Autre;;\r\n',
    )
    assert.deepEqual(faults, [])
    const [first, second] = answers.map(({ content }) => content)
    assert.deepEqual(first?.texts, { fr: 'Bonjour ; merci', en: 'Hello' })
    assert.deepEqual([first?.crisis, first?.tags, second?.texts], [true, ['a', 'b'], { fr: 'Seul' }])
  })

  const FAULTS: [what: string, file: string, reasons: [number, string][], format?: 'json'][] = [
    ['no columns that are known', 'a,b\n1,2\n', [[1, 'saved_file_columns']]],
    ['nothing', '', [[1, 'saved_file_columns']]],
    ['a language that is none', 'name,lang,text\nA,french,x\n', [[2, 'saved_language_form']]],
    ['a shortcut of two words', 'name,shortcut,text\nA,b c,x\n', [[2, 'saved_shortcut_form']]],
    ['an empty text', 'name,text\nA,\n', [[2, 'saved_file_text']]],
    [
      'a text twice in one language',
      'name,lang,text\nA,,x\nA,en,y\nA,FR,z\nA,__proto__,w\n',
      [
        [4, 'saved_file_twice'],
        [5, 'saved_file_twice'],
      ],
    ],
    ['no JSON', '{"answers":', [[1, 'saved_file_json']], 'json'],
    ['another JSON', '[1]', [[1, 'saved_file_json']], 'json'],
    ['a field that there is not', '{"answers":[{"approved":true}]}', [[1, 'saved_file_name']], 'json'],
    ['the same name twice', JSON.stringify({ answers: [FULL, FULL] }), [[2, 'saved_file_twice']], 'json'],
  ]
  for (const [what, file, reasons, format] of FAULTS)
    it(`is told, with its line: ${what}`, () => {
      const { faults } = (format === 'json' ? readJson : readCsv)(file)
      assert.deepEqual(
        faults.map(({ line, reason }) => [line, reason]),
        reasons,
      )
    })

  it('is read whatever it is, in bounded faults', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        for (const read of [readCsv, readJson]) assert.ok(Array.isArray(read(`name,text\n${text}`).answers))
      }),
    )
    assert.equal(readCsv(`name,text\n${'A,\nB,\n'.repeat(500)}`).faults.length <= 100, true)
  })

  it('of any words comes back as it left', () => {
    const words = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .filter((text) => /\p{L}/u.test(text))
    const clean = words.map((text) => text.replace(/[\r\n\0;|]/g, ' ').trim()).filter(Boolean)
    const one = fc.record({
      name: clean,
      folder: clean,
      text: clean,
      tags: fc.uniqueArray(clean, { maxLength: 3 }),
    })
    fc.assert(
      fc.property(one, ({ name, folder, text, tags }) => {
        const content: Content = {
          ...FULL,
          name: name.slice(0, 60).toWellFormed(),
          folder: folder.slice(0, 60).toWellFormed(),
          tags: tags.map((tag) => tag.slice(0, 20).toWellFormed()),
          texts: { fr: text },
        }
        const [read] = readCsv(toCsv([content])).answers
        assert.equal(read?.content.texts.fr, text)
      }),
      { numRuns: 300 },
    )
  })
})

describe('what changed between two versions', () => {
  it('is told part by part, and word by word in a text', () => {
    const after = {
      ...FULL,
      folder: '',
      tags: ['transport', 'colis'],
      texts: { fr: 'Bonjour {{prénom}},\nil est arrivé.' },
    }
    const told = differences(FULL, after)
    assert.deepEqual(
      told.map(({ part, lang }) => [part, lang]),
      [
        ['folder', null],
        ['text', 'en'],
        ['text', 'fr'],
      ],
    )
    assert.deepEqual(told[0]?.pieces, [{ text: 'Livraison/Retard', kind: 'removed' }])
  })

  it('puts the two texts together again, whatever they are', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 80 })
    fc.assert(
      fc.property(text, text, (from, to) => {
        const of = (fr: string) => ({ ...FULL, texts: { fr } })
        const [change] = differences(of(from), of(to))
        const side = (kind: string) =>
          (change?.pieces ?? [{ text: from, kind: 'same' }])
            .filter((piece) => piece.kind === 'same' || piece.kind === kind)
            .map((piece) => piece.text)
            .join('')
        assert.deepEqual([side('removed'), side('added')], [from, to])
      }),
      { numRuns: 200 },
    )
  })

  it('is told of two texts that share nothing in bounded time', () => {
    const many = (word: string) =>
      Array.from({ length: 2500 }, (_, n) => `${word}${n}`)
        .join(' ')
        .slice(0, 10_000)
    const [change] = differences({ ...FULL, texts: { fr: many('a') } }, { ...FULL, texts: { fr: many('b') } })
    assert.deepEqual(
      change?.pieces.map(({ kind }) => kind),
      ['removed', 'added'],
    )
  })
})
