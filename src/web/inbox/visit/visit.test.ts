import assert from 'node:assert/strict'
import { it } from 'node:test'
import { fateOf, timeThere } from './visit.ts'

const answer = (more: object) => [{ activityId: 'a', taken: null, mailed: null, ...more }]

it('the last answer was seen, mailed, or waits, and what is not known is said so', () => {
  assert.equal(fateOf({ answers: [], email: null }), undefined)
  assert.equal(
    fateOf({ answers: answer({ taken: '2026-11-22T10:00:00Z', mailed: 'sent' }), email: 'a@b.c' }),
    'taken',
  )
  assert.equal(fateOf({ answers: answer({ mailed: 'sent' }), email: 'a@b.c' }), 'mailed')
  assert.equal(fateOf({ answers: answer({ mailed: 'unknown' }), email: 'a@b.c' }), 'mail_unknown')
  assert.equal(fateOf({ answers: answer({ mailed: 'failed' }), email: 'a@b.c' }), 'mail_failed')
  assert.equal(fateOf({ answers: answer({}), email: 'a@b.c' }), 'waiting_mail')
  assert.equal(fateOf({ answers: answer({}), email: null }), 'waiting')
  assert.equal(fateOf({ answers: [...answer({ taken: 'x' }), ...answer({})], email: null }), 'waiting')
})

it('the time with them is by their clocks, and none where no zone is known', () => {
  const now = new Date('2026-11-22T12:00:00Z')
  assert.equal(timeThere('America/Montreal', now, 'fr'), '07:00')
  assert.equal(timeThere('Asia/Kathmandu', now, 'fr'), '17:45')
  for (const zone of [null, '', 'Mars/Olympus']) assert.equal(timeThere(zone, now, 'fr'), undefined)
})
