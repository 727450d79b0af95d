import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { courtesyOf } from './index.ts'

const OPENINGS = ['Bonjour Léa,', 'Bonsoir,', 'Hello Paul,', 'Chère Léa', '']
const BODIES = [
  'Merci pour votre message. Nous sommes désolés, votre colis part demain.',
  "Nous n'avons pas reçu votre commande, c'est de votre faute.",
  "C'EST IMPOSSIBLE !!!",
  'Nous revenons vers vous rapidement 😊',
  'Thank you for your message. We’re sorry, your parcel leaves tomorrow.',
  "We can't do that.",
  'Tu peux écrire au 06 12 34 56 78, votre dossier est suivi',
  '{{prenom}}, merci de nous envoyer une photo',
]
const CLOSINGS = [
  'Belle journée, à bientôt',
  'Cordialement,\nMalo',
  'Best regards,\nFarida',
  "Toute l'équipe",
  '',
]
const draft = fc
  .tuple(
    fc.constantFrom(...OPENINGS),
    fc.array(fc.constantFrom(...BODIES), { minLength: 1, maxLength: 3 }),
    fc.constantFrom(...CLOSINGS),
  )
  .map(([opening, bodies, closing]) => [opening, bodies.join(' '), closing].filter(Boolean).join('\n\n'))
const situation = fc.record(
  {
    lang: fc.constantFrom('fr', 'en'),
    name: fc.constantFrom('Léa Martin', 'Paul'),
    message: fc.constantFrom('Ma lampe a pris feu !', 'Where is my order?', "J'adore, merci"),
    visibility: fc.constantFrom('public' as const, 'private' as const),
    greeted: fc.boolean(),
  },
  { requiredKeys: [] },
)

/** All but where things stand. */
function judged(text: string, about: object) {
  const { lang, score, present, manner, grave, asked, advice } = courtesyOf({ ...about, text })
  return { lang, score, present, manner, grave, asked, advice: advice.map(({ id }) => id) }
}

describe('a draft is judged alike', () => {
  it('however its lines, accents and apostrophes are coded', () => {
    fc.assert(
      fc.property(draft, situation, (text, about) => {
        const plain = judged(text, about)
        assert.deepEqual(judged(text.replaceAll('\n', '\r\n'), about), plain, 'CRLF')
        assert.deepEqual(judged(text.normalize('NFD'), about), plain, 'NFD')
        assert.deepEqual(judged(text.replaceAll("'", '’'), about), plain, 'apostrophe')
        assert.deepEqual(judged(`\n ${text} \n`, about), plain, 'around')
      }),
      { numRuns: 250 },
    )
  })

  it('however what it answers is coded', () => {
    fc.assert(
      fc.property(draft, situation, (text, about) => {
        const message = about.message ?? 'Ma lampe est arrivée cassée, je suis furieuse'
        const plain = judged(text, { ...about, message })
        assert.deepEqual(judged(text, { ...about, message: `\r\n${message.normalize('NFD')}\n` }), plain)
        if (about.name)
          assert.deepEqual(judged(text, { ...about, message, name: about.name.normalize('NFD') }), plain)
      }),
      { numRuns: 150 },
    )
  })

  it('and its mends, put in one after the other, come to an end', () => {
    fc.assert(
      fc.property(draft, situation, (text, about) => {
        let now = text
        let last = courtesyOf({ ...about, text: now })
        for (let round = 0; round < 40; round++) {
          const mend = last.advice.find((one) => one.mend)?.mend
          if (!mend) return
          now = now.slice(0, mend.start) + mend.text + now.slice(mend.end)
          last = courtesyOf({ ...about, text: now })
        }
        assert.fail(`no end: ${JSON.stringify(now)} ${JSON.stringify(last.advice)}`)
      }),
      { numRuns: 250 },
    )
  })
})
