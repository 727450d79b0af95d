import { sql } from 'kysely'
import type { Handle } from '../../../lib/db/index.ts'
import type { Status } from './tables.ts'

/** Where a conversation stands for the counts; null: it is not there (yet). */
export type Place = { status: Status; assignee: string | null } | null

const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Moves conversations from one count to another, in the transaction that moves them; sorted against deadlocks. */
export async function shift(
  tx: Handle,
  workspaceId: string,
  moves: { from: Place; to: Place }[],
): Promise<void> {
  const sums = new Map<string, { status: string; assignee: string; count: number }>()
  const add = (place: Place, by: number) => {
    if (!place) return
    const assignee = place.assignee ?? NOBODY
    const key = `${place.status}|${assignee}`
    const sum = sums.get(key) ?? { status: place.status, assignee, count: 0 }
    sums.set(key, { ...sum, count: sum.count + by })
  }
  for (const { from, to } of moves) {
    add(from, -1)
    add(to, 1)
  }
  const rows = [...sums]
    .filter(([, sum]) => sum.count !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, sum]) => sum)
  if (rows.length === 0) return
  await sql`
    insert into conversation_counter as counter (workspace_id, status, assignee_id, count)
    select ${workspaceId}::uuid, status, assignee, count
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (status text, assignee uuid, count bigint)
    on conflict (workspace_id, status, assignee_id) do update set count = counter.count + excluded.count`.execute(
    tx,
  )
}

export interface Counts {
  open: number
  mine: number
  unassigned: number
  snoozed: number
  done: number
  oldestWaiting: Date | null
}

export async function countsFor(db: Handle, workspaceId: string, memberId: string): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select coalesce(sum(count) filter (where status = 'open'), 0)::bigint as open,
      coalesce(sum(count) filter (where status = 'open' and assignee_id = ${memberId}), 0)::bigint as mine,
      coalesce(sum(count) filter (where status = 'open' and assignee_id = ${NOBODY}), 0)::bigint as unassigned,
      coalesce(sum(count) filter (where status = 'snoozed'), 0)::bigint as snoozed,
      coalesce(sum(count) filter (where status = 'done'), 0)::bigint as done,
      (select min(waiting_since) from conversation
        where workspace_id = ${workspaceId} and waiting_since is not null and status = 'open') as "oldestWaiting"
    from conversation_counter where workspace_id = ${workspaceId}`.execute(db)
  const [counts] = rows
  if (!counts) throw new Error('an aggregate always answers one row')
  return counts
}
