import { type Selectable, sql } from 'kysely'
import { type Handle, notify, tables } from '../../../../lib/db/index.ts'
import { notFound } from '../../../../lib/errors/index.ts'
import type { LegState, NoticeTables } from '../tables.ts'

export type NoticeRow = Selectable<NoticeTables['notice']>
export type ItemRow = Selectable<NoticeTables['notice_item']>

/** A notice as its member sees it in the list. */
export type Told = NoticeRow & { told: Date; mail: LegState | null }

const COUNTED = 100

/** A member's notices in the app, newest first. */
export async function listTold(
  db: Handle,
  workspaceId: string,
  memberId: string,
  ask: { limit: number; unread?: boolean | undefined; before?: { told: Date; id: string } | undefined },
): Promise<Told[]> {
  const { before } = ask
  const { rows } = await sql<Told>`
    select notice.*, leg.state as mail
    from notice left join notice_leg as leg
      on leg.workspace_id = notice.workspace_id and leg.notice_id = notice.id and leg.way = 'mail'
    where notice.workspace_id = ${workspaceId} and member_id = ${memberId} and told is not null and 'app' = any(ways)
      ${ask.unread ? sql`and read is null` : sql``}
      ${before ? sql`and (told, notice.id) < (${before.told}::timestamptz, ${before.id}::uuid)` : sql``}
    order by told desc, notice.id desc limit ${ask.limit}`.execute(db)
  return rows
}

/** How many a member has not read, up to a hundred. */
export async function countUnread(db: Handle, workspaceId: string, memberId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select 1 from notice
      where workspace_id = ${workspaceId} and member_id = ${memberId} and told is not null and read is null
        and 'app' = any(ways) limit ${COUNTED}) as unread`.execute(db)
  return rows[0]?.n ?? 0
}

/** Whatever the ways by which it was told: a link of a mail leads here. @throws Problem `not_found` */
export async function getTold(db: Handle, workspaceId: string, memberId: string, id: string): Promise<Told> {
  const { rows } = await sql<Told>`
    select notice.*, leg.state as mail
    from notice left join notice_leg as leg
      on leg.workspace_id = notice.workspace_id and leg.notice_id = notice.id and leg.way = 'mail'
    where notice.workspace_id = ${workspaceId} and member_id = ${memberId} and notice.id = ${id} and told is not null`.execute(
    db,
  )
  if (!rows[0]) throw notFound('notice')
  return rows[0]
}

/** Marks as read or unread; without ids, all that were told. */
export async function markRead(
  tx: Handle,
  workspaceId: string,
  memberId: string,
  ask: { ids?: readonly string[] | undefined; read: boolean; now: Date },
): Promise<void> {
  const { numAffectedRows } = await sql`
    update notice set read = ${ask.read ? ask.now : null}
    where workspace_id = ${workspaceId} and member_id = ${memberId} and told is not null
      and (read is null) = ${ask.read} ${ask.ids ? sql`and id = any(${[...ask.ids]}::uuid[])` : sql``}`.execute(
    tx,
  )
  if (Number(numAffectedRows) > 0) await notify(tx, { w: workspaceId, k: 'notice', id: memberId })
}

/** The first `most` of what each notice tells, in the order in which it was found. */
export async function itemsOf(
  db: Handle,
  workspaceId: string,
  notices: readonly string[],
  most: number,
): Promise<ReadonlyMap<string, ItemRow[]>> {
  if (notices.length === 0) return new Map()
  const { rows } = await sql<ItemRow>`
    select item.* from unnest(${[...notices]}::uuid[]) as asked (id)
      cross join lateral (
        select * from notice_item
        where workspace_id = ${workspaceId} and notice_id = asked.id
        order by alarm_id is null, id limit ${most}) as item`.execute(db)
  return Map.groupBy(rows, (row) => row.notice_id)
}

export async function getNotice(db: Handle, workspaceId: string, id: string): Promise<NoticeRow | undefined> {
  return await tables<NoticeTables>(db)
    .selectFrom('notice')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Forgets what was told before `before`, and the stories that nobody is told of any more. */
export async function forgetNotices(db: Handle, before: Date): Promise<void> {
  await sql`delete from notice where told < ${before}`.execute(db)
  await sql`delete from notice_alarm where at < ${before} and not exists (
    select 1 from notice_item as item
    where item.workspace_id = notice_alarm.workspace_id and item.alarm_id = notice_alarm.alarm_id)`.execute(
    db,
  )
  await sql`delete from notice_story as story where updated < ${before} and not exists (
    select 1 from notice_item as item
    where item.workspace_id = story.workspace_id and item.subject = 'story:' || story.id)`.execute(db)
}
