import { sql } from 'kysely'
import { type Handle, notify } from '../../../../../lib/db/index.ts'
import type { StoredActivity } from '../../../../activity/index.ts'
import { conversationsOf } from '../../revise.ts'
import { MOST_ARRIVALS } from '../page/arrival.ts'
import { hashOfReference, referencesIn } from './reference.ts'

interface Named {
  mail: StoredActivity
  hashes: string[]
}

/**
 * Notes who came by mail: what names the reference of an invitation that is open when it comes in. One conversation comes
 * once, however often the reference is quoted in it; whatever names none stands in the inbox all the same, tied to nothing.
 */
export async function noteMails(
  tx: Handle,
  workspaceId: string,
  said: readonly StoredActivity[],
): Promise<void> {
  // What a program sends by itself is nobody who comes.
  const named: Named[] = said
    .filter(({ channel, extra }) => channel === 'email' && !extra?.auto)
    .map((mail) => ({ mail, hashes: referencesIn(mail.title, mail.text).map(hashOfReference) }))
    .filter(({ hashes }) => hashes.length > 0)
    .sort((a, b) => a.mail.received.getTime() - b.mail.received.getTime())
  if (named.length === 0) return
  const filed = await conversationsOf(
    tx,
    workspaceId,
    named.map(({ mail }) => mail),
  )
  for (const { mail, hashes } of named) {
    const conversation = filed.get(mail.id)?.[0]
    if (conversation) await noteMail(tx, workspaceId, { mail, hashes }, conversation)
  }
}

async function noteMail(
  tx: Handle,
  workspaceId: string,
  { mail, hashes }: Named,
  conversation: string,
): Promise<void> {
  const { rows } = await sql<{ invitation_id: string }>`
    insert into private_arrival (workspace_id, invitation_id, activity_id, conversation_id, at, way)
    select ${workspaceId}::uuid, id, ${mail.id}::uuid, ${conversation}::uuid, ${mail.received}::timestamptz, 'mail'
    from private_invitation as invitation
    where workspace_id = ${workspaceId} and way = 'mail' and token_hash = any(${hashes}::text[])
      and stage = 'decided' and revoked is null and expires > ${mail.received}
      and not exists (
        select 1 from private_arrival as came
        where came.workspace_id = ${workspaceId} and came.invitation_id = invitation.id
          and came.conversation_id = ${conversation})
      and ${MOST_ARRIVALS} > (
        select count(*) from private_arrival as came
        where came.workspace_id = ${workspaceId} and came.invitation_id = invitation.id)
    on conflict do nothing returning invitation_id`.execute(tx)
  for (const { invitation_id: id } of rows) await notify(tx, { w: workspaceId, k: 'private', id })
}
