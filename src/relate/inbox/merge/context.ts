import { sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'
import { getActivities, getByExternalId, type StoredActivity } from '../../../activity/index.ts'
import { rootOf } from '../conversation.ts'
import type { Conversation } from '../store.ts'

/** How many messages above the first are looked for. */
const ABOVE = 20

/**
 * What a conversation was said under: the post that its first message answers, what that answers in turn, and the root
 * of the thread; the oldest first. Only what the stream has; a root may stand in the conversation as well.
 */
export async function contextOf(
  db: Handle,
  workspaceId: string,
  { id, first_at }: Pick<Conversation, 'id' | 'first_at'>,
): Promise<StoredActivity[]> {
  const { rows } = await sql<{ activity_id: string }>`
    select activity_id from conversation_item
    where workspace_id = ${workspaceId} and conversation_id = ${id} and published >= ${first_at}
    order by published, activity_id limit ${ABOVE}`.execute(db)
  const lines = await getActivities(
    db,
    workspaceId,
    rows.map((row) => row.activity_id),
  )
  const first = lines
    .toSorted((a, b) => a.published.getTime() - b.published.getTime())
    .find(({ ours }) => !ours)
  if (!first) return []
  const above = new Map<string, StoredActivity>()
  let at: StoredActivity | undefined = first
  while (at?.in_reply_to && above.size < ABOVE) {
    const [parent]: StoredActivity[] = await getByExternalId(db, workspaceId, first.channel, [at.in_reply_to])
    at = parent && !above.has(parent.id) && parent.id !== first.id ? parent : undefined
    if (at) above.set(at.id, at)
  }
  const [root] = await getByExternalId(db, workspaceId, first.channel, [rootOf(first)])
  if (root && root.id !== first.id) above.set(root.id, root)
  return [...above.values()]
    .filter((one) => !one.deleted)
    .toSorted((a, b) => a.published.getTime() - b.published.getTime())
}
