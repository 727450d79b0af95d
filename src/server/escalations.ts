import { type Clock, systemClock } from '../../lib/clock/index.ts'
import type { Handle } from '../../lib/db/index.ts'
import type { Log } from '../../lib/log/index.ts'
import type { Matter } from '../deliver/index.ts'
import { listAccounts, type RunnerDeps } from '../ingest/index.ts'
import {
  dueMatter,
  type EscalationWays,
  escalationMatter,
  startEscalations,
  startFollowing,
} from '../relate/inbox/index.ts'
import { matterOf, type NoticeWays, tellMembers } from '../relate/notice/index.ts'

/** What goes to services, and what comes back from their tools, for as long as the worker runs. */
export function startServices(
  runner: RunnerDeps,
  notices: NoticeWays,
  usual: { db: Handle; log: Log; clock: Clock },
): { wake(kind: string): void; stop(): Promise<void> } {
  const ways = escalationWays(runner, notices)
  const rounds = {
    escalation: startEscalations({ ...ways, ...usual }),
    issue: startFollowing({ ...ways, ...usual }),
  }
  return {
    wake(kind) {
      if (kind === 'escalation' || kind === 'issue') rounds[kind].wake()
    },
    async stop() {
      await Promise.all([rounds.escalation.stop(), rounds.issue.stop()])
    },
  }
}

/** What escalations leave by: mails as those of notices, members told as they chose. */
function escalationWays({ http, vault }: RunnerDeps, notices: NoticeWays): EscalationWays {
  return {
    ...{ http, sealing: vault, publicUrl: notices.publicUrl },
    async mailWay(db, workspaceId) {
      const way = await notices.mailWay(db, workspaceId)
      return way && { ...way, reads: await reads(db, workspaceId, way.from.address) }
    },
    tellMember(tx, workspaceId, { memberId, conversationId, key, what, service, at }) {
      const telling = {
        key,
        what: `escalation_${what}`,
        members: [memberId],
        conversationId,
        facts: { service },
      }
      return tellMembers(tx, workspaceId, [telling], at)
    },
  }
}

/** Whether answers to an address come in here: it is that of a mailbox that is connected. */
async function reads(db: Handle, workspaceId: string, address: string): Promise<boolean> {
  const accounts = await listAccounts(db, workspaceId)
  return accounts.some(
    ({ channel, connected, paused, config }) =>
      channel === 'email' &&
      connected &&
      !paused &&
      String(config.address ?? '').toLowerCase() === address.toLowerCase(),
  )
}

/** What webhooks are told of what stands outside the stream, whoever owns it. */
export function tellableMatter(
  db: Handle,
  message: { workspaceId: string; event: Matter; subjectId: string },
): Promise<unknown> {
  if (message.event === 'conversation.due') return dueMatter(db, message.workspaceId, message.subjectId)
  if (!message.event.startsWith('escalation.')) return matterOf(db, message)
  return escalationMatter(db, message.workspaceId, message.subjectId, systemClock.now())
}
