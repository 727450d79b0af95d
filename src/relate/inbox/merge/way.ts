import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'

/** Nobody joins more often than this in a row; it also ends a ring that there should never be. */
const DEEPEST = 50

/** The conversation that shows each of these: itself, or the one it was joined to. Ids that are not there are left out. */
export async function shownBy(db: Handle, workspaceId: string, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ asked: string; id: string }>`
    with recursive way as (
      select id as asked, id, merged_into, 0 as depth from conversation
      where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])
      union all
      select way.asked, next.id, next.merged_into, depth + 1
      from way join conversation as next on next.workspace_id = ${workspaceId} and next.id = way.merged_into
      where depth < ${DEEPEST})
    select asked, id from way where merged_into is null`.execute(db)
  return new Map(rows.map((row) => [row.asked, row.id]))
}

/** In a query: the id of the conversation that shows a row of `conversation`; most show themselves and cost nothing. */
export function shownOf(row: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`case when ${row}.merged_into is null then ${row}.id else (
    with recursive way as (
      select ${row}.merged_into as id, 0 as depth
      union all
      select next.merged_into, depth + 1
      from way join conversation as next on next.workspace_id = ${row}.workspace_id and next.id = way.id
      where next.merged_into is not null and depth < ${sql.lit(DEEPEST)})
    select id from way order by depth desc limit 1) end`
}

/** A conversation and all that were joined to it, and to those: it comes first. */
export async function partsOf(db: Handle, workspaceId: string, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive part as (
      select id, 0 as depth from conversation where workspace_id = ${workspaceId} and id = ${id}
      union all
      select joined.id, depth + 1
      from part join conversation as joined
        on joined.workspace_id = ${workspaceId} and joined.merged_into = part.id
      where depth < ${DEEPEST})
    select id from part order by depth, id`.execute(db)
  return rows.map((row) => row.id)
}

/** Where what comes by a thread goes: `home` once threads that were parted are followed, `shown` once joins are. */
export interface Way {
  home: string
  shown: string
}

/** The ways of the threads that these conversations began with. */
export async function waysFrom(db: Handle, workspaceId: string, ids: string[]): Promise<Map<string, Way>> {
  const homes = new Map(ids.map((id) => [id, id]))
  let asked = ids
  for (let depth = 0; depth < DEEPEST && asked.length > 0; depth++) {
    const next = await splitsOf(db, workspaceId, asked)
    for (const [id, home] of homes) homes.set(id, next.get(home) ?? home)
    asked = [...next.values()]
  }
  const shown = await shownBy(db, workspaceId, [...new Set(homes.values())])
  return new Map(
    [...homes].flatMap(([id, home]) => {
      const at = shown.get(home)
      return at ? [[id, { home, shown: at }] as const] : []
    }),
  )
}

/** Of those that were parted, the conversation that goes on with their thread, where it is still there. */
async function splitsOf(db: Handle, workspaceId: string, ids: string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; next: string }>`
    select c.id, next.id as next from conversation c
    join conversation next on next.workspace_id = ${workspaceId} and next.id = c.split_to
    where c.workspace_id = ${workspaceId} and c.id = any(${ids}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row.next]))
}
