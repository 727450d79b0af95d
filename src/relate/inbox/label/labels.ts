import { sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'

/** The labels of conversations, or of those that show them; one that is gone is not among them. */
export async function labelsOf(
  db: Handle,
  workspaceId: string,
  conversationIds: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  if (conversationIds.length === 0) return new Map()
  const { rows } = await sql<{ id: string; labels: string[] }>`
    select one.id, coalesce(shown.labels, one.labels) as labels from conversation as one
    left join conversation as shown on shown.workspace_id = one.workspace_id and shown.id = one.merged_into
    where one.workspace_id = ${workspaceId} and one.id = any(${[...conversationIds]}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, labels }) => [id, labels]))
}
