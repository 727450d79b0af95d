import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { blanksIn, fill, variablesIn } from './index.ts'

const KNOWN: Record<string, string> = { prénom: 'Inès', first_name: 'Inès', marque: 'Maison Ardoise' }
const filled = (text: string) => fill(text, (name) => KNOWN[name])

const CASES: [template: string, text: string][] = [
  ['Bonjour {{prénom}},', 'Bonjour Inès,'],
  ['Bonjour {{ prénom }},', 'Bonjour Inès,'],
  ['{{first_name|there}}', 'Inès'],
  ['Commande {{commande|votre commande}}', 'Commande votre commande'],
  ['Bonjour {{surnom|}}, merci', 'Bonjour, merci'],
  ['Bonjour {{surnom|}} !', 'Bonjour !'],
  ['{{surnom|}}Bonjour', 'Bonjour'],
  ['Suivi : {{lien}}', 'Suivi : {{lien}}'],
  ['{{lien|}}', ''],
  ['{prénom} {{}} {{1}} {{a b}} {{prénom', '{prénom} {{}} {{1}} {{a b}} {{prénom'],
  ['{{{prénom}}}', '{Inès}'],
  ['{{prénom|{{marque}}}}', '{{prénom|Maison Ardoise}}'],
]

describe('a template', () => {
  for (const [template, text] of CASES)
    it(template || '(nothing)', () => assert.equal(filled(template), text))

  it('says which variables it has, and what is still to be written', () => {
    const text = 'Bonjour {{prénom|vous}}, {{lien}} {{2 jours}}'
    assert.deepEqual(
      variablesIn(text).map(({ name, fallback }) => [name, fallback]),
      [
        ['prénom', 'vous'],
        ['lien', null],
      ],
    )
    assert.deepEqual(
      blanksIn(text).map(({ name, start, end }) => [name, text.slice(start, end)]),
      [
        ['prénom', '{{prénom|vous}}'],
        ['lien', '{{lien}}'],
        ['2 jours', '{{2 jours}}'],
      ],
    )
  })

  it('does not read a value as a template, nor lets it open one, break a line or turn the text', () => {
    const stranger = 'Zoé {{lien}}\n\u202e{{agent|x}}'
    const text = fill('Bonjour {{prénom}}, {{lien}}', (name) => (name === 'prénom' ? stranger : undefined))
    assert.equal(text, 'Bonjour Zoé lien agent|x, {{lien}}')
    assert.equal(blanksIn(text).length, 1)
  })

  it('reaches nothing of the program by any name', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'env'])
      assert.equal(
        fill(`{{${name}}}`, (one) => new Map([['a', 'b']]).get(one)),
        `{{${name}}}`,
      )
  })

  it('is bounded in time and in what comes out', () => {
    const many = '{{a}}'.repeat(20_000)
    assert.ok(fill(many, () => 'x'.repeat(10_000)).length <= 40_000)
    for (const brick of ['{', '{{', '{{a', '{{a|', '{{a|b', '}}', '{{ '])
      assert.equal(typeof fill(brick.repeat(20_000), () => 'x'), 'string')
  })
})

describe('generated templates', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.constantFrom('{{prénom}}', '{{x|}}', '{{x|y}}', '{{lien}}', '{{', '}}', '|', ' ', ',', '\n'),
  )
  const template = fc.array(piece, { maxLength: 20 }).map((all) => all.join(''))

  it('leave what has no variable as it is, and are filled once and for all', () => {
    fc.assert(
      fc.property(template, (text) => {
        const once = filled(text)
        if (variablesIn(text).length === 0) assert.equal(once, text)
        for (const { start, end, name } of variablesIn(text)) {
          assert.ok(text.slice(start, end).startsWith('{{') && name.length > 0)
          // What a reader would take for a variable is one that is told to be filled.
          assert.ok(blanksIn(text).some((blank) => blank.start <= start && end <= blank.end))
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('never hold a blank that only a value could have brought', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (value) => {
        assert.deepEqual(blanksIn(fill('a {{v|}} b', () => value)), [])
      }),
    )
  })
})
