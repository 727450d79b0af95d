import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '../../../lib/db/index.ts'

export interface Lane {
  workspace_id: string
  account_id: string
  lane: string
}

const STILL_OPEN = sql.raw("state in ('waiting', 'sending', 'unknown')")

/**
 * Takes a lane for whoever adds to it, until commit: the turn of the next, and whether it stands first. The last in the
 * lane is locked too, so that nobody ends it meanwhile without seeing what is added.
 */
export async function joinLane(tx: Handle, lane: Lane): Promise<{ turn: number; first: boolean }> {
  const name = `outbox ${lane.workspace_id} ${lane.account_id} ${lane.lane}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx)
  const { rows } = await sql<{ turn: number }>`
    select turn from delivery where ${inLane(lane)} and ${STILL_OPEN}
    order by turn desc limit 1 for update`.execute(tx)
  const [last] = rows
  return last ? { turn: last.turn + 1, first: false } : { turn: 1, first: true }
}

function inLane({ workspace_id, account_id, lane }: Lane): RawBuilder<unknown> {
  return sql`workspace_id = ${workspace_id} and account_id = ${account_id} and lane = ${lane}`
}

/** Lets the next of each lane come forward, once what stood before it has ended in the same transaction. */
export async function comeForward(tx: Handle, lanes: readonly Lane[]): Promise<void> {
  if (lanes.length === 0) return
  const given = lanes.map(({ workspace_id, account_id, lane }) => ({ workspace_id, account_id, lane }))
  await sql`
    update delivery set next_try = greatest(delivery.due, now())
    from json_to_recordset(${JSON.stringify(given)}::json) as ended (workspace_id uuid, account_id uuid, lane text)
      cross join lateral (
        select id, state, next_try from delivery as open
        where open.workspace_id = ended.workspace_id and open.account_id = ended.account_id
          and open.lane = ended.lane and ${sql.raw("open.state in ('waiting', 'sending', 'unknown')")}
        order by turn limit 1) as head
    where delivery.workspace_id = ended.workspace_id and delivery.id = head.id
      and delivery.state = 'waiting' and delivery.next_try is null`.execute(tx)
}

/** Finds what stands first in its lane and was not told so; nothing should, and nothing must wait for ever. */
export async function repairLanes(db: Handle): Promise<number> {
  const { numAffectedRows } = await sql`
    update delivery set next_try = greatest(due, now())
    where state = 'waiting' and next_try is null and not exists (
      select 1 from delivery as before
      where before.workspace_id = delivery.workspace_id and before.account_id = delivery.account_id
        and before.lane = delivery.lane and before.turn < delivery.turn
        and ${sql.raw("before.state in ('waiting', 'sending', 'unknown')")})`.execute(db)
  return Number(numAffectedRows ?? 0)
}
