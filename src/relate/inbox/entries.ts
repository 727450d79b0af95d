import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '../../../lib/db/index.ts'
import { getActivities, type StoredActivity } from '../../activity/index.ts'
import { repliedBy } from '../../deliver/index.ts'

/** A line of a conversation: a message, a note, or something that happened. */
export interface EntryRow {
  kind: 'message' | 'note' | 'event'
  id: string
  at: Date
  member_id: string | null
  text: string | null
  what: string | null
  value: string | null
  /** Of an event: the message that it is about, and what was said of it. */
  about: string | null
  detail: { status: string | null; words: string | null } | null
}

/** What stands behind lines that are messages, by their ids. */
export interface Behind {
  activities: Map<string, StoredActivity>
  /** The delivery that an answer of ours was. */
  deliveries: ReadonlyMap<string, string>
}

export interface EntryPage {
  /** From the oldest on, or from the newest back. */
  order: 'asc' | 'desc'
  limit: number
  /** The last line of the page before. */
  after?: { at: Date; id: string } | undefined
}

/** Lines of a conversation in that order, after `after`. */
export async function listEntries(
  db: Handle,
  workspaceId: string,
  conversationId: string,
  { order, limit, after }: EntryPage,
): Promise<Behind & { entries: EntryRow[] }> {
  const [beyond, way] = order === 'asc' ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`]
  const place = (at: RawBuilder<unknown>, id: RawBuilder<unknown>) =>
    after ? sql`and (${at}, ${id}) ${beyond} (${after.at}::timestamptz, ${after.id}::uuid)` : sql``
  const of = sql`workspace_id = ${workspaceId} and conversation_id = ${conversationId}`
  const { rows: entries } = await sql<EntryRow>`
    (select 'message' as kind, activity_id as id, published as at, null::uuid as member_id, null::text as text,
        null::text as what, null::text as value, null::uuid as about, null::jsonb as detail
      from conversation_item where ${of} ${place(sql`published`, sql`activity_id`)}
      order by published ${way}, activity_id ${way} limit ${limit})
    union all
    (select 'note', id, at, member_id, text, null, null, null, null
      from conversation_note where ${of} ${place(sql`at`, sql`id`)} order by at ${way}, id ${way} limit ${limit})
    union all
    (select 'event', id, at, member_id, null, what, value, about, detail
      from conversation_event where ${of} ${place(sql`at`, sql`id`)} order by at ${way}, id ${way} limit ${limit})
    order by at ${way}, id ${way} limit ${limit}`.execute(db)
  const ids = entries.filter((entry) => entry.kind === 'message').map((entry) => entry.id)
  const activities = await getActivities(db, workspaceId, ids)
  // Read after its message, which stands there from the commit that ended it: none is missed.
  const ours = activities.flatMap(({ id, ours }) => (ours ? [id] : []))
  const deliveries = await repliedBy(db, workspaceId, ours)
  return { entries, activities: new Map(activities.map((activity) => [activity.id, activity])), deliveries }
}
