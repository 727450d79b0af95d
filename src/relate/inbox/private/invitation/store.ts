import { sql } from 'kysely'
import { type Handle, inTransaction, notify } from '../../../../../lib/db/index.ts'
import { conflict, invalid, notFound, Problem } from '../../../../../lib/errors/index.ts'
import { dropDelivery } from '../../../../deliver/index.ts'
import { courtesyIn } from '../../answer/courtesy.ts'
import { reply } from '../../answer/reply.ts'
import { type By, changeConversations } from '../../change.ts'
import { partsOf } from '../../merge/way.ts'
import { getConversations } from '../../store.ts'
import { answersOf } from '../../together/held.ts'
import { tellConversation } from '../event.ts'
import { type Stood, standingsOf } from '../standing.ts'
import type { Inviter } from './invite.ts'
import type { Invitation } from './token.ts'

/** @throws Problem `not_found` */
export async function getInvitation(
  db: Handle,
  workspaceId: string,
  id: string,
  lock = false,
): Promise<Invitation> {
  const { rows } = await sql<Invitation>`
    select * from private_invitation where workspace_id = ${workspaceId} and id = ${id}
    ${lock ? sql`for update` : sql``}`.execute(db)
  if (!rows[0]) throw notFound('invitation')
  return rows[0]
}

const MOST_SHOWN = 20

/** Who was invited from a conversation and from those joined to it, newest first. */
export async function invitationsFrom(db: Handle, workspaceId: string, id: string): Promise<Invitation[]> {
  const parts = await partsOf(db, workspaceId, id)
  const { rows } = await sql<Invitation>`
    select * from private_invitation
    where workspace_id = ${workspaceId} and conversation_id = any(${parts}::uuid[]) and stage <> 'erased'
    order by created desc, id desc limit ${MOST_SHOWN}`.execute(db)
  return rows
}

/** By which invitations somebody came to a conversation, newest first. */
export async function invitationsTo(db: Handle, workspaceId: string, id: string): Promise<Invitation[]> {
  const parts = await partsOf(db, workspaceId, id)
  const { rows } = await sql<Invitation>`
    select * from private_invitation as invitation
    where workspace_id = ${workspaceId} and stage <> 'erased' and exists (
      select 1 from private_arrival as came
      where came.workspace_id = ${workspaceId} and came.invitation_id = invitation.id and came.refused is null
        and came.conversation_id = any(${parts}::uuid[]))
    order by created desc, id desc limit ${MOST_SHOWN}`.execute(db)
  return rows
}

type Member = Pick<Inviter, 'now' | 'memberId'>

/**
 * Takes an invitation back: nobody comes by it any more, what has not left does not leave, and the conversation is open.
 * @throws Problem `not_found`, `private_over` where they have come, or it is over already
 */
export function withdrawInvitation(db: Handle, workspaceId: string, id: string, by: Member): Promise<void> {
  return inTransaction(db, async (tx) => {
    const row = await getInvitation(tx, workspaceId, id, true)
    const [stood] = await standingsOf(tx, workspaceId, [row], by.now)
    if (!stood || row.revoked || row.stage !== 'decided' || stood.here) throw conflict('private_over')
    await sql`
      update private_invitation set revoked = ${by.now}, told = coalesce(told, ${by.now})
      where workspace_id = ${workspaceId} and id = ${id}`.execute(tx)
    for (const delivery of [row.delivery_id, row.direct_id])
      if (delivery) await dropUnsent(tx, workspaceId, delivery, by.memberId)
    await wake(tx, workspaceId, row.conversation_id, by)
    await notify(tx, { w: workspaceId, k: 'private', id })
  })
}

/** What is under way is left to the outbox. */
export async function dropUnsent(tx: Handle, workspaceId: string, id: string, by: string): Promise<boolean> {
  try {
    await dropDelivery(tx, { workspaceId, id, by })
    return true
  } catch (error) {
    if (error instanceof Problem && ['delivery_state', 'not_found'].includes(error.id)) return false
    throw error
  }
}

/** Nobody is awaited in private any more: the conversation is open again where it was put away. */
export async function wake(tx: Handle, workspaceId: string, conversationId: string, by: By): Promise<void> {
  const [talk] = await getConversations(tx, workspaceId, [conversationId], true)
  if (talk?.status === 'snoozed')
    await changeConversations(tx, workspaceId, [talk.id], { status: 'open' }, by)
}

/**
 * Who came is somebody else: whoever read a line in public can follow its link. They are not who was invited any more, and
 * the invitation stands.
 * @throws Problem `not_found`
 */
export function refuseArrival(
  db: Handle,
  workspaceId: string,
  { id, conversationId }: { id: string; conversationId: string },
  by: Member,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const row = await getInvitation(tx, workspaceId, id, true)
    const [stood] = await standingsOf(tx, workspaceId, [row], by.now)
    const parts = await partsOf(tx, workspaceId, conversationId)
    const { numAffectedRows } = await sql`
      update private_arrival set refused = ${by.now}
      where workspace_id = ${workspaceId} and invitation_id = ${id} and refused is null
        and conversation_id = any(${parts}::uuid[])`.execute(tx)
    if (Number(numAffectedRows) === 0) throw notFound('conversation')
    if (stood?.shown) {
      const back = row.expires && row.expires > by.now
      const change = back
        ? ({ status: 'snoozed', snoozedUntil: row.expires ?? by.now } as const)
        : ({ status: 'open' } as const)
      await changeConversations(tx, workspaceId, [stood.shown], change, by)
    }
    for (const talk of [stood?.shown, conversationId])
      if (talk) await notify(tx, { w: workspaceId, k: 'conversation', id: talk })
    await notify(tx, { w: workspaceId, k: 'private', id })
  })
}

export interface Closing {
  text: string
  /** Private data are seen, and meant. */
  sure: boolean
  seen?: string[] | undefined
  despite?: string[] | undefined
}

/**
 * Says in public that it is settled, and closes the conversation there.
 * @throws Problem `not_found`, `private_over`, `private_data_public` (409) where what belongs to private is in it and nobody
 * has said that it is meant, and those of `reply`
 */
export function closeInPublic(
  db: Handle,
  workspaceId: string,
  id: string,
  { text, sure, seen, despite }: Closing,
  by: Pick<Inviter, 'now' | 'memberId' | 'find'>,
): Promise<string> {
  return inTransaction(db, async (tx) => {
    const row = await getInvitation(tx, workspaceId, id, true)
    const [stood] = await standingsOf(tx, workspaceId, [row], by.now)
    if (!stood?.shown || !stood.here) throw conflict('private_over')
    if (stood.shown === stood.here) throw invalid('private_already')
    if (!sure) await requireNothingPrivate(tx, workspaceId, stood.shown, text, by.now)
    const known = seen ?? (await knownOnArrival(tx, workspaceId, stood))
    const line = { text, media: [], done: true, seen: known, ...(despite && { despite }) }
    const delivery = await reply(tx, workspaceId, stood.shown, line, by, by.find)
    await sql`
      update private_invitation set closing_id = ${delivery}
      where workspace_id = ${workspaceId} and id = ${id}`.execute(tx)
    await tellConversation(
      tx,
      workspaceId,
      { id: stood.here, what: 'private-closed', value: stood.shown },
      by,
    )
    return delivery
  })
}

/** Whoever closes has read what was answered in public before they came; what colleagues have said there since holds it. */
async function knownOnArrival(
  tx: Handle,
  workspaceId: string,
  { shown, arrivals }: Stood,
): Promise<string[]> {
  const came = arrivals.findLast(({ refused }) => !refused)?.at
  if (!shown || !came) return []
  const { answers } = await answersOf(tx, workspaceId, shown)
  return answers.filter(({ at }) => at <= came).map(({ id }) => id)
}

async function requireNothingPrivate(
  tx: Handle,
  workspaceId: string,
  conversationId: string,
  text: string,
  now: Date,
): Promise<void> {
  const draft = { text, visibility: 'public' as const }
  const { advice } = await courtesyIn(tx, workspaceId, conversationId, draft, now)
  const found = advice.filter((one) => one.id === 'private_data')
  if (found.length === 0) return
  const places = found.map(({ start, end }) => ({ start, end }))
  throw new Problem('private_data_public', { status: 409, more: { places } })
}
