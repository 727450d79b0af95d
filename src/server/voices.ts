import type { Handle } from '../../lib/db/index.ts'
import { listWorkspaces } from '../access/index.ts'
import { channelOf, networkOf } from '../channels/index.ts'
import { listAccounts } from '../ingest/index.ts'

/** Who the workspaces' own accounts are on their networks: what they say is ours, wherever it is heard. */
export class Voices {
  readonly #db: Handle
  readonly #ids = new Map<string, ReadonlySet<string>>()

  constructor(db: Handle) {
    this.#db = db
  }

  async load(workspaceId: string): Promise<void> {
    const own = new Set<string>()
    for (const { channel, profile } of await listAccounts(this.#db, workspaceId)) {
      const kind = channelOf(channel)
      if (profile && kind) own.add(`${networkOf(kind)}\n${profile.id}`)
    }
    this.#ids.set(workspaceId, own)
  }

  async loadAll(): Promise<void> {
    for (const { id } of await listWorkspaces(this.#db)) await this.load(id)
  }

  has(workspaceId: string, network: string, actorId: string): boolean {
    return this.#ids.get(workspaceId)?.has(`${network}\n${actorId}`) ?? false
  }
}
