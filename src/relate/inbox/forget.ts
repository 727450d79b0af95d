import { sql } from 'kysely'
import { type Handle, inTransaction, notify, tables } from '../../../lib/db/index.ts'
import { getActivities, type StoredActivity } from '../../activity/index.ts'
import { forgetApprovals } from './approval/matter/store.ts'
import { forgetExchanges } from './call/store.ts'
import { authorOf, inOrder, summedUp, waitsIn } from './conversation.ts'
import { shift } from './counter.ts'
import { dropDrafts } from './draft/store.ts'
import { forgetEscalations, forgetReplies } from './escalation/matter/forget.ts'
import { removeHollow } from './merge/hollow.ts'
import { type Reason, stayingOf } from './priority/priority.ts'
import { forgetArrivals, forgetInvitations } from './private/forget.ts'
import { forgetRatings } from './satisfaction/store.ts'
import { removePairs } from './suggest/store.ts'
import type { InboxTables, Status } from './tables.ts'

interface Standing {
  id: string
  status: Status
  assignee_id: string | null
  messages: number
  waiting_since: Date | null
  priority_reasons: Reason[]
}

const open = (tx: Handle) => tables<InboxTables>(tx)

/**
 * Takes activities that were withdrawn from the stream out of the conversations they stood in: one where nobody else
 * had written goes, with what was noted there; another is summed up again from the rest, and stays where people put it.
 */
export function forgetActivities(db: Handle, workspaceId: string, activityIds: string[]): Promise<void> {
  return inTransaction(db, async (tx) => {
    await removePairs(tx, workspaceId, activityIds)
    // Before their lines, as who joins them does.
    await sql`
      select 1 from conversation where workspace_id = ${workspaceId} and id in (
        select conversation_id from conversation_item
        where workspace_id = ${workspaceId} and activity_id = any(${activityIds}::uuid[]))
      order by id for update`.execute(tx)
    const { rows } = await sql<{ conversation_id: string; of: string }>`
      delete from conversation_item where workspace_id = ${workspaceId} and activity_id = any(${activityIds}::uuid[])
      returning conversation_id, coalesce(home, conversation_id) as of`.execute(tx)
    await forgetApprovals(tx, workspaceId, activityIds)
    await forgetReplies(tx, workspaceId, activityIds)
    await forgetRatings(tx, workspaceId, activityIds)
    await forgetExchanges(tx, workspaceId, activityIds)
    await forgetArrivals(tx, workspaceId, activityIds)
    const gone = Map.groupBy(rows, (row) => row.conversation_id)
    if (gone.size === 0) return
    const conversations = await locked(tx, workspaceId, [...gone.keys()])
    const left = await messagesLeft(tx, workspaceId, [...gone.keys()])
    await removeAll(
      tx,
      workspaceId,
      conversations.filter(({ id }) => !left.get(id)?.some((activity) => !activity.ours)),
    )
    const joined = await removeHollow(tx, workspaceId, [...gone.keys()], theirsIn(left))
    const touched = new Set(rows.map((row) => row.of))
    for (const [id, ids] of joined)
      if (touched.has(id)) await renameJoined(tx, workspaceId, id, messagesOf(left, ids))
    for (const one of conversations) {
      const messages = left.get(one.id) ?? []
      if (messages.some((activity) => !activity.ours))
        await sumUp(tx, workspaceId, one, messages, gone.get(one.id)?.length ?? 0)
    }
    for (const id of [...gone.keys()].slice(0, 50))
      await notify(tx, { w: workspaceId, k: 'conversation', id })
  })
}

function messagesOf(left: ReadonlyMap<string, StoredActivity[]>, ids: string[]): StoredActivity[] {
  const wanted = new Set(ids)
  return [...left.values()]
    .flat()
    .filter(({ id }) => wanted.has(id))
    .sort(inOrder)
}

/** What was joined elsewhere and stays there for what others said in it names them, and says their words. */
async function renameJoined(
  tx: Handle,
  workspaceId: string,
  id: string,
  messages: StoredActivity[],
): Promise<void> {
  const draft = summedUp(messages, [])
  if (!draft) return
  const { title, snippet, last_at, last_activity_id } = draft
  await open(tx)
    .updateTable('conversation')
    .set({ title, snippet, last_at, last_activity_id, ...authorOf(messages) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

function theirsIn(left: ReadonlyMap<string, StoredActivity[]>): Set<string> {
  const all = [...left.values()].flat()
  return new Set(all.filter(({ ours }) => !ours).map(({ id }) => id))
}

function locked(tx: Handle, workspaceId: string, ids: string[]): Promise<Standing[]> {
  return open(tx)
    .selectFrom('conversation')
    .select(['id', 'status', 'assignee_id', 'messages', 'waiting_since', 'priority_reasons'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .where('merged_into', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** What stands in each conversation still, in the order it was said. */
async function messagesLeft(
  tx: Handle,
  workspaceId: string,
  ids: string[],
): Promise<Map<string, StoredActivity[]>> {
  const rows = await open(tx)
    .selectFrom('conversation_item')
    .select(['conversation_id', 'activity_id'])
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', 'in', ids)
    .execute()
  const activities = await getActivities(tx, workspaceId, [...new Set(rows.map((row) => row.activity_id))])
  const byId = new Map(activities.map((activity) => [activity.id, activity]))
  const left = new Map<string, StoredActivity[]>()
  for (const [id, items] of Map.groupBy(rows, (row) => row.conversation_id)) {
    const messages = items.flatMap((item) => byId.get(item.activity_id) ?? [])
    left.set(id, messages.sort(inOrder))
  }
  return left
}

async function removeAll(tx: Handle, workspaceId: string, empty: Standing[]): Promise<void> {
  if (empty.length === 0) return
  const ids = empty.map(({ id }) => id)
  await forgetEscalations(tx, workspaceId, ids)
  await forgetInvitations(tx, workspaceId, ids)
  await dropDrafts(tx, workspaceId, { conversationIds: ids })
  await open(tx)
    .deleteFrom('conversation')
    .where('workspace_id', '=', workspaceId)
    .where(
      'id',
      'in',
      empty.map(({ id }) => id),
    )
    .execute()
  await shift(
    tx,
    workspaceId,
    empty.map(({ status, assignee_id }) => ({ from: { status, assignee: assignee_id }, to: null })),
  )
}

async function sumUp(
  tx: Handle,
  workspaceId: string,
  one: Standing,
  messages: StoredActivity[],
  fewer: number,
): Promise<void> {
  const draft = summedUp(messages, stayingOf(one.priority_reasons))
  if (!draft) return
  const { status: _status, snoozed_until: _snoozed, ...rest } = draft
  const waits = waitsIn(messages)
  await open(tx)
    .updateTable('conversation')
    .set({
      ...rest,
      ...authorOf(messages),
      priority_reasons: JSON.stringify(rest.priority_reasons),
      messages: Math.max(1, one.messages - fewer),
      first_answer_at: waits?.first_answer_at ?? null,
      waiting_since: laterOf(one.waiting_since, waits?.waiting_since),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', one.id)
    .execute()
}

/** What was closed and asked anew has waited since then, not since the first message. */
function laterOf(was: Date | null, now: Date | null | undefined): Date | null {
  if (!was || !now) return null
  return was > now ? was : now
}
