import { sql } from 'kysely'
import { type Handle, notify } from '../../../../../lib/db/index.ts'
import { conflict } from '../../../../../lib/errors/index.ts'
import { getInvitation } from '../invitation/store.ts'
import { type Invitation, isOpen } from '../invitation/token.ts'

/** Whoever reads a line in public can follow its link: so many come by one, and then it is shut (T19). */
export const MOST_ARRIVALS = 5

/** Whether a link leads to a new conversation still. */
export async function hasRoom(db: Handle, { workspace_id, id }: Invitation): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from private_arrival
    where workspace_id = ${workspace_id} and invitation_id = ${id}`.execute(db)
  return (rows[0]?.n ?? 0) < MOST_ARRIVALS
}

/**
 * Notes what somebody who came by a link has said, in the transaction that brings it into the stream; where it stands is
 * noted once it is filed.
 * @throws Problem `private_over` (409) where the link was shut meanwhile
 */
export async function noteArrival(
  tx: Handle,
  { workspace_id: workspaceId, id }: Invitation,
  activityId: string,
  now: Date,
): Promise<void> {
  const row = await getInvitation(tx, workspaceId, id, true)
  if (!isOpen(row, now) || !(await hasRoom(tx, row))) throw conflict('private_over')
  await sql`
    insert into private_arrival (workspace_id, invitation_id, activity_id, at, way)
    values (${workspaceId}, ${id}, ${activityId}, ${now}, 'link') on conflict do nothing`.execute(tx)
  await notify(tx, { w: workspaceId, k: 'private', id })
}
