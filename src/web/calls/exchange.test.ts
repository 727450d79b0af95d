import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { bodyOf, type ExchangeDraft, fieldOf } from './exchange.ts'

const DRAFT: ExchangeDraft = {
  kind: 'phone',
  direction: 'in',
  name: ' Mme Roy ',
  contact: '01 23',
  at: '',
  minutes: '',
  outcome: 'Joint',
  note: '',
  sentiment: '',
  next: '',
}

it('what was left empty is not sent, and the rest is trimmed', () => {
  assert.deepEqual(bodyOf(DRAFT), {
    kind: 'phone',
    direction: 'in',
    name: 'Mme Roy',
    contact: '01 23',
    outcome: 'Joint',
    note: '',
  })
  const full = bodyOf({ ...DRAFT, personId: 'p', minutes: '0', sentiment: 'negative' })
  assert.deepEqual([full.personId, full.minutes, full.sentiment], ['p', 0, 'negative'])
})

it('a moment goes through its field to the minute', () => {
  const date = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(date, (at) => {
      const sent = new Date(String(bodyOf({ ...DRAFT, at: fieldOf(at) }).at))
      const minute = Math.floor(at.getTime() / 60_000) * 60_000
      // In the hour that clocks show twice the field cannot tell which.
      assert.ok([0, 3_600_000, -3_600_000].includes(sent.getTime() - minute))
      assert.equal(fieldOf(sent), fieldOf(at))
    }),
  )
})
