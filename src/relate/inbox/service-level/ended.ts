import { sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'

/** Conversations that were closed in a span (its end included), the first of them first. */
export async function closedBetween(
  db: Handle,
  workspaceId: string,
  { from, until }: { from: Date; until: Date },
  most: number,
): Promise<{ id: string; closed: Date }[]> {
  const { rows } = await sql<{ id: string; closed: Date }>`
    select conversation_id as id, ended as closed from service_span
    where workspace_id = ${workspaceId} and kind = 'resolution' and ended > ${from} and ended <= ${until}
    order by ended limit ${most}`.execute(db)
  return rows
}
