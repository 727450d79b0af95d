import { sql } from 'kysely'
import type { Handle } from '../../../lib/db/index.ts'
import type { Batch } from '../../channels/index.ts'

/** Keeps the cursor and the head with the batch they belong to; in the transaction that appends it. */
export async function saveProgress(
  tx: Handle,
  workspaceId: string,
  accountId: string,
  batch: Batch,
  now: Date,
  stored: number,
): Promise<void> {
  await sql`
    update channel_account set cursor = coalesce(${batch.cursor ?? null}::text, cursor),
      head = coalesce(${batch.head ?? null}::timestamptz, head), last_exchange = ${now}::timestamptz,
      last_activity = case when ${stored} > 0 then ${now}::timestamptz else last_activity end,
      failure = null, failures = 0
    where workspace_id = ${workspaceId} and id = ${accountId}`.execute(tx)
}

export async function countDrops(
  tx: Handle,
  workspaceId: string,
  accountId: string,
  now: Date,
  drops: ReadonlyMap<string, number>,
  kept: number,
): Promise<void> {
  const all = [...drops, ['kept', kept] as const]
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  if (all.length === 0) return
  await sql`
    insert into ingest_counter as counter (workspace_id, account_id, hour, reason, count)
    select ${workspaceId}::uuid, ${accountId}::uuid, date_trunc('hour', ${now}::timestamptz), reason, count
    from unnest(${all.map(([reason]) => reason)}::text[], ${all.map(([, count]) => count)}::bigint[]) as new (reason, count)
    on conflict (workspace_id, account_id, hour, reason) do update set count = counter.count + excluded.count`.execute(
    tx,
  )
}

/** Kept and dropped since `since`, an account each. */
export async function countsSince(
  db: Handle,
  workspaceId: string,
  since: Date,
): Promise<Map<string, { kept: number; dropped: Record<string, number> }>> {
  const { rows } = await sql<{ account_id: string; reason: string; count: number }>`
    select account_id, reason, sum(count)::bigint as count from ingest_counter
    where workspace_id = ${workspaceId} and hour >= ${since} group by 1, 2`.execute(db)
  const counts = new Map<string, { kept: number; dropped: Record<string, number> }>()
  for (const { account_id, reason, count } of rows) {
    const entry = counts.get(account_id) ?? { kept: 0, dropped: {} }
    if (reason === 'kept') entry.kept = count
    else entry.dropped[reason] = count
    counts.set(account_id, entry)
  }
  return counts
}
