import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { deciders } from '../rule/rule.ts'
import { APPROVAL_STATES } from '../tables.ts'
import { tellingsOf } from './clock.ts'
import { differenceOf } from './present.ts'
import type { Approval } from './store.ts'

const approval = (more: Partial<Approval> = {}): Approval => ({
  ...{ workspace_id: 'w', id: 'one', delivery_id: 'd', conversation_id: 'talk', target_id: 't' },
  ...{
    state: 'waiting',
    reasons: [],
    named: false,
    approvers: [],
    editor_may: false,
    done: false,
    by_member: 'ana',
  },
  ...{ by_key: null, editor: 'ana', hash: 'h', assigned: null, handed_by: null, asked: new Date(0) },
  ...{ expires: new Date(3_600_000), remind_at: null, round: 1, untold: true, decided: null },
  ...{ decided_by: null, via: null, reason: 'Le secret de la raison', changed: false, ...more },
})
const told = (more: Partial<Approval>, able = ['bob', 'eve']) =>
  tellingsOf(approval(more), able).map(({ what, members, facts }) => [what, members, facts.member])

describe('who is told of an approval', () => {
  it('is who can do something about it, or who waits for it', () => {
    assert.deepEqual(told({}), [['approval_asked', ['bob', 'eve'], 'ana']])
    assert.deepEqual(told({ editor: 'bob' }, ['eve']), [
      ['approval_asked', ['eve'], 'bob'],
      ['approval_edited', ['ana'], 'bob'],
    ])
    assert.deepEqual(told({ assigned: 'eve', handed_by: 'bob' }), [['approval_handed', ['eve'], 'bob']])
    assert.deepEqual(
      told({ assigned: 'eve', handed_by: 'bob' }, ['bob']),
      [['approval_asked', ['bob'], 'ana']],
      'whom it was handed to may decide no more: whoever still can is asked',
    )
    const by = { decided_by: 'bob' }
    assert.deepEqual(told({ state: 'approved', ...by }), [['approval_approved', ['ana'], 'bob']])
    assert.deepEqual(told({ state: 'approved', changed: true, ...by }), [
      ['approval_changed', ['ana'], 'bob'],
    ])
    assert.deepEqual(told({ state: 'refused', ...by }), [['approval_refused', ['ana'], 'bob']])
    assert.deepEqual(told({ state: 'expired' }), [
      ['approval_expired', ['ana'], 'ana'],
      ['approval_lapsed', ['bob', 'eve'], 'ana'],
    ])
    assert.deepEqual(told({ state: 'withdrawn' }), [], 'its author knows')
  })

  it('is no author where a key or a program wrote it, and no word names one', () => {
    for (const state of ['approved', 'refused'] as const)
      assert.deepEqual(told({ state, by_member: null, editor: null, decided_by: 'bob' }), [])
    assert.deepEqual(told({ by_member: null, editor: null }), [['approval_asked', ['bob', 'eve'], undefined]])
    assert.deepEqual(told({ state: 'expired', by_member: null, editor: null }), [
      ['approval_lapsed', ['bob', 'eve'], undefined],
    ])
  })

  const id = fc.constantFrom<string>('ana', 'bob', 'eve', 'zoe')
  const any = fc.record({
    ...{ state: fc.constantFrom(...APPROVAL_STATES), by_member: fc.option(id), editor: fc.option(id) },
    ...{ assigned: fc.option(id), handed_by: fc.option(id), decided_by: fc.option(id) },
    ...{ changed: fc.boolean(), editor_may: fc.boolean(), approvers: fc.uniqueArray(id), round: fc.nat(9) },
  })

  it('never the author as somebody who decides, nobody twice of one thing, and no word of it', () => {
    fc.assert(
      fc.property(any, fc.uniqueArray(id), (more, members) => {
        const one = approval(more)
        const tellings = tellingsOf(one, deciders(one, members))
        assert.equal(new Set(tellings.map(({ key }) => key)).size, tellings.length)
        for (const { what, members: who, facts, key } of tellings) {
          if (/asked|handed|lapsed/.test(what)) {
            assert.ok(!who.includes(one.by_member ?? ''), what)
            assert.ok(who.every((member) => members.includes(member)))
          } else assert.deepEqual(who, [one.by_member])
          assert.deepEqual(
            Object.keys(facts).filter((name) => !['approval', 'expiresAt', 'member'].includes(name)),
            [],
          )
          assert.ok(key.startsWith(`approval:one:${one.round}:`))
          assert.doesNotMatch(JSON.stringify([key, facts]), /secret/)
        }
      }),
    )
  })

  it('is told anew once a round has passed: no key of two rounds is the same', () => {
    fc.assert(
      fc.property(any, fc.nat(9), fc.nat(9), (more, first, second) => {
        const keys = (round: number) =>
          tellingsOf(approval({ ...more, round }), ['bob']).map(({ key }) => key)
        const shared = keys(first).filter((key) => keys(second).includes(key))
        assert.equal(shared.length, first === second ? keys(first).length : 0)
      }),
    )
  })
})

describe('the difference between two texts', () => {
  const word = fc.constantFrom('Bonjour', ' ', ',', 'demain', 'jeudi', '\n', 'é', '👩‍👧', '20', '€', '<b>')
  const text = fc.oneof(
    fc.array(word, { maxLength: 30 }).map((words) => words.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  )
  const read = (pieces: ReturnType<typeof differenceOf>, without: string) =>
    (pieces ?? [])
      .filter(({ kind }) => kind !== without)
      .map((piece) => piece.text)
      .join('')

  it('gives back both, whole, sign for sign; and is none where they are the same', () => {
    fc.assert(
      fc.property(text, text, (from, to) => {
        const pieces = differenceOf(from, to)
        if (from === to) return assert.equal(pieces, null)
        assert.equal(read(pieces, 'added'), from)
        assert.equal(read(pieces, 'removed'), to)
        assert.ok(pieces?.every((piece) => piece.text !== ''))
        assert.ok(pieces?.some(({ kind }) => kind !== 'same'))
      }),
    )
  })

  it('leaves alone what nobody touched', () => {
    const pieces = differenceOf('Bonjour Ana, elle arrive demain.', 'Bonjour Ana, elle arrive jeudi.')
    assert.deepEqual(pieces?.[0], { kind: 'same', text: 'Bonjour Ana, elle arrive ' })
    assert.deepEqual(pieces?.at(-1), { kind: 'same', text: '.' })
  })

  it('of texts with nothing in common is one after the other, and soon made', () => {
    const [from, to] = ['a', 'b'].map((sign) =>
      Array.from({ length: 5_000 }, (_, n) => `${sign}${n}`).join(' '),
    )
    const pieces = differenceOf(from ?? '', to ?? '')
    assert.deepEqual(
      pieces?.map(({ kind }) => kind),
      ['removed', 'added'],
    )
    assert.deepEqual([read(pieces, 'added'), read(pieces, 'removed')], [from, to])
  })
})
