import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { isUnderWay, type Left, STATES, type Standing, stateOf, sumsOf } from './state.ts'

const NOW = new Date('2026-11-20T09:00:00Z')
const at = fc.option(
  fc.integer({ min: -3, max: 3 }).map((days) => new Date(NOW.getTime() + days * 86_400_000)),
)
const row: fc.Arbitrary<Standing> = fc.record({
  stage: fc.constantFrom('queued', 'decided', 'refused', 'cancelled', 'joined', 'erased'),
  expires: at,
  revoked: at,
})
const left = fc.array(fc.constantFrom<Left>('waiting', 'sent', 'refused', 'dropped', 'unknown', 'gone'), {
  maxLength: 2,
})
const there = fc.option(fc.record({ status: fc.constantFrom('open', 'snoozed', 'done'), waiting_since: at }))

describe('how it stands with somebody who is invited', () => {
  it('is one state, whatever there is of them, and the sums make as many as there are', () => {
    const one = fc.tuple(row, left, there)
    fc.assert(
      fc.property(fc.array(one, { maxLength: 60 }), (all) => {
        const states = all.map(([standing, sent, side]) => stateOf(standing, sent, side, NOW))
        assert.ok(states.every((state) => STATES.includes(state)))
        const sums = sumsOf(states)
        assert.deepEqual(Object.keys(sums).sort(), [...STATES].sort())
        assert.equal(
          Object.values(sums).reduce((a, b) => a + b, 0),
          all.length,
        )
        assert.equal(
          isUnderWay(sums),
          states.some((state) => state === 'queued' || state === 'waiting'),
        )
      }),
    )
  })

  it('is what was decided while nothing has left, and never that they came where nobody did', () => {
    fc.assert(
      fc.property(row, left, there, (standing, sent, side) => {
        const state = stateOf(standing, sent, side, NOW)
        if (standing.stage !== 'decided') assert.equal(state, standing.stage)
        else assert.equal(['came', 'answered', 'closed'].includes(state), side !== null)
      }),
    )
  })

  it('tells what has gone worst of the line and the private message', () => {
    const decided = { stage: 'decided', expires: null, revoked: null } as const
    const cases: [Left[], string][] = [
      [['sent', 'sent'], 'sent'],
      [['sent', 'waiting'], 'waiting'],
      [['waiting'], 'waiting'],
      [['sent', 'refused'], 'refused'],
      [['unknown', 'refused'], 'unknown'],
      [['dropped', 'waiting'], 'cancelled'],
      [['sent', 'gone'], 'erased'],
      [[], 'erased'],
    ]
    for (const [sent, state] of cases) assert.equal(stateOf(decided, sent, null, NOW), state, sent.join())
  })

  it('is absent from the very moment that the link ends', () => {
    const ends = (ms: number) =>
      ({ stage: 'decided', expires: new Date(NOW.getTime() + ms), revoked: null }) as const
    assert.deepEqual(
      [1, 0, -1].map((ms) => stateOf(ends(ms), ['sent'], null, NOW)),
      ['sent', 'absent', 'absent'],
    )
    const here = { status: 'open', waiting_since: null } as const
    assert.equal(stateOf(ends(-1), ['sent'], here, NOW), 'answered', 'who came in time has come')
    assert.equal(stateOf(ends(-1), ['sent'], { ...here, waiting_since: NOW }, NOW), 'came')
    assert.equal(stateOf(ends(-1), ['sent'], { ...here, status: 'done' }, NOW), 'closed')
  })
})
