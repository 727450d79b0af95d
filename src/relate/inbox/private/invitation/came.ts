import { sql } from 'kysely'
import { type Handle, notify } from '../../../../../lib/db/index.ts'
import { getByExternalId, type StoredActivity } from '../../../../activity/index.ts'
import { publishedBy } from '../../../../deliver/index.ts'
import { isSpoken, rootOf } from '../../conversation.ts'
import { conversationsOf } from '../../revise.ts'
import { noteMails } from '../mail/arrive.ts'

/**
 * Notes who has come in private, in the transaction that files what they say: by a private message that answers ours, by a
 * mail that names a reference of ours, or by the page that a link leads to, which has noted them already. Both conversations are told by whoever follows arrivals.
 */
export async function noteArrivals(
  tx: Handle,
  workspaceId: string,
  activities: readonly StoredActivity[],
): Promise<void> {
  const said = activities.filter((one) => isSpoken(one) && !one.ours && one.visibility === 'private')
  if (said.length === 0) return
  await noteAnswers(tx, workspaceId, said)
  await noteMails(tx, workspaceId, said)
  const { rows: pending } = await sql<{ activity_id: string }>`
    select activity_id from private_arrival
    where workspace_id = ${workspaceId} and conversation_id is null
      and activity_id = any(${said.map(({ id }) => id)}::uuid[])`.execute(tx)
  if (pending.length === 0) return
  const wanted = new Set(pending.map((row) => row.activity_id))
  const filed = await conversationsOf(
    tx,
    workspaceId,
    said.filter(({ id }) => wanted.has(id)),
  )
  const rows = [...filed].flatMap(([activity, [conversation]]) =>
    conversation ? [{ activity, conversation }] : [],
  )
  await sql`
    update private_arrival set conversation_id = row.conversation
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (activity uuid, conversation uuid)
    where workspace_id = ${workspaceId} and activity_id = row.activity and conversation_id is null`.execute(
    tx,
  )
  await notify(tx, { w: workspaceId, k: 'private' })
}

/** What answers a private message by which we invited: said by who was written to, as nobody else sees it. */
async function noteAnswers(tx: Handle, workspaceId: string, said: readonly StoredActivity[]): Promise<void> {
  for (const [channel, some] of Map.groupBy(said, (one) => one.channel)) {
    const roots = await getByExternalId(tx, workspaceId, channel, [...new Set(some.map(rootOf))])
    const ours = roots.filter((root) => root.ours && root.visibility === 'private')
    const sent = await publishedBy(
      tx,
      workspaceId,
      ours.map(({ id }) => id),
    )
    if (sent.size === 0) continue
    const deliveryOf = new Map(ours.map((root) => [root.object_id, sent.get(root.id)]))
    const rows = some.flatMap((one) => {
      const delivery = deliveryOf.get(rootOf(one))
      return delivery ? [{ delivery, activity: one.id, at: one.published }] : []
    })
    // The first thing they say is their arrival; the rest stands where that does.
    await sql`
      insert into private_arrival (workspace_id, invitation_id, activity_id, at, way)
      select distinct on (invitation.id) ${workspaceId}::uuid, invitation.id, row.activity, row.at, 'direct'
      from json_to_recordset(${JSON.stringify(rows)}::json) as row (delivery uuid, activity uuid, at timestamptz)
        join private_invitation as invitation
          on invitation.workspace_id = ${workspaceId} and invitation.direct_id = row.delivery
      where not exists (
        select 1 from private_arrival as came
        where came.workspace_id = ${workspaceId} and came.invitation_id = invitation.id)
      order by invitation.id, row.at, row.activity
      on conflict do nothing`.execute(tx)
  }
}
