import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { choicesOf, draftFor, toneOf, wordsIn } from './words.ts'

test('words are in the reader’s language, and in the other where there are none', () => {
  assert.equal(wordsIn({ fr: 'Colis', en: 'Parcel' }, 'en-GB'), 'Parcel')
  assert.equal(wordsIn({ fr: 'Colis', en: 'Parcel' }, 'fr'), 'Colis')
  assert.equal(wordsIn({ fr: '', en: 'Parcel' }, 'fr'), 'Parcel')
  assert.equal(wordsIn({ fr: 'Colis', en: '' }, 'en'), 'Colis')
})

test('what is late or asked back stands out, and what is over says how', () => {
  assert.equal(toneOf({ state: 'sent', late: false }), 'info')
  assert.equal(toneOf({ state: 'sent', late: true }), 'warm')
  assert.equal(toneOf({ state: 'asked_back', late: false }), 'warm')
  assert.equal(toneOf({ state: 'refused', late: false }), 'bad')
  assert.equal(toneOf({ state: 'solved', late: false }), 'good')
})

test('the draft for the customer begins with what the service said last, and never with why it refused', () => {
  const entry = (kind: string, text: string | null) => ({
    ...{
      id: kind,
      kind,
      text,
      at: '',
      via: 'page' as const,
      member: null,
      email: null,
      author: null,
      url: null,
      edited: null,
      gone: null,
      earlier: [],
      files: [],
    },
  })
  const entries = [entry('answer', ' Demain. '), entry('question', 'Où ?'), entry('solved', null)]
  assert.equal(draftFor({ state: 'solved', entries }, 'Bonjour. {{answer}}', '-'), 'Bonjour. Demain.')
  assert.equal(draftFor({ state: 'solved', entries: [] }, 'Bonjour. {{answer}}', '-'), 'Bonjour. …')
  const refused = [entry('refused', 'Trop cher pour ce client')]
  assert.equal(draftFor({ state: 'refused', entries: refused }, 'x {{answer}}', 'Désolés.'), 'Désolés.')
})

const line = (kind: string, text: string | null, via: 'page' | 'tool' = 'page') => ({
  ...{ id: kind, kind, text, at: '', via, member: null, email: null, author: null, url: null, files: [] },
  ...{ edited: null, gone: null, earlier: [] },
})

test('the draft says what was said to the letter, whatever signs are in it', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[$&`'{}a1 ]{1,12}$/), (text) => {
      const entries = [line('answer', text)]
      const draft = draftFor({ state: 'answered', entries }, 'Bonjour. {{answer}} Merci.', '-')
      assert.equal(draft, `Bonjour. ${text.trim() || '…'} Merci.`)
    }),
  )
})

test('of a matter that was refused, asked again and solved, the draft holds neither why nor what a tool said', () => {
  const entries = [
    line('answer', 'Parti ce matin.'),
    line('refused', 'Trop cher pour ce client'),
    line('reopened', null),
    line('solved', 'Le ticket 12 a été fermé dans votre outil.', 'tool'),
  ]
  assert.equal(draftFor({ state: 'solved', entries }, '{{answer}}', '-'), 'Parti ce matin.')
  assert.equal(draftFor({ state: 'withdrawn', entries: entries.slice(1) }, '{{answer}}', '-'), '…')
})

test('a choice offers each of its words once, in the reader’s language', () => {
  const word = fc.constantFrom('', 'Échange', 'Retour', 'Exchange')
  const both = fc.record({ fr: word, en: word }).filter(({ fr, en }) => fr !== '' || en !== '')
  fc.assert(
    fc.property(fc.array(both), fc.constantFrom('fr', 'en'), (choices, locale) => {
      const offered = choicesOf(choices, locale)
      assert.equal(new Set(offered).size, offered.length, 'two of a kind end the form')
      assert.ok(offered.every((one) => one !== ''))
      for (const one of choices) assert.ok(offered.includes(wordsIn(one, locale)))
      for (const one of offered) assert.ok(choices.some(({ fr, en }) => fr === one || en === one))
    }),
  )
})
