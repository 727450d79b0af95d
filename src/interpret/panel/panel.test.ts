import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { featuresOf, withoutFormulas } from '../features/index.ts'
import { intentModels } from '../intent/index.ts'
import { decodeModel, encodeModel, type Model, scoresOf, sharesOf } from '../model/index.ts'
import { sensesOf } from '../senses/index.ts'
import { sentimentModel } from '../sentiment/index.ts'
import { tokenize } from '../token.ts'
import { toxicityModel } from '../toxicity/index.ts'
import { hear, panelOf } from './index.ts'

/** A model whose every weight differs, so that any feature that is missed or doubled shows. */
function drawn(name: string, more: { columns: number; bits: number; pieces?: number; senses?: true }): Model {
  const { columns, bits, ...rest } = more
  const labels = Array.from({ length: columns }, (_, i) => `${name}${i}`)
  let state = 7 + columns
  const weights = Float32Array.from({ length: columns * 2 ** bits }, () => {
    state = Math.imul(state, 0x5bd1e995) + 0x3039
    return ((state >>> 8) % 2001) / 1000 - 1
  })
  const bias = labels.map((_, i) => i / 10)
  const header = { name, says: 'any' as const, labels, bits, bias, dense: { leaning: bias }, ...rest }
  return decodeModel(encodeModel(header, weights))
}

const DRAWN = [
  drawn('a', { columns: 2, bits: 10 }),
  drawn('b', { columns: 5, bits: 12, pieces: 2, senses: true }),
  drawn('c', { columns: 1, bits: 9, senses: true }),
]
const shipped = (lang: string) =>
  [sentimentModel(lang), toxicityModel(lang), ...intentModels(lang)].filter((one) => one !== null)
const PANELS = ['fr', 'en', 'de'].map((lang) => panelOf(lang, [...DRAWN, ...shipped(lang)]))

const PIECES = [
  ...['colis', 'PAS', 'pas', 'remboursement', "n'", 'nuuul', 'merci', 'je', 'résilie', 'demain', 'mais', '3'],
  ...[
    'not',
    'refund',
    "don't",
    'never',
    'leaving',
    'SOOOO',
    'good',
    '?',
    '!!!',
    '...',
    ',',
    '😡',
    '👍🏽',
    ':(',
  ],
  ...['@moi', 'https://a.example', '\n', '«', '14h', '\ud83d', 'x'.repeat(50)],
]
const text = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((all) => all.join(' ')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
  { weight: 1, arbitrary: fc.constantFrom(...PIECES).map((piece) => `${piece} `.repeat(450)) },
)

function close(told: Float64Array, asked: Float64Array, what: string): void {
  assert.equal(told.length, asked.length)
  told.forEach((one, i) => {
    const gap = Math.abs(one - (asked[i] ?? Number.NaN))
    assert.ok(gap < 1e-9 * Math.max(1, Math.abs(one)), `${what} ${i}: ${one} and not ${asked[i]}`)
  })
}

describe('models that hear together', () => {
  it('say what each of them says of the features of the text, and tell the same tokens', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PANELS), text, text, (panel, other, said) => {
        const { lang } = panel
        for (const each of [other, said]) {
          const tokens = withoutFormulas(tokenize(each), lang)
          const senses = sensesOf(tokens, lang)
          const heard = hear(panel, tokens, senses)
          const features = featuresOf(tokens, lang)
          for (const { model } of panel.seats) {
            const { name } = model.header
            const dense = { leaning: 0.5, unheard: 3 }
            close(heard.scores(model, dense), scoresOf(model, features, dense, senses), name)
            const mix = Array.from({ length: model.columns }, (_, c) => c - 0.5)
            const asked = sharesOf(model, features, tokens.length, mix)
            const meant = model.header.senses && sharesOf(model, senses, tokens.length, mix)
            close(
              heard.shares(model, mix),
              meant ? asked.map((one, i) => one + (meant[i] ?? 0)) : asked,
              name,
            )
          }
        }
      }),
    )
  })

  it('learn a word anew when another took its place meanwhile', () => {
    const [panel] = PANELS
    assert.ok(panel)
    const scores = (said: string) => {
      const tokens = tokenize(said)
      return DRAWN.map((model) => hear(panel, tokens, sensesOf(tokens, 'fr')).scores(model, {}))
    }
    const before = scores('ce colis est nul')
    for (let i = 0; i < 120; i++) scores(Array.from({ length: 300 }, (_, k) => `m${i}x${k}`).join(' '))
    assert.deepEqual(scores('ce colis est nul'), before)
  })

  it('refuse to speak for one that has no seat', () => {
    const [panel] = PANELS
    const stranger = drawn('z', { columns: 1, bits: 4 })
    assert.ok(panel)
    const tokens = tokenize('bonjour')
    assert.throws(() => hear(panel, tokens, sensesOf(tokens, 'fr')).scores(stranger, {}), /no seat/)
  })
})
