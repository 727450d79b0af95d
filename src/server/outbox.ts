import { Problem } from '../../lib/errors/index.ts'
import { attachmentBytes } from '../activity/index.ts'
import { networkOf } from '../channels/index.ts'
import type { Blocked, DeliverDeps, OpenedAccount } from '../deliver/index.ts'
import { appendSent, getAccount, noteFailure, openAccount, type RunnerDeps } from '../ingest/index.ts'

/** What the outbox is given of accounts and of the stream. */
export function deliverDeps(runner: RunnerDeps, url: string): DeliverDeps {
  const { db, pipeline, log } = runner
  return {
    db,
    url,
    log,
    open: (workspaceId, accountId, signal) => opened(runner, workspaceId, accountId, signal),
    async noteFailure(workspaceId, accountId, failure) {
      await noteFailure(db, await getAccount(db, workspaceId, accountId), failure, pipeline.now())
    },
    record: (tx, items) =>
      appendSent(
        tx,
        items.map(({ workspaceId, accountId, channel, sent: { activity } }) => {
          return { workspaceId, accountId, channel: networkOf(channel), activity }
        }),
        pipeline,
      ),
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
    if (row.paused || !row.connected) return 'paused'
    const kind = row.failure?.kind
    if (kind === 'token-dead' || kind === 'gone') return kind
    return { channel, account, host }
  } catch (error) {
    if (error instanceof Problem && error.id === 'not_found') return undefined
    throw error
  }
}
