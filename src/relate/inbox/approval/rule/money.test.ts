import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { moneyIn } from './money.ts'

/** Sentences as people write them, and the very words in them that promise money. */
const FRENCH: [string, string[]][] = [
  ['Le remboursement de 19,90 € part ce soir.', ['remboursement', '19,90 €']],
  ['Vous serez remboursée sous 5 jours.', ['remboursée']],
  ['Nous vous faisons un geste commercial de 15 euros.', ['geste commercial', '15 euros']],
  ['Deux gestes commerciaux la même semaine', ['gestes commerciaux']],
  ["Voici un bon d'achat.", ["bon d'achat"]],
  ['Voici deux bons d’achat.', ['bons d’achat']],
  ['Un chèque-cadeau ou une carte cadeau\u202f?', ['chèque-cadeau', 'carte cadeau']],
  ['Une carte-cadeau vous attend', ['carte-cadeau']],
  ['Votre code promo\u202f: ARDOISE10', ['code promo']],
  ['Un code de réduction pour vous', ['code de réduction']],
  ['Nous établissons un avoir de la même somme', ['un avoir de']],
  ['Une indemnisation est prévue', ['indemnisation']],
  ['Le port est offert par la maison', ['offert par']],
  ['Les frais sont à nous\u202f: frais offerts', ['frais offerts']],
  ['Il vous revient 1\u202f234,56\u00a0€', ['1 234,56 €']],
  ['Soit CHF 50 ou EUR 45', ['CHF 50', 'EUR 45']],
  ['20€ tout rond', ['20€']],
]
const ENGLISH: [string, string[]][] = [
  ['You were refunded yesterday.', ['refunded']],
  ['We reimburse the postage', ['reimburse']],
  ['A store credit, or a credit note?', ['store credit', 'credit note']],
  ['Two gift cards are on their way', ['gift cards']],
  ['A 10% discount for you', ['discount']],
  ['It’s USD 15.50, or 12 pounds', ['USD 15.50', '12 pounds']],
  ['We will compensate you: £1,200', ['compensate', '£1,200']],
]
/** Words that look like them, and promise nothing. */
const NOTHING = [
  'Vous allez avoir un colis demain, merci d’avoir attendu.',
  'Il doit y avoir une erreur.',
  'La carte est dans le colis.',
  'Le code postal est 75011.',
  'Notre bon de commande est joint.',
  'Prémisse, démise, soumise\u202f: des mots.',
  'Le port de Marseille est ouvert.',
  'The card is in the parcel, with a note.',
  'A free parking place is behind the shop.',
  'Commande n°\u00a042, 3 lampes, le 5 mai.',
  'Euro 2024, c’était bien.',
]

describe('promises of money', () => {
  for (const [language, sentences] of [
    ['French', FRENCH],
    ['English', ENGLISH],
  ] as const)
    it(`are found in ${language}, as they are written and in their order`, () => {
      for (const [text, found] of sentences) assert.deepEqual(moneyIn(text), found, text)
    })

  it('are not seen where there are none', () => {
    for (const text of NOTHING) assert.deepEqual(moneyIn(text), [], text)
  })

  const sentence = fc.constantFrom(...[...FRENCH, ...ENGLISH].map(([text]) => text))
  const count = (text: string) => moneyIn(text).length

  it('are the same ones, however their accents are composed', () => {
    fc.assert(
      fc.property(sentence, (text) => {
        assert.deepEqual(moneyIn(text.normalize('NFD')), moneyIn(text))
      }),
    )
  })

  it('are not fewer for being shouted, written without accents, or broken over two lines', () => {
    fc.assert(
      fc.property(sentence, fc.constantFrom('\n', '\r\n', '  ', '\u00a0'), (text, gap) => {
        const bare = text.normalize('NFD').replace(/\p{M}/gu, '')
        for (const other of [text.toUpperCase(), bare, bare.toUpperCase()])
          assert.equal(count(other), count(text), other)
        for (const other of text.split(' ').slice(1).keys()) {
          const words = text.split(' ')
          const broken = words.slice(0, other + 1).join(' ') + gap + words.slice(other + 1).join(' ')
          assert.deepEqual(moneyIn(broken), moneyIn(text), JSON.stringify(broken))
        }
      }),
    )
  })

  it('are named once each, however often they are said, and add up over sentences', () => {
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 6 }), (said) => {
        const whole = moneyIn(said.join('\n–\n'))
        assert.equal(new Set(whole).size, whole.length)
        assert.deepEqual(new Set(whole), new Set(said.flatMap(moneyIn)))
      }),
    )
  })

  it('are sums of any size, with the sign before or behind', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_999_999 }),
        fc.constantFrom('€', '$', '£', 'EUR', 'usd', 'CHF'),
        (sum, currency) => {
          for (const text of [`${sum} ${currency}`, `${currency} ${sum}`, `${sum.toFixed(2)}${currency}`])
            assert.deepEqual(moneyIn(`Soit ${text}, voilà.`), [text])
        },
      ),
    )
  })

  it('are looked for in a long text too, in its first 20 000 signs', () => {
    const far = (words: number) => `${'mot '.repeat(words)}remboursement`
    assert.deepEqual(moneyIn(far(4_000)), ['remboursement'])
    assert.deepEqual(moneyIn(far(5_000)), [])
    assert.deepEqual(moneyIn('1'.repeat(20_000)), [])
    assert.deepEqual(moneyIn(`${'1 '.repeat(9_000)}x`), [])
  })
})
