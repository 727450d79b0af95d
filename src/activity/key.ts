import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '../../lib/db/index.ts'

/** Which of these ids the stream has seen: the activity's id, or null for one that was deleted before it came. */
export async function seenKeys(
  db: Handle,
  workspaceId: string,
  channel: string,
  externalIds: string[],
): Promise<Map<string, string | null>> {
  if (externalIds.length === 0) return new Map()
  const { rows } = await sql<{ external_id: string; activity_id: string | null }>`
    select external_id, activity_id from activity_key
    where workspace_id = ${workspaceId} and channel = ${channel}
      and external_id = any(${externalIds}::text[])`.execute(db)
  return new Map(rows.map((row) => [row.external_id, row.activity_id]))
}

/** All ids of a channel that the stream has seen, page by page. */
export async function* allKeys(
  db: Handle,
  workspaceId: string,
  channel: string,
  page = 20_000,
): AsyncIterable<string[]> {
  let last = ''
  while (true) {
    const { rows } = await sql<{ external_id: string }>`
      select external_id from activity_key
      where workspace_id = ${workspaceId} and channel = ${channel} and external_id > ${last}
      order by external_id limit ${page}`.execute(db)
    yield rows.map((row) => row.external_id)
    if (rows.length < page) return
    last = rows.at(-1)?.external_id ?? last
  }
}

/** Position of the last activity of a workspace's stream; 0 before there is one. */
export async function streamPosition(db: Handle, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ position: number }>`
    select position from stream_head where workspace_id = ${workspaceId}`.execute(db)
  return rows[0]?.position ?? 0
}

/** Ids of what somebody said in a channel and that still has its words. */
export async function saidBy(
  db: Handle,
  workspaceId: string,
  channel: string,
  { personId, actorId }: { personId: string; actorId: string },
): Promise<string[]> {
  const { rows } = await sql<{ external_id: string }>`
    select external_id from activity
    where workspace_id = ${workspaceId} and person_id = ${personId} and channel = ${channel} and actor_id = ${actorId}
      and deleted is null and (text is not null or title is not null or media is not null)`.execute(db)
  return rows.map((row) => row.external_id)
}

/** Ids of a channel, and of who acted in it, that came after `position`, and the position up to which these are all. */
export async function keysSince(
  db: Handle,
  workspaceId: string,
  channel: string,
  position: number,
): Promise<{ ids: string[]; actors: string[]; position: number }> {
  const end = await streamPosition(db, workspaceId)
  if (end <= position) return { ids: [], actors: [], position }
  const { rows } = await sql<{ external_id: string; actor_id: string }>`
    select external_id, actor_id from activity
    where workspace_id = ${workspaceId} and position > ${position} and position <= ${end}
      and channel = ${channel}`.execute(db)
  const actors = [...new Set(rows.map((row) => row.actor_id))]
  return { ids: rows.map((row) => row.external_id), actors, position: end }
}

/** A subquery of the ids of a workspace's activities that answer a compiled query, for another module's `in (…)`. */
export function idsWhere(workspaceId: string, where: RawBuilder<boolean>): RawBuilder<string> {
  return sql<string>`select activity.id from activity where activity.workspace_id = ${workspaceId} and (${where})`
}

/** Where something stands in the order of time. */
export interface Stretch {
  /** Inclusive, both. */
  from: Date
  to: Date
  /** Strictly older than this place. */
  before: { at: Date; id: string }
}

/** A subquery of the ids and times of what answers a compiled query in a stretch of time, for another module to join. */
export function placesWhere(
  workspaceId: string,
  where: RawBuilder<boolean>,
  { from, to, before }: Stretch,
): RawBuilder<unknown> {
  return sql`
    select activity.id, activity.published from activity
    where activity.workspace_id = ${workspaceId} and (${where})
      and activity.published >= ${from} and activity.published <= ${to}
      and (activity.published, activity.id) < (${before.at}::timestamptz, ${before.id}::uuid)`
}
