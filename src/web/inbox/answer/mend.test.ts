import assert from 'node:assert/strict'
import { it } from 'node:test'
import { type CourtesyAdvice, firstMend, mendedText } from './mend.ts'

const advice = (id: string, mend: CourtesyAdvice['mend']): CourtesyAdvice => ({
  id,
  start: 0,
  end: 0,
  message: id,
  mend,
})

it('takes the first advice that has a mend, and writes it where it belongs', () => {
  const mend = { start: 8, end: 12, text: 'Léa' }
  const all = [
    advice('blame', null),
    advice('name_wrong', mend),
    advice('smile_missing', { start: 0, end: 0, text: '😊' }),
  ]
  assert.equal(firstMend(all), mend)
  assert.equal(mendedText('Bonjour Paul, merci', mend), 'Bonjour Léa, merci')
  assert.equal(firstMend([advice('blame', null)]), null)
})
