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

/** A subquery of the ids of a workspace's activities that answer a compiled query, for another module's `in (…)`. */
export function idsWhere(workspaceId: string, where: RawBuilder<boolean>): RawBuilder<string> {
  return sql<string>`select activity.id from activity where activity.workspace_id = ${workspaceId} and (${where})`
}
