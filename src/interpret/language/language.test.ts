import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
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
