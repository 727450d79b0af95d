import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { cuesIn } from '../cues/index.ts'
import { understandAll } from '../index.ts'
import { tokenize } from '../token.ts'
import { weighed } from './index.ts'

describe('intent', () => {
  const cases: [lang: string, intent: string, text: string][] = [
    ['fr', 'complaint', 'Toujours pas reçu mon colis, trois semaines de retard et personne ne répond'],
    ['fr', 'question', 'Bonjour, comment je change mon adresse de livraison svp ?'],
    ['fr', 'praise', 'Merci à toute l’équipe, vraiment au top, je recommande'],
    ['fr', 'purchase', 'Je voudrais commander deux lampes, vous en avez encore en stock ?'],
    ['fr', 'leaving', 'Je résilie mon abonnement à la fin du mois, je passe chez le concurrent'],
    ['en', 'complaint', 'my order is three weeks late and nobody answers my emails, fix this'],
    ['en', 'other', 'The fair opens on Saturday at noon, free entry for everyone'],
    ['en', 'question', 'Hi, how do I change my delivery address please?'],
    ['en', 'praise', 'Thank you so much to the whole team, brilliant service'],
    ['en', 'purchase', 'I’d like to order two lamps, do you still have them in stock?'],
    ['en', 'leaving', 'Please cancel my subscription, I am moving to another provider'],
  ]
  for (const [lang, intent, text] of cases) {
    it(`${lang} ${intent}: ${text}`, () => {
      const { intent: said } = understandAll({ text, lang })
      assert.equal(said?.label, intent, JSON.stringify(said))
    })
  }

  it('tells the words that spoke for it, where they stand', () => {
    const text = 'Je résilie mon abonnement, adieu'
    const { intent } = understandAll({ text, lang: 'fr' })
    const told = intent?.why.map((mark) => text.slice(mark.start, mark.end)) ?? []
    assert.ok(told.includes('résilie') || told.includes('adieu'), told.join())
  })

  it('holds for any text: probabilities sum to 1, marks inside and in order; null where not read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('fr', 'en', 'de'), (text, lang) => {
        const { intent, urgency, lang: read } = understandAll({ text, lang })
        assert.equal(intent === null, read !== 'fr' && read !== 'en')
        assert.equal(urgency === null, intent === null)
        for (const p of [Object.values(intent?.p ?? { all: 1 }), urgency?.p ?? [1]]) {
          assert.ok(Math.abs(p.reduce((a, b) => a + b, 0) - 1) < 1e-9)
        }
        let last = 0
        for (const { start, end } of intent?.why ?? []) {
          assert.ok(start >= last && end > start && end <= text.length)
          last = end
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('a second opinion on complaints', () => {
  const shares = fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 })
  const intents = shares.map(([a = 1, b = 1, c = 1]) => {
    const all = a + b + c
    return { complaint: a / all, question: b / all, other: c / all }
  })

  it('raises or lowers the complaint, sums to 1 and keeps the shares of the rest', () => {
    fc.assert(
      fc.property(intents, fc.double({ min: 0, max: 1, noNaN: true }), (p, complaint) => {
        const now = weighed(p, complaint)
        const sum = Object.values(now).reduce((a, b) => a + b, 0)
        assert.ok(Math.abs(sum - 1) < 1e-9)
        assert.ok(Object.values(now).every((share) => share >= 0 && share <= 1))
        const ratio = (now.question ?? 0) * p.other - (now.other ?? 0) * p.question
        assert.ok(Math.abs(ratio) < 1e-9)
        assert.ok((weighed(p, 0.99).complaint ?? 0) > (weighed(p, 0.01).complaint ?? 1))
      }),
    )
  })

  it('holds where one is certain', () => {
    const p = weighed({ complaint: 1, question: 0, other: 0 }, 1)
    assert.ok((p.complaint ?? 0) > 0.999 && Number.isFinite(p.other))
  })
})

describe('urgency', () => {
  it('is none for what can wait, and soonest for danger', () => {
    const level = (text: string, lang = 'fr') => understandAll({ text, lang }).urgency?.level
    assert.equal(level('La lampe est jolie, merci beaucoup'), 0)
    assert.equal(level('The lamp is pretty, thank you', 'en'), 0)
    assert.equal(level('I can smell gas and the socket is smoking, I have a baby here, answer now!', 'en'), 2)
    assert.equal(level('Au secours, ça sent le gaz et la prise fume, répondez maintenant, j’ai un bébé !'), 2)
  })

  it('goes by when and by what is still awaited, not by what it is about', () => {
    const levels = (lang: string, ...texts: string[]) =>
      texts.map((text) => understandAll({ text, lang }).urgency?.level)
    const soon = ['Le remboursement promis en juin n’est toujours pas arrivé, que faites-vous ?']
    const over = ['Repas froid et cher la semaine dernière, on s’en souviendra']
    assert.deepEqual(levels('fr', ...soon, ...over), [1, 0])
    const table = [
      'Vous avez une table pour six dans un mois ?',
      'Vous avez encore une table pour six ce soir ?',
    ]
    assert.deepEqual(levels('fr', ...table), [0, 2])
    const owed = ['The refund you promised in June still has not arrived']
    const told = ['Cold and overpriced meal last month, we remember it']
    assert.deepEqual(levels('en', ...owed, ...told), [1, 0])
    assert.deepEqual(
      levels('en', 'Do you have gift cards?', 'My train leaves in ten minutes, which platform?'),
      [0, 2],
    )
  })

  it('is told by when, by what is awaited and by what is past, in posts that were never learnt from', () => {
    const posts: [string, string, number][] = [
      ['fr', 'Le bateau part dans une heure et la passerelle reste fermée, on fait quoi ?', 2],
      ['fr', 'Ma grand-mère de 88 ans est sans chauffage et il gèle, personne ne répond', 2],
      ['fr', 'Trois relances pour mon dossier, toujours sans réponse', 1],
      ['fr', 'La semaine dernière le bateau avait du retard, tant pis pour nous', 0],
      ['en', 'The ferry leaves in ten minutes and the gate is locked, what do we do?', 2],
      ['en', 'No reply to three emails and I am still waiting for my refund', 1],
      ['en', 'Last summer the ferry was late, we laughed about it', 0],
    ]
    for (const [lang, text, level] of posts)
      assert.equal(understandAll({ text, lang }).urgency?.level, level, text)
  })
})

describe('cues', () => {
  const cues = (text: string, lang = 'fr') => Object.keys(cuesIn(tokenize(text), lang))
  const cases: [string, string][] = [
    ['leave', 'je voudrais résilier'],
    ['leave', 'vous avez perdu une cliente, plus jamais'],
    ['would', 'encore une panne et je pars'],
    ['buy', 'c’est combien la grande ?'],
    ['ask', 'comment on fait ?'],
    ['thank', 'bravo et merci'],
    ['fault', 'ça marche pas'],
    ['now', 'il me le faut ce soir'],
    ['soon', 'troisième mail sans réponse'],
  ]
  for (const [cue, text] of cases)
    it(`${cue}: ${text}`, () => assert.ok(cues(text).includes(cue), cues(text).join()))

  it('end on long and hostile texts, and are none in other languages', () => {
    for (const piece of ['si ', 'encore une ', 'où ', 'ne ', 'a ', '? '])
      cuesIn(tokenize(piece.repeat(10_000)), 'fr')
    assert.deepEqual(cues('ich kündige meinen Vertrag bei Ihnen jetzt sofort heute', 'de'), [])
  })
})
