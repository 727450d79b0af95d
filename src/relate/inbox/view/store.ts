import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, notify, tables } from '../../../../lib/db/index.ts'
import { invalid, notFound } from '../../../../lib/errors/index.ts'
import type { Sort } from '../store.ts'
import { type Filter, filterSchema } from './filter.ts'
import type { InboxViewTable, ViewTables } from './tables.ts'

/** Of one member, and of a team. */
export const MOST = 50
/** How long a view that was deleted can be brought back. */
const KEPT_MS = 86_400_000

export interface View {
  id: string
  name: string
  filter: Filter
  sort: Sort
  shared: boolean
  place: number
}

export interface ViewBody {
  name: string
  filter: Filter
  sort: Sort
  shared: boolean
}

const views = (db: Handle) => tables<ViewTables>(db)

type Row = Pick<InboxViewTable, 'id' | 'name' | 'sort' | 'place' | 'owner_id'> & { filter: unknown }

/** What an older version kept and this one does not know is left out. */
function viewOf({ id, name, filter, sort, place, owner_id }: Row): View {
  const read = filterSchema.safeParse(filter)
  return { id, name, filter: read.success ? read.data : {}, sort, shared: owner_id === null, place }
}

/** A member's own views and the team's, in the order they were put in. */
export async function listViews(db: Handle, workspaceId: string, memberId: string): Promise<View[]> {
  const rows = await visible(db, workspaceId, memberId).orderBy('place').orderBy('id').execute()
  return rows.map(viewOf)
}

/** @throws Problem `not_found`, also when it is another member's. */
export async function getView(db: Handle, workspaceId: string, memberId: string, id: string): Promise<View> {
  const row = await visible(db, workspaceId, memberId).where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound('view')
  return viewOf(row)
}

function visible(db: Handle, workspaceId: string, memberId: string) {
  return views(db)
    .selectFrom('inbox_view')
    .select(['id', 'name', 'filter', 'sort', 'place', 'owner_id'])
    .where('workspace_id', '=', workspaceId)
    .where('deleted', 'is', null)
    .where((where) => where.or([where('owner_id', 'is', null), where('owner_id', '=', memberId)]))
}

/** @throws Problem `too_many_views` */
export function keepView(db: Handle, workspaceId: string, memberId: string, body: ViewBody): Promise<View> {
  return inTransaction(db, async (tx) => {
    const owner = body.shared ? null : memberId
    const { rows } = await sql<{ count: number; place: number | null }>`
      select count(*) filter (where owner_id is not distinct from ${owner}::uuid)::int as count, max(place) as place
      from inbox_view where workspace_id = ${workspaceId} and deleted is null`.execute(tx)
    if ((rows[0]?.count ?? 0) >= MOST) throw invalid('too_many_views', { most: MOST })
    const id = uuidv7()
    const place = (rows[0]?.place ?? 0) + 1
    const { name, filter, sort } = body
    await views(tx)
      .insertInto('inbox_view')
      .values({
        ...{ workspace_id: workspaceId, id, owner_id: owner, name, sort, place, deleted: null },
        filter: JSON.stringify(filter),
      })
      .execute()
    await notify(tx, { w: workspaceId, k: 'view' })
    return { id, name, filter, sort, shared: body.shared, place }
  })
}

/** @throws Problem `not_found` */
export async function changeView(
  db: Handle,
  workspaceId: string,
  memberId: string,
  { id, shared, filter, ...rest }: Partial<ViewBody> & { id: string; place?: number },
): Promise<View> {
  const was = await getView(db, workspaceId, memberId, id)
  const change = {
    ...rest,
    ...(filter ? { filter: JSON.stringify(filter) } : {}),
    ...(shared === undefined ? {} : { owner_id: shared ? null : memberId }),
  }
  if (Object.keys(change).length === 0) return was
  await views(db)
    .updateTable('inbox_view')
    .set(change)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  await notify(db, { w: workspaceId, k: 'view' })
  return getView(db, workspaceId, memberId, id)
}

/** Takes a view away, so that it can be brought back for a day; those taken away before are cleared. */
export async function deleteView(
  db: Handle,
  workspaceId: string,
  memberId: string,
  { id, now }: { id: string; now: Date },
): Promise<void> {
  await getView(db, workspaceId, memberId, id)
  const before = new Date(now.getTime() - KEPT_MS)
  await views(db)
    .deleteFrom('inbox_view')
    .where('workspace_id', '=', workspaceId)
    .where('deleted', '<', before)
    .execute()
  await views(db)
    .updateTable('inbox_view')
    .set({ deleted: now })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  await notify(db, { w: workspaceId, k: 'view' })
}

/** @throws Problem `not_found` where a day has gone, or it is another member's. */
export async function restoreView(
  db: Handle,
  workspaceId: string,
  { memberId, now }: { memberId: string; now: Date },
  id: string,
): Promise<View> {
  await sql`
    update inbox_view set deleted = null
    where workspace_id = ${workspaceId} and id = ${id} and (owner_id is null or owner_id = ${memberId})
      and deleted >= ${new Date(now.getTime() - KEPT_MS)}`.execute(db)
  const view = await getView(db, workspaceId, memberId, id)
  await notify(db, { w: workspaceId, k: 'view' })
  return view
}

/** Puts views in this order; those that are not named keep theirs, after them. */
export function orderViews(db: Handle, workspaceId: string, memberId: string, ids: string[]): Promise<void> {
  return inTransaction(db, async (tx) => {
    const all = await listViews(tx, workspaceId, memberId)
    const known = new Set(all.map(({ id }) => id))
    if (ids.some((id) => !known.has(id))) throw notFound('view')
    const order = [...new Set([...ids, ...known])]
    const rows = order.map((id, place) => ({ id, place }))
    await sql`
      update inbox_view set place = row.place
      from json_to_recordset(${JSON.stringify(rows)}::json) as row (id uuid, place integer)
      where inbox_view.workspace_id = ${workspaceId} and inbox_view.id = row.id`.execute(tx)
    await notify(tx, { w: workspaceId, k: 'view' })
  })
}
