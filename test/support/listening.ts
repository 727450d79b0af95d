import { createHttp, type SafeHttp } from '../../lib/http/index.ts'
import type { Activity } from '../../src/activity/index.ts'
import type { Account, Batch, Channel, Host } from '../../src/channels/channel.ts'

/** The safe door of the product, with a hole for this machine's simulators. */
export function loopbackHttp(): SafeHttp {
  return createHttp({ userAgent: 'Veillee/test', allow: ({ ip }) => ip === '127.0.0.1' || ip === '::1' })
}

export interface Listening {
  batches: Batch[]
  activities: Activity[]
  statuses: { key: string; values?: Record<string, string | number> }[]
  /** Waits until the condition holds; fails after thirty seconds. */
  until(condition: () => boolean, what?: string): Promise<void>
  /** Lets the reader take no more batches until called again with false. */
  hold(on: boolean): void
  stop(): Promise<void>
  /** What the channel threw, if it did. */
  error: unknown
}

/** Runs a channel's `listen` as ingest does, and notes what comes. */
export function listening<C>(
  channel: Channel<C>,
  config: unknown,
  host: Partial<Host> & { http: SafeHttp },
  cursor?: string,
): Listening {
  const control = new AbortController()
  const account: Account<C> = {
    id: '0198c000-0000-7000-8000-000000000001',
    workspaceId: '0198c000-0000-7000-8000-000000000002',
    channel: channel.id,
    name: 'test',
    config: channel.config.parse(config),
  }
  let held: PromiseWithResolvers<void> | undefined
  const state: Listening = {
    batches: [],
    activities: [],
    statuses: [],
    error: undefined,
    async until(condition, what = 'what was waited for') {
      const give = Date.now() + 30_000
      while (!condition()) {
        if (state.error) throw state.error
        if (Date.now() > give) throw new Error(`${what} did not happen`)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
    hold(on) {
      if (on) held ??= Promise.withResolvers()
      else {
        held?.resolve()
        held = undefined
      }
    },
    async stop() {
      control.abort()
      state.hold(false)
      await done
    },
  }
  const full: Host = {
    now: () => new Date(),
    signal: control.signal,
    status: (key, values) => state.statuses.push({ key, values }),
    ...host,
  }
  const done = (async () => {
    try {
      for await (const batch of channel.listen?.(account, full, cursor) ?? []) {
        state.batches.push(batch)
        state.activities.push(...batch.activities)
        await held?.promise
      }
    } catch (error) {
      state.error = error
    }
  })()
  return state
}
