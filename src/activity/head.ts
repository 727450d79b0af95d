import { sql } from 'kysely'
import type { Handle } from '../../lib/db/index.ts'

export interface Head {
  /** Of the last activity. */
  position: number
  /** How often the alerts have changed (see `newGeneration`). */
  generation: number
}

/**
 * Holds the workspace's head until commit, so that positions become visible in their order; by nothing, only makes
 * appends wait.
 */
export async function advanceHead(tx: Handle, workspaceId: string, by: number): Promise<Head> {
  const { rows } = await sql<Head>`
    insert into stream_head (workspace_id, position) values (${workspaceId}, ${by})
    on conflict (workspace_id) do update set position = stream_head.position + ${by}
    returning position, generation`.execute(tx)
  return rows[0] ?? { position: by, generation: 0 }
}

/**
 * Says that the alerts of a workspace are about to change, and holds its head until they have: what was appended before
 * is history to whoever looks afterwards, and what comes next finds the new generation. First in its transaction, for
 * everybody takes the head before what hangs on it.
 */
export async function newGeneration(tx: Handle, workspaceId: string): Promise<void> {
  await sql`
    insert into stream_head (workspace_id, position, generation) values (${workspaceId}, 0, 1)
    on conflict (workspace_id) do update set generation = stream_head.generation + 1`.execute(tx)
}

/** The generation of the alerts as they stand; whoever reads them after it has at least those. */
export async function readGeneration(db: Handle, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ generation: number }>`
    select generation from stream_head where workspace_id = ${workspaceId}`.execute(db)
  return rows[0]?.generation ?? 0
}
