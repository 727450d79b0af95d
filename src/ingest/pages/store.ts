import { isDeepStrictEqual } from 'node:util'
import { type Selectable, sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, notify, tables } from '../../../lib/db/index.ts'
import { conflict, notFound } from '../../../lib/errors/index.ts'
import type { PageTable, PageTables, TaskTable, VersionTable } from './tables.ts'

export type PageRow = Selectable<PageTable>
export type VersionRow = Selectable<VersionTable>
export type TaskRow = Selectable<TaskTable>

export const MOST_PAGES = 1000
/** Kept of each page: the newest, and the first of all. */
const MOST_VERSIONS = 100
/** Longer than any reading lasts. */
const LEASE_SECONDS = 300

const open = (db: Handle) => tables<PageTables>(db)

export async function listPages(db: Handle, workspaceId: string): Promise<PageRow[]> {
  return await open(db)
    .selectFrom('watched_page')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('created')
    .orderBy('id')
    .limit(MOST_PAGES)
    .execute()
}

/** @throws Problem `not_found` */
export async function getPage(db: Handle, workspaceId: string, id: string): Promise<PageRow> {
  const row = await open(db)
    .selectFrom('watched_page')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound('page')
  return row
}

export type NewPage = Pick<PageTable, 'url' | 'name' | 'kind' | 'every' | 'part_kind' | 'part' | 'ignore'> & {
  robots: boolean
  assignee_id: string | null
  days: number
}

/** @throws Problem `pages_full` (409) */
export async function createPage(tx: Handle, workspaceId: string, page: NewPage, now: Date): Promise<string> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from watched_page where workspace_id = ${workspaceId}`.execute(tx)
  if ((rows[0]?.count ?? 0) >= MOST_PAGES) throw conflict('pages_full', { max: MOST_PAGES })
  const id = uuidv7()
  await open(tx)
    .insertInto('watched_page')
    .values({ workspace_id: workspaceId, id, ...page, created: now, next_look: now })
    .execute()
  await notify(tx, { w: workspaceId, k: 'page', id })
  return id
}

/** What changes where or what is read makes the next reading a whole one, and soon; what is said again as it was does not. */
export async function changePage(
  tx: Handle,
  row: PageRow,
  change: Partial<NewPage> & { paused?: boolean },
  now: Date,
): Promise<void> {
  const { workspace_id, id } = row
  const changes = (key: keyof typeof change) => key in change && !isDeepStrictEqual(change[key], row[key])
  const anew = (['part_kind', 'part', 'ignore'] as const).some(changes)
  const reads = anew || (['url', 'robots', 'paused'] as const).some(changes)
  const fresh = { etag: null, modified: null, moved_to: null, trouble: null, troubles: 0, lease: null }
  const set = {
    ...change,
    ...(anew ? { anew } : {}),
    ...(reads ? { ...fresh, next_look: (change.paused ?? row.paused) ? null : now } : {}),
  }
  if (Object.keys(set).length === 0) return
  await open(tx)
    .updateTable('watched_page')
    .set(set)
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .execute()
  await notify(tx, { w: workspace_id, k: 'page', id })
}

/** The caller has a transaction: a reading that is under way ends first, and what it kept goes too. */
export async function deletePage(tx: Handle, workspaceId: string, id: string): Promise<void> {
  await sql`select 1 from watched_page where workspace_id = ${workspaceId} and id = ${id} for update`.execute(
    tx,
  )
  for (const table of ['page_task', 'page_version'] as const) {
    await open(tx)
      .deleteFrom(table)
      .where('workspace_id', '=', workspaceId)
      .where('page_id', '=', id)
      .execute()
  }
  await open(tx)
    .deleteFrom('watched_page')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  await notify(tx, { w: workspaceId, k: 'page', id })
}

/** Has a page read as soon as somebody is free; `accept`: what is there then is the page, whatever it looks like. */
export async function lookSoon(db: Handle, page: PageRow, now: Date, accept: boolean): Promise<void> {
  await sql`
    update watched_page set next_look = ${now}, accept = ${accept}, etag = null, modified = null, lease = null
    where workspace_id = ${page.workspace_id} and id = ${page.id} and not paused`.execute(db)
}

/** Pages whose time has come, of all workspaces, taken for some minutes: whoever takes one reads it alone. */
export async function claimDue(db: Handle, now: Date, most: number): Promise<PageRow[]> {
  const { rows } = await sql<PageRow>`
    with due as materialized (
      select workspace_id, id from watched_page
      where next_look <= ${now} and (lease is null or lease <= ${now})
      order by next_look limit ${most} for update skip locked)
    update watched_page as page set lease = ${now}::timestamptz + ${LEASE_SECONDS} * interval '1 second'
    from due where page.workspace_id = due.workspace_id and page.id = due.id
    returning page.*`.execute(db)
  return rows
}

/** What a reading left to know; nothing where the page was changed or taken away meanwhile, which has it read again. */
export async function noteLook(
  tx: Handle,
  page: PageRow,
  set: Partial<
    Pick<PageRow, 'etag' | 'modified' | 'looked' | 'anew' | 'troubles' | 'moved_to' | 'title' | 'trouble'>
  > & {
    next_look: Date | null
  },
): Promise<boolean> {
  const { trouble, ...rest } = set
  const result = await open(tx)
    .updateTable('watched_page')
    .set({
      ...rest,
      ...(trouble !== undefined ? { trouble: trouble && JSON.stringify(trouble) } : {}),
      lease: null,
      accept: false,
    })
    .where('workspace_id', '=', page.workspace_id)
    .where('id', '=', page.id)
    .where('next_look', '=', page.next_look)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) > 0
}

export async function letGo(db: Handle, page: PageRow, until: Date | null): Promise<void> {
  await sql`
    update watched_page set lease = ${until}
    where workspace_id = ${page.workspace_id} and id = ${page.id}`.execute(db)
}

export async function lastVersion(
  db: Handle,
  workspaceId: string,
  pageId: string,
): Promise<VersionRow | undefined> {
  return await open(db)
    .selectFrom('page_version')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('page_id', '=', pageId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function addVersion(tx: Handle, version: VersionRow): Promise<void> {
  await open(tx).insertInto('page_version').values(version).execute()
  const { workspace_id, page_id } = version
  await sql`
    delete from page_version
    where workspace_id = ${workspace_id} and page_id = ${page_id} and id in (
      select id from page_version
      where workspace_id = ${workspace_id} and page_id = ${page_id}
        and id > (select min(id::text)::uuid from page_version
          where workspace_id = ${workspace_id} and page_id = ${page_id})
        and id not in (select unnest(array[from_id, to_id]) from page_task
          where workspace_id = ${workspace_id} and page_id = ${page_id} and done is null)
      order by id desc offset ${MOST_VERSIONS - 1})`.execute(tx)
}

/** Newest first, without their words. */
export async function listVersions(
  db: Handle,
  workspaceId: string,
  pageId: string,
): Promise<Omit<VersionRow, 'text'>[]> {
  return await open(db)
    .selectFrom('page_version')
    .select(['workspace_id', 'page_id', 'id', 'seen', 'title', 'words', 'added', 'removed', 'share'])
    .where('workspace_id', '=', workspaceId)
    .where('page_id', '=', pageId)
    .orderBy('id', 'desc')
    .execute()
}

/** @throws Problem `not_found` */
export async function getVersion(
  db: Handle,
  workspaceId: string,
  pageId: string,
  id: string,
): Promise<VersionRow> {
  const row = await open(db)
    .selectFrom('page_version')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('page_id', '=', pageId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound('page_version')
  return row
}

/** Has a change read: one thing to do a page, which grows while nobody has done it. */
export async function askToRead(
  tx: Handle,
  page: PageRow,
  change: { from: string; to: string; now: Date },
): Promise<void> {
  const due = new Date(change.now.getTime() + page.days * 86_400_000)
  await sql`
    insert into page_task (workspace_id, id, page_id, from_id, to_id, created, changed, assignee_id, due)
    values (${page.workspace_id}, ${uuidv7()}, ${page.id}, ${change.from}, ${change.to}, ${change.now}, ${change.now},
      ${page.assignee_id}, ${due})
    on conflict (workspace_id, page_id) where done is null
    do update set to_id = excluded.to_id, changed = excluded.changed`.execute(tx)
}

/** What is still to be read, the first due first. */
export async function openTasks(db: Handle, workspaceId: string): Promise<TaskRow[]> {
  return await open(db)
    .selectFrom('page_task')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('done', 'is', null)
    .orderBy('due')
    .orderBy('id')
    .limit(MOST_PAGES)
    .execute()
}

/** Newest first. */
export async function tasksOf(db: Handle, workspaceId: string, pageId: string): Promise<TaskRow[]> {
  return await open(db)
    .selectFrom('page_task')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('page_id', '=', pageId)
    .orderBy('id', 'desc')
    .limit(100)
    .execute()
}

/** @throws Problem `not_found`; `page_task_open` (409) where another change is to be read already */
export async function changeTask(
  tx: Handle,
  workspaceId: string,
  id: string,
  change: Partial<Pick<TaskRow, 'assignee_id' | 'due' | 'note' | 'done' | 'done_by'>>,
): Promise<TaskRow> {
  if (change.done === null) await refuseSecond(tx, workspaceId, id)
  const row = await open(tx)
    .updateTable('page_task')
    .set(change)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  if (!row) throw notFound('page_task')
  await notify(tx, { w: workspaceId, k: 'page', id: row.page_id })
  return row
}

async function refuseSecond(tx: Handle, workspaceId: string, id: string): Promise<void> {
  const { rows } = await sql`
    select 1 from page_task as mine join page_task as other using (workspace_id, page_id)
    where workspace_id = ${workspaceId} and mine.id = ${id} and other.id <> mine.id and other.done is null`.execute(
    tx,
  )
  if (rows.length > 0) throw conflict('page_task_open')
}
