import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { SANCTIONS } from '../charter/charter.ts'
import { criticalOf, hadPart, isNetworkAct, markedWords, UNDO } from './act.ts'

type Judged = Parameters<typeof criticalOf>[0]
const judged = (more: Partial<Judged> = {}): Judged => ({
  ...{ sentiment: 'neutral', toxicity: 0, rating: null, corrected: null, ...more },
})

describe('why a second person is asked', () => {
  const cases: [what: string, of: Partial<Judged>, why: ReturnType<typeof criticalOf>][] = [
    ['« Trois semaines de retard, quelle déception. »', { sentiment: 'negative' }, 'negative'],
    ['“Broken on arrival, never again.”, two stars', { sentiment: 'negative', rating: 2 }, 'negative'],
    ['« Bof », three stars', { rating: 3 }, 'low-rating'],
    ['« Très bien », four stars', { rating: 4, sentiment: 'positive' }, null],
    ['an advertisement', {}, null],
    ['« Connard »', { toxicity: 900, sentiment: 'negative' }, null],
    ['an insult with one star', { toxicity: 900, rating: 1 }, null],
    ['“Ihr seid furchtbar”, which nothing reads', { toxicity: null }, 'unread'],
    ['what was called an offence by hand', { toxicity: 1000, corrected: ['toxicity'] }, 'corrected'],
    ['what was called friendly by hand', { sentiment: 'positive', corrected: ['sentiment'] }, 'corrected'],
    ['what was only given a topic by hand', { corrected: ['topics'] }, null],
  ]
  for (const [what, of, why] of cases)
    it(`${what}: ${why ?? 'nobody is'}`, () => {
      assert.equal(criticalOf(judged(of), 'hide'), why)
      assert.equal(criticalOf(judged(of), 'blur'), why)
      assert.equal(criticalOf(judged(of), 'block'), 'person', 'a person is never silenced by one alone')
    })

  it('is asked the sooner the less it offends: no reading spares a milder post what a harsher one needs', () => {
    const likely = fc.nat(1000)
    const rest = fc.record({
      sentiment: fc.constantFrom('positive' as const, 'neutral' as const, 'negative' as const),
      rating: fc.option(fc.integer({ min: 1, max: 5 })),
    })
    fc.assert(
      fc.property(rest, likely, likely, (one, a, b) => {
        const [mild, harsh] = [Math.min(a, b), Math.max(a, b)]
        const why = (toxicity: number) => criticalOf(judged({ ...one, toxicity }), 'hide')
        if (why(harsh) !== null) assert.notEqual(why(mild), null)
      }),
    )
  })
})

describe('the words at stake', () => {
  const text = 'Sale con 👍🏽, é' // a thumb of two code points, a letter of one
  const said: [mark: { start: number; end: number }, words: string | undefined][] = [
    [{ start: 0, end: 8 }, 'Sale con'],
    [{ start: 9, end: 13 }, '👍🏽'],
    [{ start: 9, end: 11 }, '👍'],
    [{ start: 9, end: 10 }, undefined],
    [{ start: 10, end: 13 }, undefined],
    [{ start: 4, end: 5 }, undefined],
    [{ start: 5, end: 5 }, undefined],
    [{ start: 6, end: 5 }, undefined],
    [{ start: -1, end: 3 }, undefined],
    [{ start: 0, end: text.length }, text],
    [{ start: 0, end: text.length + 1 }, undefined],
  ]
  for (const [{ start, end }, words] of said)
    it(`from ${start} to ${end} are ${words ?? 'none'}`, () => {
      assert.equal(markedWords({ text, title: null }, { in: 'text', start, end }), words)
      assert.equal(markedWords({ text: null, title: text }, { in: 'title', start, end }), words)
      assert.equal(markedWords({ text, title: null }, { in: 'title', start, end }), undefined)
    })

  it('are a part of the post word for word, that can be written down, or none', () => {
    const any = fc.string({ unit: 'grapheme', maxLength: 12 })
    const at = fc.integer({ min: -2, max: 30 })
    fc.assert(
      fc.property(any, at, at, (whole, start, end) => {
        const words = markedWords({ text: whole, title: null }, { in: 'text', start, end })
        if (words === undefined) return
        assert.equal(words, whole.slice(start, end))
        assert.notEqual(words.trim(), '')
        assert.ok(words.isWellFormed(), 'no half of a letter')
      }),
      { numRuns: 300 },
    )
  })

  it('of the whole of what says something are always there', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (whole) => {
        const words = markedWords({ text: whole, title: null }, { in: 'text', start: 0, end: whole.length })
        assert.equal(words, whole.trim() === '' ? undefined : whole)
      }),
    )
  })
})

it('what a network is asked can be taken back there, and is never asked to blur', () => {
  const asked = SANCTIONS.filter(isNetworkAct)
  assert.deepEqual([...asked].sort(), ['block', 'hide', 'mute'])
  assert.equal(new Set(asked.map((kind) => UNDO[kind])).size, asked.length)
  for (const kind of asked) assert.equal(UNDO[kind], `un${kind}`)
})

it('who proposed it and who decided it had a part in it, and nobody else', () => {
  const who = fc.constantFrom('ana', 'luc', 'zoé', 'max')
  fc.assert(
    fc.property(who, fc.option(who), who, (proposed_by, decided_by, me) => {
      assert.equal(hadPart({ proposed_by, decided_by }, me), [proposed_by, decided_by].includes(me))
    }),
  )
})
