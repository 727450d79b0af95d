import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { LAMPS } from '../world/brand.ts'
import { DAY } from '../world/calendar.ts'
import { makeDice } from '../world/dice.ts'
import { makeChooser } from './choice.ts'
import { type Hand, makeHand, write } from './hand.ts'
import { capitalise, fill, fitting, isAlone, productSlots, tagsOf, tidy } from './phrase.ts'
import { join } from './speak.ts'

const she = { feminine: true }
const he = { feminine: false }
const lamp = (name: string) => LAMPS.find((product) => product.name === name) ?? assert.fail(name)
const slots = productSlots(lamp('Noctule'), lamp('Pavot'))

describe('a pattern', () => {
  it('chooses, agrees with who speaks, and fills', () => {
    const dice = makeDice(1)
    assert.equal(fill('Je suis {g déçu/déçue} {du}.', slots, she, dice), 'Je suis déçue de la Noctule.')
    assert.equal(fill('Je suis {g déçu/déçue} {du}.', slots, he, dice), 'Je suis déçu de la Noctule.')
    const said = new Set(Array.from({ length: 60 }, () => fill('[a|b [c|d]|]', {}, he, dice)))
    assert.deepEqual([...said].sort(), ['', 'a', 'b c', 'b d'])
  })

  it('refuses a slot that nobody fills', () => {
    assert.throws(() => fill('{quoi}', {}, he, makeDice(1)), /nobody fills \{quoi\}/)
  })

  it('speaks of a shop only where there is one', () => {
    const text = fill('La boutique {aville} ferme', { aville: 'à Brest' }, he, makeDice(1))
    assert.match(text, /à (Nantes|Rennes|Lyon|Lille)/)
    assert.equal(fill('J’habite {aville}', { aville: 'à Brest' }, he, makeDice(1)), 'J’habite à Brest')
  })

  it('gives every lamp its articles', () => {
    for (const product of LAMPS) {
      const of = productSlots(product, lamp('Noctule'))
      assert.doesNotMatch(Object.values(of).join(' ; '), /de le |à le |undefined/)
      assert.match(product.name, /^[BCDFGHJKLMNPQRSTVZ]/, 'nothing to elide')
      assert.equal(of.e, product.feminine ? 'e' : '')
    }
    assert.equal(productSlots(lamp('Grand Héron'), lamp('Noctule')).au, 'au Grand Héron')
  })

  it('keeps conditions: a battery is not spoken of where there is none', () => {
    const list = ['bat:La batterie est vide.', 'top:Il pend.', 'Tout va.', 'solo:Bof.']
    assert.deepEqual(fitting(list, new Set(tagsOf(lamp('Falot')))), [list[0], list[2], list[3]])
    assert.deepEqual(fitting(list, new Set(tagsOf(lamp('Méduse')))), [list[1], list[2], list[3]])
    assert.equal(fill('bat:La batterie est vide.', {}, he, makeDice(1)), 'La batterie est vide.')
    assert.ok(isAlone('solo:Bof.') && !isAlone('Bof.'))
    assert.equal(fill('solo:Bof.', {}, he, makeDice(1)), 'Bof.')
  })

  it('leaves no debris', () => {
    assert.equal(tidy('Bonjour ,  voilà ..'), 'Bonjour, voilà.')
    assert.equal(tidy('Ah… .'), 'Ah…')
    assert.equal(tidy(', bon'), 'bon')
    assert.equal(join(['Un mot', 'Deux mots.', 'la suite', '😂']), 'Un mot. Deux mots. la suite 😂')
    assert.equal(capitalise('bonjour. ça va ? oui'), 'Bonjour. Ça va ? Oui')
  })
})

describe('a chooser', () => {
  it('uses every sentence before any comes back, and then the one that rested longest', () => {
    const chooser = makeChooser()
    const dice = makeDice(4)
    const list = Array.from({ length: 12 }, (_, index) => `s${index}`)
    const first = list.map((_, index) => chooser.pick(list, list, index * DAY, dice))
    assert.equal(new Set(first).size, list.length)
    const next = chooser.pick(list, list, list.length * DAY, dice)
    assert.ok(
      first.indexOf(next) < 6,
      `${next} had been said ${list.length - first.indexOf(next)} days before`,
    )
  })

  it('keeps to what is allowed', () => {
    const list = ['a', 'b', 'c']
    const chooser = makeChooser()
    const dice = makeDice(4)
    for (let i = 0; i < 20; i++) assert.notEqual(chooser.pick(list, ['a', 'b'], i, dice), 'c')
  })
})

describe('a hand', () => {
  const careful: Hand = {
    lang: 'fr',
    accents: true,
    capitals: true,
    curly: true,
    slips: 0,
    loose: false,
    loud: 0,
  }
  const text = 'Je ne suis pas content, c’est déçu que j’ai commandé beaucoup. Ça n’arrive toujours pas !'

  it('leaves a careful letter as it is', () => {
    assert.equal(write(text, careful, 1, makeDice(1)), text)
  })

  it('types straight marks, loses accents and capitals as the person does', () => {
    assert.doesNotMatch(write(text, { ...careful, curly: false }, 1, makeDice(1)), /’/)
    assert.equal(write('Déçue à Nîmes', { ...careful, accents: false }, 0.2, makeDice(1)), 'Decue a Nimes')
    assert.equal(write('Bonjour. Merci', { ...careful, capitals: false }, 0.2, makeDice(1)), 'bonjour. merci')
  })

  it('drops "ne" when loose, and makes the slips that people make', () => {
    assert.match(write('Je ne sais pas. Bon', { ...careful, loose: true }, 0.2, makeDice(2)), /^Je sais pas/)
    const slipped = new Set(
      Array.from({ length: 80 }, (_, seed) =>
        write(
          'j’ai commandé et j’attends toujours ma commande',
          { ...careful, slips: 0.9 },
          0,
          makeDice(seed),
        ),
      ),
    )
    assert.ok([...slipped].some((said) => /commander/.test(said)))
    assert.ok([...slipped].some((said) => /tjrs|tjs|toujour\b/.test(said)))
  })

  it('never touches orders, handles nor addresses', () => {
    fc.assert(
      fc.property(fc.integer(), fc.boolean(), (seed, french) => {
        const dice = makeDice(seed)
        const hand = makeHand(dice, french ? 'fr' : 'en')
        const typed = write(
          'Voir LU-41234 @lumerelle.example https://lumerelle.example/rappel-falot',
          { ...hand, slips: 0.9 },
          0,
          dice,
        )
        assert.match(typed, /LU-41234/)
        assert.match(typed, /@lumerelle\.example/)
        assert.match(typed, /https:\/\/lumerelle\.example\/rappel-falot/)
      }),
    )
  })
})
