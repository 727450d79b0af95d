import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { tokenize } from '../token.ts'
import { detectLanguage } from './index.ts'

const told = (text: string, hint?: string) => detectLanguage(text, tokenize(text), hint)

describe('the hint of a network', () => {
  const near: [text: string, hint: string][] = [
    ['Tarif pro ?', 'fr'],
    ['la classe', 'fr'],
    ['la marca', 'fr'],
    ['Extra', 'fr'],
    ['terrible', 'en'],
    ['terrible', 'fr'],
    ['Terrible', 'es'],
  ]
  for (const [text, hint] of near) {
    it(`wins over near pieces: ${text}, ${hint}`, () => assert.equal(told(text, hint), hint))
  }

  const clear: [text: string, lang: string, hint: string][] = [
    ['me gusta mucho esta tienda', 'es', 'fr'],
    ['ya no puedo más', 'es', 'fr'],
    ['great stuff', 'en', 'fr'],
    ['trois semaines sans nouvelles de mon colis', 'fr', 'en'],
    ['my parcel is three weeks late', 'en', 'fr'],
  ]
  for (const [text, lang, hint] of clear) {
    it(`does not outvote what is clear: ${text}, not ${hint}`, () => assert.equal(told(text, hint), lang))
  }
})

describe('the language of a text', () => {
  const SAID = [
    'Bonjour, où est mon colis déposé à Évry ?',
    'where is my parcel, it never came',
    'éoliennes vent capitalisme',
    'levering vertraagd slechte ervaring',
    'ñandú',
    'ok',
    '😡😡',
    'Ещё не пришло',
    '東京から',
    'lçäşö',
    'https://a.example/le/la/les',
    '\ud83d',
  ]
  const text = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.array(fc.constantFrom(...SAID), { maxLength: 5 }).map((all) => all.join(' ')),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  )
  const hint = fc.constantFrom(undefined, 'fr', 'en-GB', 'zz', 'x', 'ru', '')

  it('is the same whatever was read before', () => {
    fc.assert(
      fc.property(text, hint, text, hint, (said, by, other, otherBy) => {
        const lang = told(said, by)
        told(other, otherBy)
        assert.equal(told(said, by), lang)
        assert.match(lang, /^[a-z]{2}$|^und$/)
      }),
    )
  })

  it('does not depend on how accents are put together', () => {
    const latin = SAID.filter((one) => /^[\p{Script=Latin}\P{L}]+$/u.test(one))
    const some = fc.array(fc.constantFrom(...latin), { maxLength: 5 }).map((all) => all.join(' '))
    fc.assert(
      fc.property(some, hint, (said, by) => {
        assert.equal(told(said.normalize('NFC'), by), told(said.normalize('NFD'), by))
      }),
    )
  })

  it('may be one that no list holds, where a network says so and nothing speaks against it', () => {
    assert.equal(told('ok', 'zz'), 'zz')
    assert.equal(told('trois semaines sans nouvelles de mon colis', 'zz'), 'fr')
    assert.equal(told('😡 12', undefined), 'und')
  })

  it('is not told by what networks leave in posts of any language', () => {
    for (const furniture of ['RT via www', 'http https com', 'amp gt lt'])
      assert.equal(told(furniture), 'und')
  })
})
