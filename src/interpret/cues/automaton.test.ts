import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { finderOf } from './automaton.ts'
import { ENGLISH } from './english.ts'
import { FRENCH } from './french.ts'
import { ENGLISH_PRESSING, FRENCH_PRESSING } from './pressing.ts'

/** What the expressions say one by one, a bit each. */
function oneByOne(patterns: RegExp[], text: string): number {
  return patterns.reduce((bits, pattern, i) => (pattern.test(text) ? bits | (1 << i) : bits), 0)
}

/** Words that stand in the patterns, for texts of them to come near to what is looked for. */
function wordsOf(patterns: RegExp[]): string[] {
  const all = patterns.flatMap(({ source }) => source.match(/[a-z0-9€£'?]+/g) ?? [])
  return [...new Set(all), '!', '.', '?', "j'", 'été', '\u2028', '\n', '😡', '\ud83d', '_', 'Z', '7', '']
}

for (const [lang, lists] of Object.entries({ FRENCH, ENGLISH, FRENCH_PRESSING, ENGLISH_PRESSING })) {
  const patterns = Object.values(lists)
  const find = finderOf(patterns)
  describe(`turns of the ${lang} list, found together`, () => {
    const words = fc.array(fc.constantFrom(...wordsOf(patterns)), { maxLength: 14 })
    const text = fc.oneof(
      { weight: 4, arbitrary: words.map((all) => ` ${all.join(' ')} `) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
    )

    it('are those that are found one by one', () => {
      fc.assert(
        fc.property(text, (said) => assert.equal(find(said), oneByOne(patterns, said), said)),
        { numRuns: 1500 },
      )
    })

    it('stay the same when more was read than is kept', () => {
      let state = 5
      const drawn = wordsOf(patterns)
      for (let i = 0; i < 400; i++) {
        const said = Array.from({ length: 60 }, () => {
          state = (Math.imul(state, 48_271) >>> 0) % 0x7fffffff
          return drawn[state % drawn.length]
        })
        const whole = ` ${said.join(' ')} `
        assert.equal(find(whole), oneByOne(patterns, whole), whole)
      }
    })
  })
}

describe('patterns of any kind', () => {
  const unit = fc.constantFrom('a', 'b', ' ', 'é', '.', '\\w', '\\d', '[^a]', '[a-c]', '\\?', '\\$')
  const { pattern } = fc.letrec<{ pattern: string; piece: string }>((tie) => ({
    piece: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.tuple(unit, fc.constantFrom('', '', '?', '*', '+')).map((all) => all.join('')),
      fc
        .tuple(tie('pattern'), fc.constantFrom('', '?', '*', '+'))
        .map(([one, times]) => `(?:${one})${times}`),
    ),
    pattern: fc.oneof(
      { depthSize: 'small' },
      fc.array(tie('piece'), { minLength: 1, maxLength: 4 }).map((all) => all.join('')),
      fc.tuple(tie('piece'), tie('pattern')).map((all) => all.join('|')),
    ),
  }))
  const said = fc.string({
    unit: fc.constantFrom('a', 'b', 'c', 'd', ' ', 'é', '1', '?', '$', '\n', '_'),
    maxLength: 14,
  })

  it('mean together what each means alone', () => {
    fc.assert(
      fc.property(fc.array(pattern, { minLength: 1, maxLength: 4 }), fc.array(said), (sources, texts) => {
        const patterns = sources.map((source) => new RegExp(source))
        const find = finderOf(patterns)
        // The engine that each is held against tries every way of parting a text among repeats of repeats.
        const most = sources.some((source) => /[*+].*\)[*+]/s.test(source)) ? 5 : 14
        for (const text of ['', ...texts.map((one) => one.slice(0, most))])
          assert.equal(find(text), oneByOne(patterns, text), text)
      }),
      { numRuns: 300 },
    )
  })

  it('are refused where they need a memory, or are no pattern', () => {
    for (const odd of [/^a/, /a$/, /a\b/, /(a)/, /(?=a)/, /a{2}/, /a+?/, /(a)\1/, /\u0061/, /\x61/, /(?!a)b/])
      assert.throws(() => finderOf([odd]), SyntaxError, odd.source)
    assert.throws(() => finderOf(Array.from({ length: 32 }, () => /a/)), RangeError)
    assert.equal(finderOf(Array.from({ length: 31 }, () => /a/))('a'), 2 ** 31 - 1)
    assert.equal(finderOf([])('abc'), 0)
  })
})
