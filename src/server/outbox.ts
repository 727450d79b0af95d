import { Problem } from '../../lib/errors/index.ts'
import type { Live } from '../../lib/live/index.ts'
import { attachmentBytes } from '../activity/index.ts'
import {
  type Blocked,
  type DeliverDeps,
  type DeliverRouteDeps,
  type OpenedAccount,
  startSender,
  watchOutbox,
} from '../deliver/index.ts'
import {
  actingChannel,
  appendSent,
  getAccount,
  limitsOf,
  listAccounts,
  noteFailure,
  openAccount,
  type RunnerDeps,
} from '../ingest/index.ts'
import { judgeAnswer } from '../relate/inbox/index.ts'

/** A try that began earlier than this has ended. */
const LONGEST_TRY_MS = 2 * 60_000

/** What the outbox is given of accounts and of the stream. */
export function deliverDeps(runner: RunnerDeps, url: string): DeliverDeps {
  const { db, pipeline, log } = runner
  return {
    db,
    url,
    log,
    open: (workspaceId, accountId, signal) => opened(runner, workspaceId, accountId, signal),
    async noteFailure(workspaceId, accountId, failure) {
      const row = await getAccount(db, workspaceId, accountId)
      const given = row.credential_given?.getTime() ?? 0
      // Said of the credential before: the try began before the new one was given, and the next one will use it.
      if (failure.kind === 'token-dead' && pipeline.now().getTime() - given < LONGEST_TRY_MS) return
      await noteFailure(db, row, failure, pipeline.now())
    },
    record: (tx, { workspaceId, network }, items) =>
      appendSent(tx, { workspaceId, channel: network }, items, pipeline),
    readFile: (workspaceId, attachmentId) => attachmentBytes(db, workspaceId, attachmentId),
  }
}

async function opened(
  runner: RunnerDeps,
  workspaceId: string,
  accountId: string,
  signal: AbortSignal,
): Promise<OpenedAccount | Blocked | undefined> {
  try {
    const { row, channel, account, host } = await openAccount(runner, workspaceId, accountId, signal)
    if (row.paused || !(row.connected || row.rehearsal)) return 'paused'
    const kind = row.failure?.kind
    if (kind === 'token-dead' || kind === 'gone') return kind
    return { channel, account, host }
  } catch (error) {
    if (error instanceof Problem && error.id === 'not_found') return undefined
    throw error
  }
}

/** What the routes of the outbox are given. */
export function deliverRouteDeps(runner: RunnerDeps, url: string): DeliverRouteDeps {
  return {
    deliver: deliverDeps(runner, url),
    async judge(tx, workspaceId, deliveryId, judging) {
      await judgeAnswer(tx, workspaceId, deliveryId, judging)
    },
    async accounts(db, workspaceId) {
      const rows = await listAccounts(db, workspaceId)
      return rows.flatMap((row) => {
        const channel = actingChannel(row, runner.channelOf)
        return channel ? [{ id: row.id, name: row.name, channel, limits: limitsOf(row, channel) }] : []
      })
    },
  }
}

/** Sends what is in the outbox for as long as the worker runs. */
export function startOutbox(parts: { runner: RunnerDeps; url: string; live: Live }): {
  stop(): Promise<void>
} {
  const { runner, url, live } = parts
  watchOutbox(runner.db)
  const sender = startSender(deliverDeps(runner, url))
  const unsubscribe = live.onNotice(({ w, k, id }) => {
    if (k === 'outbox') sender.wake()
    if (k === 'account') sender.accountChanged(w, id)
  })
  const forget = live.onListening(sender.wake)
  return {
    async stop() {
      unsubscribe()
      forget()
      await sender.stop()
    },
  }
}
