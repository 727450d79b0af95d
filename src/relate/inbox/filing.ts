import { sql } from 'kysely'
import { type Handle, notify, tables } from '../../../lib/db/index.ts'
import type { StoredActivity } from '../../activity/index.ts'
import { comesBefore, type Draft } from './conversation.ts'
import { type Place as Stand, shift } from './counter.ts'
import { shownBy, type Way, waysFrom } from './merge/way.ts'
import { type Conversation, rowsOf } from './store.ts'
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
  /** Of items that came by the thread of another, joined to it: that other one. */
  homes: Map<string, string>
}

/** Where what comes by a key is filed, and the conversation whose thread it is. */
export interface Place {
  open: Open
  home: string
}

/** Names a conversation where keys are asked for; no key of a thread begins so. */
export function keyOfId(id: string): string {
  return `\n${id}`
}

/**
 * Locks the conversations of the given keys, and those of the given ids, in the order of their ids as everybody who
 * changes some does. Answers where each key leads, by channel: joins and partings are followed.
 */
export async function inLockOrder(
  tx: Handle,
  workspaceId: string,
  wanted: { channel: string; keys: string[] }[],
  ids: string[],
): Promise<Map<string, Map<string, Place>>> {
  const asked: Asked[] = []
  for (const { channel, keys } of wanted) asked.push(...(await askedOf(tx, workspaceId, channel, keys)))
  const { ways, rows } = await lockWays(tx, workspaceId, asked, ids)
  const opened = new Map<string, Open>()
  for (const row of rows) {
    const { id, channel, thread_key: key } = row
    opened.set(id, { id, channel, key, row, draft: row, items: [], homes: new Map() })
  }
  const places = new Map<string, Map<string, Place>>()
  for (const { channel, key } of asked) {
    const way = ways.get(`${channel}\n${key}`)
    const open = way && opened.get(way.shown)
    if (!open) continue
    const ofChannel = places.get(channel) ?? new Map<string, Place>()
    places.set(channel, ofChannel.set(key, { open, home: way.home }))
  }
  return places
}

interface Asked {
  channel: string
  key: string
  id: string
}

async function askedOf(tx: Handle, workspaceId: string, channel: string, keys: string[]): Promise<Asked[]> {
  const named = keys.filter((key) => key.startsWith('\n')).map((key) => ({ channel, key, id: key.slice(1) }))
  const threads = keys.filter((key) => !key.startsWith('\n'))
  if (threads.length === 0) return named
  const rows = await tables<InboxTables>(tx)
    .selectFrom('conversation')
    .select(['id', 'thread_key'])
    .where('workspace_id', '=', workspaceId)
    .where('channel', '=', channel)
    .where('thread_key', 'in', threads)
    .execute()
  return [...named, ...rows.map(({ id, thread_key: key }) => ({ channel, key, id }))]
}

/** While one waited for a lock, somebody may have joined or parted: then the ways are asked for again. */
const TRIES = 5

async function lockWays(tx: Handle, workspaceId: string, asked: Asked[], ids: string[]) {
  for (let n = 0; ; n++) {
    const ways = await waysOf(tx, workspaceId, asked)
    const shown = [...ways.values()].map((way) => way.shown)
    const all = [...new Set([...asked.map(({ id }) => id), ...shown, ...ids])]
    await sql`savepoint ways`.execute(tx)
    const rows = all.length > 0 ? await rowsOf(tx, workspaceId, all, true) : []
    // What was joined as one asked may have been parted since.
    const straight = asked.every(({ channel, key, id }) => ways.get(`${channel}\n${key}`)?.shown === id)
    const plain =
      straight && rows.every(({ merged_into, split_to }) => merged_into === null && split_to === null)
    const still = plain || sameWays(ways, await waysOf(tx, workspaceId, asked))
    if (still || n === TRIES) return { ways, rows: rows.filter(({ merged_into }) => merged_into === null) }
    // Let go, to be taken in the order of their ids with those that they lead to now.
    await sql`rollback to savepoint ways`.execute(tx)
  }
}

/** A conversation that is named is meant itself, not what goes on where its thread was parted. */
async function waysOf(tx: Handle, workspaceId: string, asked: Asked[]): Promise<Map<string, Way>> {
  const named = asked.filter(({ key }) => key.startsWith('\n'))
  const threads = asked.filter(({ key }) => !key.startsWith('\n'))
  const idsIn = (some: Asked[]) => [...new Set(some.map(({ id }) => id))]
  const [ways, shown] = await Promise.all([
    waysFrom(tx, workspaceId, idsIn(threads)),
    shownBy(tx, workspaceId, idsIn(named)),
  ])
  return new Map(
    asked.flatMap(({ channel, key, id }) => {
      const at = shown.get(id)
      const way = key.startsWith('\n') ? at && { home: id, shown: at } : ways.get(id)
      return way ? [[`${channel}\n${key}`, way] as const] : []
    }),
  )
}

function sameWays(a: ReadonlyMap<string, Way>, b: ReadonlyMap<string, Way>): boolean {
  const same = ([key, { home, shown }]: [string, Way]) =>
    b.get(key)?.home === home && b.get(key)?.shown === shown
  return a.size === b.size && [...a].every(same)
}

/** When the message after this one was said, where somebody waits and it is not the last: asked of late ones only. */
export async function nextAfter(
  tx: Handle,
  workspaceId: string,
  { id, row, draft, items }: Open,
  late: StoredActivity,
): Promise<Date | undefined> {
  if (!draft?.waiting_since || !comesBefore(late, draft)) return undefined
  const [at, own] = [late.published.getTime(), late.id]
  const times = items
    .map(({ id, published }) => ({ id, time: published.getTime() }))
    .filter(({ id, time }) => time > at || (time === at && id > own))
    .map(({ time }) => time)
  if (row) {
    const { rows } = await sql<{ next: Date | null }>`
      select min(published) as next from conversation_item
      where workspace_id = ${workspaceId} and conversation_id = ${id}
        and (published, activity_id) > (${late.published}::timestamptz, ${own}::uuid)`.execute(tx)
    if (rows[0]?.next) times.push(rows[0].next.getTime())
  }
  return times.length > 0 ? new Date(Math.min(...times)) : undefined
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

function movesOf({ row, draft }: Open): { from: Stand; to: Stand } {
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
  const rows = conversations.flatMap(({ id, items, homes }) =>
    items.map((activity) => ({
      conversation: id,
      published: activity.published,
      activity: activity.id,
      home: homes.get(activity.id),
    })),
  )
  await sql`
    insert into conversation_item (workspace_id, conversation_id, published, activity_id, home)
    select ${workspaceId}::uuid, conversation, published, activity, home
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as row (conversation uuid, published timestamptz, activity uuid, home uuid)
    on conflict do nothing`.execute(tx)
}
