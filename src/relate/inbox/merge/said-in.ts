import { sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'
import { getActivities, type StoredActivity } from '../../../activity/index.ts'
import { type Conversation, rowsOf } from '../store.ts'
import { partsOf } from './way.ts'

/** Where a message came in: what was joined to a conversation is answered where it was said, by who was spoken to. */
export async function saidIn(
  db: Handle,
  workspaceId: string,
  talk: Conversation,
  activityId: string | undefined,
): Promise<Conversation> {
  if (!activityId) return talk
  const { rows } = await sql<{ home: string | null }>`
    select home from conversation_item
    where workspace_id = ${workspaceId} and conversation_id = ${talk.id} and activity_id = ${activityId}`.execute(
    db,
  )
  const home = rows[0]?.home
  if (!home) return talk
  return (await rowsOf(db, workspaceId, [home], false))[0] ?? talk
}

export interface Choice {
  /** The conversation that it came by. */
  home: string
  message: StoredActivity
}

/** The last message of theirs in each thread of a conversation that several were joined to, the newest first. */
export async function choicesOf(db: Handle, workspaceId: string, id: string): Promise<Choice[]> {
  const parts = await partsOf(db, workspaceId, id)
  if (parts.length < 2) return []
  const { rows } = await sql<{ home: string; activity_id: string }>`
    select part.id as home, line.activity_id
    from unnest(${parts}::uuid[]) as part (id)
    cross join lateral (
      select activity_id from conversation_item
      where workspace_id = ${workspaceId} and conversation_id = ${id} and coalesce(home, conversation_id) = part.id
      order by published desc, activity_id desc limit 50) as line`.execute(db)
  const activities = await getActivities(
    db,
    workspaceId,
    rows.map((row) => row.activity_id),
  )
  const byId = new Map(activities.map((one) => [one.id, one]))
  const choices = [...Map.groupBy(rows, (row) => row.home)].flatMap(([home, lines]) => {
    const message = lines
      .flatMap((line) => byId.get(line.activity_id) ?? [])
      .find((one) => !one.ours && !one.deleted)
    return message ? [{ home, message }] : []
  })
  return choices.toSorted((a, b) => b.message.published.getTime() - a.message.published.getTime())
}
