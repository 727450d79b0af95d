import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, tables } from '../../../../lib/db/index.ts'
import { conflict, notFound } from '../../../../lib/errors/index.ts'
import { arrivalsOf } from '../assign/candidate.ts'
import { giveByRules, lockAll } from '../assign/run.ts'
import { changeEach } from '../change.ts'
import { dropDrafts } from '../draft/store.ts'
import type { InboxTables } from '../tables.ts'
import type { HandTables, Moved } from './tables.ts'

const open = (db: Handle) => tables<HandTables>(db)

/** To a member, to whom the rules say, or to nobody. */
export type To = { memberId: string } | 'rules' | 'nobody'

/** Changed together; a member's desk may hold thousands. */
const AT_ONCE = 500

export interface HandOver {
  id: string
  moved: Moved[]
}

/**
 * Hands over all that is a member's and not closed, in one act. What a rule has nobody for, and what no rule fits, is
 * nobody's.
 */
export function handOverAll(
  db: Handle,
  workspaceId: string,
  { from, to, by }: { from: string; to: To; by: string | null },
  now: Date,
): Promise<HandOver> {
  return inTransaction(db, async (tx) => {
    const ids = await deskOfMember(tx, workspaceId, from)
    const target = typeof to === 'object' ? to.memberId : null
    for (let i = 0; i < ids.length; i += AT_ONCE) {
      const steps = ids
        .slice(i, i + AT_ONCE)
        .map((id) => ({ id, change: { assigneeId: target }, memberId: by, now }))
      await changeEach(tx, workspaceId, steps)
    }
    const became = new Map<string, string>()
    for (let i = 0; to === 'rules' && i < ids.length; i += AT_ONCE) {
      const arrivals = await arrivalsOf(tx, workspaceId, ids.slice(i, i + AT_ONCE))
      const { given } = await giveByRules(
        tx,
        workspaceId,
        arrivals.filter((one) => one.free),
        now,
        from,
      )
      for (const { id, memberId } of given) became.set(id, memberId)
    }
    const moved = ids.map((id) => ({ id, to: became.get(id) ?? target }))
    const id = uuidv7()
    await open(tx)
      .insertInto('hand_over')
      .values({
        ...{ workspace_id: workspaceId, id, at: now, from_member: from, by_member: by, undone: null },
        moved: JSON.stringify(moved),
      })
      .execute()
    return { id, moved }
  })
}

/** Locked in the order of their ids. */
async function deskOfMember(tx: Handle, workspaceId: string, memberId: string): Promise<string[]> {
  const rows = await tables<InboxTables>(tx)
    .selectFrom('conversation')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('assignee_id', '=', memberId)
    .where('status', 'in', ['open', 'snoozed'])
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map((row) => row.id)
}

/**
 * Takes a hand-over back: what is still where it was put goes back to where it came from, and what somebody has taken
 * up meanwhile stays with them.
 * @returns how many went back
 * @throws Problem `not_found`, `hand_over_undone` (409)
 */
export function undoHandOver(
  db: Handle,
  workspaceId: string,
  { id, by }: { id: string; by: string },
  now: Date,
): Promise<number> {
  return inTransaction(db, async (tx) => {
    const row = await findHandOver(tx, workspaceId, id, true)
    if (row.undone) throw conflict('hand_over_undone')
    await open(tx)
      .updateTable('hand_over')
      .set({ undone: now })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute()
    const ids = row.moved.map((one) => one.id)
    await lockAll(tx, workspaceId, ids)
    const here = await standing(tx, workspaceId, ids)
    const back = row.moved.filter((one) => here.has(one.id) && here.get(one.id) === one.to)
    const change = { assigneeId: row.from_member }
    for (let i = 0; i < back.length; i += AT_ONCE) {
      const steps = back.slice(i, i + AT_ONCE).map((one) => ({ id: one.id, change, memberId: by, now }))
      await changeEach(tx, workspaceId, steps)
    }
    return back.length
  })
}

export async function findHandOver(db: Handle, workspaceId: string, id: string, lock = false) {
  const row = await open(db)
    .selectFrom('hand_over')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst()
  if (!row) throw notFound('hand_over')
  return row
}

/** Whose each is that is not closed. */
async function standing(
  tx: Handle,
  workspaceId: string,
  ids: string[],
): Promise<ReadonlyMap<string, string | null>> {
  if (ids.length === 0) return new Map()
  const rows = await tables<InboxTables>(tx)
    .selectFrom('conversation')
    .select(['id', 'assignee_id'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .where('status', 'in', ['open', 'snoozed'])
    .execute()
  return new Map(rows.map((row) => [row.id, row.assignee_id]))
}

/** As a member leaves the workspace: what was theirs goes to whom it is left to, and their drafts go with them. */
export async function leaveDesk(
  tx: Handle,
  workspaceId: string,
  memberId: string,
  to: To,
  now: Date,
): Promise<number> {
  const { moved } = await handOverAll(tx, workspaceId, { from: memberId, to, by: null }, now)
  await dropDrafts(tx, workspaceId, { memberId })
  return moved.length
}

/** Forgets hand-overs that nobody takes back any more. */
export async function forgetHandOvers(db: Handle, before: Date): Promise<void> {
  await open(db).deleteFrom('hand_over').where('at', '<', before).execute()
}
