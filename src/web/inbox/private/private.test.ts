import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { PrivateInvitation, PrivateState } from '../../../server/api.ts'
import { linkIn } from './link-in.ts'
import { hereOf, isOver, offersClosing, waysOf } from './queries.ts'
import { ORDER } from './tone.ts'

const side = (conversationId: string) => ({ conversationId }) as unknown as PrivateInvitation['there']
const arrival = (here: string | null, refused = false) => ({
  ...{ at: '2026-11-20T08:00:00Z', way: 'link' as const, refused, here: here === null ? null : side(here) },
})
const invitation = (...arrivals: ReturnType<typeof arrival>[]) =>
  ({ arrivals }) as unknown as PrivateInvitation
const where = (...arrivals: ReturnType<typeof arrival>[]) => hereOf(invitation(...arrivals))?.here

describe('an invitation to go on in private', () => {
  it('leads to where they came the last time', () => {
    assert.deepEqual(where(arrival('a'), arrival('b')), side('b'))
    assert.equal(where(), undefined)
  })

  it('does not lead to whom was refused, nor to what is gone', () => {
    assert.deepEqual(where(arrival('a'), arrival('eve', true), arrival(null)), side('a'))
    assert.equal(where(arrival('eve', true), arrival(null)), undefined)
  })

  it('can be taken back as long as somebody may still come by it', () => {
    const over = (state: PrivateState) => isOver({ state } as PrivateInvitation)
    const open = ORDER.filter((state) => !over(state))
    assert.deepEqual([...open].sort(), ['refused', 'sent', 'unknown', 'waiting'])
    for (const state of ['came', 'answered', 'closed', 'joined', 'absent', 'erased', 'cancelled'] as const)
      assert.ok(over(state), state)
  })
})

describe('the ways that are open', () => {
  it('are those that there are, the closest first', () => {
    const one = { id: 'a', name: 'A' }
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.boolean(), (direct, link, mail) => {
        const given = { direct, link: link ? one : null, mail: mail ? { ...one, address: 'a@b.fr' } : null }
        const found = waysOf({ ...given, noMail: mail ? null : 'none' })
        assert.deepEqual(
          found,
          ['direct', 'link', 'mail'].filter((_, n) => [direct, link, mail][n]),
        )
      }),
    )
  })
})

it('a closing line is offered once it is settled in private, and not twice', () => {
  const open = { there: side('a'), closed: false } as unknown as PrivateInvitation
  const cases: [PrivateInvitation, 'open' | 'snoozed' | 'done', boolean][] = [
    [open, 'done', true],
    [open, 'open', false],
    [open, 'snoozed', false],
    [{ ...open, closed: true }, 'done', false],
    [{ ...open, there: null }, 'done', false],
  ]
  for (const [one, status, offered] of cases) assert.equal(offersClosing(one, { status }), offered, status)
})

describe('the link in a text', () => {
  const CASES: [text: string, link: string][] = [
    ['Écrivez-nous ici : {{lien}}', '{{lien}}'],
    ['Write to us: {{ link }} – thanks', '{{ link }}'],
    ['{{prénom}}, par ici {{lien|tout de suite}}', '{{lien|tout de suite}}'],
    ['{{url}} et {{lien}}', '{{url}}'],
    ['Écrivez à {{adresse}}', '{{adresse}}'],
    ['Write to {{ address }}', '{{ address }}'],
    ['{{prénom}} sans lien', '{{link}}'],
    ['{{lien', '{{link}}'],
    ['', '{{link}}'],
  ]
  for (const [text, link] of CASES) it(text || 'nothing', () => assert.equal(linkIn(text), link))

  it('stands in the text where there is one, whatever is around it', () => {
    const around = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('{', ''))
    fc.assert(
      fc.property(
        around,
        around,
        fc.constantFrom('{{lien}}', '{{ link}}', '{{url}}'),
        (before, after, link) => {
          assert.equal(linkIn(`${before}${link}${after}`), link)
        },
      ),
    )
  })
})
