import { sql } from 'kysely'
import type { Handle } from '../../lib/db/index.ts'

/**
 * Holds the workspace's head until commit, so that positions become visible in their order; by nothing, only makes
 * appends wait.
 * @returns the position of the last
 */
export async function advanceHead(tx: Handle, workspaceId: string, by: number): Promise<number> {
  const { rows } = await sql<{ position: number }>`
    insert into stream_head (workspace_id, position) values (${workspaceId}, ${by})
    on conflict (workspace_id) do update set position = stream_head.position + ${by}
    returning position`.execute(tx)
  return rows[0]?.position ?? by
}
