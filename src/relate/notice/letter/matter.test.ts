import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matterWords } from './matter.ts'

const PARIS = { timeZone: 'Europe/Paris', names: new Map([['lea', 'Léa Martin']]) }
const FACTS = {
  ...{
    channel: 'email',
    dueAt: '2026-11-22T11:30:00Z',
    minutes: 10,
    count: 3,
    beganAt: '2026-11-22T10:00:00Z',
  },
  ...{ fromAt: '2026-11-29T08:00:00Z', untilAt: '2026-11-29T17:00:00Z', startsAt: '2026-11-29T09:00:00Z' },
}
const OURS = [
  ...['due_first', 'due_next', 'due_resolution', 'late_first', 'late_next', 'late_resolution', 'handed'],
  ...['call_conversation', 'call_alarm', 'call_unanswered', 'roster_hole', 'call_back_own', 'call_back_open'],
]

test('each matter has its words in both languages, and none of them leaves a blank', () => {
  for (const what of OURS) {
    for (const locale of ['fr', 'en'] as const) {
      const { title, body } = matterWords({ what, facts: FACTS }, { locale, ...PARIS })
      assert.ok(title && body, `${what} ${locale}`)
      assert.doesNotMatch(`${title} ${body}`, /\{\{|matter\./, `${what} ${locale}`)
    }
  }
})

test('instants are told by the reader’s clocks, channels by their names', () => {
  const body = (timeZone: string) =>
    matterWords({ what: 'late_first', facts: FACTS }, { locale: 'en', ...PARIS, timeZone }).body
  assert.match(body('Europe/Paris'), /on E-mail:.*12:30/)
  assert.match(body('Asia/Tokyo'), /20:30|08:30/)
  const odd = matterWords(
    { what: 'late_first', facts: { ...FACTS, channel: 'unheard-of' } },
    { locale: 'en', ...PARIS },
  )
  assert.match(odd.body, /Unheard-of/)
})
