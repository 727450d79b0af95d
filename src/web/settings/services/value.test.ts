import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ServiceProposal } from '../../../server/api.ts'
import { addressesIn, blank, bodyOf, choiceLines, choicesIn, fromProposal, shifted, toolOf } from './value.ts'

const proposal: ServiceProposal = {
  key: 'it',
  name: { fr: 'Informatique', en: 'IT' },
  reasons: [{ id: 'r', words: { fr: 'Panne', en: 'Down' } }],
  fields: [],
  timing: {
    days: 1,
    at: '18:00',
    workdays: [1],
    holidays: 'fr',
    zone: 'Europe/Paris',
    steps: [],
    linkDays: 7,
  },
}

test('a proposal is a service but for its addresses; a blank one has one reason', () => {
  assert.equal(fromProposal(proposal, 'en').name, 'IT')
  assert.deepEqual(fromProposal(proposal, 'fr').emails, [])
  const made = blank(proposal, 'fr', 'new')
  assert.deepEqual([made.name, made.reasons.map(({ id }) => id), made.timing], ['', ['new'], proposal.timing])
})

test('addresses are read however they are separated, once each', () => {
  assert.deepEqual(addressesIn(' a@b.fr, c@d.fr\na@b.fr; e@f.fr '), ['a@b.fr', 'c@d.fr', 'e@f.fr'])
  assert.deepEqual(addressesIn(' '), [])
})

test('choices are written one a line, and read as they were written', () => {
  assert.deepEqual(choicesIn('Échange | Exchange\n\nAutre'), [
    { fr: 'Échange', en: 'Exchange' },
    { fr: 'Autre', en: 'Autre' },
  ])
  const word = fc.stringMatching(/^[A-Za-zé]{1,8}$/)
  fc.assert(
    fc.property(fc.array(fc.record({ fr: word, en: word }, { noNullPrototype: true })), (choices) => {
      assert.deepEqual(choicesIn(choiceLines(choices)), choices)
    }),
  )
})

test('what is moved is there still, at most one place away', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(50), { minLength: 1 }),
      fc.nat(),
      fc.constantFrom<1 | -1>(1, -1),
      (all, n, by) => {
        const index = n % all.length
        const next = shifted(all, index, by)
        assert.deepEqual([...next].sort(), [...all].sort())
        assert.ok(Math.abs(next.indexOf(all[index] ?? -1) - index) <= 1)
      },
    ),
  )
})

test('a tool begins with its own address; a token goes only where one is given', () => {
  assert.equal(toolOf('gitlab')?.url, 'https://gitlab.com')
  assert.equal(toolOf('none'), null)
  assert.ok(!('token' in bodyOf({ ...fromProposal(proposal, 'fr'), token: ' ' })))
  assert.equal((bodyOf({ ...fromProposal(proposal, 'fr'), token: ' x ' }) as { token: string }).token, 'x')
  assert.equal((bodyOf({ ...fromProposal(proposal, 'fr'), manager: ' ' }) as { manager: null }).manager, null)
})
