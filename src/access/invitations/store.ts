import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { hashToken, matchesToken, newToken, packIds, unpackIds } from '../../../lib/crypto/index.ts'
import { type Handle, tables } from '../../../lib/db/index.ts'
import { notFound } from '../../../lib/errors/index.ts'
import type { Role } from '../policy.ts'
import type { AccessTables } from '../tables.ts'

export interface InvitationRow {
  id: string
  email: string
  role: Role
  expires_at: Date
}

const COLUMNS = ['id', 'email', 'role', 'expires_at'] as const

/** Invites; an earlier invitation of the same address that still stood is cancelled. */
export async function insertInvitation(
  tx: Handle,
  workspaceId: string,
  invitation: { email: string; role: Role; invitedBy: string; expires: Date; now: Date },
): Promise<InvitationRow & { token: string }> {
  const db = tables<AccessTables>(tx)
  const email = invitation.email.toLowerCase()
  await db
    .updateTable('invitation')
    .set({ revoked_at: invitation.now })
    .where('workspace_id', '=', workspaceId)
    .where('email', '=', email)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute()
  const id = uuidv7()
  const token = `${packIds(workspaceId, id)}.${newToken()}`
  const row = await db
    .insertInto('invitation')
    .values({
      workspace_id: workspaceId,
      id,
      email,
      role: invitation.role,
      token_hash: hashToken('invitation', token),
      invited_by: invitation.invitedBy,
      expires_at: invitation.expires,
    })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow()
  return { ...row, token }
}

/** Those that still stand, newest first. */
export async function listInvitations(
  handle: Handle,
  workspaceId: string,
  now: Date,
): Promise<InvitationRow[]> {
  return await tables<AccessTables>(handle)
    .selectFrom('invitation')
    .select(COLUMNS)
    .where('workspace_id', '=', workspaceId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('id', 'desc')
    .execute()
}

/** @throws Problem `not_found`, also for one that was used or cancelled */
export async function cancelInvitation(
  tx: Handle,
  workspaceId: string,
  id: string,
  now: Date,
): Promise<void> {
  const { numUpdatedRows } = await tables<AccessTables>(tx)
    .updateTable('invitation')
    .set({ revoked_at: now })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw notFound('invitation')
}

/** Cancels those of somebody that still stand and are for a role that they may not give any more. Answers which. */
export async function cancelInvitationsOf(
  tx: Handle,
  workspaceId: string,
  userId: string,
  mayGive: readonly Role[],
): Promise<string[]> {
  const rows = await tables<AccessTables>(tx)
    .updateTable('invitation')
    .set({ revoked_at: sql<Date>`now()` })
    .where('workspace_id', '=', workspaceId)
    .where('invited_by', '=', userId)
    .where(sql<boolean>`role <> all(${[...mayGive]}::text[])`)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}

export interface OpenInvitation extends InvitationRow {
  workspaceId: string
  workspaceName: string
}

/** The invitation behind a link; null when there is none, or it was used, cancelled, or has expired. */
export async function findInvitation(
  handle: Handle,
  token: string,
  now: Date,
): Promise<OpenInvitation | null> {
  const where = unpackIds(token.split('.')[0] ?? '')
  if (!where) return null
  const row = await tables<AccessTables>(handle)
    .selectFrom('invitation')
    .innerJoin('workspace', 'workspace.id', 'invitation.workspace_id')
    .select(['invitation.id', 'email', 'role', 'expires_at', 'token_hash', 'workspace.name as workspaceName'])
    .where('workspace_id', '=', where.workspaceId)
    .where('invitation.id', '=', where.id)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (!row || !matchesToken('invitation', token, row.token_hash)) return null
  const { token_hash: _, ...rest } = row
  return { workspaceId: where.workspaceId, ...rest }
}

/** Uses it up. Of two at the same moment, the second finds it used: false. */
export async function useInvitation(
  tx: Handle,
  workspaceId: string,
  id: string,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tables<AccessTables>(tx)
    .updateTable('invitation')
    .set({ accepted_at: now })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
