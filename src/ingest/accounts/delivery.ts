import { sql } from 'kysely'
import type { Handle } from '../../../lib/db/index.ts'

/** @returns false when this delivery was seen before: a replay. */
export async function claimDelivery(
  tx: Handle,
  workspaceId: string,
  accountId: string,
  id: string,
): Promise<boolean> {
  const { rows } = await sql`
    insert into hook_delivery (workspace_id, account_id, delivery_id) values (${workspaceId}, ${accountId}, ${id})
    on conflict do nothing returning delivery_id`.execute(tx)
  return rows.length > 0
}

/** Deliveries older than any signature's window can no longer be replayed. */
export async function forgetDeliveries(db: Handle, before: Date): Promise<void> {
  await sql`delete from hook_delivery where received < ${before}`.execute(db)
}
