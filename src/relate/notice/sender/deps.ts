import type { Clock } from '../../../../lib/clock/index.ts'
import type { Handle } from '../../../../lib/db/index.ts'
import type { SafeHttp } from '../../../../lib/http/index.ts'
import type { Log } from '../../../../lib/log/index.ts'
import type { Server } from '../../../channels/email/index.ts'
import type { Enclosed } from '../letter/line.ts'
import type { Facts } from '../letter/matter.ts'
import type { Sender } from '../mail/compose.ts'
import type { Sealing } from '../push/device.ts'
import type { Vapid } from '../push/vapid.ts'

/** A server that mails can leave by. */
export interface MailWay {
  server: Server
  from: Sender
  http: SafeHttp
}

/** What notices leave by. */
export interface NoticeWays {
  http: SafeHttp
  sealing: Sealing
  vapid: Vapid
  publicUrl: string
  /** Signs links that take mails away. */
  leaveSecret: Uint8Array
  /** How mails of a workspace leave now; undefined: they cannot. */
  mailWay(db: Handle, workspaceId: string): Promise<MailWay | undefined>
  /** What a mail to a member holds besides the words of a matter: others' words, and a link made for them alone. */
  enclosed?(
    db: Handle,
    workspaceId: string,
    asked: { memberId: string; what: string; facts: Facts },
  ): Promise<Enclosed | undefined>
}

export interface NoticeDeps extends NoticeWays {
  db: Handle
  log: Log
  clock: Clock
  /** Between two looks at what is due, in milliseconds. */
  lookEveryMs?: number
  /** What a process has taken in hand is another's after so long. */
  leaseMs?: number
}
