import type { Handle } from '../../lib/db/index.ts'
import { listWorkspaces } from '../access/index.ts'
import { type Delta, deltasOf } from '../interpret/index.ts'

const NONE: Delta[] = []

/** What each workspace taught of its own talk, as every text of its is read. */
export class Teachings {
  readonly #db: Handle
  readonly #deltas = new Map<string, Delta[]>()

  constructor(db: Handle) {
    this.#db = db
  }

  async load(workspaceId: string): Promise<void> {
    this.#deltas.set(workspaceId, await deltasOf(this.#db, workspaceId))
  }

  async loadAll(): Promise<void> {
    for (const { id } of await listWorkspaces(this.#db)) await this.load(id)
  }

  of(workspaceId: string): Delta[] {
    return this.#deltas.get(workspaceId) ?? NONE
  }
}
