import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Again, Failure, Sent } from '../../channels/index.ts'
import { type Circumstances, decide, type Outcome, pauseOf, type Verdict } from './decide.ts'

const NOW = new Date('2026-11-22T10:00:00Z')
const DAY = 86_400_000
const usual: Circumstances = {
  tries: 0,
  since: 0,
  inDoubt: false,
  again: { kind: 'never' },
  patience: 3 * DAY,
  pause: 5000,
  now: NOW,
  random: () => 0.5,
}
const failed = (failure: Failure): Outcome => ({ kind: 'failed', failure })
const sent: Outcome = { kind: 'sent', sent: {} as Sent }
const uncertain: Failure = { kind: 'uncertain', detail: 'cut' }

const again: fc.Arbitrary<Again> = fc.oneof(
  fc.constant<Again>({ kind: 'harmless' }),
  fc.record({ kind: fc.constant('find' as const), after: fc.integer({ min: 0, max: 600 }) }),
  fc.constant<Again>({ kind: 'never' }),
)
const detail = fc.constant('x')
const until = fc.date({ noInvalidDate: false })
const failure: fc.Arbitrary<Failure> = fc.oneof(
  fc.record({ kind: fc.constant('rate-limited' as const), until }),
  fc.record({ kind: fc.constant('quota-spent' as const), until }),
  ...(['token-dead', 'refused', 'bad-response', 'unreachable', 'gone', 'uncertain'] as const).map((kind) =>
    fc.record({ kind: fc.constant(kind), detail }),
  ),
)
const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  failure.map(failed),
  failure.map((one): Outcome => ({ kind: 'cannot-tell', failure: one })),
  fc.constantFrom<Outcome>(
    { kind: 'no-account' },
    { kind: 'given-back' },
    { kind: 'too-soon' },
    { kind: 'blocked', by: 'paused' },
    sent,
  ),
)
const circumstances: fc.Arbitrary<Circumstances> = fc.record({
  tries: fc.nat(1000),
  since: fc.nat(5 * DAY),
  inDoubt: fc.boolean(),
  again,
  patience: fc.constant(3 * DAY),
  pause: fc.constant(5000),
  now: fc.constant(NOW),
  random: fc.constantFrom(
    () => 0,
    () => 0.999,
  ),
})

describe('what follows from an outcome', () => {
  it('is never a try that could double where nobody can tell, and never silence', () => {
    fc.assert(
      fc.property(outcome, circumstances, (what, at) => {
        const verdict = decide(what, at)
        const mayStand = what.kind === 'failed' && ['uncertain', 'bad-response'].includes(what.failure.kind)
        if (mayStand && verdict.state === 'waiting') {
          assert.notEqual(at.again.kind, 'never')
          assert.ok(verdict.inDoubt, 'whoever takes it next looks first')
          if (at.again.kind === 'find') assert.equal(verdict.afterLastTry, at.again.after * 1000)
        }
        if (mayStand) assert.notEqual(verdict.state, 'refused')
        if (verdict.state === 'refused' || verdict.state === 'unknown')
          assert.ok(verdict.failure, 'it is shown why')
        assert.ok(verdict.wait >= 0 && verdict.wait < 27 * 3_600_000, `${verdict.wait}`)
        // Where a try is in doubt already, only the network's own word ends it.
        if (at.inDoubt && what.kind === 'no-account') assert.equal(verdict.state, 'unknown')
      }),
    )
  })

  const cases: [string, Outcome, Partial<Circumstances>, Partial<Verdict>][] = [
    ['sent', sent, {}, { state: 'sent', tried: true, failure: null }],
    ['refused', failed({ kind: 'refused', detail: 'no' }), {}, { state: 'refused', tried: true }],
    ['what it is about is gone', failed({ kind: 'gone', detail: '404' }), {}, { state: 'refused' }],
    [
      'a dead token waits for a person, and counts no try',
      failed({ kind: 'token-dead', detail: '401' }),
      {},
      { state: 'waiting', tried: false, account: { blocked: 'token-dead' } },
    ],
    [
      'a limit holds the account until then, and counts no try',
      failed({ kind: 'rate-limited', until: new Date(NOW.getTime() + 60_000) }),
      {},
      { state: 'waiting', tried: false, wait: 60_500, account: { wait: 60_500 } },
    ],
    [
      'nonsense for a limit is not believed',
      failed({ kind: 'rate-limited', until: new Date('2199-01-01') }),
      {},
      { state: 'waiting', wait: 25 * 3_600_000 + 500 },
    ],
    [
      'nobody there: later',
      failed({ kind: 'unreachable', detail: 'dns' }),
      { tries: 2 },
      { state: 'waiting', tried: true, wait: 11_000 },
    ],
    [
      'nobody there for three days',
      failed({ kind: 'unreachable', detail: 'dns' }),
      { since: 3 * DAY + 1 },
      { state: 'refused' },
    ],
    ['in doubt, and nobody can tell', failed(uncertain), {}, { state: 'unknown', inDoubt: true }],
    [
      'in doubt, and harmless',
      failed(uncertain),
      { again: { kind: 'harmless' } },
      { state: 'waiting', inDoubt: true },
    ],
    [
      'in doubt, and to be looked for',
      failed(uncertain),
      { again: { kind: 'find', after: 60 } },
      { state: 'waiting', inDoubt: true, afterLastTry: 60_000 },
    ],
    [
      'looked for, and the channel says that it cannot be told',
      { kind: 'cannot-tell', failure: uncertain },
      { again: { kind: 'find', after: 60 }, inDoubt: true },
      { state: 'unknown' },
    ],
    [
      'looked for, and nobody was there',
      { kind: 'cannot-tell', failure: { kind: 'unreachable', detail: 'dns' } },
      { again: { kind: 'find', after: 60 }, inDoubt: true },
      { state: 'waiting', inDoubt: true },
    ],
    [
      'no such account any more, after a try in doubt',
      { kind: 'no-account' },
      { inDoubt: true },
      { state: 'unknown' },
    ],
  ]
  for (const [name, what, at, expected] of cases) {
    it(name, () => {
      const verdict = decide(what, { ...usual, ...at })
      assert.deepEqual({ ...verdict, ...expected }, verdict)
    })
  }

  it('waits longer each time, anywhere under a bound, and never more than about an hour', () => {
    const at = (tries: number, share: number) => pauseOf({ tries, pause: 5000, random: () => share })
    assert.deepEqual([at(0, 0), at(0, 1), at(3, 1)], [1000, 6000, 41_000])
    assert.equal(at(500, 1), 3_601_000)
  })
})
