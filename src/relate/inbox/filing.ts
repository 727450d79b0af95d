import { sql } from 'kysely'
import { type Handle, notify, tables } from '../../../lib/db/index.ts'
import type { StoredActivity } from '../../activity/index.ts'
import type { Draft } from './conversation.ts'
import { type Place, shift } from './counter.ts'
import { type Conversation, getConversations } from './store.ts'
import type { InboxTables } from './tables.ts'

/** A conversation that the intake has at hand, and what it adds to it. */
export interface Open {
  id: string
  channel: string
  key: string
  /** The first message of one that is new. */
  first?: StoredActivity
  /** As it stood before; absent for one that is new. */
  row?: Conversation
  draft?: Draft
  items: StoredActivity[]
}

/**
 * Locks the conversations of the given keys, and those of the given ids, in the order of their ids as everybody who
 * changes some does. Answers those of the keys, by channel and key.
 */
export async function inLockOrder(
  tx: Handle,
  workspaceId: string,
  wanted: { channel: string; keys: string[] }[],
  ids: string[],
): Promise<Map<string, Map<string, Open>>> {
  const all = new Set(ids)
  const opened = new Map<string, Map<string, Open>>()
  for (const { channel, keys } of wanted)
    for (const id of await idsOf(tx, workspaceId, channel, keys)) all.add(id)
  if (all.size === 0) return opened
  for (const row of await getConversations(tx, workspaceId, [...all], true)) {
    const { id, channel, thread_key: key } = row
    const ofChannel = opened.get(channel) ?? new Map<string, Open>()
    ofChannel.set(key, { id, channel, key, row, draft: row, items: [] })
    opened.set(channel, ofChannel)
  }
  return opened
}

async function idsOf(tx: Handle, workspaceId: string, channel: string, keys: string[]): Promise<string[]> {
  if (keys.length === 0) return []
  const rows = await tables<InboxTables>(tx)
    .selectFrom('conversation')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('channel', '=', channel)
    .where('thread_key', 'in', keys)
    .execute()
  return rows.map((row) => row.id)
}

/** When the message after this moment was said, where somebody waits and it is not the last: asked of late ones only. */
export async function nextAfter(
  tx: Handle,
  workspaceId: string,
  { id, row, draft, items }: Open,
  at: Date,
): Promise<Date | undefined> {
  if (!draft?.waiting_since || at >= draft.last_at) return undefined
  const times = items.map((item) => item.published).filter((time) => time > at)
  if (row) {
    const { rows } = await sql<{ next: Date | null }>`
      select min(published) as next from conversation_item
      where workspace_id = ${workspaceId} and conversation_id = ${id} and published > ${at}`.execute(tx)
    if (rows[0]?.next) times.push(rows[0].next)
  }
  return times.length > 0 ? new Date(Math.min(...times.map((time) => time.getTime()))) : undefined
}

/** Beyond this many, lists are fetched again rather than told of each. */
const TOLD = 50

/** Writes what was filed; the counts move last, as everywhere. */
export async function save(tx: Handle, workspaceId: string, open: Open[]): Promise<void> {
  if (open.length === 0) return
  await upsert(tx, workspaceId, open.map(rowOf))
  await linkItems(tx, workspaceId, open)
  await shift(tx, workspaceId, open.map(movesOf))
  for (const { id } of open.slice(0, TOLD)) await notify(tx, { w: workspaceId, k: 'conversation', id })
  if (open.length > TOLD) await notify(tx, { w: workspaceId, k: 'conversation' })
}

function rowOf({ id, channel, key, row, first, draft }: Open) {
  return {
    id,
    channel,
    key,
    account: row?.account_id ?? first?.account_id,
    visibility: row?.visibility ?? first?.visibility,
    author_id: row?.author_id ?? first?.actor_id,
    author_name: row?.author_name ?? first?.actor_name,
    author_handle: row?.author_handle ?? first?.actor_handle,
    author_avatar: row?.author_avatar ?? first?.actor_avatar,
    person: row?.person_id ?? first?.person_id,
    ...draft,
  }
}

function movesOf({ row, draft }: Open): { from: Place; to: Place } {
  const assignee = row?.assignee_id ?? null
  return {
    from: row ? { status: row.status, assignee } : null,
    to: draft ? { status: draft.status, assignee } : null,
  }
}

async function upsert(tx: Handle, workspaceId: string, rows: unknown[]): Promise<void> {
  await sql`
    insert into conversation as c (workspace_id, id, channel, thread_key, account_id, visibility, author_id, author_name,
      author_handle, author_avatar, person_id, title, snippet, status, alerts, priority, priority_reasons, review, sentiment, lang,
      messages, first_at, first_answer_at, last_at, last_activity_id, waiting_since, snoozed_until)
    select ${workspaceId}::uuid, id, channel, key, account, visibility, author_id, author_name, author_handle,
      author_avatar, person, title, snippet, status, alerts, priority, coalesce(priority_reasons, '[]'), review, sentiment, lang, messages, first_at,
      first_answer_at, last_at, last_activity_id, waiting_since, snoozed_until
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (id uuid, channel text, key text, account uuid, visibility text,
      author_id text, author_name text, author_handle text, author_avatar text, person uuid, title text, snippet text,
      status text, alerts uuid[], priority smallint, priority_reasons jsonb, review boolean, sentiment text, lang text, messages integer,
      first_at timestamptz, first_answer_at timestamptz, last_at timestamptz, last_activity_id uuid, waiting_since timestamptz, snoozed_until timestamptz)
    on conflict (workspace_id, id) do update set title = excluded.title, snippet = excluded.snippet,
      status = excluded.status, alerts = excluded.alerts, priority = excluded.priority,
      priority_reasons = excluded.priority_reasons, review = excluded.review, sentiment = excluded.sentiment, lang = excluded.lang,
      messages = excluded.messages, first_at = excluded.first_at, first_answer_at = excluded.first_answer_at, last_at = excluded.last_at, last_activity_id = excluded.last_activity_id,
      waiting_since = excluded.waiting_since, snoozed_until = excluded.snoozed_until`.execute(tx)
}

async function linkItems(tx: Handle, workspaceId: string, conversations: Open[]): Promise<void> {
  const rows = conversations.flatMap(({ id, items }) =>
    items.map((activity) => ({ conversation: id, published: activity.published, activity: activity.id })),
  )
  await sql`
    insert into conversation_item (workspace_id, conversation_id, published, activity_id)
    select ${workspaceId}::uuid, conversation, published, activity
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (conversation uuid, published timestamptz, activity uuid)
    on conflict do nothing`.execute(tx)
}
