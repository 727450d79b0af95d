import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { EntryKind } from '../tables.ts'
import { isOpen, isWaiting, moved, needsWords, type Side, type State, shortName } from './escalation.ts'

const STATES: State[] = [
  'sent',
  'seen',
  'answered',
  'asked_back',
  'solved',
  'refused',
  'withdrawn',
  'expired',
]
const KINDS: EntryKind[] = [
  ...(['asked', 'seen', 'answer', 'question', 'reply', 'handed', 'solved', 'refused', 'withdrawn'] as const),
  ...(['expired', 'reopened', 'reminded', 'manager', 'issue', 'told'] as const),
]
const SIDES: Side[] = ['service', 'member', 'tool', 'clock']

describe('an escalation', () => {
  it('goes the way that people expect', () => {
    const way: [EntryKind, Side, State][] = [
      ['seen', 'service', 'seen'],
      ['question', 'service', 'asked_back'],
      ['reply', 'member', 'sent'],
      ['answer', 'service', 'answered'],
      ['answer', 'service', 'answered'],
      ['solved', 'member', 'solved'],
      ['reopened', 'member', 'sent'],
      ['expired', 'clock', 'expired'],
      ['reply', 'member', 'sent'],
      ['refused', 'tool', 'refused'],
    ]
    let state: State = 'sent'
    for (const [kind, side, then] of way) {
      const next = moved(state, kind, side)
      assert.equal(next, then, `${kind} of ${side} from ${state}`)
      state = next ?? state
    }
  })

  it('is ended, asked again and withdrawn by nobody but those who may', () => {
    for (const state of STATES) {
      for (const side of SIDES.filter((one) => one !== 'member')) {
        assert.equal(moved(state, 'withdrawn', side), undefined)
        assert.equal(moved(state, 'reply', side), undefined)
      }
      for (const side of SIDES.filter((one) => one !== 'clock'))
        assert.equal(moved(state, 'expired', side), undefined)
      assert.equal(moved(state, 'answer', 'member'), undefined, 'we do not answer for the service')
    }
  })

  it('that is over stays so, but for who reopens it; and what is late said of it changes nothing', () => {
    const over = STATES.filter((state) => !isOpen(state))
    assert.deepEqual(over, ['solved', 'refused', 'withdrawn'])
    for (const state of over)
      for (const kind of KINDS)
        for (const side of SIDES) {
          const next = moved(state, kind, side)
          if (kind === 'reopened' && side !== 'service' && side !== 'clock') assert.equal(next, 'sent')
          else assert.ok(next === undefined || next === state, `${kind} of ${side} from ${state}`)
        }
    assert.equal(moved('solved', 'answer', 'service'), 'solved')
  })

  it('is reminded of and expires only while the service is waited for', () => {
    for (const state of STATES) {
      const waits = isWaiting(state)
      assert.equal(moved(state, 'reminded', 'clock') !== undefined, waits)
      assert.equal(moved(state, 'expired', 'clock') !== undefined, waits)
      if (waits) assert.ok(isOpen(state))
    }
  })

  it('stands somewhere known after anything at all', () => {
    const deed = fc.tuple(fc.constantFrom(...KINDS), fc.constantFrom(...SIDES))
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 30 }), (deeds) => {
        let state: State = 'sent'
        for (const [kind, side] of deeds) state = moved(state, kind, side) ?? state
        assert.ok(STATES.includes(state))
      }),
    )
  })

  it('asks for words where a word is owed', () => {
    assert.deepEqual(KINDS.filter(needsWords), ['answer', 'question', 'reply', 'refused'])
  })
})

it('a name is shortened to what finds an order and no more', () => {
  const cases: [string, string][] = [
    ['Inès Bernard', 'Inès B.'],
    ['  Jean-Pierre   de la Tour ', 'Jean-Pierre T.'],
    ['madone', 'madone'],
    ['李 小龙', '李 小.'],
  ]
  for (const [name, short] of cases) assert.equal(shortName(name), short)
})
