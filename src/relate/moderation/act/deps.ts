import type { Handle } from '../../../../lib/db/index.ts'
import type { Sealing } from '../archive/archive.ts'
import type { Find } from './way.ts'

/** What acts need of the rest, handed over by the server. */
export interface ModerationDeps {
  sealing: Sealing
  publicUrl: string
  /** In which conversation each of these posts stands. */
  conversationsOf(
    db: Handle,
    workspaceId: string,
    activityIds: string[],
  ): Promise<ReadonlyMap<string, string>>
  /** Channels by their ids; those of the house where it is not given. */
  find?: Find
}
