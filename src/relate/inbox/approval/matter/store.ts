import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import { type Handle, notify, tables } from '../../../../../lib/db/index.ts'
import { notFound } from '../../../../../lib/errors/index.ts'
import type { ApprovalState, ApprovalTable, ApprovalTables } from '../tables.ts'

export type Approval = Selectable<ApprovalTable>
export type Version = Selectable<ApprovalTables['approval_version']>

const open = (db: Handle) => tables<ApprovalTables>(db)

/** @throws Problem `not_found`, also when it is another workspace's. */
export async function getApproval(
  db: Handle,
  workspaceId: string,
  id: string,
  lock = false,
): Promise<Approval> {
  const row = await open(db)
    .selectFrom('approval')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst()
  if (!row) throw notFound('approval')
  return row
}

/** What is asked about a delivery now; undefined: nothing. Locked until commit. */
export async function waitingFor(
  tx: Handle,
  workspaceId: string,
  deliveryId: string,
): Promise<Approval | undefined> {
  return open(tx)
    .selectFrom('approval')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('delivery_id', '=', deliveryId)
    .where('state', '=', 'waiting')
    .forUpdate()
    .executeTakeFirst()
}

/** Which of these deliveries somebody is asked about now. */
export async function askedAbout(
  db: Handle,
  workspaceId: string,
  deliveryIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (deliveryIds.length === 0) return new Set()
  const rows = await open(db)
    .selectFrom('approval')
    .select('delivery_id')
    .where('workspace_id', '=', workspaceId)
    .where('delivery_id', 'in', [...deliveryIds])
    .where('state', '=', 'waiting')
    .execute()
  return new Set(rows.map((row) => row.delivery_id))
}

export interface ApprovalFilter {
  state?: ApprovalState | 'decided'
  conversationIds?: readonly string[]
  deliveryId?: string
  /** The last of the page before. */
  after?: string
}

/** The one that was asked last first. */
export async function listApprovals(
  db: Handle,
  workspaceId: string,
  filter: ApprovalFilter,
  limit: number,
): Promise<Approval[]> {
  const { state, conversationIds, deliveryId, after } = filter
  return open(db)
    .selectFrom('approval')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .$if(state === 'decided', (query) => query.where('state', '<>', 'waiting'))
    .$if(state !== undefined && state !== 'decided', (query) =>
      query.where('state', '=', state as ApprovalState),
    )
    .$if(conversationIds !== undefined, (query) =>
      query.where('conversation_id', 'in', [...(conversationIds ?? [])]),
    )
    .$if(deliveryId !== undefined, (query) => query.where('delivery_id', '=', deliveryId ?? ''))
    .$if(after !== undefined, (query) => query.where('id', '<', after ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

export async function insertApproval(tx: Handle, row: Insertable<ApprovalTable>): Promise<void> {
  await open(tx).insertInto('approval').values(row).execute()
}

export async function changeApproval(
  tx: Handle,
  { workspace_id, id }: Pick<Approval, 'workspace_id' | 'id'>,
  set: Updateable<ApprovalTable>,
): Promise<void> {
  await open(tx)
    .updateTable('approval')
    .set(set)
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .execute()
}

/** Adds a state of its words, unless they are those that stood there before. */
export async function addVersion(
  tx: Handle,
  { workspace_id, id }: Pick<Approval, 'workspace_id' | 'id'>,
  version: { text: string; by: string | null; at: Date },
): Promise<void> {
  await sql`
    insert into approval_version (workspace_id, approval_id, n, text, by_member, at)
    select ${workspace_id}, ${id}, coalesce(max(n), 0) + 1, ${version.text}, ${version.by}, ${version.at}
    from approval_version where workspace_id = ${workspace_id} and approval_id = ${id}`.execute(tx)
}

/** The states of the words of several, in order. */
export async function versionsOf(
  db: Handle,
  workspaceId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Version[]>> {
  if (ids.length === 0) return new Map()
  const rows = await open(db)
    .selectFrom('approval_version')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('approval_id', 'in', [...ids])
    .orderBy('n')
    .execute()
  return Map.groupBy(rows, (row) => row.approval_id)
}

/** Forgets what was asked about answers to activities that are erased, words and links with it. */
export async function forgetApprovals(tx: Handle, workspaceId: string, activityIds: string[]): Promise<void> {
  await sql`
    delete from approval where workspace_id = ${workspaceId}
      and target_id = any(${activityIds}::uuid[])`.execute(tx)
}

/** Tells open pages, and the process that tells members. */
export async function announce(
  tx: Handle,
  row: Pick<Approval, 'workspace_id' | 'id' | 'conversation_id'>,
): Promise<void> {
  await notify(tx, { w: row.workspace_id, k: 'approval', id: row.id })
  if (row.conversation_id)
    await notify(tx, { w: row.workspace_id, k: 'conversation', id: row.conversation_id })
}
