import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, notify, tables } from '../../../lib/db/index.ts'
import { type Consumer, getActivities, getByExternalId, type StoredActivity } from '../../activity/index.ts'
import { type Draft, isSpoken, rootOf, SPOKEN, snippetOf, threadKey, withMessage } from './conversation.ts'
import { type Place, shift } from './counter.ts'
import type { ConversationTable, InboxTables } from './tables.ts'

export interface IntakeDeps {
  /** Alerts whose finds are to be answered. */
  inboxAlerts(db: Handle, workspaceId: string): Promise<ReadonlySet<string>>
  /** Accounts whose items are to be answered. */
  inboxAccounts(db: Handle, workspaceId: string): Promise<ReadonlySet<string>>
}

/** Files what was said to the brand, or about it, into conversations; follows edits and deletions. */
export function inboxIntake(deps: IntakeDeps): Consumer {
  return {
    name: 'inbox',
    verbs: [...SPOKEN, 'Update', 'Delete'],
    handle: async (tx, workspaceId, activities) => {
      const [alerts, accounts] = await Promise.all([
        deps.inboxAlerts(tx, workspaceId),
        deps.inboxAccounts(tx, workspaceId),
      ])
      const asks = (activity: StoredActivity) =>
        activity.visibility === 'private' ||
        (activity.account_id !== null && accounts.has(activity.account_id)) ||
        activity.alerts.some((alert) => alerts.has(alert))
      for (const [channel, said] of Map.groupBy(
        activities.filter(isSpoken),
        (activity) => activity.channel,
      )) {
        await file(tx, workspaceId, channel, said, asks)
      }
      await refresh(
        tx,
        workspaceId,
        activities.filter((activity) => !isSpoken(activity)),
      )
    },
  }
}

interface Open {
  id: string
  first: StoredActivity
  row: ConversationTable | undefined
  draft: Draft | undefined
  items: StoredActivity[]
}

async function file(
  tx: Handle,
  workspaceId: string,
  channel: string,
  said: StoredActivity[],
  asks: (activity: StoredActivity) => boolean,
): Promise<void> {
  const roots = await rootsOf(tx, workspaceId, channel, said)
  const keyOf = (activity: StoredActivity) => threadKey(activity, roots.get(rootOf(activity))?.ours ?? false)
  const repliedTo = await conversationsRepliedTo(
    tx,
    workspaceId,
    channel,
    said.filter((activity) => activity.ours),
  )
  const open = await load(tx, workspaceId, channel, [...new Set([...said.map(keyOf), ...repliedTo.values()])])
  for (const activity of said) {
    const key = activity.ours ? (repliedTo.get(activity.id) ?? keyOf(activity)) : keyOf(activity)
    const there = open.get(key)
    if (!there && (activity.ours || !asks(activity))) continue
    const conversation: Open = there ?? {
      id: uuidv7(),
      first: activity,
      row: undefined,
      draft: undefined,
      items: [],
    }
    if (!there) {
      const root = roots.get(rootOf(activity))
      if (root && root.id !== activity.id) conversation.items.push(root)
    }
    conversation.draft = withMessage(conversation.draft, activity)
    conversation.items.push(activity)
    open.set(key, conversation)
    if (activity.ours) continue
    // Replies of ours further on in the same batch find the conversation they answer.
    for (const later of said)
      if (later.ours && later.in_reply_to === activity.object_id) repliedTo.set(later.id, key)
  }
  await save(tx, workspaceId, channel, open)
}

async function rootsOf(tx: Handle, workspaceId: string, channel: string, said: StoredActivity[]) {
  const ids = [...new Set(said.map(rootOf))]
  const roots = await getByExternalId(tx, workspaceId, channel, ids)
  return new Map(roots.map((root) => [root.object_id, root]))
}

/** For answers of ours: the key of the conversation that what they answer stands in. */
async function conversationsRepliedTo(
  tx: Handle,
  workspaceId: string,
  channel: string,
  ours: StoredActivity[],
) {
  const parents = ours.flatMap((activity) => activity.in_reply_to ?? [])
  const found = await getByExternalId(tx, workspaceId, channel, [...new Set(parents)])
  if (found.length === 0) return new Map<string, string>()
  const rows = await tables<InboxTables>(tx)
    .selectFrom('conversation_item')
    .innerJoin('conversation', (join) =>
      join
        .onRef('conversation.workspace_id', '=', 'conversation_item.workspace_id')
        .onRef('conversation.id', '=', 'conversation_item.conversation_id'),
    )
    .select(['conversation_item.activity_id', 'conversation.thread_key'])
    .where('conversation_item.workspace_id', '=', workspaceId)
    .where(
      'conversation_item.activity_id',
      'in',
      found.map((activity) => activity.id),
    )
    .execute()
  const keys = new Map(rows.map((row) => [row.activity_id, row.thread_key]))
  const byObject = new Map(found.map((activity) => [activity.object_id, keys.get(activity.id)]))
  const pairs = ours.map((activity) => [activity.id, byObject.get(activity.in_reply_to ?? '')] as const)
  return new Map(pairs.filter((pair): pair is [string, string] => pair[1] !== undefined))
}

async function load(
  tx: Handle,
  workspaceId: string,
  channel: string,
  keys: string[],
): Promise<Map<string, Open>> {
  if (keys.length === 0) return new Map()
  const rows = await tables<InboxTables>(tx)
    .selectFrom('conversation')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('channel', '=', channel)
    .where('thread_key', 'in', keys)
    .orderBy('id')
    .forUpdate()
    .execute()
  return new Map(
    rows.map((row) => [
      row.thread_key,
      {
        id: row.id,
        first: {} as StoredActivity,
        row: row as unknown as ConversationTable,
        draft: row,
        items: [],
      },
    ]),
  )
}

async function save(
  tx: Handle,
  workspaceId: string,
  channel: string,
  open: Map<string, Open>,
): Promise<void> {
  const touched = [...open].filter(([, conversation]) => conversation.items.length > 0)
  if (touched.length === 0) return
  const rows = touched.map(([key, { id, row, first, draft }]) => ({
    id,
    key,
    account: row?.account_id ?? first.account_id,
    visibility: row?.visibility ?? first.visibility,
    author_id: row?.author_id ?? first.actor_id,
    author_name: row?.author_name ?? first.actor_name,
    author_handle: row?.author_handle ?? first.actor_handle,
    author_avatar: row?.author_avatar ?? first.actor_avatar,
    person: row?.person_id ?? first.person_id,
    ...draft,
  }))
  await upsert(tx, workspaceId, channel, rows)
  await linkItems(
    tx,
    workspaceId,
    touched.map(([, conversation]) => conversation),
  )
  await shift(
    tx,
    workspaceId,
    touched.map(([, conversation]) => movesOf(conversation)),
  )
  for (const [, { id }] of touched.slice(0, 50)) await notify(tx, { w: workspaceId, k: 'conversation', id })
}

function movesOf({ row, draft }: Open): { from: Place; to: Place } {
  const assignee = row?.assignee_id ?? null
  return {
    from: row ? { status: row.status, assignee } : null,
    to: draft ? { status: draft.status, assignee } : null,
  }
}

async function upsert(tx: Handle, workspaceId: string, channel: string, rows: unknown[]): Promise<void> {
  await sql`
    insert into conversation as c (workspace_id, id, channel, thread_key, account_id, visibility, author_id, author_name,
      author_handle, author_avatar, person_id, title, snippet, status, alerts, priority, priority_why, sentiment, lang,
      messages, first_at, first_answer_at, last_at, last_activity_id, waiting_since, snoozed_until)
    select ${workspaceId}::uuid, id, ${channel}, key, account, visibility, author_id, author_name, author_handle,
      author_avatar, person, title, snippet, status, alerts, priority, priority_why, sentiment, lang, messages, first_at,
      first_answer_at, last_at, last_activity_id, waiting_since, snoozed_until
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (id uuid, key text, account uuid, visibility text,
      author_id text, author_name text, author_handle text, author_avatar text, person uuid, title text, snippet text,
      status text, alerts uuid[], priority smallint, priority_why text[], sentiment text, lang text, messages integer,
      first_at timestamptz, first_answer_at timestamptz, last_at timestamptz, last_activity_id uuid, waiting_since timestamptz, snoozed_until timestamptz)
    on conflict (workspace_id, id) do update set title = excluded.title, snippet = excluded.snippet,
      status = excluded.status, alerts = excluded.alerts, priority = excluded.priority,
      priority_why = excluded.priority_why, sentiment = excluded.sentiment, lang = excluded.lang,
      messages = excluded.messages, first_answer_at = excluded.first_answer_at, last_at = excluded.last_at, last_activity_id = excluded.last_activity_id,
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

/** An edited or deleted message changes what the list shows of it. */
async function refresh(tx: Handle, workspaceId: string, revisions: StoredActivity[]): Promise<void> {
  for (const [channel, some] of Map.groupBy(revisions, (activity) => activity.channel)) {
    const concerned = await getByExternalId(tx, workspaceId, channel, [
      ...new Set(some.map((one) => one.object_id)),
    ])
    const shown = await getActivities(
      tx,
      workspaceId,
      concerned.map((activity) => activity.id),
    )
    for (const activity of shown) {
      const { rows } = await sql<{ id: string }>`
        update conversation set snippet = ${snippetOf(activity)}, title = case when title is null then null
            else coalesce(${activity.title}, case when ${activity.deleted !== null} then null else title end) end
        where workspace_id = ${workspaceId} and last_activity_id = ${activity.id} and id in (
          select conversation_id from conversation_item
          where workspace_id = ${workspaceId} and activity_id = ${activity.id})
        returning id`.execute(tx)
      for (const { id } of rows) await notify(tx, { w: workspaceId, k: 'conversation', id })
    }
  }
}
