import type { Clock } from '../../../lib/clock/index.ts'
import type { Handle } from '../../../lib/db/index.ts'
import type { SafeHttp } from '../../../lib/http/index.ts'
import type { Limiter } from '../../../lib/limit/index.ts'
import type { Live } from '../../../lib/live/index.ts'
import type { Server } from '../../channels/email/index.ts'
import type { PipelineDeps } from '../../ingest/index.ts'

/** What a link opens; each has a secret of its own. */
export type LinkPurpose = 'talk' | 'call' | 'file' | 'trap'

/** A server that mails of a workspace can leave by. */
export interface SiteMail {
  server: Server
  from: { name: string; address: string }
  http: SafeHttp
}

/** What our own sites need of the rest, handed in by the server. */
export interface SiteDeps {
  db: Handle
  pipeline: PipelineDeps
  publicUrl: string
  secretOf(purpose: LinkPurpose): Uint8Array
  /** How mails leave now; undefined: they cannot. */
  mailWay(db: Handle, workspaceId: string): Promise<SiteMail | undefined>
  /** Notices of every process: what wakes those who wait. */
  onNotice: Live['onNotice']
  limiter: Limiter
  /** False only in tests and benches. */
  limits: boolean
  /** Takes activities away as though they had never come, and whoever is known by them alone. */
  erase(tx: Handle, workspaceId: string, activityIds: string[]): Promise<void>
  /** Conversations that activities stand in, by the activity. */
  conversationsOf(
    db: Handle,
    workspaceId: string,
    activityIds: string[],
  ): Promise<ReadonlyMap<string, string>>
  /** Tells who is to make a call that it is near, in the transaction that notes it. */
  tellNear(
    tx: Handle,
    workspaceId: string,
    call: { callId: string; activityId: string; starts: Date; now: Date },
  ): Promise<void>
  clock: Clock
}
