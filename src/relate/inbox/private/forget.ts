import { sql } from 'kysely'
import { type Handle, notify } from '../../../../lib/db/index.ts'

/**
 * Before conversations go, with who was invited from them or came there. A list goes on counting them, and knows no more of
 * them than that they were erased.
 */
export async function forgetInvitations(
  tx: Handle,
  workspaceId: string,
  conversationIds: readonly string[],
): Promise<void> {
  if (conversationIds.length === 0) return
  const ids = [...conversationIds]
  await sql`
    delete from private_invitation
    where workspace_id = ${workspaceId} and move_id is null and conversation_id = any(${ids}::uuid[])`.execute(
    tx,
  )
  const { numAffectedRows } = await sql`
    update private_invitation set stage = 'erased', reason = null, words = null, delivery_id = null,
      direct_id = null, token_hash = null, site_id = null
    where workspace_id = ${workspaceId} and (conversation_id = any(${ids}::uuid[]) or id in (
      select invitation_id from private_arrival
      where workspace_id = ${workspaceId} and conversation_id = any(${ids}::uuid[])))`.execute(tx)
  await sql`
    delete from private_arrival
    where workspace_id = ${workspaceId} and conversation_id = any(${ids}::uuid[])`.execute(tx)
  if (Number(numAffectedRows) > 0) await notify(tx, { w: workspaceId, k: 'private' })
}

/** An arrival that was erased before it was filed. */
export async function forgetArrivals(
  tx: Handle,
  workspaceId: string,
  activityIds: readonly string[],
): Promise<void> {
  await sql`
    delete from private_arrival
    where workspace_id = ${workspaceId} and conversation_id is null
      and activity_id = any(${[...activityIds]}::uuid[])`.execute(tx)
}
