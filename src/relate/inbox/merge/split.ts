import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction } from '../../../../lib/db/index.ts'
import { invalid, notFound } from '../../../../lib/errors/index.ts'
import { getActivities, type StoredActivity } from '../../../activity/index.ts'
import type { By } from '../change.ts'
import { inOrder, rootOf, summedUp } from '../conversation.ts'
import { shift } from '../counter.ts'
import { stayingOf } from '../priority/priority.ts'
import { keepTime } from '../service-level/keep.ts'
import { type Conversation, getConversations } from '../store.ts'
import { tell } from './move.ts'
import { resum } from './resum.ts'

/** What is parted at one time. */
const MOST = 2000

interface Line {
  activity_id: string
  home: string
}

/**
 * Parts what was said from a message on into a conversation of its own, where what comes later in the same threads
 * goes on. Taken back by joining it again.
 * @returns the id of the new conversation
 * @throws Problem `not_found`, `split_leaves_nothing` where the message is the first, `split_too_long`
 */
export function splitConversation(
  db: Handle,
  workspaceId: string,
  { id, from }: { id: string; from: string },
  by: By,
): Promise<string> {
  return inTransaction(db, async (tx) => {
    const [row] = await getConversations(tx, workspaceId, [id], true)
    if (!row) throw notFound('conversation')
    const lines = await linesFrom(tx, workspaceId, row.id, from)
    const first = await firstOfTheirs(tx, workspaceId, lines)
    if (!first || !(await saysBefore(tx, workspaceId, row.id, lines))) throw invalid('split_leaves_nothing')
    const next = uuidv7()
    await begin(tx, workspaceId, { next, row, home: first.home, messages: first.messages })
    const moved = lines.map((line) => line.activity_id)
    await sql`
      update conversation_item set conversation_id = ${next}, home = null
      where workspace_id = ${workspaceId} and conversation_id = ${row.id} and activity_id = any(${moved}::uuid[])`.execute(
      tx,
    )
    const homes = [...new Set(lines.map(({ home }) => home))]
    await sql`
      update conversation set split_to = ${next}
      where workspace_id = ${workspaceId} and id = any(${homes}::uuid[])`.execute(tx)
    await resum(tx, workspaceId, row)
    await shift(tx, workspaceId, [{ from: null, to: { status: row.status, assignee: row.assignee_id } }])
    await keepTime(tx, workspaceId, [row.id, next], { now: by.now })
    await tell(tx, workspaceId, { id: row.id, what: 'split', value: next }, by)
    await tell(tx, workspaceId, { id: next, what: 'split-from', value: row.id }, by)
    return next
  })
}

async function linesFrom(tx: Handle, workspaceId: string, id: string, from: string): Promise<Line[]> {
  const { rows } = await sql<Line>`
    select activity_id, coalesce(home, conversation_id) as home from conversation_item
    where workspace_id = ${workspaceId} and conversation_id = ${id} and (published, activity_id) >= (
      select published, activity_id from conversation_item
      where workspace_id = ${workspaceId} and conversation_id = ${id} and activity_id = ${from})
    order by published, activity_id limit ${MOST + 1}`.execute(tx)
  if (rows.length === 0) throw notFound('activity')
  if (rows.length > MOST) throw invalid('split_too_long', { most: MOST })
  return rows
}

async function firstOfTheirs(tx: Handle, workspaceId: string, lines: Line[]) {
  const messages = await spokenOf(tx, workspaceId, lines)
  const first = messages.find((one) => !one.ours)
  const home = lines.find(({ activity_id }) => activity_id === first?.id)?.home
  return first && home ? { first, home, messages } : undefined
}

async function spokenOf(tx: Handle, workspaceId: string, lines: Pick<Line, 'activity_id'>[]) {
  const activities = await getActivities(
    tx,
    workspaceId,
    lines.map((line) => line.activity_id),
  )
  return activities.toSorted(inOrder)
}

/** Whether a message of theirs stays, the post that they all stand under aside. */
async function saysBefore(tx: Handle, workspaceId: string, id: string, lines: Line[]): Promise<boolean> {
  const moved = lines.map((line) => line.activity_id)
  const { rows } = await sql<{ activity_id: string }>`
    select activity_id from conversation_item
    where workspace_id = ${workspaceId} and conversation_id = ${id} and activity_id <> all(${moved}::uuid[])
    order by published limit ${MOST}`.execute(tx)
  const staying = await spokenOf(tx, workspaceId, rows)
  return staying.some((one) => !one.ours || one.object_id !== rootOf(one))
}

/** The new conversation stands where its first message came from, and where people put the one it leaves. */
async function begin(
  tx: Handle,
  workspaceId: string,
  {
    next,
    row,
    home,
    messages,
  }: { next: string; row: Conversation; home: string; messages: StoredActivity[] },
): Promise<void> {
  const sum = summedUp(messages, stayingOf(row.priority_reasons))
  const first = messages.find((one) => !one.ours)
  if (!sum || !first) return
  await sql`
    insert into conversation (workspace_id, id, channel, thread_key, account_id, visibility, author_id, author_name,
      author_handle, author_avatar, person_id, title, snippet, status, assignee_id, labels, alerts, priority,
      priority_reasons, review, sentiment, lang, messages, first_at, first_answer_at, last_at, last_activity_id,
      waiting_since, snoozed_until)
    select workspace_id, ${next}, channel, thread_key || ${`\n\n${next}`}, account_id, visibility, ${first.actor_id},
      ${first.actor_name}, ${first.actor_handle}, ${first.actor_avatar}, ${first.person_id}, ${sum.title}, ${sum.snippet},
      ${row.status}, ${row.assignee_id}, ${row.labels}, ${sum.alerts}::uuid[], ${sum.priority},
      ${JSON.stringify(sum.priority_reasons)}::jsonb, ${sum.review}, ${sum.sentiment}, ${sum.lang}, ${sum.messages},
      ${sum.first_at}, ${sum.first_answer_at}, ${sum.last_at}, ${sum.last_activity_id}, ${sum.waiting_since},
      ${row.snoozed_until}
    from conversation where workspace_id = ${workspaceId} and id = ${home}`.execute(tx)
}
