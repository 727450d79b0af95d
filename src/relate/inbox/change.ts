import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, notify, tables } from '../../../lib/db/index.ts'
import { invalid, notFound } from '../../../lib/errors/index.ts'
import { shift } from './counter.ts'
import { shownBy } from './merge/way.ts'
import { keepTime } from './service-level/keep.ts'
import { type Conversation, getConversations } from './store.ts'
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

export interface By {
  /** Null: the program itself. */
  memberId: string | null
  now: Date
}

/** One change of one conversation, by somebody at some time. */
export interface Step extends By {
  id: string
  change: Change
  /** The name of the rule that assigns. */
  rule?: string
}

/**
 * The same change to several conversations, together or not at all: writes what happened in each, and answers what
 * takes it back.
 * @throws Problem `not_found` when one is not of this workspace, `snooze_needs_time`, `snooze_in_past`.
 */
export function changeConversations(
  db: Handle,
  workspaceId: string,
  ids: string[],
  change: Change,
  by: By,
): Promise<Undo[]> {
  return changeEach(
    db,
    workspaceId,
    [...new Set(ids)].map((id) => ({ id, change, ...by })),
  )
}

/** Several changes, one a conversation, together or not at all; a few statements whatever their number. */
export function changeEach(db: Handle, workspaceId: string, steps: Step[]): Promise<Undo[]> {
  for (const { change, now } of steps) check(change, now)
  return inTransaction(db, async (tx) => {
    const rows = await getConversations(
      tx,
      workspaceId,
      steps.map((step) => step.id),
      true,
    )
    const byId = await stepsShown(tx, workspaceId, steps, rows)
    const moves = rows.flatMap((row) => {
      const step = byId.get(row.id)
      const move = step && moveOf(row, step)
      return move ? [move] : []
    })
    await write(tx, workspaceId, moves)
    return moves.map(({ row, undo }) => ({ id: row.id, change: undo }))
  })
}

/** The step of each conversation: where some were joined meanwhile, what was asked of all of them. */
async function stepsShown(
  tx: Handle,
  workspaceId: string,
  steps: Step[],
  rows: Conversation[],
): Promise<Map<string, Step>> {
  const here = new Set(rows.map(({ id }) => id))
  if (steps.every(({ id }) => here.has(id))) return new Map(steps.map((step) => [step.id, step]))
  const shown = await shownBy(
    tx,
    workspaceId,
    steps.map(({ id }) => id),
  )
  const byId = new Map<string, Step>()
  for (const step of steps) {
    const id = shown.get(step.id)
    if (!id) throw notFound('conversation')
    byId.set(id, { ...step, id, change: { ...byId.get(id)?.change, ...step.change } })
  }
  return byId
}

function check(change: Change, now: Date): void {
  if (change.status === 'snoozed' && !change.snoozedUntil) throw invalid('snooze_needs_time')
  if (change.snoozedUntil && change.snoozedUntil <= now) throw invalid('snooze_in_past')
}

type What = 'assigned' | 'done' | 'reopened' | 'snoozed' | 'labelled'

interface Move {
  row: Conversation
  next: { status: Status; snoozed_until: Date | null; assignee_id: string | null; labels: string[] }
  happened: { what: What; value: string | null; detail?: string }[]
  by: By
  undo: Undo['change']
}

/** What a step makes of a conversation; undefined when it is so already. */
function moveOf(row: Conversation, { change, memberId, now, rule }: Step): Move | undefined {
  const { status, snoozed_until, assignee_id, labels } = row
  const move: Move = {
    row,
    next: { status, snoozed_until, assignee_id, labels },
    happened: [],
    by: { memberId, now },
    undo: {},
  }
  if (change.status && (change.status !== status || change.snoozedUntil))
    moveStatus(move, change.status, change)
  if (change.assigneeId !== undefined && change.assigneeId !== assignee_id) {
    move.undo.assigneeId = assignee_id
    move.next.assignee_id = change.assigneeId
    const detail = rule && JSON.stringify({ status: null, words: rule })
    move.happened.push({ what: 'assigned', value: change.assigneeId, ...(detail ? { detail } : {}) })
  }
  if (change.labels && change.labels.join('\n') !== labels.join('\n')) {
    move.undo.labels = labels
    move.next.labels = change.labels
    move.happened.push({ what: 'labelled', value: change.labels.join(', ') })
  }
  return move.happened.length > 0 ? move : undefined
}

function moveStatus(move: Move, status: Status, { snoozedUntil }: Change): void {
  const { row } = move
  move.undo.status = row.status
  if (row.snoozed_until) move.undo.snoozedUntil = row.snoozed_until.toISOString()
  move.next.status = status
  move.next.snoozed_until = status === 'snoozed' ? (snoozedUntil ?? null) : null
  move.happened.push({
    what: status === 'open' ? 'reopened' : status,
    value: snoozedUntil?.toISOString() ?? null,
  })
}

/** Beyond this many, lists are fetched again rather than told of each. */
const TOLD = 50

async function write(tx: Handle, workspaceId: string, moves: Move[]): Promise<void> {
  if (moves.length === 0) return
  const rows = moves.map(({ row, next }) => ({ id: row.id, ...next }))
  await sql`
    update conversation set status = row.status, snoozed_until = row.snoozed_until, assignee_id = row.assignee_id,
      labels = row.labels
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as row (id uuid, status text, snoozed_until timestamptz, assignee_id uuid, labels text[])
    where conversation.workspace_id = ${workspaceId} and conversation.id = row.id`.execute(tx)
  const events = moves.flatMap(({ row, happened, by }) =>
    happened.map((one) => ({ conversation: row.id, id: uuidv7(), at: by.now, member: by.memberId, ...one })),
  )
  await sql`
    insert into conversation_event (workspace_id, conversation_id, id, at, member_id, what, value, detail)
    select ${workspaceId}::uuid, conversation, id, at, member, what, value, detail::jsonb
    from json_to_recordset(${JSON.stringify(events)}::json)
      as row (conversation uuid, id uuid, at timestamptz, member uuid, what text, value text, detail text)`.execute(
    tx,
  )
  await shift(
    tx,
    workspaceId,
    moves.map(({ row, next }) => ({
      from: { status: row.status, assignee: row.assignee_id },
      to: { status: next.status, assignee: next.assignee_id },
    })),
  )
  await inTime(tx, workspaceId, moves)
  for (const { row } of moves.slice(0, TOLD))
    await notify(tx, { w: workspaceId, k: 'conversation', id: row.id })
  if (moves.length > TOLD) await notify(tx, { w: workspaceId, k: 'conversation' })
}

/** What is due follows what is closed, put away, taken up again or labelled. */
async function inTime(tx: Handle, workspaceId: string, moves: readonly Move[]): Promise<void> {
  const moved = moves.filter(({ happened }) => happened.some(({ what }) => what !== 'assigned'))
  for (const [now, some] of Map.groupBy(moved, ({ by }) => by.now))
    await keepTime(
      tx,
      workspaceId,
      some.map(({ row }) => row.id),
      { now },
    )
}

/** Brings back what was put away until now, of all workspaces; answers how many. */
export async function wakeSnoozed(db: Handle, now: Date): Promise<number> {
  const due = await dueFrom(db, now).select(['workspace_id', 'id']).limit(1000).execute()
  let woken = 0
  for (const [workspaceId, rows] of Map.groupBy(due, (row) => row.workspace_id)) {
    await inTransaction(db, async (tx) => {
      // Asked again under the lock: meanwhile somebody may have closed it, or put it away for longer.
      const still = await dueFrom(tx, now)
        .select('id')
        .where('workspace_id', '=', workspaceId)
        .where(
          'id',
          'in',
          rows.map((row) => row.id),
        )
        .orderBy('id')
        .forUpdate()
        .execute()
      if (still.length === 0) return
      const ids = still.map((row) => row.id)
      await changeConversations(tx, workspaceId, ids, { status: 'open' }, { memberId: null, now })
      woken += ids.length
    })
  }
  return woken
}

function dueFrom(db: Handle, now: Date) {
  return tables<InboxTables>(db)
    .selectFrom('conversation')
    .where('status', '=', 'snoozed')
    .where('snoozed_until', '<=', now)
}
