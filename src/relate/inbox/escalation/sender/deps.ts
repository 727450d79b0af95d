import type { Clock } from '../../../../../lib/clock/index.ts'
import type { Handle } from '../../../../../lib/db/index.ts'
import type { SafeHttp } from '../../../../../lib/http/index.ts'
import type { Log } from '../../../../../lib/log/index.ts'
import type { Server } from '../../../../channels/email/index.ts'
import type { Sealing } from '../service/store.ts'

/** A server that mails can leave by. */
export interface MailWay {
  server: Server
  from: { name: string; address: string }
  http: SafeHttp
  /** Answers to what leaves by it are read here. */
  reads?: boolean
}

/** A member is told of what concerns them, by the ways that they chose. */
export interface Telling {
  memberId: string
  conversationId: string
  /** Told once of each. */
  key: string
  what: 'answer' | 'question' | 'solved' | 'refused' | 'expired' | 'reopened'
  service: string
  at: Date
}

/** What escalations leave by; handed over by the server, as those who own it are strangers here. */
export interface EscalationWays {
  http: SafeHttp
  sealing: Sealing
  publicUrl: string
  /** How mails of a workspace leave now; undefined: they cannot. */
  mailWay(db: Handle, workspaceId: string): Promise<MailWay | undefined>
  tellMember(tx: Handle, workspaceId: string, telling: Telling): Promise<void>
}

export interface SenderDeps extends EscalationWays {
  db: Handle
  log: Log
  clock: Clock
  /** Between two looks at what is due, in milliseconds. */
  lookEveryMs?: number
  /** What a process has taken in hand is another's after so long. */
  leaseMs?: number
}
