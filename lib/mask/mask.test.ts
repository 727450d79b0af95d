import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { maskAll, unmask } from './index.ts'

const hide = (text: string, names: string[] = []) => maskAll([text], names).texts[0] ?? ''

/** What is said, and what is left of it. */
const CASES: [said: string, left: string, names?: string[]][] = [
  ['Écrivez à camille.durand+sav@exemple.fr, merci', 'Écrivez à [MAIL_1], merci'],
  ['camille (at) exemple (point) fr', '[MAIL_1]'],
  ['camille arobase exemple point fr', '[MAIL_1]'],
  ['Rappelez-moi au 06 12 34 56 78 ou au +33 6 12 34 56 78.', 'Rappelez-moi au [PHONE_1] ou au [PHONE_1].'],
  ['Call +44 20 7946 0958 today', 'Call [PHONE_1] today'],
  ['Jean-Pierre a écrit, puis jean', '[NAME_1] a écrit, puis [NAME_2]', ['Jean-Pierre']],
  ['06\u200b12\u200b34\u200b56\u200b78', '[PHONE_1]'],
  ['０６ １２ ３４ ５６ ７８', '[PHONE_1]'],
  ['IBAN FR14 2004 1010 0505 0001 3M02 606 svp', 'IBAN [IBAN_1] svp'],
  ['iban fr1420041010050500013m02606', 'iban [IBAN_1]'],
  ['Carte 4111 1111 1111 1111 refusée', 'Carte [CARD_1] refusée'],
  ['Carte 4111-1111-1111-1112 refusée', 'Carte [ORDER_1] refusée'],
  ['Sécu 2 84 05 75 006 084 36', 'Sécu [SOCIAL_1]'],
  ['J’habite 12 bis rue de la Paix, au fond', 'J’habite [ADDRESS_1], au fond'],
  ['livré au 3 avenue jean jaurès, 69007 Lyon.', 'livré au [ADDRESS_1], [ADDRESS_2].'],
  ['I live at 221B Baker Street', 'I live at [ADDRESS_1]'],
  ['Commande n° FR-2024-88 perdue', '[ORDER_1] perdue'],
  ['commande 4512 perdue, client n°991', 'commande [ORDER_1] perdue, client n°[ORDER_2]'],
  ['Suivi 1Z999AA10123456784', 'Suivi [ORDER_1]'],
  ['colis XK44QZ7 perdu', 'colis [ORDER_1] perdu'],
  ['réponse XK44QZ7', 'réponse [CODE_1]'],
  ['Vu sur https://shop.example/p?id=9&mail=a#x hier', 'Vu sur https://shop.example/p?[QUERY_1] hier'],
  ['https://camille:secret@shop.example/p', 'https://[QUERY_1][MAIL_1]/p'],
  ['Merci @camille_d et @leo@mastodon.example', 'Merci [HANDLE_1] et @[MAIL_1]'],
  ['depuis 192.168.1.20', 'depuis [MACHINE_1]'],
  [
    'Camille ici. CAMILLE DURAND, camilled',
    '[NAME_1] ici. [NAME_2], [NAME_3]',
    ['Camille Durand', 'camilled'],
  ],
  ['Ça vient de helene', 'Ça vient de [NAME_1]', ['Hélène Le Goff']],
  ['Bonjour, je m’appelle Inès Morel et je pars', 'Bonjour, je m’appelle [NAME_1] et je pars'],
  ['Mme de Martin', 'Mme de Martin'],
  ['Mme Martin m’a raccroché au nez', 'Mme [NAME_1] m’a raccroché au nez'],
  ['Honteux.\nCordialement,\nJean-Paul Aubry', 'Honteux.\nCordialement,\n[NAME_1]'],
  ['Relire [PHONE_1] et 06 12 34 56 78', 'Relire [MARK_1] et [PHONE_1]'],
]

/** What says nothing of anybody, and must stay for the model to read. */
const KEPT = [
  'Trois heures d’attente, 2 étoiles sur 5, 40 € pour rien !',
  'iphone15 et covid19, 24h/24, à 18h30',
  'Le train de 12 h 05 a 45 minutes de retard',
  'Quelle honte, la place est chère',
  'La tour du monde des clients',
  'Merci à toute l’équipe\nBonne journée',
]

describe('masking', () => {
  for (const [said, left, names] of CASES)
    it(said.replaceAll('\n', ' '), () => assert.equal(hide(said, names), left))

  it('leaves what names nobody', () => {
    assert.deepEqual(
      KEPT.map((text) => hide(text, ['Le Monde des Services'])).map((text) => /\[/.test(text) && text),
      [false, false, false, false, 'La tour du [NAME_1] des clients', false],
    )
  })

  it('gives the same thing the same placeholder through all texts, and gives back what it stands for', () => {
    const masked = maskAll(['De Zoé : 06 12 34 56 78', 'zoé, encore au 0612345678'], ['Zoé'])
    assert.deepEqual(masked.texts, ['De [NAME_1] : [PHONE_1]', '[NAME_1], encore au [PHONE_1]'])
    assert.equal(unmask('[NAME_1] [PHONE_1] [PHONE_9]', masked), 'Zoé 06 12 34 56 78 [PHONE_9]')
    assert.deepEqual(masked.counts, { name: 1, phone: 1 })
  })

  it('reads hostile texts in bounded time', () => {
    const bricks = [
      '1',
      '1 ',
      'a@',
      'a.',
      '@a',
      '[PHONE_',
      'https://a?',
      '12 rue ',
      'Mme A ',
      'commande n°',
      'A1-',
      '\u0301',
    ]
    for (const brick of bricks) {
      const text = brick.repeat(Math.ceil(20_000 / brick.length))
      const masked = maskAll([text], ['a', 'Mme'])
      assert.equal(typeof masked.texts[0], 'string')
    }
  })
})

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''))
const letters = (min: number, max: number) =>
  fc
    .array(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), { minLength: min, maxLength: max })
    .map((all) => all.join(''))
const gap = fc.constantFrom('', ' ', '.', '-', '\u00a0', '\u202f', '\u200b')

/** Cut in pieces of `size`, with one kind of gap between. */
function spaced(text: string, size: number, between: string): string {
  return (text.match(new RegExp(`.{1,${size}}`, 'g')) ?? []).join(between)
}

function luhn(stem: string): string {
  for (let last = 0; last < 10; last++) {
    const all = [...`${stem}${last}`].reverse().map(Number)
    const sum = all.reduce((to, one, n) => to + (n % 2 ? one * 2 - (one > 4 ? 9 : 0) : one), 0)
    if (sum % 10 === 0) return `${stem}${last}`
  }
  throw new Error('no last figure')
}

function iban(account: string): string {
  const rest = [...`${account}152700`].reduce((to, one) => (to * 10 + Number(one)) % 97, 0)
  return `FR${String(98 - rest).padStart(2, '0')}${account}`
}

interface Seeded {
  said: string
  /** What must be found nowhere, however it is spelled. */
  secret: string
}

const seeded: fc.Arbitrary<Seeded> = fc.oneof(
  fc.tuple(digits(8), gap).map(([of, by]) => ({ said: spaced(`06${of}`, 2, by), secret: `06${of}` })),
  fc
    .tuple(digits(15), gap)
    .map(([of, by]) => ({ said: spaced(luhn(`4${of.slice(1)}`), 4, by), secret: luhn(`4${of.slice(1)}`) })),
  fc.tuple(digits(23), gap).map(([of, by]) => ({ said: spaced(iban(of), 4, by), secret: iban(of) })),
  fc.tuple(digits(10), fc.constantFrom('1', '2'), gap).map(([of, sex, by]) => {
    const secret = `${sex}8405${of}`
    return {
      said: [sex, '84', '05', of.slice(0, 2), of.slice(2, 5), of.slice(5, 8), of.slice(8)].join(by),
      secret,
    }
  }),
  fc
    .tuple(letters(4, 12), letters(4, 12))
    .map(([who, host]) => ({ said: `${who}.q@${host}.fr`, secret: who })),
  letters(5, 15).map((of) => ({ said: `@q${of}`, secret: `q${of}` })),
  letters(5, 15).map((of) => ({ said: `https://shop.example/a?jeton=${of}`, secret: `jeton=${of}` })),
  digits(4).map((of) => ({ said: `commande n° ${of}`, secret: of })),
  letters(4, 12).map((of) => ({ said: `${Number.parseInt(of, 36) % 90} rue de Q${of}`, secret: `q${of}` })),
  letters(4, 12).map((of) => ({ said: `Mme Q${of}`, secret: `q${of}` })),
)

const filler = fc.constantFrom(
  'Bonjour',
  'honte',
  'le',
  'colis',
  'à',
  '3',
  'heures',
  ',',
  '!',
  '😡',
  '\n',
  'É',
  'et',
  '?',
  '…',
)

const plainly = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s.\p{Cf}-]/gu, '')

describe('generated texts', () => {
  it('never leak a secret that was sown in them', () => {
    const words = fc.array(filler, { maxLength: 8 }).map((all) => all.join(' '))
    fc.assert(
      fc.property(words, seeded, words, seeded, words, (a, one, b, two, c) => {
        const left = plainly(hide([a, one.said, b, two.said, c].join(' ')))
        for (const { secret } of [one, two])
          assert.ok(!left.includes(plainly(secret)), `${secret} in ${left}`)
      }),
      { numRuns: 3000 },
    )
  })

  it('never hold a name that was given, in any case', () => {
    const name = letters(3, 12).map((of) => `Z${of}`)
    fc.assert(
      fc.property(
        name,
        name,
        fc.boolean(),
        fc.array(filler, { maxLength: 6 }),
        (first, last, loud, around) => {
          const said = [
            ...around,
            loud ? first.toUpperCase() : first,
            'et',
            last.toLowerCase(),
            ...around,
          ].join(' ')
          const left = hide(said, [`${first} ${last}`]).toLowerCase()
          assert.ok(!left.includes(first.toLowerCase()) && !left.includes(last.toLowerCase()))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('are given back as they were', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), seeded, (around, { said }) => {
        const text = `${around} ${said} ${around}`
        const masked = maskAll([text], ['Durand'])
        const back = unmask(masked.texts[0] ?? '', masked)
        // The same thing spelled in two ways comes back as the first.
        if (masked.originals.size === (masked.texts[0] ?? '').split(/\[[A-Z]+_\d+\]/).length - 1)
          assert.equal(back, text)
      }),
      { numRuns: 1000 },
    )
  })
})
