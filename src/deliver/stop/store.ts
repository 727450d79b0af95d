import { sql } from 'kysely'
import { type Handle, inTransaction, notify } from '../../../lib/db/index.ts'
import { conflict } from '../../../lib/errors/index.ts'

/** Stands for every workspace. */
export const EVERYWHERE = '00000000-0000-0000-0000-000000000000'

const LOCK = 7_242_003

export interface Stop {
  workspace_id: string
  at: Date
  by_member: string | null
  reason: string
}

/** Held by whoever lets something leave, until what is taken is committed: stopping waits for it. */
export async function shareStop(tx: Handle): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${sql.lit(LOCK)})`.execute(tx)
}

/**
 * Stops everything that leaves a workspace, or all of them. Once it has answered, nothing new leaves: whatever was being
 * taken is counted, and whatever is not taken finds the stop.
 * @returns how many were already on the wire
 */
export function stopSending(
  db: Handle,
  workspaceId: string,
  stop: { by?: string; reason: string },
): Promise<{ leaving: number }> {
  return inTransaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(tx)
    await sql`
      insert into outbox_stop (workspace_id, by_member, reason)
      values (${workspaceId}, ${stop.by ?? null}, ${stop.reason})
      on conflict (workspace_id) do nothing`.execute(tx)
    await notify(tx, { w: workspaceId, k: 'stop' })
    return { leaving: (await countHeld(tx, workspaceId)).leaving }
  })
}

/**
 * Lets things leave again.
 * @throws Problem `not_stopped`, `stopped_everywhere` (409)
 */
export async function resumeSending(tx: Handle, workspaceId: string): Promise<void> {
  const { numAffectedRows } = await sql`
    delete from outbox_stop where workspace_id = ${workspaceId}`.execute(tx)
  if (!numAffectedRows) {
    const stop = await findStop(tx, workspaceId)
    throw conflict(stop ? 'stopped_everywhere' : 'not_stopped')
  }
  await notify(tx, { w: workspaceId, k: 'stop' })
  await notify(tx, { w: workspaceId, k: 'outbox' })
}

/** What stops a workspace: a stop of everything before its own. */
export async function findStop(db: Handle, workspaceId: string): Promise<Stop | undefined> {
  const { rows } = await sql<Stop>`
    select workspace_id, at, by_member, reason from outbox_stop
    where workspace_id in (${workspaceId}, ${EVERYWHERE}) order by workspace_id limit 1`.execute(db)
  return rows[0]
}

/** What waits, and what is on the wire; of every workspace for the one of all. */
export async function countHeld(
  db: Handle,
  workspaceId: string,
): Promise<{ waiting: number; leaving: number }> {
  const here = workspaceId === EVERYWHERE ? sql`true` : sql`workspace_id = ${workspaceId}`
  const { rows } = await sql<{ waiting: number; leaving: number }>`
    select (select count(*) from delivery where ${here} and state = 'waiting')::int as waiting,
      (select count(*) from delivery where ${here} and state = 'sending')::int as leaving`.execute(db)
  return rows[0] ?? { waiting: 0, leaving: 0 }
}
