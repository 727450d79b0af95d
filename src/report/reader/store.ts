import { type RawBuilder, sql } from 'kysely'
import { type Handle, notify, tables } from '../../../lib/db/index.ts'
import type { ReaderTables } from './tables.ts'

/** What is older counts as read unless somebody says otherwise: nobody comes home to ten thousand. */
const UNREAD_FOR = 30 * 86_400_000

export interface Reader {
  workspaceId: string
  memberId: string
}

export interface ItemRow {
  activity_id: string
  account_id: string
  published: Date
  read: boolean
  starred: boolean
}

export interface ItemFilter {
  /** Feeds; undefined: all. */
  accounts?: readonly string[] | undefined
  unread?: boolean | undefined
  starred?: boolean | undefined
  before?: { published: Date; id: string } | undefined
}

function read(now: Date): RawBuilder<boolean> {
  const horizon = new Date(now.getTime() - UNREAD_FOR)
  return sql<boolean>`coalesce(mark.read, item.position <= coalesce(seen.position, 0) or item.published < ${horizon})`
}

function joined({ workspaceId, memberId }: Reader): RawBuilder<unknown> {
  return sql`reader_item as item
    left join reader_seen as seen on seen.workspace_id = ${workspaceId} and seen.member_id = ${memberId}
      and seen.account_id = item.account_id
    left join reader_mark as mark on mark.workspace_id = ${workspaceId} and mark.member_id = ${memberId}
      and mark.activity_id = item.activity_id`
}

/** Newest first. */
export async function listItems(
  db: Handle,
  reader: Reader,
  filter: ItemFilter,
  options: { now: Date; limit: number },
): Promise<ItemRow[]> {
  const { accounts, unread, starred, before } = filter
  const isRead = read(options.now)
  const { rows } = await sql<ItemRow>`
    select item.activity_id, item.account_id, item.published, ${isRead} as read, mark.starred is not null as starred
    from ${joined(reader)}
    where item.workspace_id = ${reader.workspaceId}
      ${accounts ? sql`and item.account_id = any(${[...accounts]}::uuid[])` : sql``}
      ${unread ? sql`and not ${isRead}` : sql``}
      ${starred ? sql`and mark.starred is not null` : sql``}
      ${before ? sql`and (item.published, item.activity_id) < (${before.published}::timestamptz, ${before.id}::uuid)` : sql``}
    order by item.published desc, item.activity_id desc limit ${options.limit}`.execute(db)
  return rows
}

/** How a member stands to items that were found otherwise, by id. */
export async function stateOf(
  db: Handle,
  reader: Reader,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, ItemRow>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<ItemRow>`
    select item.activity_id, item.account_id, item.published, ${read(now)} as read,
      mark.starred is not null as starred
    from ${joined(reader)}
    where item.workspace_id = ${reader.workspaceId} and item.activity_id = any(${[...ids]}::uuid[])`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.activity_id, row]))
}

/** By feed, what a member has not read. */
export async function unreadCounts(db: Handle, reader: Reader, now: Date): Promise<Map<string, number>> {
  // What was marked unread by hand counts however old it is; the rest of what is old is not even looked at.
  const horizon = new Date(now.getTime() - UNREAD_FOR)
  const { rows } = await sql<{ account_id: string; count: number }>`
    select account_id, sum(count)::int as count from (
      select item.account_id, count(*) as count from ${joined(reader)}
      where item.workspace_id = ${reader.workspaceId} and item.published >= ${horizon} and not ${read(now)}
      group by 1
      union all
      select item.account_id, count(*) as count
      from reader_mark as mark
        join reader_item as item on item.workspace_id = ${reader.workspaceId} and item.activity_id = mark.activity_id
      where mark.workspace_id = ${reader.workspaceId} and mark.member_id = ${reader.memberId} and not mark.read
        and item.published < ${horizon}
      group by 1) as part
    group by account_id`.execute(db)
  return new Map(rows.map((row) => [row.account_id, row.count]))
}

export async function starredCount(db: Handle, { workspaceId, memberId }: Reader): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
    from reader_mark as mark join reader_item as item using (workspace_id, activity_id)
    where workspace_id = ${workspaceId} and member_id = ${memberId} and starred is not null`.execute(db)
  return rows[0]?.count ?? 0
}

/** The furthest place of the stream that an item here has: what "everything up to now" means. */
export async function headOf(db: Handle, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ head: number | null }>`
    select max(position) as head from reader_item where workspace_id = ${workspaceId}`.execute(db)
  return rows[0]?.head ?? 0
}

/** Says of items that they are read or not, kept or not; ids that are of no item here are passed over. */
export async function markItems(
  tx: Handle,
  { workspaceId, memberId }: Reader,
  ids: readonly string[],
  say: { read?: boolean | undefined; starred?: boolean | undefined },
  now: Date,
): Promise<void> {
  const starred = say.starred ? now : null
  await sql`
    insert into reader_mark (workspace_id, member_id, activity_id, read, starred)
    select ${workspaceId}::uuid, ${memberId}::uuid, activity_id, ${say.read ?? null}::boolean, ${starred}::timestamptz
    from reader_item where workspace_id = ${workspaceId} and activity_id = any(${[...ids]}::uuid[])
    order by activity_id
    on conflict (workspace_id, member_id, activity_id) do update set
      read = ${say.read === undefined ? sql`reader_mark.read` : sql`excluded.read`},
      starred = ${say.starred === undefined ? sql`reader_mark.starred` : sql`excluded.starred`}`.execute(tx)
}

/** What must be given back for feeds to be as unread as they were. */
export interface Before {
  seen: { accountId: string; position: number }[]
  unread: string[]
}

/** Everything of these feeds up to `head` is read. Answers what it was before. */
export async function readAll(
  tx: Handle,
  { workspaceId, memberId }: Reader,
  accounts: readonly string[],
  head: number,
): Promise<Before> {
  const seen = await tables<ReaderTables>(tx)
    .selectFrom('reader_seen')
    .select(['account_id', 'position'])
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .where('account_id', 'in', accounts)
    .execute()
  const known = new Map(seen.map((row) => [row.account_id, row.position]))
  const { rows: unread } = await sql<{ activity_id: string }>`
    update reader_mark as mark set read = null from reader_item as item
    where mark.workspace_id = ${workspaceId} and mark.member_id = ${memberId} and mark.read = false
      and item.workspace_id = ${workspaceId} and item.activity_id = mark.activity_id
      and item.account_id = any(${[...accounts]}::uuid[]) and item.position <= ${head}
    returning mark.activity_id`.execute(tx)
  await setSeen(
    tx,
    { workspaceId, memberId },
    accounts.map((accountId) => ({ accountId, position: Math.max(head, known.get(accountId) ?? 0) })),
  )
  return {
    seen: accounts.map((accountId) => ({ accountId, position: known.get(accountId) ?? 0 })),
    unread: unread.map((row) => row.activity_id),
  }
}

/** Takes back what `readAll` did. */
export async function unreadAgain(tx: Handle, reader: Reader, before: Before, now: Date): Promise<void> {
  await setSeen(tx, reader, before.seen)
  await markItems(tx, reader, before.unread, { read: false }, now)
}

async function setSeen(tx: Handle, { workspaceId, memberId }: Reader, seen: Before['seen']): Promise<void> {
  await sql`
    insert into reader_seen (workspace_id, member_id, account_id, position)
    select ${workspaceId}::uuid, ${memberId}::uuid, "accountId", position
    from json_to_recordset(${JSON.stringify(seen)}::json) as one ("accountId" uuid, position bigint)
    order by 3
    on conflict (workspace_id, member_id, account_id) do update set position = excluded.position`.execute(tx)
}

/** Where each feed stands; those in no folder are absent. */
export async function placesOf(db: Handle, workspaceId: string): Promise<Map<string, string[]>> {
  const rows = await tables<ReaderTables>(db)
    .selectFrom('reader_place')
    .select(['account_id', 'folder'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  return new Map(rows.map((row) => [row.account_id, row.folder]))
}

export async function place(
  tx: Handle,
  workspaceId: string,
  accountId: string,
  folder: readonly string[],
): Promise<void> {
  if (folder.length === 0) {
    await tables<ReaderTables>(tx)
      .deleteFrom('reader_place')
      .where('workspace_id', '=', workspaceId)
      .where('account_id', '=', accountId)
      .execute()
  } else {
    await sql`
      insert into reader_place (workspace_id, account_id, folder)
      values (${workspaceId}, ${accountId}, ${[...folder]}::text[])
      on conflict (workspace_id, account_id) do update set folder = excluded.folder`.execute(tx)
  }
  await notify(tx, { w: workspaceId, k: 'account', id: accountId })
}
