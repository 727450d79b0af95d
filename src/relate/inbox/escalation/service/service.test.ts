import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { prefilled, readField, readForm } from './form.ts'
import { readyMade } from './ready.ts'
import { type Field, said } from './service.ts'

const field = (kind: Field['kind'], more: Partial<Field> = {}): Field => ({
  ...{ id: kind, kind, words: { fr: kind, en: '' }, required: false },
  ...more,
})
const wishes = field('choice', { choices: [{ fr: 'Échange', en: 'Exchange' }] })

const READ: [Field, string, string | { wrong: string }][] = [
  [field('text'), '  A-12 ', 'A-12'],
  [field('text'), 'x'.repeat(2001), { wrong: 'escalation_long' }],
  [field('text', { required: true }), '   ', { wrong: 'field_required' }],
  [field('number'), '1 234,50', '1234.50'],
  [field('number'), '-3', '-3'],
  [field('number'), '12€', { wrong: 'escalation_number' }],
  [field('number'), '1e9', { wrong: 'escalation_number' }],
  [field('date'), '2026-02-28', '2026-02-28'],
  [field('date'), '2026-02-30', { wrong: 'escalation_date' }],
  [field('date'), '28/02/2026', { wrong: 'escalation_date' }],
  [wishes, 'Exchange', 'Exchange'],
  [wishes, 'Remboursement', { wrong: 'escalation_choice' }],
  [wishes, '', ''],
]

describe('a form', () => {
  for (const [one, given, expected] of READ)
    it(`${one.kind}: ${JSON.stringify(given.slice(0, 20))}`, () => {
      assert.deepEqual(readField(one, given), typeof expected === 'string' ? { value: expected } : expected)
    })

  it('says of each field what is wrong with it, and takes nothing from a name of the program', () => {
    const fields = [field('text', { id: 'constructor', required: true }), field('number', { id: 'n' })]
    const { values, wrong } = readForm(fields, { n: 'x' })
    assert.deepEqual(wrong, { 'values.constructor': 'field_required', 'values.n': 'escalation_number' })
    assert.deepEqual(values, {})
  })

  it('keeps of any text what it reads again as the same', () => {
    const kinds = fc.constantFrom(field('text'), field('number'), field('date'), wishes)
    fc.assert(
      fc.property(kinds, fc.string({ unit: 'binary' }), (one, given) => {
        const read = readField(one, given)
        if ('value' in read) assert.deepEqual(readField(one, read.value), read)
      }),
    )
  })
})

describe('what the conversation fills in', () => {
  const order = [field('text', { id: 'order', from: 'order' }), field('text', { id: 'other' })]
  const CASES: [string, string | undefined][] = [
    ['Ma commande n° A-4821 n’est pas là', 'A-4821'],
    ['Commande LU-47750 passée le 2', 'LU-47750'],
    ['order #99120 is late', '99120'],
    ['Order number: 77-12', '77-12'],
    ['ma commande est en retard', undefined],
    ['je commande souvent', undefined],
  ]
  for (const [text, found] of CASES)
    it(text, () => assert.deepEqual(prefilled(order, [text]), found ? { order: found } : {}))

  it('is of the newest message that says it', () => {
    assert.deepEqual(prefilled(order, ['bonjour', 'commande B-2', 'commande A-1']), { order: 'B-2' })
  })
})

it('words are in the language asked for, else in the other', () => {
  assert.equal(said({ fr: 'Panne', en: '' }, 'en'), 'Panne')
  assert.equal(said({ fr: '', en: 'Down' }, 'fr'), 'Down')
  assert.equal(said({ fr: 'Panne', en: 'Down' }, 'en'), 'Down')
})

it('what is proposed has words in both languages, ids of its own each time, and a form that can be filled', () => {
  const [once, again] = [readyMade(), readyMade()]
  assert.deepEqual(
    once.map(({ key }) => key),
    ['after-sales', 'product', 'it', 'legal'],
  )
  const ids = [...once, ...again].flatMap(({ reasons, fields }) =>
    [...reasons, ...fields].map(({ id }) => id),
  )
  assert.equal(new Set(ids).size, ids.length)
  for (const { reasons, fields, timing } of once) {
    for (const { words } of [...reasons, ...fields]) assert.ok(words.fr && words.en)
    for (const one of fields.filter(({ kind }) => kind === 'choice')) assert.ok(one.choices?.length)
    assert.ok(timing.steps.some(({ to }) => to === 'manager'))
  }
})
