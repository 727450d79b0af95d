import { sql } from 'kysely'
import type { Handle } from '../../lib/db/index.ts'
import type { Crowd } from './agents.ts'

/**
 * What must never be, a line each: a note that was acknowledged and is not there, one that is there twice, one that
 * nobody asked for, a count of conversations that is not how many there are, a conversation in no list.
 */
export async function wrongIn(db: Handle, workspaceId: string, crowd: Crowd): Promise<string[]> {
  const wrong: string[] = []
  const { rows: notes } = await sql<{ conversation: string; text: string }>`
    select conversation_id as conversation, text from conversation_note where workspace_id = ${workspaceId}`.execute(
    db,
  )
  const there = new Map<string, number>()
  for (const { text } of notes) there.set(text, (there.get(text) ?? 0) + 1)
  const placed = new Set(notes.map(({ conversation, text }) => `${conversation} ${text}`))
  for (const { conversation, text } of crowd.notes)
    if (!placed.has(`${conversation} ${text}`)) wrong.push(`lost: ${text}`)
  for (const [text, times] of there) {
    if (times > 1) wrong.push(`doubled: ${text}`)
    if (!crowd.asked.has(text)) wrong.push(`never asked for: ${text}`)
  }
  const { rows: counts } = await sql<{ status: string; counted: number; real: number }>`
    select status, coalesce(sum(counted), 0)::int as counted, coalesce(sum(real), 0)::int as real from (
      select status, count as counted, 0 as real from conversation_counter where workspace_id = ${workspaceId}
      union all
      select status, 0, count(*) from conversation where workspace_id = ${workspaceId} group by status) as said
    group by status`.execute(db)
  for (const { status, counted, real } of counts)
    if (counted !== real) wrong.push(`counted ${counted} ${status}, and there are ${real}`)
  const { rows: kept } = await sql<{ id: string; notes: number; real: number }>`
    select id, notes, coalesce(real, 0)::int as real from conversation left join (
      select conversation_id, count(*) as real from conversation_note where workspace_id = ${workspaceId} group by 1) as counted
      on conversation_id = id
    where workspace_id = ${workspaceId} and notes <> coalesce(real, 0)`.execute(db)
  for (const { id, notes: said, real } of kept) wrong.push(`${id} says ${said} notes, and has ${real}`)
  return wrong
}
