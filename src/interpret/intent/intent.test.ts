import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { cuesIn } from '../cues/index.ts'
import { understandAll } from '../index.ts'
import { tokenize } from '../token.ts'

describe('intent', () => {
  const cases: [lang: string, intent: string, text: string][] = [
    ['fr', 'complaint', 'Toujours pas reçu mon colis, trois semaines de retard et personne ne répond'],
    ['fr', 'question', 'Bonjour, comment je change mon adresse de livraison svp ?'],
    ['fr', 'praise', 'Merci à toute l’équipe, vraiment au top, je recommande'],
    ['fr', 'purchase', 'Je voudrais commander deux lampes, vous en avez encore en stock ?'],
    ['fr', 'leaving', 'Je résilie mon abonnement à la fin du mois, je passe chez le concurrent'],
    ['en', 'complaint', 'my order is three weeks late and nobody answers my emails, fix this'],
    ['en', 'none', 'good morning everyone, lovely day at the park'],
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
        assert.equal(urgency === null, read !== 'fr')
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

describe('urgency', () => {
  it('is none for what can wait, and soonest for danger', () => {
    const level = (text: string) => understandAll({ text, lang: 'fr' }).urgency?.level
    assert.equal(level('La lampe est jolie, merci beaucoup'), 0)
    assert.equal(level('Au secours, ça sent le gaz et la prise fume, répondez maintenant, j’ai un bébé !'), 2)
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
