import { sql } from 'kysely'
import { type Handle, inTransaction, notify } from '../../../../../lib/db/index.ts'
import { conflict, notFound } from '../../../../../lib/errors/index.ts'
import { audit, type Who } from '../../../../access/index.ts'
import { retryDelivery, standingOf } from '../../../../deliver/index.ts'
import { dropUnsent, wake } from '../invitation/store.ts'
import type { Invitation } from '../invitation/token.ts'
import { type Stood, standingsOf } from '../standing.ts'
import { type Beginner, isAlone, type Move } from './begin.ts'

/** @throws Problem `not_found` */
export async function getMove(db: Handle, workspaceId: string, id: string, lock = false): Promise<Move> {
  const { rows } = await sql<Move>`
    select * from private_move where workspace_id = ${workspaceId} and id = ${id}
    ${lock ? sql`for update` : sql``}`.execute(db)
  if (!rows[0]) throw notFound('list')
  return rows[0]
}

const MOST_MOVES = 50

/** The newest first. */
export async function listMoves(db: Handle, workspaceId: string): Promise<Move[]> {
  const { rows } = await sql<Move>`
    select * from private_move where workspace_id = ${workspaceId} order by id desc limit ${MOST_MOVES}`.execute(
    db,
  )
  return rows
}

/** Everybody of a list, as they stand now, in their order: as many as there were at the start. */
export async function peopleOf(db: Handle, workspaceId: string, moveId: string, now: Date): Promise<Stood[]> {
  const { rows } = await sql<Invitation>`
    select * from private_invitation where workspace_id = ${workspaceId} and move_id = ${moveId}
    order by place`.execute(db)
  return standingsOf(db, workspaceId, rows, now)
}

/**
 * A second person has read what is said, and to whom.
 * @throws Problem `not_found`, `private_own_approval` (409), `private_over`
 */
export function approveMove(db: Handle, workspaceId: string, id: string, by: Beginner): Promise<void> {
  return inTransaction(db, async (tx) => {
    const move = await getMove(tx, workspaceId, id, true)
    if (move.cancelled) throw conflict('private_over')
    if (move.approved) return
    if (move.member_id === by.memberId && !(await isAlone(tx, workspaceId, by.memberId)))
      throw conflict('private_own_approval')
    await sql`
      update private_move set approved = ${by.now}, approved_by = ${by.memberId}
      where workspace_id = ${workspaceId} and id = ${id}`.execute(tx)
    await journal(tx, workspaceId, by.who, 'approve', move)
  })
}

/** Nobody else of the list is asked; what waits in the outbox does not leave, what has left stays as it is. */
export function cancelMove(db: Handle, workspaceId: string, id: string, by: Beginner): Promise<void> {
  return inTransaction(db, async (tx) => {
    await takeTurns(tx, workspaceId)
    const move = await getMove(tx, workspaceId, id, true)
    if (move.cancelled) return
    await sql`
      update private_move set cancelled = ${by.now}
      where workspace_id = ${workspaceId} and id = ${id}`.execute(tx)
    await sql`
      update private_invitation set stage = 'cancelled'
      where workspace_id = ${workspaceId} and move_id = ${id} and stage = 'queued'`.execute(tx)
    for (const { row, state } of await peopleOf(tx, workspaceId, id, by.now)) {
      if (state !== 'waiting') continue
      for (const delivery of [row.direct_id, row.delivery_id])
        if (delivery) await dropUnsent(tx, workspaceId, delivery, by.memberId)
      await sql`
        update private_invitation set told = ${by.now}
        where workspace_id = ${workspaceId} and id = ${row.id}`.execute(tx)
      await wake(tx, workspaceId, row.conversation_id, by)
    }
    await journal(tx, workspaceId, by.who, 'cancel', move)
  })
}

/**
 * Asks those again who were refused, and those whom a colleague had answered meanwhile: each takes a turn anew, and what was
 * refused in the outbox is given up there.
 * @returns how many
 * @throws Problem `not_found`, `private_over` where the list was cancelled
 */
export function retryMove(db: Handle, workspaceId: string, id: string, by: Beginner): Promise<number> {
  return inTransaction(db, async (tx) => {
    await takeTurns(tx, workspaceId)
    const move = await getMove(tx, workspaceId, id, true)
    if (move.cancelled) throw conflict('private_over')
    const refused = (await peopleOf(tx, workspaceId, id, by.now)).filter(({ state }) => state === 'refused')
    const again: string[] = []
    for (const { row } of refused) {
      if (!(await sendAgain(tx, row, by))) again.push(row.id)
    }
    await sql`
      update private_invitation set stage = 'queued', anyway = true, reason = null, delivery_id = null,
        direct_id = null, token_hash = null, settled = null, told = null, expires = null
      where workspace_id = ${workspaceId} and id = any(${again}::uuid[])`.execute(tx)
    if (refused.length > 0) await journal(tx, workspaceId, by.who, 'retry', move)
    return refused.length
  })
}

/**
 * Where the line stands in public and its private message alone was refused, that is tried again as it is; else what the
 * outbox still has is given up there, and false: the turn is to be taken anew.
 */
async function sendAgain(tx: Handle, row: Invitation, by: Beginner): Promise<boolean> {
  const { workspace_id: workspaceId, delivery_id: line, direct_id: direct } = row
  const named = [line, direct].filter((one) => one !== null)
  const standings = await standingOf(tx, workspaceId, named)
  if (line && direct && standings.get(line)?.state === 'sent') {
    await retryDelivery(tx, { workspaceId, id: direct, by: by.memberId })
    return true
  }
  for (const one of named) await dropUnsent(tx, workspaceId, one, by.memberId)
  return false
}

/** Whoever decides lines of a workspace, or takes some back, does so alone. */
export async function takeTurns(tx: Handle, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`private ${workspaceId}`}, 0))`.execute(tx)
}

async function journal(tx: Handle, workspaceId: string, who: Who, verb: string, { id, name }: Move) {
  const detail = { name }
  await audit(tx, { workspaceId, who, action: `private_move.${verb}`, target: id, detail })
  await notify(tx, { w: workspaceId, k: 'private', id })
}
