import type { Activity } from '../../activity/index.ts'
import { ChannelFailure, type Failure, type Wish } from '../../channels/index.ts'
import { type AccountRow, failureOf, openAccount, type RunnerDeps } from '../../ingest/index.ts'
import type { Place } from './place.ts'

/** What one place answered; what came before it failed, or before its time was over, stands. */
export interface Answer {
  place: Place
  activities: Activity[]
  /** Keys of `channel.json`. */
  partial: string[]
  failure?: Failure
  /** It did not answer in the time it was given. */
  late?: boolean
}

export interface Asking {
  runner: RunnerDeps
  workspaceId: string
  /** Each conjunction is a search of its own. */
  wishes: Wish[]
  deadline: number
  signal: AbortSignal
}

/** Asks one place, by the first of its accounts that can; never throws for what a network or its channel does. */
export async function askPlace(place: Place, asking: Asking): Promise<Answer> {
  const over = new AbortController()
  const timer = setTimeout(() => over.abort(), asking.deadline)
  const signal = AbortSignal.any([asking.signal, over.signal])
  const answer: Answer = { place, activities: [], partial: [] }
  const work = askAccounts(answer, { ...asking, signal })
  // A channel that does not heed its signal is not waited for either.
  const end = new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  try {
    await Promise.race([work, end])
  } finally {
    clearTimeout(timer)
    work.catch(() => undefined)
  }
  const { failure, ...rest } = answer
  // Copied: what an account that was not waited for still finds is nobody's.
  const given = { ...rest, activities: [...rest.activities], partial: [...rest.partial] }
  if (over.signal.aborted) return { ...given, late: true }
  return failure ? { ...given, failure } : given
}

async function askAccounts(answer: Answer, asking: Asking): Promise<void> {
  const { place } = answer
  for (const row of place.accounts) {
    delete answer.failure
    try {
      await askAccount(answer, row, asking)
      return
    } catch (error) {
      if (asking.signal.aborted) return
      answer.failure = failureOf(error)
      if (error instanceof ChannelFailure) continue
      const { id: account, channel } = row
      asking.runner.log.error({ account, channel, failure: answer.failure, err: error }, 'search failed')
    }
  }
}

async function askAccount(answer: Answer, row: AccountRow, asking: Asking): Promise<void> {
  const { runner, workspaceId, wishes, signal } = asking
  const spent = spentUntil(row, runner.pipeline.now())
  if (spent) throw new ChannelFailure({ kind: 'quota-spent', until: spent })
  const { channel, account, host } = await openAccount(runner, workspaceId, row.id, signal)
  for (const wish of wishes) {
    const found = await channel.search?.(account, wish, host)
    answer.activities.push(...(found?.activities ?? []))
    if (found?.partial) answer.partial.push(found.partial)
  }
}

/** Asking a network that has said no would only make it say no for longer. */
function spentUntil({ quotas }: AccountRow, now: Date): Date | undefined {
  const { remaining, resets } = quotas.requests ?? {}
  const until = remaining === 0 && resets ? new Date(resets) : undefined
  return until && until > now ? until : undefined
}
