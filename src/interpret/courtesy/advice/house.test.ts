import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { courtesyOf } from '../courtesy.ts'
import { ADVICE, type Draft, type House } from '../draft.ts'

const ids = (text: string, house: House, more: Partial<Draft> = {}) =>
  courtesyOf({ text, lang: 'fr', ...more, house }).advice.map(({ id }) => id)
const mends = (text: string, house: House, more: Partial<Draft> = {}) =>
  courtesyOf({ text, lang: 'fr', ...more, house }).advice.flatMap(({ id, mend }) =>
    mend ? [[id, mend.text]] : [],
  )
const WHOLE = 'Bonjour, merci pour votre message. Le colis part demain. Bonne journée !'

describe('the tone of the house', () => {
  it('is warm unless it says otherwise, asks no smile when usual, and allows none that plays when sober', () => {
    assert.deepEqual(ids(WHOLE, {}), ['smile_missing'])
    assert.deepEqual(ids(WHOLE, { tone: 'warm' }), ['smile_missing'])
    assert.deepEqual(ids(WHOLE, { tone: 'usual' }), [])
    assert.deepEqual(ids(`${WHOLE} 🎉`, { tone: 'usual' }), [])
    assert.deepEqual(ids(`${WHOLE} 🎉`, { tone: 'sober' }), ['emoji_unsuited'])
    assert.equal(courtesyOf({ text: WHOLE, lang: 'fr', house: { tone: 'sober' } }).score, 100)
  })

  it('never lets joy stand where something grave is answered', () => {
    const message = 'Mon père est décédé la semaine dernière, comment résilier ?'
    for (const tone of ['warm', 'usual', 'sober'] as const) {
      const read = courtesyOf({ text: `${WHOLE} 🎉`, lang: 'fr', message, house: { tone } })
      assert.equal(read.manner, 'sober')
      assert.ok(read.advice.some(({ id }) => id === 'emoji_unsuited'))
      assert.ok(read.advice.some(({ id }) => id === 'empathy_missing'))
    }
  })
})

describe('what the house wants', () => {
  it('is no emoji, where it says so, nor one proposed', () => {
    assert.deepEqual(ids(`${WHOLE} 😊 🙏`, { emoji: false }), ['emoji_house', 'emoji_house'])
    assert.deepEqual(mends(WHOLE, { emoji: false }), [])
    assert.deepEqual(mends(WHOLE, { emoji: true }), [['smile_missing', ' 😊']])
  })

  it('is its own tu or vous, after that of the thread', () => {
    assert.deepEqual(ids(`${WHOLE} 😊`, { address: 'tu' }), ['address_house'])
    assert.deepEqual(ids(`${WHOLE} 😊`, { address: 'vous' }), [])
    assert.deepEqual(ids(`${WHOLE} 😊`, { address: 'tu' }, { before: ['Pouvez-vous nous écrire ?'] }), [])
    assert.deepEqual(ids(`${WHOLE} 😊`, { address: 'vous' }, { before: ['Peux-tu nous écrire ?'] }), [
      'address_changed',
    ])
    assert.deepEqual(mends('Bonjour, le colis part demain 😊 Bonne soirée', { address: 'tu' }), [
      ['thanks_missing', 'Merci pour ton message. '],
    ])
  })

  it('is a signature: of its words, of initials, of a name after the farewell, and not the name of the reader', () => {
    const signature = { words: 'L’équipe Lumen' }
    const signed = (end: string, name?: string) =>
      !ids(`Bonjour, merci, c’est noté 😊${end}`, { signature }, name ? { name } : {}).includes(
        'signature_missing',
      )
    for (const end of [
      '\nCordialement,\nCamille',
      '\nBien à vous, Inès Roy',
      '\nBonne journée !\nl’équipe lumen',
      ' Bonne journée ^CB',
    ])
      assert.ok(signed(end), end)
    for (const end of ['\nCordialement,', '', '\nBonne journée !', '\nBien à vous, Léa'])
      assert.ok(!signed(end, 'Léa Martin'), end)
    assert.deepEqual(mends('Bonjour, merci, avec plaisir. Bonne journée !', { signature }), [
      ['signature_missing', '\nL’équipe Lumen'],
    ])
    assert.deepEqual(ids('Bonjour, merci, avec plaisir. Bonne journée !', { signature: { words: '' } }), [
      'signature_missing',
    ])
  })

  it('is greetings and farewells of its own, found and proposed', () => {
    const house: House = {
      greetings: { fr: ['Ohé du bateau', '  '], en: ['Ahoy'] },
      farewells: { fr: ['Bon vent !'], en: ['Fair winds'] },
    }
    assert.deepEqual(ids('ohé du bateau, merci, avec plaisir. Bon vent', house), [])
    assert.deepEqual(ids('Ohé du bateau, merci, avec plaisir. Bon vent', {}), [
      'greeting_missing',
      'farewell_missing',
    ])
    assert.deepEqual(mends('Merci, avec plaisir.', house, { name: 'Léa' }), [
      ['greeting_missing', 'Ohé du bateau Léa,\n'],
      ['farewell_missing', '\nBon vent !'],
    ])
    assert.deepEqual(ids('Ahoy Sam, thank you, so happy to help. Fair winds', house, { lang: 'en' }), [])
  })

  it('is no advice that it turned off, which then costs nothing and asks for nothing', () => {
    fc.assert(
      fc.property(
        fc.subarray([...ADVICE]),
        fc.constantFrom('NON. Le colis est perdu !!', WHOLE, 'merci 😂'),
        (off, text) => {
          const read = courtesyOf({ text, lang: 'fr', house: { off } })
          const all = courtesyOf({ text, lang: 'fr' })
          assert.ok(read.advice.every(({ id }) => !off.includes(id)))
          assert.deepEqual(
            read.advice,
            all.advice.filter(({ id }) => !off.includes(id)),
          )
          if (read.advice.length === 0) assert.equal(read.score, 100)
        },
      ),
    )
    assert.equal(
      courtesyOf({ text: 'Le colis part demain, à midi.', lang: 'fr', house: { off: ADVICE } }).score,
      100,
    )
  })

  it('is its own addresses in public, by domain, and not those that only end alike', () => {
    const own = ['lumen.example', 'https://www.shop.example/contact', '+33 1 99 00 11 22']
    const leaks = (text: string) =>
      courtesyOf({ text, lang: 'fr', visibility: 'public', own }).advice.filter(
        ({ id }) => id === 'private_data',
      ).length
    assert.equal(
      leaks(
        'Écrivez à bonjour@lumen.example, à a@mail.lumen.example ou à b@shop.example, ou au 01 99 00 11 22.',
      ),
      0,
    )
    assert.equal(leaks('Écrivez à lea@notlumen.example ou au 06 12 34 56 78.'), 2)
  })

  it('takes any words, and marks within the text', () => {
    const list = fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 3 })
    const own = fc.record({ fr: list, en: list })
    const house = fc.record({
      greetings: own,
      farewells: own,
      signature: fc.record({ words: fc.string({ unit: 'binary', maxLength: 30 }) }),
    })
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), house, (text, one) => {
        for (const { start, end } of courtesyOf({ text, lang: 'fr', house: one }).advice)
          assert.ok(start >= 0 && start <= end && end <= text.length)
      }),
      { numRuns: 30 },
    )
  })
})
