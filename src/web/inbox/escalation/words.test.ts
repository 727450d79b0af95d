import assert from 'node:assert/strict'
import { test } from 'node:test'
import { draftFor, toneOf, wordsIn } from './words.ts'

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
    ...{ id: kind, kind, text, at: '', via: 'page' as const, member: null, email: null, files: [] },
  })
  const entries = [entry('answer', ' Demain. '), entry('question', 'Où ?'), entry('solved', null)]
  assert.equal(draftFor({ state: 'solved', entries }, 'Bonjour. {{answer}}', '-'), 'Bonjour. Demain.')
  assert.equal(draftFor({ state: 'solved', entries: [] }, 'Bonjour. {{answer}}', '-'), 'Bonjour. …')
  const refused = [entry('refused', 'Trop cher pour ce client')]
  assert.equal(draftFor({ state: 'refused', entries: refused }, 'x {{answer}}', 'Désolés.'), 'Désolés.')
})
