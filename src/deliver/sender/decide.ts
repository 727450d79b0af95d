import type { Again, Failure, Sent } from '../../channels/index.ts'
import type { State } from '../outbox/state.ts'
import type { Blocked } from './deps.ts'

/** How one turn of a delivery in a worker's hands came out. */
export type Outcome =
  | { kind: 'sent'; sent: Sent; found?: boolean }
  | { kind: 'failed'; failure: Failure }
  /** It was looked for after a try in doubt, and whether it is there cannot be told now. */
  | { kind: 'cannot-tell'; failure: Failure }
  /** What an earlier try left may not be visible yet. */
  | { kind: 'too-soon' }
  /** Nothing was tried: the account must wait for a person. */
  | { kind: 'blocked'; by: Blocked }
  /** Nothing was tried, and nothing will be: there is no such account any more. */
  | { kind: 'no-account' }
  /** Nothing was tried: everything was stopped meanwhile, or this worker is ending. */
  | { kind: 'given-back' }

/** What the delivery becomes. Times are milliseconds from now, by the clock of the database. */
export interface Verdict {
  state: State
  wait: number
  /** The try counts. */
  tried: boolean
  inDoubt: boolean
  failure: Failure | null
  /** Looked for again, or believed absent, so long after its last try and not before. */
  afterLastTry?: number
  account?: { wait?: number; blocked?: Blocked; failed?: boolean }
}

export interface Circumstances {
  tries: number
  /** Milliseconds since its first try. */
  since: number
  inDoubt: boolean
  again: Again
  patience: number
  pause: number
  now: Date
  random: () => number
}

const LONGEST = 3_600_000
const SHORTEST = 1000
/** Where the network does not say until when, or says nonsense. */
const QUOTA_WAIT = 15 * 60_000
const LONGEST_QUOTA = 25 * 3_600_000

/** What follows from an outcome; pure, so that every case is written down once and can be tried. */
export function decide(outcome: Outcome, at: Circumstances): Verdict {
  switch (outcome.kind) {
    case 'sent':
      return { state: 'sent', wait: 0, tried: !outcome.found, inDoubt: false, failure: null }
    case 'blocked':
      return { ...waiting(at, 0, null), account: { blocked: outcome.by } }
    case 'given-back':
      return waiting(at, 0, null)
    case 'too-soon':
      return { ...waiting(at, 0, null), afterLastTry: at.again.kind === 'find' ? at.again.after * 1000 : 0 }
    case 'no-account':
      return ended(at, 'refused', { kind: 'gone', detail: 'failure.no-account' })
    case 'cannot-tell':
      return cannotTell(outcome.failure, at)
    default:
      return failed(outcome.failure, at)
  }
}

function waiting(at: Circumstances, wait: number, failure: Failure | null): Verdict {
  return { state: 'waiting', wait, tried: false, inDoubt: at.inDoubt, failure }
}

/** Where an earlier try is in doubt, no end but `sent` is certain. */
function ended(at: Circumstances, state: 'refused', failure: Failure): Verdict {
  return { state: at.inDoubt ? 'unknown' : state, wait: 0, tried: false, inDoubt: at.inDoubt, failure }
}

function failed(failure: Failure, at: Circumstances): Verdict {
  switch (failure.kind) {
    case 'refused':
    case 'gone':
      // Nothing came of this try; of the one before only what was looked for and not found is certain.
      if (at.again.kind === 'harmless') return { ...ended(at, 'refused', failure), tried: true }
      return { state: 'refused', wait: 0, tried: true, inDoubt: false, failure }
    case 'rate-limited':
    case 'quota-spent': {
      const wait = untilOf(failure.until, at)
      return { ...waiting(at, wait, failure), account: { wait } }
    }
    case 'token-dead':
      return { ...waiting(at, 0, failure), account: { blocked: 'token-dead' } }
    case 'unreachable':
      return unreachable(failure, at)
    default:
      return doubtful(failure, at)
  }
}

function untilOf(until: Date | undefined, { now, random }: Circumstances): number {
  const wait = until ? until.getTime() - now.getTime() : QUOTA_WAIT
  const sane = Number.isFinite(wait) ? Math.min(Math.max(wait, SHORTEST), LONGEST_QUOTA) : QUOTA_WAIT
  // All that waited for one moment does not come back in the same one.
  return sane + random() * SHORTEST
}

function unreachable(failure: Failure, at: Circumstances): Verdict {
  if (at.since > at.patience) return { ...ended(at, 'refused', failure), tried: true }
  const wait = pauseOf(at)
  return { ...waiting(at, wait, failure), tried: true, account: { wait, failed: true } }
}

/** Full jitter: anywhere under a bound that doubles, so that what failed together does not come back together. */
export function pauseOf({ tries, pause, random }: Pick<Circumstances, 'tries' | 'pause' | 'random'>): number {
  return pause / 5 + random() * Math.min(LONGEST, pause * 2 ** Math.min(tries, 20))
}

/** It may have been done, and nothing said so. */
function doubtful(failure: Failure, at: Circumstances): Verdict {
  const doubt = { state: 'waiting' as const, tried: true, inDoubt: true, failure }
  if (at.again.kind === 'never' || at.since > at.patience) return { ...doubt, state: 'unknown', wait: 0 }
  if (at.again.kind === 'harmless') return { ...doubt, wait: pauseOf(at), account: { failed: true } }
  return { ...doubt, wait: 0, afterLastTry: at.again.after * 1000, account: { failed: true } }
}

function cannotTell(failure: Failure, at: Circumstances): Verdict {
  const doubt = { tried: false, inDoubt: true, failure }
  if (failure.kind === 'token-dead')
    return { ...doubt, state: 'waiting', wait: 0, account: { blocked: 'token-dead' } }
  if (failure.kind === 'rate-limited' || failure.kind === 'quota-spent') {
    const wait = untilOf(failure.until, at)
    return { ...doubt, state: 'waiting', wait, account: { wait } }
  }
  // Who looked and says that it cannot be told will say so again; nonsense may pass, but a person should not wait for days.
  const patience = failure.kind === 'unreachable' ? at.patience : Math.min(at.patience, LONGEST)
  const hopeless = failure.kind === 'uncertain' || failure.kind === 'refused' || failure.kind === 'gone'
  if (hopeless || at.since > patience || at.again.kind === 'never')
    return { ...doubt, state: 'unknown', wait: 0 }
  return { ...doubt, state: 'waiting', wait: pauseOf(at), account: { failed: true } }
}
