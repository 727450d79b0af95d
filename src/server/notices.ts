import { keyFor, type SecretKey } from '../../lib/crypto/index.ts'
import type { Handle } from '../../lib/db/index.ts'
import { createHttp, type SafeHttp } from '../../lib/http/index.ts'
import { type EmailConfig, smtpOf } from '../channels/email/index.ts'
import { listAccounts, openAccount, type RunnerDeps } from '../ingest/index.ts'
import { enclosedFor } from '../relate/inbox/index.ts'
import { type MailWay, type NoticeWays, vapidOf } from '../relate/notice/index.ts'
import type { Config } from './config.ts'
import { readSender, readSmtpUrl } from './smtp.ts'

/** Matters that somebody can decide from their mail. */
const ASKS_TO_APPROVE: ReadonlySet<string> = new Set(['approval_asked', 'approval_handed', 'approval_soon'])

/** What notices are given to leave by. Both keys come from the installation's own: nothing else is to be kept. */
export function noticeWays(parts: {
  runner: RunnerDeps
  config: Config
  key: SecretKey
  publicUrl: string
}): NoticeWays {
  const { runner, config, key, publicUrl } = parts
  const own = ownWay(config, publicUrl)
  return {
    http: runner.http,
    sealing: runner.vault,
    vapid: vapidOf(
      keyFor(key, 'vapid'),
      publicUrl.startsWith('https://') ? publicUrl : 'mailto:veillee@localhost',
    ),
    publicUrl,
    leaveSecret: keyFor(key, 'unsubscribe'),
    async enclosed(db, workspaceId, { memberId, what, facts: { approval } }) {
      if (!ASKS_TO_APPROVE.has(what) || typeof approval !== 'string') return undefined
      return enclosedFor(db, workspaceId, { approvalId: approval, memberId, publicUrl })
    },
    mailWay: async (db, workspaceId) => own ?? (await wayOfAccount(runner, db, workspaceId)),
  }
}

/** The server that the operator named, wherever it stands: they know their own network. */
function ownWay({ smtpUrl, mailFrom }: Config, publicUrl: string): MailWay | undefined {
  if (smtpUrl === '') return undefined
  const server = readSmtpUrl(smtpUrl)
  const http = createHttp({
    allow: ({ host, port }) => host === server.host && port === server.port,
    userAgent: 'Veillee/0.1 (+self-hosted)',
  })
  return { server, http, from: senderOf(mailFrom, server.user, publicUrl) }
}

function senderOf(mailFrom: string, user: string, publicUrl: string): MailWay['from'] {
  if (mailFrom !== '') {
    const { name, address } = readSender(mailFrom)
    return { name: name || 'Veillée', address }
  }
  return { name: 'Veillée', address: user.includes('@') ? user : `veillee@${new URL(publicUrl).hostname}` }
}

/** A mailbox that the workspace has connected: its first one that works. */
async function wayOfAccount(
  runner: RunnerDeps,
  db: Handle,
  workspaceId: string,
): Promise<MailWay | undefined> {
  const rows = await listAccounts(db, workspaceId)
  const usable = rows.find(
    (row) =>
      row.channel === 'email' &&
      row.connected &&
      !row.paused &&
      !/token-dead|gone/.test(row.failure?.kind ?? ''),
  )
  if (!usable) return undefined
  const { account } = await openAccount(runner, workspaceId, usable.id, AbortSignal.timeout(10_000))
  const { address, ...config } = account.config as EmailConfig
  const http: SafeHttp = runner.http
  return { server: smtpOf({ address, ...config }), http, from: { name: 'Veillée', address } }
}
