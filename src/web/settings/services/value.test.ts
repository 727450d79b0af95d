import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ServiceProposal } from '../../../server/api.ts'
import {
  addressesIn,
  blank,
  bodyOf,
  choiceLines,
  choicesIn,
  fromProposal,
  fromService,
  shifted,
  toolOf,
} from './value.ts'

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

test('a choice with words in one language alone is not lost when its lines are read again', () => {
  const word = fc.constantFrom('', 'Échange', 'Exchange', 'A-1')
  const both = fc.record({ fr: word, en: word }, { noNullPrototype: true })
  fc.assert(
    fc.property(fc.array(both.filter(({ fr, en }) => fr !== '' || en !== '')), (choices) => {
      const again = choicesIn(choiceLines(choices))
      assert.equal(again.length, choices.length)
      for (const [n, { fr, en }] of choices.entries()) {
        assert.equal(again[n]?.fr, fr)
        assert.equal(again[n]?.en, en || fr)
      }
      assert.deepEqual(choicesIn(choiceLines(again)), again, 'reading settles')
    }),
  )
})

test('what is written as choices or addresses comes out clean, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const { fr, en } of choicesIn(text)) {
        assert.ok(fr !== '' || en !== '')
        assert.deepEqual([fr.trim(), en.trim()], [fr, en])
      }
      const addresses = addressesIn(text)
      assert.equal(new Set(addresses).size, addresses.length)
      assert.ok(addresses.every((one) => one !== '' && !/[\s,;]/.test(one)))
    }),
  )
})

test('a service that is opened and saved unchanged is sent as it was, without its id or a token', () => {
  const { key: _key, name, ...plan } = proposal
  const kept = {
    name: name.fr,
    emails: ['a@b.fr'],
    manager: 'c@d.fr',
    locale: 'fr' as const,
    tool: null,
    ...plan,
  }
  const body = bodyOf(fromService({ ...kept, id: 'id', hasToken: true, archived: false }))
  assert.deepEqual(body, kept)
})
