import { Problem } from '../../../lib/errors/index.ts'
import type { Context } from '../../access/index.ts'
import { type Channel, ChannelFailure } from '../../channels/index.ts'
import { failureText } from './present.ts'
import type { RunnerDeps } from './runner.ts'
import type { AccountRow } from './store.ts'

export interface AccountRouteDeps {
  runner: RunnerDeps
  publicUrl: string
  /** Asks for a pull as soon as a worker is free. */
  pullSoon(workspaceId: string, accountId: string): Promise<void>
  /** Called for an account that was made or whose configuration changed: subscribes where the network offers it. */
  connected?(channel: Channel, row: AccountRow): Promise<void>
}

/** Turns a network's failure into a problem in the reader's language; `first` while nothing is connected yet. */
export async function spoken<R>(context: Context, work: Promise<R>, first = false): Promise<R> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof ChannelFailure)) throw error
    throw new Problem('channel_failed', {
      status: 422,
      ours: false,
      cause: error,
      values: { reason: failureText(error.failure, context.locale, { first }) },
    })
  }
}
