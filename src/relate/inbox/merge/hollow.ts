import { sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'
import { dropDrafts } from '../draft/store.ts'
import { forgetEscalations } from '../escalation/matter/forget.ts'
import { forgetInvitations } from '../private/forget.ts'

/**
 * Takes conversations away that were joined to one of these and of which nothing that anybody else said is left: nobody
 * would find them any more, and they name who wrote. `standing` is what is left of others in all of them.
 * @returns of those that stay, the lines that are their own
 */
export async function removeHollow(
  tx: Handle,
  workspaceId: string,
  hosts: string[],
  standing: ReadonlySet<string>,
): Promise<Map<string, string[]>> {
  const { rows: joined } = await sql<{ id: string; merged_into: string }>`
    with recursive part as (
      select id, merged_into from conversation
      where workspace_id = ${workspaceId} and merged_into = any(${hosts}::uuid[])
      union
      select next.id, next.merged_into
      from part join conversation as next on next.workspace_id = ${workspaceId} and next.merged_into = part.id)
    select id, merged_into from part`.execute(tx)
  if (joined.length === 0) return new Map()
  const ids = joined.map(({ id }) => id)
  const { rows: lines } = await sql<{ of: string; activity_id: string }>`
    select coalesce(home, conversation_id) as of, activity_id from conversation_item
    where workspace_id = ${workspaceId} and (conversation_id = any(${hosts}::uuid[]) or conversation_id = any(${ids}::uuid[]))`.execute(
    tx,
  )
  const kept = new Set(lines.filter((line) => standing.has(line.activity_id)).map((line) => line.of))
  const hollow = joined.filter(({ id }) => !kept.has(id))
  for (const { id, merged_into } of hollow) {
    await sql`
      update conversation set merged_into = ${merged_into}
      where workspace_id = ${workspaceId} and merged_into = ${id}`.execute(tx)
    for (const table of ['conversation_item', 'conversation_note', 'conversation_event'])
      await sql`
        update ${sql.table(table)} set home = null
        where workspace_id = ${workspaceId} and conversation_id = any(${hosts}::uuid[]) and home = ${id}`.execute(
        tx,
      )
    await forgetEscalations(tx, workspaceId, [id])
    await forgetInvitations(tx, workspaceId, [id])
    await dropDrafts(tx, workspaceId, { conversationIds: [id] })
    await sql`delete from conversation where workspace_id = ${workspaceId} and id = ${id}`.execute(tx)
  }
  const own = Map.groupBy(lines, (line) => line.of)
  const stay = joined.filter(({ id }) => kept.has(id))
  return new Map(stay.map(({ id }) => [id, (own.get(id) ?? []).map((line) => line.activity_id)]))
}
