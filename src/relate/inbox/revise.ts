import { sql } from 'kysely'
import { type Handle, notify, tables } from '../../../lib/db/index.ts'
import { getActivities, getByExternalId, type StoredActivity } from '../../activity/index.ts'
import { inOrder, isSpoken, summedUp } from './conversation.ts'
import type { Open } from './filing.ts'
import { shownBy } from './merge/way.ts'
import { stayingOf } from './priority/priority.ts'
import { getConversations } from './store.ts'
import type { InboxTables } from './tables.ts'

/** Messages of one conversation that an edit has read again: the newest ones. */
const READ_AGAIN = 1000

/** What the Updates and Deletes among these concern, as it stands now. */
export async function concernedBy(
  tx: Handle,
  workspaceId: string,
  activities: StoredActivity[],
): Promise<StoredActivity[]> {
  const revisions = activities.filter((activity) => !isSpoken(activity))
  const concerned: StoredActivity[] = []
  for (const [channel, some] of Map.groupBy(revisions, (activity) => activity.channel)) {
    const ids = [...new Set(some.map((one) => one.object_id))]
    concerned.push(...(await getByExternalId(tx, workspaceId, channel, ids)))
  }
  return concerned
}

/** Ids of the conversations that show each activity; one that stands in none is left out. */
export async function conversationsOf(
  tx: Handle,
  workspaceId: string,
  activities: StoredActivity[],
): Promise<Map<string, string[]>> {
  if (activities.length === 0) return new Map()
  const rows = await tables<InboxTables>(tx)
    .selectFrom('conversation_item')
    .select(['activity_id', 'conversation_id'])
    .where('workspace_id', '=', workspaceId)
    .where(
      'activity_id',
      'in',
      activities.map((activity) => activity.id),
    )
    .execute()
  const ids = [...new Set(rows.map((row) => row.conversation_id))]
  const shown = await shownBy(tx, workspaceId, ids)
  const byActivity = Map.groupBy(rows, (row) => row.activity_id)
  const shownOf = (some: typeof rows) => [
    ...new Set(some.flatMap((row) => shown.get(row.conversation_id) ?? [])),
  ]
  return new Map([...byActivity].map(([id, some]) => [id, shownOf(some)]))
}

/**
 * What the lists show of a conversation follows its texts as they stand: nothing of a deleted one stays, and a changed
 * one is weighed anew. Those at hand are changed there, as they are written afterwards.
 */
export async function reviseConversations(
  tx: Handle,
  workspaceId: string,
  ids: string[],
  open: Open[],
): Promise<void> {
  const atHand = new Map(open.map((one) => [one.id, one]))
  for (const id of ids) {
    const there = atHand.get(id)
    const { messages, whole } = await messagesOf(tx, workspaceId, id, there?.items ?? [])
    const [row] = there?.draft ? [there.draft] : await getConversations(tx, workspaceId, [id])
    const sum = summedUp(messages, stayingOf(row?.priority_reasons ?? []))
    if (!sum) continue
    const { snippet, sentiment, lang, priority, priority_reasons, alerts } = sum
    // Of a longer conversation the beginning is not read: rather no title than one that was taken back.
    const title = whole ? sum.title : null
    const shown = { title, snippet, sentiment, lang, priority, alerts }
    if (there?.draft) there.draft = { ...there.draft, ...shown, priority_reasons }
    else {
      await tables<InboxTables>(tx)
        .updateTable('conversation')
        .set({ ...shown, priority_reasons: JSON.stringify(priority_reasons) })
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', id)
        .execute()
      await notify(tx, { w: workspaceId, k: 'conversation', id })
    }
  }
}

/** The newest messages of a conversation, in the order they were said; `coming` are not written yet. */
export async function messagesOf(tx: Handle, workspaceId: string, id: string, coming: StoredActivity[]) {
  const { rows } = await sql<{ activity_id: string }>`
    select activity_id from conversation_item where workspace_id = ${workspaceId} and conversation_id = ${id}
    order by published desc, activity_id desc limit ${READ_AGAIN}`.execute(tx)
  const standing = await getActivities(
    tx,
    workspaceId,
    rows.map((row) => row.activity_id),
  )
  const byId = new Map([...coming, ...standing].map((activity) => [activity.id, activity]))
  const messages = [...byId.values()].sort(inOrder)
  return { messages, whole: rows.length < READ_AGAIN }
}
