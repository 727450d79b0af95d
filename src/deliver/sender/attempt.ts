import { type Again, type Channel, ChannelFailure, type Errand, type Failure } from '../../channels/index.ts'
import { errandOf } from '../outbox/delivery.ts'
import { othersOf } from '../outbox/others.ts'
import { bounded } from './bounded.ts'
import type { Claimed } from './claim.ts'
import type { Outcome } from './decide.ts'
import type { DeliverDeps, OpenedAccount } from './deps.ts'

export interface Attempt {
  deps: DeliverDeps
  row: Claimed
  /** Ends what is under way: the worker stops, or has lost its seat. */
  signal: AbortSignal
  /** Milliseconds that one try may last. */
  deadline: number
  /** Milliseconds after which what was begun may not leave any more: somebody else may take it over before it has ended. */
  fresh: number
  /** Says at the last moment whether it may still leave. */
  begin(row: Claimed): Promise<boolean>
}

export interface Attempted {
  outcome: Outcome
  again: Again
  opened?: OpenedAccount
}

/** One turn of a delivery in a worker's hands: looks first where an earlier try is in doubt, and never throws. */
export async function attempt(it: Attempt): Promise<Attempted> {
  const { deps, row } = it
  try {
    await deps.point?.('claimed')
    const opened = await bounded(it.signal, it.deadline / 4, (signal) =>
      deps.open(row.workspace_id, row.account_id, signal),
    )
    if (opened === undefined) return { outcome: { kind: 'no-account' }, again: HARMLESS }
    if (typeof opened === 'string') return { outcome: { kind: 'blocked', by: opened }, again: HARMLESS }
    await deps.point?.('opened')
    return { ...(await act(it, opened)), opened }
  } catch (err) {
    if (it.signal.aborted) return { outcome: { kind: 'given-back' }, again: HARMLESS }
    deps.log.error({ delivery: row.id, err }, 'a delivery could not be begun; it is tried again')
    const failure: Failure = { kind: 'unreachable', detail: 'failure.not-opened' }
    return { outcome: { kind: 'failed', failure }, again: HARMLESS }
  }
}

const HARMLESS: Again = { kind: 'harmless' }

async function act(it: Attempt, opened: OpenedAccount): Promise<Attempted> {
  const { deps, row } = it
  const { channel, account } = opened
  const errand = errandOf(row, deps.readFile, row.since)
  const again = channel.again?.(account, errand) ?? { kind: 'never' }
  if (!channel[row.act]) {
    const failure: Failure = { kind: 'refused', detail: 'failure.cannot-act' }
    return { outcome: { kind: 'failed', failure }, again }
  }
  if (row.in_doubt && again.kind !== 'harmless') {
    // What is not there yet may still come: absence is believed only so long after the last try.
    if (again.kind === 'find' && row.quiet < again.after * 1000)
      return { outcome: { kind: 'too-soon' }, again }
    const found = await look(it, opened, errand)
    if (found) return { outcome: found, again }
    await deps.point?.('absent')
  }
  if (again.kind !== 'harmless' && !(await mayLeave(it))) return { outcome: { kind: 'given-back' }, again }
  if (it.signal.aborted) return { outcome: { kind: 'given-back' }, again }
  await deps.point?.('begun')
  const outcome = await tried(it, opened, errand)
  await deps.point?.('answered')
  return { outcome, again }
}

/** A process that stood still since it asked may count as gone by now: its clock tells before its connections do. */
async function mayLeave({ begin, row, fresh }: Attempt): Promise<boolean> {
  const asked = performance.now()
  return (await begin(row)) && performance.now() - asked < fresh
}

/** What an earlier try left; undefined where it left nothing. */
async function look(it: Attempt, opened: OpenedAccount, errand: Errand): Promise<Outcome | undefined> {
  const { find } = opened.channel
  const outcome = find
    ? await seek(opened.channel, opened, errand, it)
    : ({ kind: 'cannot-tell', failure: { kind: 'uncertain', detail: 'failure.cannot-look' } } as const)
  return outcome
}

/** Asks the network what is there of an errand: `sent`, nothing, or that it cannot be told. */
export async function seek(
  channel: Channel,
  { account, host }: OpenedAccount,
  errand: Errand,
  at: Pick<Attempt, 'signal' | 'deadline' | 'deps'>,
): Promise<Outcome | undefined> {
  const most = at.deadline / 2
  const began = performance.now()
  try {
    const others = await othersOf(at.deps.db, account, errand)
    const sent = await bounded(at.signal, most, (signal) =>
      channel.find
        ? channel.find(account, { ...errand, others }, { ...host, signal })
        : Promise.resolve(undefined),
    )
    return sent && { kind: 'sent', sent, found: true }
  } catch (error) {
    if (at.signal.aborted) return { kind: 'given-back' }
    const failure = failureOf(error, at.deps, errand.key)
    // A look that was cut short has seen nothing, and another one may.
    const cut = failure.kind === 'uncertain' && performance.now() - began >= most
    return {
      kind: 'cannot-tell',
      failure: cut ? { kind: 'unreachable', detail: failure.detail } : failure,
    }
  }
}

async function tried(it: Attempt, opened: OpenedAccount, errand: Errand): Promise<Outcome> {
  const { channel, account, host } = opened
  const work = channel[errand.act]
  try {
    const sent = await bounded(it.signal, it.deadline, (signal) =>
      work ? work(account, errand, { ...host, signal }) : Promise.reject(new Error('no such act')),
    )
    return { kind: 'sent', sent }
  } catch (error) {
    return { kind: 'failed', failure: failureOf(error, it.deps, errand.key) }
  }
}

/** What no channel declared may have left something behind. */
function failureOf(error: unknown, deps: DeliverDeps, delivery: string): Failure {
  if (error instanceof ChannelFailure) return error.failure
  deps.log.error({ delivery, err: error }, 'a channel threw what it may not throw')
  return { kind: 'uncertain', detail: 'failure.ours' }
}
