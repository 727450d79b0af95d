import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { understandAll } from '../index.ts'
import { tokenize } from '../token.ts'
import { offencesIn } from './index.ts'

const toxicity = (text: string, lang = 'fr', title?: string) => {
  const { toxicity: said } = understandAll({ text, lang, ...(title && { title }) })
  assert.ok(said, `${text} is not read`)
  return said
}

describe('toxicity', () => {
  const offends: [lang: string, text: string][] = [
    ['fr', 'Ferme ta gueule espèce de connard, t’es vraiment qu’une merde'],
    ['fr', 'va te faire foutre sale con'],
    ['fr', 'quelle bande d’abrutis au service client, bandes de débiles'],
    ['fr', 'FILS DE PUUUUTE'],
    ['fr', 'tu vas le regretter, je sais où tu habites'],
    ['en', 'you are a stupid piece of shit, shut the fuck up'],
    ['en', 'What a bunch of idiots and liars, disgusting morons'],
  ]
  const plain: [lang: string, text: string][] = [
    ['fr', 'Bonjour, quelles sont les dimensions de l’abat-jour ?'],
    ['fr', 'Toujours pas reçu mon colis, trois semaines de retard, je suis très déçue'],
    ['fr', 'Merci beaucoup, la lampe est magnifique !'],
    ['fr', 'Le service client ne répond pas, c’est inadmissible'],
    ['fr', 'J’ai fait la queue pendant une heure'],
    ['fr', 'Ils sont restés chez eux'],
    ['fr', 'Le manteau noir est magnifique'],
    ['fr', 'Une cliente dit que votre vendeur l’a traitée de « pute »'],
    ['en', 'Still waiting for my refund, no reply to my emails'],
    ['en', 'I love this lamp, it looks gorgeous'],
  ]
  for (const [lang, text] of offends) {
    it(`offends, ${lang}: ${text}`, () =>
      assert.ok(toxicity(text, lang).p > 0.5, JSON.stringify(toxicity(text, lang))))
  }
  for (const [lang, text] of plain) {
    it(`does not, ${lang}: ${text}`, () =>
      assert.ok(toxicity(text, lang).p < 0.5, JSON.stringify(toxicity(text, lang))))
  }

  it('takes for a threat what is said in peace as well only beside what offends', () => {
    for (const [lang, text] of [
      ['fr', 'Tu vas voir, c’est un super magasin'],
      ['fr', 'Je vous attends à la sortie du métro'],
      ['fr', 'On va venir vous voir samedi, hâte d’y être !'],
      ['fr', 'Il faut mettre le feu doux pendant dix minutes'],
      ['en', 'You will pay less with this card'],
    ] as const)
      assert.ok(toxicity(text, lang).threat < 0.2, JSON.stringify(toxicity(text, lang)))
    assert.ok(toxicity('tu vas voir ce que tu vas prendre, sale con').threat > 0.5)
  })

  it('tells in what way, and by which words', () => {
    const text = 'je vais te buter, sale con'
    const { p, threat, insult, hate, sexual, why } = toxicity(text)
    assert.ok(threat > hate && insult > sexual && threat <= p)
    const told = why
      .filter(({ kind }) => kind !== 'word')
      .map((mark) => [text.slice(mark.start, mark.end), mark.kind])
    assert.deepEqual(told, [
      ['je vais te buter', 'threat'],
      ['sale con', 'insult'],
    ])
  })

  it('marks the title as such, and no phrase across its end', () => {
    const { why } = toxicity('de pute a été dit au conseil', 'fr', 'Un abruti : fils')
    assert.deepEqual(
      why.filter(({ kind }) => kind !== 'word').map(({ in: place, start, kind }) => [place, start, kind]),
      [
        ['title', 3, 'insult'],
        [undefined, 3, 'insult'],
      ],
    )
  })

  it('says unknown of a language it does not read', () => {
    const said = understandAll({ text: 'Das ist eine wunderbare Lampe und ich liebe sie, nicht wahr' })
    assert.deepEqual([said.lang, said.toxicity], ['de', null])
  })

  it('holds for any text: probabilities, kinds below the whole, marks inside and in order', () => {
    const words = fc.constantFrom(
      'con',
      'pute',
      'fils',
      'de',
      'je',
      'te',
      'tue',
      'merde',
      'FDP',
      '😡',
      '.',
      'coonnnn',
      '\ud800',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words, { maxLength: 20 }).map((list) => list.join(' ')),
    )
    fc.assert(
      fc.property(text, fc.constantFrom('fr', 'en'), (said, lang) => {
        const { toxicity: read } = understandAll({ text: said, lang })
        if (read === null) return
        for (const kind of ['insult', 'hate', 'threat', 'sexual'] as const) {
          assert.ok(read[kind] >= 0 && read[kind] <= read.p && read.p <= 1)
        }
        let last = 0
        for (const mark of read.why) {
          assert.ok(
            mark.start >= last && mark.end > mark.start && mark.end <= said.length,
            JSON.stringify(mark),
          )
          last = mark.end
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('lists of offences', () => {
  const found = (text: string, lang = 'fr') => {
    const tokens = tokenize(text)
    return offencesIn(tokens, lang).map(({ from, to, kind }) => {
      return `${text.slice(tokens[from]?.start, tokens[to]?.end)}: ${kind}`
    })
  }

  it('take the longest phrase, and words in any spelling', () => {
    assert.deepEqual(found('Va te faire foutre, CONNAAARD'), [
      'Va te faire foutre: insult',
      'CONNAAARD: insult',
    ])
    assert.deepEqual(found('Je vais t’égorger'), ['t’égorger: threat'])
    assert.deepEqual(found('son of a bitch!', 'en'), ['son of a bitch: insult'])
  })

  it('take what is said in peace as often only in company, or thrown at somebody', () => {
    for (const text of ['queue de langoustine', 'ils sont chez eux', 'une larve de libellule']) {
      assert.deepEqual(found(text), [], text)
    }
    assert.deepEqual(found('espèce de larve'), ['espèce de: insult', 'larve: insult'])
    assert.deepEqual(found('gros connard, va faire la queue'), ['connard: insult', 'queue: sexual'])
  })

  it('leave alone words that hold them', () => {
    for (const text of ['concours de culture', 'la computation', 'il est content', 'un concert']) {
      assert.deepEqual(found(text), [], text)
    }
    assert.deepEqual(found('scunthorpe class assessment', 'en'), [])
    assert.deepEqual(found('con', 'es'), [])
  })
})
