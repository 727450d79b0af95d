import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { tokenize } from '../token.ts'
import { withoutFormulas } from './index.ts'

const read = (text: string, lang: string) =>
  withoutFormulas(tokenize(text), lang)
    .filter(({ kind }) => kind === 'word')
    .map(({ form }) => form)
    .join(' ')

describe('formulas of courtesy', () => {
  const cases: [lang: string, text: string, left: string][] = [
    ['fr', 'Merci de confirmer la date', 'confirmer la date'],
    ['fr', 'Merci de bien vouloir me rembourser', 'bien vouloir me rembourser'],
    ['fr', 'Merci d’avance pour tout', 'pour tout'],
    ['fr', 'Cassée. J’espère une issue rapide.', 'cassee'],
    ['fr', 'Rien reçu. Bien cordialement, Jean', 'rien recu jean'],
    ['fr', 'Rien reçu. Bonne journée à vous', 'rien recu'],
    ['fr', 'Je vous prie d’agréer l’expression de mes salutations distinguées', ''],
    ['fr', 'Vous ouvrez quand ? Merci beaucoup !', 'vous ouvrez quand'],
    ['fr', 'Merci d’avoir tout réglé', "merci d' avoir tout regle"],
    ['fr', 'Merci Sonia, vous êtes au top', 'merci sonia vous etes au top'],
    [
      'fr',
      'C’est beau, non ? Merci à toute l’équipe, quel travail',
      "c' est beau non merci a toute l' equipe quel travail",
    ],
    ['en', 'Still broken. Thanks in advance, kind regards, Ann', 'still broken ann'],
    ['en', 'When do you open? Thanks!', 'when do you open'],
    ['en', 'We ask for a swift resolution', 'we ask'],
    ['en', 'Have a nice day', 'have a nice day'],
    ['en', `${'word '.repeat(45)}. Have a nice day`, 'word '.repeat(45).trim()],
    ['en', 'Thanks for the help, great service', 'thanks for the help great service'],
    ['de', 'Mit freundlichen Grüßen, merci', 'mit freundlichen grußen merci'],
  ]
  for (const [lang, text, left] of cases) it(`${lang}: ${text}`, () => assert.equal(read(text, lang), left))

  it('take nothing but words, where they stand, and end on any text', () => {
    const piece = fc.constantFrom(
      'merci',
      'de',
      "d'",
      'avance',
      'avoir',
      '?',
      '.',
      'thanks',
      'in',
      'advance',
      'regards',
      'lampe',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 30 }).map((list) => list.join(' ')),
    )
    fc.assert(
      fc.property(text, fc.constantFrom('fr', 'en'), (said, lang) => {
        const tokens = tokenize(said)
        withoutFormulas(tokens, lang).forEach((token, i) => {
          const was = tokens[i]
          assert.ok(was && token.start === was.start && token.form === was.form)
          assert.ok(token.kind === was.kind || (was.kind === 'word' && token.kind === 'formula'))
        })
      }),
    )
  })
})
