import { sql } from 'kysely'
import { type Handle, inTransaction, notify } from '../../../../../lib/db/index.ts'
import { type Change, changeConversations } from '../../change.ts'
import { shownBy } from '../../merge/way.ts'
import { getConversations } from '../../store.ts'
import { tellConversation } from '../event.ts'

/** Of one workspace at a time. */
const AT_ONCE = 200

interface Came {
  invitation_id: string
  activity_id: string
  conversation_id: string
  public_id: string
  at: Date
}

/**
 * Tells both conversations that somebody has come: the public one is put away, for it goes on in private; that one is in the
 * hands of who had the other.
 */
export async function followArrivals(db: Handle, workspaceId: string, now: Date): Promise<number> {
  const { rows } = await sql<Came>`
    select came.invitation_id, came.activity_id, came.conversation_id, invitation.conversation_id as public_id, came.at
    from private_arrival as came
      join private_invitation as invitation
        on invitation.workspace_id = came.workspace_id and invitation.id = came.invitation_id
    where came.workspace_id = ${workspaceId} and came.conversation_id is not null and came.followed is null
    order by came.at, came.activity_id limit ${AT_ONCE}`.execute(db)
  for (const one of rows) await inTransaction(db, (tx) => follow(tx, workspaceId, one, now))
  return rows.length
}

async function follow(tx: Handle, workspaceId: string, one: Came, now: Date): Promise<void> {
  const { numAffectedRows } = await sql`
    update private_arrival set followed = ${now}
    where workspace_id = ${workspaceId} and invitation_id = ${one.invitation_id}
      and activity_id = ${one.activity_id} and followed is null`.execute(tx)
  if (Number(numAffectedRows) === 0) return
  const shown = await shownBy(tx, workspaceId, [one.public_id, one.conversation_id])
  const [there, here] = [shown.get(one.public_id), shown.get(one.conversation_id)]
  if (!there || !here || there === here) return
  const by = { memberId: null, now }
  const rows = await getConversations(tx, workspaceId, [there, here], true)
  const open = rows.find(({ id }) => id === there)
  const inPrivate = rows.find(({ id }) => id === here)
  if (!open || !inPrivate) return
  // What they have said in public since is still to be answered there.
  if (open.status === 'snoozed') await changeConversations(tx, workspaceId, [there], { status: 'done' }, by)
  if (!inPrivate.assignee_id && open.assignee_id)
    await changeConversations(tx, workspaceId, [here], { assigneeId: open.assignee_id } satisfies Change, by)
  await tellConversation(tx, workspaceId, { id: there, what: 'private-came', value: here }, by)
  await tellConversation(tx, workspaceId, { id: here, what: 'private-from', value: there }, by)
  await notify(tx, { w: workspaceId, k: 'private', id: one.invitation_id })
}

/** Who has not come in time: the conversation is open again in public, and says why. */
export async function followAbsent(db: Handle, workspaceId: string, now: Date): Promise<number> {
  const { rows } = await sql<{ id: string; conversation_id: string }>`
    select id, conversation_id from private_invitation as invitation
    where workspace_id = ${workspaceId} and stage = 'decided' and told is null and expires <= ${now}
    order by expires, id limit ${AT_ONCE}`.execute(db)
  for (const one of rows) await inTransaction(db, (tx) => tellAbsent(tx, workspaceId, one, now))
  return rows.length
}

async function tellAbsent(
  tx: Handle,
  workspaceId: string,
  { id, conversation_id }: { id: string; conversation_id: string },
  now: Date,
): Promise<void> {
  const { rows } = await sql<{ withdrawn: boolean; came: boolean }>`
    update private_invitation set told = ${now}
    where workspace_id = ${workspaceId} and id = ${id} and told is null and stage = 'decided'
    returning revoked is not null as withdrawn, exists (
      select 1 from private_arrival as came
      where came.workspace_id = ${workspaceId} and came.invitation_id = private_invitation.id
        and came.refused is null) as came`.execute(tx)
  const [row] = rows
  if (!row || row.withdrawn || row.came) return
  const [talk] = await getConversations(tx, workspaceId, [conversation_id], true)
  if (!talk) return
  const by = { memberId: null, now }
  if (talk.status === 'snoozed') await changeConversations(tx, workspaceId, [talk.id], { status: 'open' }, by)
  await tellConversation(tx, workspaceId, { id: talk.id, what: 'private-absent', value: null }, by)
  await notify(tx, { w: workspaceId, k: 'private', id })
}
