import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { withoutFormulas } from '../features/index.ts'
import { tokenize } from '../token.ts'
import { CUE_NAMES, cuesIn } from './index.ts'

const cues = (text: string, lang: string) => Object.keys(cuesIn(withoutFormulas(tokenize(text), lang), lang))

/** A sentence in which each turn stands, and one in which it does not though a word of it may. */
const FRENCH: Record<string, [is: string, isNot: string]> = {
  leave: ['je résilie mon contrat', 'je signe mon contrat'],
  would: ['encore une panne et je pars', 'une panne, puis tout est revenu'],
  buy: ['vous l’avez encore en stock ?', 'il est arrivé'],
  ask: ['comment on fait ?', 'comme on veut'],
  thank: ['bravo à vous', 'voilà'],
  fault: ['ça ne marche plus', 'ça roule'],
  news: ['je participe', 'je dors'],
  now: ['c’est urgent', 'un jour peut-être'],
  soon: ['troisième mail sans réponse', 'une carte postale'],
  sell: ['vends manteau neuf', 'un beau manteau'],
  rumour: ['il paraît que ça rouvre', 'ça rouvre'],
  event: ['portes ouvertes à la ferme', 'la ferme du voisin'],
  crowd: ['qui veut un chaton ?', 'le chaton dort'],
  wish: ['ce serait bien d’avoir un mode sombre', 'le mode sombre est là'],
  self: ['mon colis', 'le colis'],
  you: ['votre service', 'le service'],
  wait: ['depuis lundi', 'lundi'],
  money: ['remboursez la caution', 'la chanson'],
  over: ['c’était ma dernière commande', 'la commande est là'],
  solved: ['réglé en cinq minutes', 'en attente'],
  warm: ['je recommande, courez-y, accueil souriant', 'le hall est grand'],
  broken: ['reçu cassé', 'reçu'],
}
const ENGLISH: Record<string, [is: string, isNot: string]> = {
  leave: ['cancelling my subscription', 'reading my book'],
  would: ['fix it or i am leaving', 'it is fixed'],
  buy: ['is it still in stock', 'it came'],
  ask: ['how does it work ?', 'it works'],
  thank: ['kudos to the team', 'the team'],
  fault: ['it is not working', 'it runs'],
  news: ['they are hiring', 'they sleep'],
  now: ['this is urgent', 'some day'],
  soon: ['third email', 'a postcard'],
  sell: ['a bike for sale', 'a bike'],
  rumour: ['apparently it closes', 'it closes'],
  event: ['open day at the farm', 'the farm'],
  crowd: ['does anyone know', 'she knows'],
  wish: ['would be nice to have a dark mode', 'dark mode is here'],
  self: ['my parcel', 'the parcel'],
  you: ['your service', 'the service'],
  wait: ['waiting for weeks', 'monday'],
  money: ['charged twice', 'the song'],
  over: ['that was my last order', 'the parcel is here'],
  solved: ['sorted within minutes', 'on hold'],
  warm: ['friendly staff, spot on', 'the hall is large'],
  broken: ['arrived damaged', 'arrived'],
}

describe('turns', () => {
  for (const [lang, table] of [
    ['fr', FRENCH],
    ['en', ENGLISH],
  ] as const) {
    for (const [name, [is, isNot]] of Object.entries(table)) {
      it(`${lang} ${name}: ${is}`, () => {
        assert.ok(cues(is, lang).includes(name), cues(is, lang).join())
        assert.ok(!cues(isNot, lang).includes(name), `${isNot}: ${cues(isNot, lang).join()}`)
      })
    }
  }

  it('are each shown above, by the same names in both languages', () => {
    const marks = ['question', 'exclaim', 'named', 'polite', 'brief', 'long']
    for (const table of [FRENCH, ENGLISH])
      assert.deepEqual([...Object.keys(table), ...marks].sort(), [...CUE_NAMES].sort())
  })

  it('hear manners as such, and not as thanks', () => {
    const said = cues('Colis perdu. Merci de répondre, cordialement', 'fr')
    assert.ok(said.includes('polite') && !said.includes('thank'), said.join())
  })

  it('are 0 or 1 for any text, and only by their names', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('fr', 'en', 'de'), (text, lang) => {
        for (const [name, value] of Object.entries(cuesIn(tokenize(text), lang)))
          assert.ok(value === 1 && CUE_NAMES.includes(name))
      }),
    )
  })
})
