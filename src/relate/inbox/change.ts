import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, notify, tables } from '../../../lib/db/index.ts'
import { invalid, notFound } from '../../../lib/errors/index.ts'
import { shift } from './counter.ts'
import { type Conversation, getConversation, getConversations } from './store.ts'
import type { InboxTables, Status } from './tables.ts'

export interface Change {
  status?: Status
  assigneeId?: string | null
  snoozedUntil?: Date
  labels?: string[]
}

/** What takes a change back: the values that were there. */
export interface Undo {
  id: string
  change: { status?: Status; assigneeId?: string | null; snoozedUntil?: string; labels?: string[] }
}

/**
 * Changes conversations together or not at all, writes what happened in each, and answers what takes it back.
 * @throws Problem `not_found` when one is not of this workspace, `snooze_needs_time`, `snooze_in_past`.
 */
export function changeConversations(
  db: Handle,
  workspaceId: string,
  ids: string[],
  change: Change,
  by: { memberId: string | null; now: Date },
): Promise<Undo[]> {
  check(change, by.now)
  return inTransaction(db, async (tx) => {
    const rows = await getConversations(tx, workspaceId, [...new Set(ids)], true)
    if (rows.length !== new Set(ids).size) throw notFound('conversation')
    const undo: Undo[] = []
    for (const row of rows) {
      const before = await apply(tx, row, change, by)
      if (before) undo.push({ id: row.id, change: before })
    }
    await shift(
      tx,
      workspaceId,
      rows.map((row) => ({
        from: { status: row.status, assignee: row.assignee_id },
        to: {
          status: change.status ?? row.status,
          assignee: change.assigneeId === undefined ? row.assignee_id : change.assigneeId,
        },
      })),
    )
    return undo
  })
}

function check(change: Change, now: Date): void {
  if (change.status === 'snoozed' && !change.snoozedUntil) throw invalid('snooze_needs_time')
  if (change.snoozedUntil && change.snoozedUntil <= now) throw invalid('snooze_in_past')
}

async function apply(
  tx: Handle,
  row: Conversation,
  change: Change,
  by: { memberId: string | null; now: Date },
) {
  const before: Undo['change'] = {}
  const set: Record<string, unknown> = {}
  const status = change.status
  if (status && (status !== row.status || change.snoozedUntil)) {
    before.status = row.status
    if (row.snoozed_until) before.snoozedUntil = row.snoozed_until.toISOString()
    set.status = status
    set.snoozed_until = status === 'snoozed' ? change.snoozedUntil : null
    const what = status === 'open' ? 'reopened' : status
    await tell(tx, row, by, what, change.snoozedUntil?.toISOString() ?? null)
  }
  if (change.assigneeId !== undefined && change.assigneeId !== row.assignee_id) {
    before.assigneeId = row.assignee_id
    set.assignee_id = change.assigneeId
    await tell(tx, row, by, 'assigned', change.assigneeId)
  }
  if (change.labels && change.labels.join('\n') !== row.labels.join('\n')) {
    before.labels = row.labels
    set.labels = change.labels
    await tell(tx, row, by, 'labelled', change.labels.join(', '))
  }
  if (Object.keys(set).length === 0) return undefined
  await tables<InboxTables>(tx)
    .updateTable('conversation')
    .set(set)
    .where('workspace_id', '=', row.workspace_id)
    .where('id', '=', row.id)
    .execute()
  await notify(tx, { w: row.workspace_id, k: 'conversation', id: row.id })
  return before
}

type What = 'assigned' | 'done' | 'reopened' | 'snoozed' | 'labelled'

async function tell(
  tx: Handle,
  row: Conversation,
  by: { memberId: string | null; now: Date },
  what: What,
  value: string | null,
): Promise<void> {
  await tables<InboxTables>(tx)
    .insertInto('conversation_event')
    .values({
      workspace_id: row.workspace_id,
      conversation_id: row.id,
      id: uuidv7(),
      at: by.now,
      member_id: by.memberId,
      what,
      value,
    })
    .execute()
}

/** Adds a note that only colleagues see. */
export async function addNote(
  db: Handle,
  workspaceId: string,
  conversationId: string,
  note: { memberId: string; text: string; now: Date },
): Promise<string> {
  return inTransaction(db, async (tx) => {
    await getConversation(tx, workspaceId, conversationId)
    const id = uuidv7()
    await tables<InboxTables>(tx)
      .insertInto('conversation_note')
      .values({
        workspace_id: workspaceId,
        conversation_id: conversationId,
        id,
        at: note.now,
        member_id: note.memberId,
        text: note.text,
      })
      .execute()
    await sql`
      update conversation set notes = notes + 1
      where workspace_id = ${workspaceId} and id = ${conversationId}`.execute(tx)
    await notify(tx, { w: workspaceId, k: 'conversation', id: conversationId })
    return id
  })
}

/** Brings back what was put away until now, of all workspaces; answers how many. */
export async function wakeSnoozed(db: Handle, now: Date): Promise<number> {
  const due = await tables<InboxTables>(db)
    .selectFrom('conversation')
    .select(['workspace_id', 'id'])
    .where('status', '=', 'snoozed')
    .where('snoozed_until', '<=', now)
    .limit(1000)
    .execute()
  for (const [workspaceId, rows] of Map.groupBy(due, (row) => row.workspace_id)) {
    await changeConversations(
      db,
      workspaceId,
      rows.map((row) => row.id),
      { status: 'open' },
      { memberId: null, now },
    )
  }
  return due.length
}

/** Notes that a member looks at a conversation, and answers who else does. */
export async function look(
  db: Handle,
  workspaceId: string,
  conversationId: string,
  memberId: string,
  now: Date,
) {
  await sql`
    insert into conversation_viewer (workspace_id, conversation_id, member_id, seen)
    values (${workspaceId}, ${conversationId}, ${memberId}, ${now})
    on conflict (workspace_id, conversation_id, member_id) do update set seen = excluded.seen`.execute(db)
  const since = new Date(now.getTime() - 60_000)
  const { rows } = await sql<{ member_id: string }>`
    select member_id from conversation_viewer
    where workspace_id = ${workspaceId} and conversation_id = ${conversationId} and seen > ${since}
      and member_id <> ${memberId}`.execute(db)
  return rows.map((row) => row.member_id)
}
