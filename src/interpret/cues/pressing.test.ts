import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { withoutFormulas } from '../features/index.ts'
import { tokenize } from '../token.ts'
import { PRESSING_NAMES, pressingIn } from './index.ts'
import { ENGLISH_PRESSING, FRENCH_PRESSING } from './pressing.ts'

const pressing = (text: string, lang: string) =>
  Object.keys(pressingIn(withoutFormulas(tokenize(text), lang), lang))

const DAYS = {
  fr: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
}

/** A sentence in which each turn stands, and one in which it does not though a word of it may. */
const FRENCH: Record<string, [is: string, isNot: string]> = {
  dueNow: ['le train part dans vingt minutes', 'le train de vingt wagons'],
  today: ['je viens ce soir', 'je viens un soir'],
  dueSoon: ['il me le faut pour vendredi', 'il est venu'],
  since: ['en panne depuis trois semaines', 'trois semaines en Corse'],
  awaits: ['toujours rien dans la boîte', 'rien dans la boîte'],
  pleads: ['rappelez-moi', 'il a rappelé'],
  past: ['c’était samedi dernier', 'ce sera samedi'],
  child: ['avec mon fils', 'avec mon chat'],
  hurt: ['ça sent le gaz', 'ça sent bon'],
  purse: ['mon salaire est bloqué', 'mon livre est là'],
  stranded: ['on est devant la porte', 'la porte est rouge'],
}
const ENGLISH: Record<string, [is: string, isNot: string]> = {
  dueNow: ['boarding in ten minutes', 'ten coaches long'],
  today: ['I fly tonight', 'I fly one night'],
  dueSoon: ['I need it by Friday', 'it came'],
  since: ['down since Monday', 'Monday is fine'],
  awaits: ['still nothing in the box', 'nothing in the box'],
  pleads: ['please', 'pleased'],
  past: ['that was last week', 'that is next week'],
  child: ['with my daughter', 'with my cat'],
  hurt: ['I smell gas', 'I smell roses'],
  purse: ['my wages are in there', 'my book is in there'],
  stranded: ['stranded at Crewe', 'lunch at Crewe'],
}

describe('turns that say how soon', () => {
  for (const [lang, table] of Object.entries({ fr: FRENCH, en: ENGLISH }))
    for (const [name, [is, isNot]] of Object.entries(table))
      it(`${lang} ${name}: ${is}`, () => {
        assert.ok(pressing(is, lang).includes(name), pressing(is, lang).join())
        assert.ok(!pressing(isNot, lang).includes(name), `${isNot}: ${pressing(isNot, lang).join()}`)
      })

  it('are each shown above', () => {
    for (const table of [FRENCH, ENGLISH]) assert.deepEqual(Object.keys(table), PRESSING_NAMES)
  })

  it('have the same names in both languages, each a pattern of whole words', () => {
    assert.deepEqual(Object.keys(FRENCH_PRESSING), PRESSING_NAMES)
    assert.deepEqual(Object.keys(ENGLISH_PRESSING), PRESSING_NAMES)
    for (const list of [FRENCH_PRESSING, ENGLISH_PRESSING])
      for (const [name, { source }] of Object.entries(list)) {
        assert.ok(source.startsWith(' (?:') && source.endsWith(') '), name)
        assert.ok(!/\.\*|\[\^.\]\*/.test(source), `${name} reaches far`)
      }
  })

  it('know any day of the week as one that comes, and as one that is past', () => {
    for (const day of DAYS.fr) {
      assert.ok(pressing(`Il me le faut avant ${day}.`, 'fr').includes('dueSoon'), day)
      assert.ok(pressing(`Rien reçu ${day} dernier.`, 'fr').includes('past'), day)
      assert.ok(pressing(`En panne depuis ${day}.`, 'fr').includes('since'), day)
    }
    for (const day of DAYS.en) {
      assert.ok(pressing(`I need it before ${day}.`, 'en').includes('dueSoon'), day)
      assert.ok(pressing(`It has been down since ${day}.`, 'en').includes('since'), day)
    }
  })

  it('know any hour, written with a space or without', () => {
    const hour = fc.nat(23)
    fc.assert(
      fc.property(hour, fc.nat(59), (h, m) => {
        for (const said of [`${h}h`, `${h} h`, `${h}h${String(m).padStart(2, '0')}`]) {
          const found = pressing(`Le guichet ferme à ${said}, on fait quoi ?`, 'fr')
          assert.ok(found.includes('dueNow') && found.includes('pleads'), `${said}: ${found.join()}`)
        }
        const found = pressing(`The desk shuts at ${(h % 12) + 1}pm, can you wait?`, 'en')
        assert.ok(found.includes('dueNow') && found.includes('pleads'), found.join())
      }),
    )
  })

  it('know any day of any month', () => {
    const months = ['janvier', 'février', 'août', 'décembre']
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 31 }), fc.constantFrom(...months), (day, month) => {
        assert.ok(pressing(`À régler avant le ${day} ${month}.`, 'fr').includes('dueSoon'))
      }),
    )
  })

  it('tell what is awaited from what is past, and what is at stake', () => {
    const told: [string, string, string[], string[]][] = [
      ['fr', 'Trois relances et toujours rien', ['awaits'], ['past', 'dueNow']],
      ['fr', 'L’an dernier c’était déjà trop cuit', ['past'], ['awaits', 'today']],
      ['fr', 'Ma carte avalée, plus un centime, et mon fils avec moi', ['purse', 'child'], ['hurt']],
      ['fr', 'Coincés dans le wagon, il y a de la fumée', ['stranded', 'hurt'], ['purse', 'past']],
      ['en', 'No reply to three emails', ['awaits'], ['past', 'dueNow']],
      ['en', 'Last winter you were late too', ['past'], ['awaits', 'today']],
      ['en', 'Card declined and my daughter is with me', ['purse', 'child'], ['hurt']],
      ['en', 'Stranded in the dark, I can smell smoke', ['stranded', 'hurt'], ['purse', 'past']],
    ]
    for (const [lang, text, are, areNot] of told) {
      const found = pressing(text, lang)
      for (const name of are) assert.ok(found.includes(name), `${text}: ${found.join()}`)
      for (const name of areNot) assert.ok(!found.includes(name), `${text}: ${found.join()}`)
    }
  })

  it('are found on long and hostile texts in time, and none in other languages', () => {
    for (const piece of ['avant ', 'd’ici la ', 'depuis plus de ', 'a 1', 'for a ', '9 '])
      for (const lang of ['fr', 'en']) pressing(piece.repeat(10_000), lang)
    assert.deepEqual(pressing('Bis morgen um 14 Uhr, seit Montag kaputt', 'de'), [])
  })
})
