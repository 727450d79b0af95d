import assert from 'node:assert/strict'
import { describe, it, test } from 'node:test'
import fc from 'fast-check'
import {
  type Charter,
  charterSchema,
  FITS,
  inLang,
  type Rule,
  ruleFor,
  ruleOf,
  SANCTIONS,
} from './charter.ts'
import { differenceOf } from './difference.ts'
import { lacksOf } from './lacks.ts'
import { readyCharter } from './ready.ts'

const words = fc.record({
  fr: fc.string({ maxLength: 20 }).map(trim),
  en: fc.string({ maxLength: 20 }).map(trim),
})
function trim(text: string): string {
  return text.trim()
}
const rule: fc.Arbitrary<Rule> = fc.record({
  id: fc.stringMatching(/^[a-z0-9-]{1,6}$/),
  title: words,
  explanation: words,
  examples: fc.array(words, { maxLength: 3 }),
  sanctions: fc.uniqueArray(fc.constantFrom(...SANCTIONS), { minLength: 1 }),
  fits: fc.uniqueArray(fc.constantFrom(...FITS)),
})
const charter: fc.Arbitrary<Charter> = fc.record({
  title: words,
  intro: words,
  rules: fc.uniqueArray(rule, { selector: ({ id }) => id, maxLength: 8 }),
  appealDays: fc.integer({ min: 7, max: 365 }),
  archiveDays: fc.integer({ min: 30, max: 1_825 }),
  summary: fc.boolean(),
})

describe('the charter to begin with', () => {
  it('could be published as it is, in both languages, and has a rule for everything that is proposed', () => {
    const ready = readyCharter()
    assert.deepEqual(charterSchema.parse(ready), ready)
    assert.deepEqual(lacksOf(ready), [])
    for (const fit of FITS) assert.ok(ruleFor(ready, fit), fit)
    for (const one of ready.rules)
      assert.ok(one.title.fr && one.title.en && one.explanation.fr && one.explanation.en)
  })

  it('is a new one each time: what one house changes is nobody else’s', () => {
    const one = readyCharter()
    one.rules.pop()
    const [first] = one.rules
    if (first) first.title.fr = 'changé'
    assert.notDeepEqual(readyCharter(), one)
    assert.equal(readyCharter().rules[0]?.title.fr, 'Pas d’insulte')
  })
})

describe('a difference', () => {
  it('between a charter and itself is none; one way it is added, the other way removed', () => {
    fc.assert(
      fc.property(charter, charter, (before, after) => {
        const none = differenceOf(before, structuredClone(before))
        assert.deepEqual(none, { around: [], added: [], removed: [], changed: [], moved: false })
        const [there, back] = [differenceOf(before, after), differenceOf(after, before)]
        assert.deepEqual(there.added, back.removed)
        assert.deepEqual(there.removed, back.added)
        assert.deepEqual(there.around, back.around)
        assert.deepEqual(there.changed.map(({ id }) => id).sort(), back.changed.map(({ id }) => id).sort())
        assert.equal(there.moved, back.moved)
      }),
    )
  })

  it('names exactly what was changed in one rule, and that rules stand in another order', () => {
    fc.assert(
      fc.property(charter, fc.nat(), (before, n) => {
        fc.pre(before.rules.length > 1)
        const at = n % before.rules.length
        const rules = before.rules.map((one, i) =>
          i === at ? { ...one, title: { ...one.title, fr: `${one.title.fr}!` } } : one,
        )
        const changed = differenceOf(before, { ...before, rules })
        assert.deepEqual(changed.changed, [{ id: before.rules[at]?.id, fields: ['title'] }])
        const moved = differenceOf(before, { ...before, rules: before.rules.toReversed() })
        assert.deepEqual([moved.moved, moved.changed, moved.added], [true, [], []])
      }),
    )
  })
})

test('what nobody can be held to is named: no rules, no words', () => {
  fc.assert(
    fc.property(charter, (one) => {
      const lacks = lacksOf(one)
      const silent = (two: { fr: string; en: string }) => two.fr === '' && two.en === ''
      const bad =
        silent(one.title) ||
        one.rules.length === 0 ||
        one.rules.some(({ title, explanation }) => silent(title) || silent(explanation))
      assert.equal(lacks.length > 0, bad)
      for (const { rule: id } of lacks) if (id) assert.ok(ruleOf(one, id))
    }),
  )
})

test('words are said in the language asked for, or in the other where there are none', () => {
  assert.equal(inLang({ fr: 'oui', en: '' }, 'en'), 'oui')
  assert.equal(inLang({ fr: '', en: 'yes' }, 'fr'), 'yes')
  assert.equal(inLang({ fr: 'oui', en: 'yes' }, 'en'), 'yes')
})

test('a charter with a rule or a sanction twice, or one that deletes, is none', () => {
  const ready = readyCharter()
  const [first] = ready.rules
  assert.ok(first)
  const refused = (change: object) => !charterSchema.safeParse({ ...ready, ...change }).success
  assert.ok(refused({ rules: [first, first] }))
  assert.ok(refused({ rules: [{ ...first, sanctions: ['hide', 'hide'] }] }))
  assert.ok(refused({ rules: [{ ...first, sanctions: ['delete'] }] }))
  assert.ok(refused({ rules: [{ ...first, sanctions: [] }] }))
  assert.ok(refused({ rules: [{ ...first, id: '<b>' }] }))
  assert.ok(refused({ appealDays: 1 }))
  assert.ok(refused({ hidden: true }))
})
