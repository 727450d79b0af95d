import { sql } from 'kysely'
import type { Handle } from '../../../../../lib/db/index.ts'
import { releaseAttachments } from '../../../../activity/index.ts'

/**
 * Before conversations go, with all that was raised from them: what services attached goes too, unless something else holds
 * it. What left by mail or stands in a tool is theirs from then on.
 */
export async function forgetEscalations(
  tx: Handle,
  workspaceId: string,
  conversationIds: readonly string[],
): Promise<void> {
  if (conversationIds.length === 0) return
  const { rows } = await sql<{ id: string }>`
    delete from escalation
    where workspace_id = ${workspaceId} and conversation_id = any(${[...conversationIds]}::uuid[])
    returning id`.execute(tx)
  await releaseAttachments(
    tx,
    workspaceId,
    rows.map(({ id }) => id),
  )
}

/** What services wrote by mail, and has been taken out of the stream. */
export async function forgetReplies(
  tx: Handle,
  workspaceId: string,
  activityIds: readonly string[],
): Promise<void> {
  await sql`
    delete from escalation_entry
    where workspace_id = ${workspaceId} and via = 'mail' and id = any(${[...activityIds]}::uuid[])`.execute(
    tx,
  )
}
