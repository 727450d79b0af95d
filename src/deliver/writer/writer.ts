import { sql } from 'kysely'
import type { Handle } from '../../../lib/db/index.ts'

/** Who decided an answer, and in which conversation, as far as is known. */
export interface Writer {
  memberId: string | null
  conversationId: string | null
  /** The activity that it answers. */
  targetId: string | null
}

/** Of answers that left from here, by what they became in the stream; what was written elsewhere is not among them. */
export async function writersOf(
  db: Handle,
  workspaceId: string,
  activityIds: readonly string[],
): Promise<ReadonlyMap<string, Writer>> {
  if (activityIds.length === 0) return new Map()
  const { rows } = await sql<Writer & { id: string }>`
    select activity_id as id, by_member as "memberId", conversation_id as "conversationId",
      target_id as "targetId"
    from delivery
    where workspace_id = ${workspaceId} and act = 'reply' and activity_id is not null
      and activity_id = any(${[...activityIds]}::uuid[])
    order by id`.execute(db)
  return new Map(rows.map(({ id, ...writer }) => [id, writer]))
}
