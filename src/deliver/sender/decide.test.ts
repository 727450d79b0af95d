import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Again, Failure } from '../../channels/index.ts'
import { type Circumstances, decide, type Outcome, pauseOf } from './decide.ts'

const NOW = new Date('2026-11-20T12:00:00Z')
const PATIENCE = 3 * 86_400_000
const CALM: Circumstances = {
  tries: 0,
  since: 0,
  inDoubt: false,
  again: { kind: 'never' },
  patience: PATIENCE,
  pause: 5000,
  now: NOW,
  random: () => 0.5,
}

const FAILURES = {
  'rate-limited': { kind: 'rate-limited', until: new Date(NOW.getTime() + 60_000) },
  'quota-spent': { kind: 'quota-spent', until: new Date(NOW.getTime() + 60_000) },
  'token-dead': { kind: 'token-dead', detail: '401' },
  refused: { kind: 'refused', detail: 'no' },
  gone: { kind: 'gone', detail: '404' },
  unreachable: { kind: 'unreachable', detail: 'refused' },
  'bad-response': { kind: 'bad-response', detail: 'html' },
  uncertain: { kind: 'uncertain', detail: 'timeout' },
} satisfies { [K in Failure['kind']]: Extract<Failure, { kind: K }> }

const PROMISES = {
  never: { kind: 'never' },
  find: { kind: 'find', after: 30 },
  harmless: { kind: 'harmless' },
} satisfies { [K in Again['kind']]: Extract<Again, { kind: K }> }

/**
 * What becomes of a failed try: `fresh` within the patience, `late` after it. A word each: `refused` and `unknown` end
 * it; `waits` and `looks` go on as it was, in doubt or not; with `+` the try counts, with `?` it is in doubt from then on.
 */
const TABLE: { [K in Failure['kind']]: { [A in Again['kind']]: { fresh: string; late: string } } } = {
  'rate-limited': same('waits'),
  'quota-spent': same('waits'),
  'token-dead': same('waits'),
  refused: same('refused+'),
  gone: same('refused+'),
  unreachable: {
    never: { fresh: 'waits+', late: 'refused+' },
    find: { fresh: 'waits+', late: 'refused+' },
    harmless: { fresh: 'waits+', late: 'refused+' },
  },
  'bad-response': doubtful(),
  uncertain: doubtful(),
}

function same(word: string) {
  const both = { fresh: word, late: word }
  return { never: both, find: both, harmless: both }
}

function doubtful() {
  return {
    never: { fresh: 'unknown+?', late: 'unknown+?' },
    find: { fresh: 'looks+?', late: 'unknown+?' },
    harmless: { fresh: 'waits+?', late: 'unknown+?' },
  }
}

function wordOf(outcome: Outcome, at: Circumstances): string {
  const { state, tried, inDoubt, afterLastTry } = decide(outcome, at)
  const what = state === 'waiting' ? (afterLastTry === undefined ? 'waits' : 'looks') : state
  return `${what}${tried ? '+' : ''}${inDoubt && !at.inDoubt ? '?' : ''}`
}

const keysOf = <T extends object>(table: T) => Object.keys(table) as (keyof T)[]

describe('what a failed try leads to', () => {
  for (const kind of keysOf(TABLE)) {
    for (const promise of keysOf(TABLE[kind])) {
      for (const tries of [0, 1, 5, 40]) {
        it(`${kind}, where a second try is ${promise}, after ${tries}`, () => {
          const outcome: Outcome = { kind: 'failed', failure: FAILURES[kind] }
          const at = { ...CALM, tries, again: PROMISES[promise] }
          const expected = TABLE[kind][promise]
          assert.equal(wordOf(outcome, at), expected.fresh)
          assert.equal(wordOf(outcome, { ...at, since: PATIENCE + 1 }), expected.late)
          assert.equal(wordOf(outcome, { ...at, since: PATIENCE }), expected.fresh, 'the last moment counts')
          assert.deepEqual(decide(outcome, at).failure, FAILURES[kind])
        })
      }
    }
  }

  it('unreachable for too long, after a try in doubt, is for a person to tell', () => {
    const at = { ...CALM, inDoubt: true, since: PATIENCE + 1 }
    const verdict = decide({ kind: 'failed', failure: FAILURES.unreachable }, at)
    assert.deepEqual([verdict.state, verdict.inDoubt], ['unknown', true])
  })

  it('a refusal is certain of this try alone: one before it is so only where it was looked for and not found', () => {
    for (const kind of ['refused', 'gone'] as const) {
      const outcome: Outcome = { kind: 'failed', failure: FAILURES[kind] }
      const looked = decide(outcome, { ...CALM, inDoubt: true, again: PROMISES.find })
      assert.deepEqual([looked.state, looked.inDoubt, looked.tried], ['refused', false, true])
      const again = decide(outcome, { ...CALM, inDoubt: true, again: PROMISES.harmless })
      assert.deepEqual([again.state, again.inDoubt, again.tried], ['unknown', true, true])
    }
  })

  it('a doubt lasts through what was not tried', () => {
    const untried: Outcome[] = [
      { kind: 'given-back' },
      { kind: 'too-soon' },
      { kind: 'blocked', by: 'paused' },
      { kind: 'failed', failure: FAILURES['token-dead'] },
      { kind: 'failed', failure: FAILURES['rate-limited'] },
    ]
    for (const outcome of untried) {
      const { state, tried, inDoubt } = decide(outcome, { ...CALM, inDoubt: true, tries: 2 })
      assert.deepEqual([outcome.kind, state, tried, inDoubt], [outcome.kind, 'waiting', false, true])
    }
  })
})

describe('what cannot be told', () => {
  const expected: { [K in Failure['kind']]: { [A in Again['kind']]: string } } = {
    'rate-limited': { never: 'waiting', find: 'waiting', harmless: 'waiting' },
    'quota-spent': { never: 'waiting', find: 'waiting', harmless: 'waiting' },
    'token-dead': { never: 'waiting', find: 'waiting', harmless: 'waiting' },
    refused: { never: 'unknown', find: 'unknown', harmless: 'unknown' },
    gone: { never: 'unknown', find: 'unknown', harmless: 'unknown' },
    unreachable: { never: 'unknown', find: 'waiting', harmless: 'waiting' },
    'bad-response': { never: 'unknown', find: 'waiting', harmless: 'waiting' },
    uncertain: { never: 'unknown', find: 'unknown', harmless: 'unknown' },
  }
  for (const kind of keysOf(expected)) {
    it(`stays in doubt: ${kind}`, () => {
      const outcome: Outcome = { kind: 'cannot-tell', failure: FAILURES[kind] }
      for (const promise of keysOf(PROMISES)) {
        const at = { ...CALM, inDoubt: true, tries: 1, again: PROMISES[promise] }
        const verdict = decide(outcome, at)
        assert.equal(verdict.state, expected[kind][promise], promise)
        assert.deepEqual([verdict.tried, verdict.inDoubt], [false, true], 'looking is not trying')
      }
    })
  }

  it('because the network answers nonsense is a person’s to tell after an hour, not after days', () => {
    const at: Circumstances = { ...CALM, inDoubt: true, again: PROMISES.find, since: 3_600_000 }
    const outcome: Outcome = { kind: 'cannot-tell', failure: FAILURES['bad-response'] }
    assert.equal(decide(outcome, at).state, 'waiting')
    assert.equal(decide(outcome, { ...at, since: 3_600_001 }).state, 'unknown')
    assert.equal(decide(outcome, { ...at, since: 1001, patience: 1000 }).state, 'unknown')
    const away: Outcome = { kind: 'cannot-tell', failure: FAILURES.unreachable }
    assert.equal(decide(away, { ...at, since: PATIENCE }).state, 'waiting')
  })

  it('is left to a person once it was looked for long enough, but for what a person has to mend first', () => {
    const at: Circumstances = { ...CALM, inDoubt: true, again: PROMISES.find, since: PATIENCE + 1 }
    const stateOf = (failure: Failure) => decide({ kind: 'cannot-tell', failure }, at).state
    assert.equal(stateOf(FAILURES.unreachable), 'unknown')
    assert.equal(stateOf(FAILURES['token-dead']), 'waiting')
    assert.equal(stateOf(FAILURES['rate-limited']), 'waiting')
  })
})

describe('the other ends of a turn', () => {
  const sent = { activity: { externalId: '1' } } as unknown as Extract<Outcome, { kind: 'sent' }>['sent']

  it('sent is sent, also where a try was in doubt; what was found was not tried', () => {
    const at = { ...CALM, inDoubt: true, since: PATIENCE * 9 }
    assert.deepEqual(decide({ kind: 'sent', sent }, at), {
      state: 'sent',
      wait: 0,
      tried: true,
      inDoubt: false,
      failure: null,
    })
    assert.equal(decide({ kind: 'sent', sent, found: true }, at).tried, false)
  })

  it('an account that is gone refuses what was never tried, and leaves in doubt what was', () => {
    const outcome: Outcome = { kind: 'no-account' }
    assert.deepEqual([decide(outcome, CALM).state, decide(outcome, CALM).failure?.kind], ['refused', 'gone'])
    assert.equal(decide(outcome, { ...CALM, inDoubt: true }).state, 'unknown')
  })

  it('an account that waits for a person blocks whatever else it has to send', () => {
    for (const by of ['paused', 'token-dead', 'gone'] as const) {
      const { state, account } = decide({ kind: 'blocked', by }, CALM)
      assert.deepEqual([state, account], ['waiting', { blocked: by }])
    }
  })

  it('what may not show yet is looked for once it must, counted from its last try', () => {
    assert.equal(decide({ kind: 'too-soon' }, { ...CALM, again: PROMISES.find }).afterLastTry, 30_000)
  })
})

describe('how long it waits', () => {
  const untils = fc.option(
    fc.integer({ min: -1e12, max: 1e12 }).map((ms) => new Date(NOW.getTime() + ms)),
    { nil: undefined },
  )

  it('for a limit: at least a second, a day at most, and never on nonsense', () => {
    const nonsense = fc.constantFrom(new Date(Number.NaN), undefined)
    fc.assert(
      fc.property(
        fc.oneof(untils, nonsense),
        fc.constantFrom('rate-limited' as const, 'quota-spent' as const),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (until, kind, random) => {
          const outcome: Outcome = {
            kind: 'failed',
            failure: { kind, ...(until ? { until } : {}) } as Failure,
          }
          const { wait, account, tried } = decide(outcome, { ...CALM, random: () => random })
          assert.ok(wait >= 1000 && wait <= 25 * 3_600_000 + 1000, `${wait}`)
          assert.deepEqual([account?.wait, tried], [wait, false], 'the account waits as long')
          if (until && until.getTime() - NOW.getTime() < 24 * 3_600_000) {
            assert.ok(NOW.getTime() + wait >= until.getTime(), 'nothing knocks before')
          }
        },
      ),
    )
  })

  it('after a failure: doubles to an hour, with all of it left to chance', () => {
    const most = (tries: number) => pauseOf({ tries, pause: 5000, random: () => 1 })
    assert.deepEqual([0, 1, 2, 3].map(most), [6000, 11_000, 21_000, 41_000])
    assert.equal(most(30), 3_601_000)
    assert.equal(most(2000), 3_601_000)
    fc.assert(
      fc.property(fc.nat(100), fc.double({ min: 0, max: 1, noNaN: true }), (tries, random) => {
        const wait = pauseOf({ tries, pause: 5000, random: () => random })
        assert.ok(wait >= 1000 && wait <= most(tries))
      }),
    )
  })
})

describe('any circumstances', () => {
  const circumstances: fc.Arbitrary<Circumstances> = fc.record({
    tries: fc.nat(1000),
    since: fc.nat(PATIENCE * 2),
    inDoubt: fc.boolean(),
    again: fc.constantFrom<Again>(...Object.values(PROMISES)),
    patience: fc.constantFrom(0, 1000, PATIENCE),
    pause: fc.integer({ min: 1, max: 60_000 }),
    now: fc.constant(NOW),
    random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }).map((value) => () => value),
  })
  const failures = fc.constantFrom<Failure>(...Object.values(FAILURES))
  const outcomes: fc.Arbitrary<Outcome> = fc.oneof(
    failures.map((failure) => ({ kind: 'failed' as const, failure })),
    failures.map((failure) => ({ kind: 'cannot-tell' as const, failure })),
    fc.constantFrom<Outcome>({ kind: 'too-soon' }, { kind: 'given-back' }, { kind: 'no-account' }),
    fc.constantFrom('paused', 'token-dead', 'gone').map((by) => ({ kind: 'blocked', by }) as Outcome),
  )

  it('never lead back into a worker’s hands, to a wait that is none, or from a doubt to a silent second try', () => {
    fc.assert(
      fc.property(outcomes, circumstances, (outcome, at) => {
        const verdict = decide(outcome, at)
        assert.ok(['waiting', 'refused', 'unknown'].includes(verdict.state))
        assert.ok(Number.isFinite(verdict.wait) && verdict.wait >= 0)
        // Where the network can tell nothing, a doubt that waits is only one that was there before and not tried.
        if (verdict.state === 'waiting' && verdict.inDoubt && !at.inDoubt) {
          assert.ok(at.again.kind !== 'never' || outcome.kind === 'cannot-tell')
        }
        if (verdict.state === 'unknown') assert.equal(verdict.inDoubt, true)
        if (at.inDoubt && verdict.state === 'refused') {
          assert.ok(outcome.kind === 'failed' && ['refused', 'gone'].includes(outcome.failure.kind))
          assert.notEqual(at.again.kind, 'harmless')
        }
      }),
      { numRuns: 1000 },
    )
  })
})
