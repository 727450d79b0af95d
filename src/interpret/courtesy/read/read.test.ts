import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addressOf } from './address.ts'
import { elementsOf } from './elements.ts'
import { fromEnd, indexAt, lineOf, placeOf } from './line.ts'
import { mannerOf } from './manner.ts'
import { isCalled, namedIn, partsOf } from './name.ts'
import { findAll, patternsOf } from './pattern.ts'
import { isPlayful, signsOf } from './signs.ts'
import { turnsOf } from './turns.ts'

const french = turnsOf('fr')
const english = turnsOf('en')
const found = (list: string, text: string) => {
  const line = lineOf(text)
  return findAll(line, patternsOf(list)).map(({ start, end }) => text.slice(start, end))
}

describe('a line', () => {
  it('says words without case, accents and stretches, and marks as themselves', () => {
    const lines: [string, string][] = [
      ['Bonjour Léa !', ' bonjour lea ! '],
      ['Merciiii…', ' merci … '],
      ['C’est l’été.', " c' est l' ete . "],
      ['Voir https://a.example et @moi', ' voir ✉ et ✉ '],
      ['un\n\ndeux', ' un ¶ deux '],
      ['(oui)', ' ( oui ) '],
      ['', ' '],
    ]
    for (const [text, said] of lines) assert.equal(lineOf(text).said, said)
  })

  it('writes English contractions out', () => {
    const pairs: [string, string][] = [
      ['I’m', 'i am'],
      ['we’re', 'we are'],
      ['don’t', 'do not'],
      ['won’t', 'will not'],
      ['can’t', 'can not'],
      ['cannot', 'can not'],
      ['they’ll', 'they will'],
      ['I’ve', 'i have'],
      ['you’d', 'you would'],
      ['let’s', 'let us'],
      ['it’s', 'it is'],
    ]
    for (const [short, long] of pairs) assert.equal(lineOf(short).said, ` ${long} `)
    assert.equal(lineOf('Sam’s').said, " sam's ", 'whose it is, not what it is')
  })

  it('leads from any place of what is said back to the token that stands there', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const line = lineOf(text)
        for (const [n, at] of line.at.entries()) {
          assert.equal(indexAt(line, at), n)
          const token = line.tokens[n]
          const length = (line.at[n + 1] ?? line.said.length) - at
          assert.deepEqual(placeOf(line, at, length), { start: token?.start, end: token?.end })
        }
      }),
      { numRuns: 200 },
    )
  })

  it('knows where its last tokens begin', () => {
    const line = lineOf('un deux trois quatre')
    assert.equal(line.said.slice(fromEnd(line, 2)), 'trois quatre ')
    assert.equal(line.said.slice(fromEnd(line, 9)), 'un deux trois quatre ')
    assert.equal(fromEnd(lineOf(''), 3), 1)
  })
})

describe('the notation of turns', () => {
  it('reads words, either, perhaps, any ending, any word and several', () => {
    assert.deepEqual(found('bonne journee', 'Bonne journée, bonnes journées'), ['Bonne journée'])
    assert.deepEqual(found('(bonne|belle) journee', 'Belle journée et bonne journée'), [
      'Belle journée',
      'bonne journée',
    ])
    assert.deepEqual(found('tres (bonne)? journee', 'très journée, très bonne journée'), [
      'très journée',
      'très bonne journée',
    ])
    assert.deepEqual(found('ravi~', 'ravi, ravie, ravis, ravissant, gravir'), [
      'ravi',
      'ravie',
      'ravis',
      'ravissant',
    ])
    assert.deepEqual(found('a * pas', 'à deux pas, à pas'), ['à deux pas'])
    assert.deepEqual(found('de *2 vous', 'de vous, de chez vous, de tout chez vous, de un deux trois vous'), [
      'de vous',
      'de chez vous',
      'de tout chez vous',
    ])
  })

  it('keeps several words within their sentence', () => {
    assert.deepEqual(found('nous *3 demain', 'Nous verrons. Demain il pleut'), [])
    assert.deepEqual(found('nous *3 demain', 'Nous verrons, demain sans doute'), ['Nous verrons, demain'])
  })

  it('begins and ends clauses', () => {
    assert.deepEqual(found('^bonjour', 'Bonjour. Dites bonjour, et bonjour 😊 bonjour'), [
      'Bonjour',
      'bonjour',
      'bonjour',
    ])
    assert.deepEqual(found('^a lundi ;', 'À lundi !'), ['À lundi'])
    assert.deepEqual(found('^a lundi ;', 'À lundi midi'), [])
    assert.deepEqual(found('^a lundi ;', 'Merci, à lundi'), ['à lundi'])
  })

  it('cuts elisions where texts are cut, and takes marks as they stand', () => {
    assert.deepEqual(found("s'il (vous|te) plait", "S’il vous plaît, s'il te plait"), [
      'S’il vous plaît',
      "s'il te plait",
    ])
    assert.deepEqual(found('(ta|!) (!|merci)', 'Ta merci ! !'), ['Ta merci', '! !'])
    assert.deepEqual(found('a.b', 'a b, axb'), [], 'a dot is a dot')
  })

  it('finds nothing outside the bounds it is given', () => {
    const line = lineOf('merci un deux merci')
    const merci = patternsOf('merci')
    assert.equal(findAll(line, merci, 3).length, 1)
    assert.equal(findAll(line, merci, 0, 3).length, 1)
    assert.equal(findAll(line, merci).length, 2)
  })

  it('takes no time beyond measure on what is written to make it so', () => {
    const texts = [
      'nous '.repeat(4000),
      'souhaite '.repeat(3000),
      'a tres bien '.repeat(2000),
      '! '.repeat(9000),
    ]
    for (const text of texts) {
      const line = lineOf(text)
      for (const turns of [french, english])
        for (const patterns of Object.values(turns)) if (Array.isArray(patterns)) findAll(line, patterns)
    }
  })
})

describe('signs', () => {
  const signs = (text: string) => signsOf(lineOf(text)).map(({ said }) => said)
  it('are those that smile, with any skin and in any spelling', () => {
    assert.deepEqual(signs('😊 👍🏽 ❤️ :) ;-) <3 ^^ XD'), ['😊', '👍🏽', '❤️', ':)', ';-)', '<3', '^^', 'XD'])
    assert.deepEqual(signs('😡 👎 :( ☠️ 1) b) 8) (:'), [])
  })

  it('play, but for those that also go with grief', () => {
    const playful = (text: string) => signsOf(lineOf(text)).filter(isPlayful).length
    assert.equal(playful('😂 🎉 😊 :)'), 4)
    assert.equal(playful('🕊️ 💐 🙏'), 0)
  })
})

describe('names', () => {
  const called = (text: string, turns = french) => {
    const line = lineOf(text)
    const [greeting] = elementsOf(line, turns).found.greeting
    return greeting && namedIn(line, greeting, turns)?.words
  }

  it('are the capitalised words right after the greeting, titles aside', () => {
    assert.deepEqual(called('Bonjour Léa,'), ['lea'])
    assert.deepEqual(called('Bonjour Jean-Pierre Le Gall !'), ['jean', 'pierre', 'le', 'gall'])
    assert.deepEqual(called('Bonjour Madame Durand.'), ['durand'])
    assert.deepEqual(called('Chère Inès, merci'), ['ines'])
    assert.deepEqual(called('Dear Dr Shaw,', english), ['shaw'])
    assert.equal(called('Bonjour, Léa est passée'), undefined)
    assert.equal(called('Bonjour Madame,'), undefined)
    assert.equal(called('Bonjour Merci de votre message'), undefined)
    assert.equal(called('Hello everyone', english), undefined)
    assert.equal(called('Bonjour à tous'), undefined)
  })

  it('have parts that one can be called by, unless they are pseudonyms', () => {
    assert.deepEqual(partsOf('Léa Martin'), ['Léa', 'Martin'])
    assert.deepEqual(partsOf('Jean-Pierre O’Neil'), ['Jean-Pierre', 'O’Neil'])
    for (const name of ['lili_75', 'kevin', 'Bob92', '@lea', '', '   '])
      assert.deepEqual(partsOf(name), [], name)
  })

  it('are right whatever the accents, the case and the part', () => {
    assert.ok(isCalled(['lea'], 'LÉA MARTIN'))
    assert.ok(isCalled(['jean', 'pierre'], 'Jean-Pierre Martin'))
    assert.ok(!isCalled(['paul'], 'Léa Martin'))
    assert.ok(!isCalled(['lea', 'dupont'], 'Léa Martin'))
  })
})

describe('how one is spoken to', () => {
  const form = (text: string) => addressOf(lineOf(text), french).form
  it('is tu or vous by the more of them, or nobody', () => {
    assert.equal(form('Peux-tu nous donner ton numéro ?'), 'tu')
    assert.equal(form('Pouvez-vous nous donner votre numéro ?'), 'vous')
    assert.equal(form('N’hésitez pas.'), 'vous')
    assert.equal(form('Le colis part demain.'), null)
    assert.equal(form('Le rendez-vous est à midi, s’il vous plaît.'), null)
    assert.equal(form('Tu verras ton colis dans votre boîte'), 'tu')
  })
})

describe('the manner of the moment', () => {
  const of = (message: string, more = {}) => mannerOf({ message, ...more }, 'fr')
  it('is sober for harm told calmly, and not for words that only look like it', () => {
    for (const message of [
      'Suite au décès de ma mère, comment résilier ?',
      'Ma fille s’est brûlée avec votre bouilloire.',
      'Je vous écris de l’hôpital, hospitalisée depuis lundi.',
      'My husband died last week, how do I close his account?',
    ])
      assert.deepEqual(of(message), { manner: 'sober', grave: true }, message)
    for (const message of [
      'Une chute de neige magnifique ce matin !',
      'J’étais mort de rire, merci',
      'Bonjour',
      '',
    ])
      assert.deepEqual(of(message), { manner: 'warm', grave: false }, message)
  })

  it('is what the trade says, though the moment stays what it is', () => {
    assert.deepEqual(of('Merci beaucoup !', { manner: 'sober' }), { manner: 'sober', grave: false })
    assert.deepEqual(of('Mon père est décédé', { manner: 'warm' }), { manner: 'warm', grave: true })
    assert.deepEqual(of('', { rating: 2 }), { manner: 'sober', grave: true })
    assert.deepEqual(of('', { rating: 3 }), { manner: 'warm', grave: false })
  })
})

describe('elements', () => {
  const has = (text: string, turns = french) => elementsOf(lineOf(text), turns).found
  it('greet at the opening, and take leave at the end, of texts of any length', () => {
    const middle = 'Votre commande suit son cours et le transporteur la confirme. '.repeat(30)
    const whole = has(`Bonjour Léa, ${middle}Bien cordialement, Marc`)
    assert.deepEqual([whole.greeting.length > 0, whole.farewell.length > 0], [true, true])
    const turned = has(`Cordialement, Marc. ${middle} Bonjour Léa. ${middle}`)
    assert.deepEqual([turned.greeting.length, turned.farewell.length], [0, 0])
  })

  it('thank, though a request stands beside', () => {
    assert.equal(has('Merci de votre message. Merci de nous envoyer une photo.').thanks.length, 1)
    assert.equal(has('Merci de nous faire confiance.').thanks.length, 1)
    assert.equal(has('Merci d’avoir patienté.').thanks.length, 1)
    assert.equal(has('Merci de ne pas fumer.').thanks.length, 0)
    assert.equal(has('We would really appreciate your reply.', english).thanks.length, 0)
  })

  it('mark places of the text, each within it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
        for (const marks of Object.values(has(`Bonjour ${text} merci 😊`)))
          for (const { start, end } of marks) assert.ok(start >= 0 && start < end && end <= text.length + 18)
      }),
      { numRuns: 50 },
    )
  })
})
