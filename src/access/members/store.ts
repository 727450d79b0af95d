import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, tables } from '../../../lib/db/index.ts'
import { conflict, notFound } from '../../../lib/errors/index.ts'
import { changedAccess } from '../memory/changed.ts'
import type { Role } from '../policy.ts'
import type { AccessTables } from '../tables.ts'

export interface Membership {
  workspaceId: string
  workspaceName: string
  memberId: string
  role: Role
  lastSeen: Date | null
  /** The language the person chose, if any, and the workspace's. */
  locale: 'fr' | 'en' | null
  workspaceLocale: 'fr' | 'en'
}

/** The workspaces a person may enter, the one chosen last first. */
export async function membershipsOf(handle: Handle, userId: string): Promise<Membership[]> {
  return await tables<AccessTables>(handle)
    .selectFrom('member')
    .innerJoin('workspace', 'workspace.id', 'member.workspace_id')
    .innerJoin('app_user', 'app_user.id', 'member.user_id')
    .select([
      'member.workspace_id as workspaceId',
      'app_user.locale as locale',
      'workspace.locale as workspaceLocale',
      'workspace.name as workspaceName',
      'member.id as memberId',
      'member.role as role',
      'member.last_seen_at as lastSeen',
    ])
    .where('member.user_id', '=', userId)
    .orderBy('member.chosen_at', (it) => it.desc().nullsLast())
    .orderBy('member.created_at')
    .execute()
}

export interface MemberRow {
  id: string
  user_id: string
  name: string
  email: string
  role: Role
  last_seen_at: Date | null
}

export async function listMembers(handle: Handle, workspaceId: string): Promise<MemberRow[]> {
  return await people(handle, workspaceId).orderBy('app_user.name').orderBy('member.id').execute()
}

/** @throws Problem `not_found` */
export async function findMember(handle: Handle, workspaceId: string, id: string): Promise<MemberRow> {
  const row = await people(handle, workspaceId).where('member.id', '=', id).executeTakeFirst()
  if (!row) throw notFound('member')
  return row
}

function people(handle: Handle, workspaceId: string) {
  return tables<AccessTables>(handle)
    .selectFrom('member')
    .innerJoin('app_user', 'app_user.id', 'member.user_id')
    .select([
      'member.id',
      'member.user_id',
      'app_user.name',
      'app_user.email',
      'member.role',
      'member.last_seen_at',
    ])
    .where('member.workspace_id', '=', workspaceId)
}

/** @throws Problem `already_member` (409) */
export async function insertMember(
  tx: Handle,
  workspaceId: string,
  userId: string,
  role: Role,
): Promise<string> {
  const id = uuidv7()
  const made = await tables<AccessTables>(tx)
    .insertInto('member')
    .values({ workspace_id: workspaceId, id, user_id: userId, role })
    .onConflict((it) => it.columns(['workspace_id', 'user_id']).doNothing())
    .executeTakeFirst()
  if (made.numInsertedOrUpdatedRows !== 1n) throw conflict('already_member')
  await changedAccess(tx, workspaceId)
  return id
}

export async function setRole(tx: Handle, workspaceId: string, id: string, role: Role): Promise<void> {
  await tables<AccessTables>(tx)
    .updateTable('member')
    .set({ role })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  await changedAccess(tx, workspaceId)
}

export async function deleteMember(tx: Handle, workspaceId: string, id: string): Promise<void> {
  await tables<AccessTables>(tx)
    .deleteFrom('member')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  await changedAccess(tx, workspaceId)
}

/**
 * Locks the owners of the workspace, so that two of them cannot resign at the same moment, and makes sure that one
 * remains without `id`.
 * @throws Problem `last_owner` (409)
 */
export async function requireAnotherOwner(tx: Handle, workspaceId: string, id: string): Promise<void> {
  const owners = await tables<AccessTables>(tx)
    .selectFrom('member')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('role', '=', 'owner')
    .forUpdate()
    .execute()
  if (!owners.some((owner) => owner.id !== id)) throw conflict('last_owner')
}

/** Minutes without a sign after which a visit is over. */
const VISIT_ENDS = 30

/** Notes that a member is there, and when the visit before ended; at most once a minute, which the caller sees to. */
export async function touchMember(handle: Handle, workspaceId: string, id: string, now: Date): Promise<void> {
  const over = new Date(now.getTime() - VISIT_ENDS * 60_000)
  await sql`
    update member set left_at = case when last_seen_at < ${over} then last_seen_at else left_at end, last_seen_at = ${now}
    where workspace_id = ${workspaceId} and id = ${id}`.execute(handle)
}

/** When the visit of a member ended that was before this one; undefined: there was none. */
export async function leftAt(handle: Handle, workspaceId: string, id: string): Promise<Date | undefined> {
  const row = await tables<AccessTables>(handle)
    .selectFrom('member')
    .select('left_at')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.left_at ?? undefined
}

/** Makes this workspace the one a person comes back to. @throws Problem `not_found` unless they are a member of it */
export async function chooseWorkspace(
  handle: Handle,
  userId: string,
  workspaceId: string,
  now: Date,
): Promise<void> {
  const { numUpdatedRows } = await tables<AccessTables>(handle)
    .updateTable('member')
    .set({ chosen_at: now })
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw notFound('workspace')
  await changedAccess(handle, workspaceId)
}

export async function anyOwner(handle: Handle): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select exists (select 1 from member where role = 'owner') as there`.execute(handle)
  return rows[0]?.there === true
}
