import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Delivery } from '../../server/api.ts'
import { canRewrite, decisionsOf } from './use-decide.ts'

type State = Delivery['state']
const delivery = (act: Delivery['act'], state: State, kind?: string) =>
  ({ act, state, failure: kind ? { kind } : null }) as unknown as Delivery

it('words are changed only while nothing of them may stand on the network', () => {
  const CASES: [Delivery['act'], State, string | undefined, boolean][] = [
    ['publish', 'refused', 'refused', true],
    ['reply', 'refused', 'gone', true],
    ['reply', 'waiting', undefined, true],
    ['publish', 'waiting', 'unreachable', true],
    ['publish', 'waiting', 'uncertain', false],
    ['reply', 'unknown', 'uncertain', false],
    ['reply', 'sending', undefined, false],
    ['publish', 'sent', undefined, false],
    ['publish', 'dropped', undefined, false],
    ['like', 'refused', 'refused', false],
  ]
  for (const [act, state, kind, expected] of CASES)
    assert.equal(canRewrite(delivery(act, state, kind)), expected, `${act} ${state} ${kind}`)
})

it('what may stand on the network is looked for before it is tried again; what is over asks for nothing', () => {
  const STATES: State[] = ['waiting', 'sending', 'sent', 'refused', 'unknown', 'dropped']
  for (const state of STATES) {
    const ways = decisionsOf({ state })
    assert.equal(ways[0] === 'look', state === 'unknown', state)
    assert.equal(
      ways.includes('sent'),
      state === 'unknown',
      'nobody says of what is certain that it was sent',
    )
    if (['sending', 'sent', 'dropped'].includes(state)) assert.deepEqual(ways, [])
    else assert.equal(ways.at(-1), 'drop', 'what gives it up comes last')
  }
  assert.ok(!decisionsOf({ state: 'waiting' }).includes('retry'), 'what waits is tried by itself')
})
