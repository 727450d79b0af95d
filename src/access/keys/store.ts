import { uuidv7 } from 'uuidv7'
import { hashToken, matchesToken, newToken, packIds, unpackIds } from '../../../lib/crypto/index.ts'
import { type Handle, tables } from '../../../lib/db/index.ts'
import { notFound } from '../../../lib/errors/index.ts'
import { changedAccess } from '../memory/changed.ts'
import type { Permission, Role } from '../policy.ts'
import type { AccessTables } from '../tables.ts'

export interface KeyRow {
  id: string
  name: string
  prefix: string
  permissions: Permission[]
  created_at: Date
  last_used_at: Date | null
}

/**
 * Makes a key: `vl_<tag>.<where it is kept>.<secret>`. Only its hash stays; the tag is what lists show.
 * @returns the row, and the secret that is shown once
 */
export async function insertKey(
  tx: Handle,
  workspaceId: string,
  key: { memberId: string; name: string; permissions: Permission[] },
): Promise<KeyRow & { secret: string }> {
  const id = uuidv7()
  const prefix = `vl_${newToken().slice(0, 6)}`
  const secret = `${prefix}.${packIds(workspaceId, id)}.${newToken()}`
  const row = await tables<AccessTables>(tx)
    .insertInto('api_key')
    .values({
      workspace_id: workspaceId,
      id,
      member_id: key.memberId,
      name: key.name,
      prefix,
      token_hash: hashToken('api-key', secret),
      permissions: key.permissions,
    })
    .returning(['id', 'name', 'prefix', 'permissions', 'created_at', 'last_used_at'])
    .executeTakeFirstOrThrow()
  return { ...row, secret }
}

export async function listKeys(handle: Handle, workspaceId: string): Promise<KeyRow[]> {
  return await tables<AccessTables>(handle)
    .selectFrom('api_key')
    .select(['id', 'name', 'prefix', 'permissions', 'created_at', 'last_used_at'])
    .where('workspace_id', '=', workspaceId)
    .where('revoked_at', 'is', null)
    .orderBy('id', 'desc')
    .execute()
}

/** @throws Problem `not_found`, also for a key already revoked */
export async function revokeKey(tx: Handle, workspaceId: string, id: string, now: Date): Promise<void> {
  const { numUpdatedRows } = await tables<AccessTables>(tx)
    .updateTable('api_key')
    .set({ revoked_at: now })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw notFound('key')
  await changedAccess(tx, workspaceId)
}

export interface KeyHolder {
  keyId: string
  workspaceId: string
  memberId: string
  userId: string
  role: Role
  permissions: Permission[]
  lastUsed: Date | null
  workspaceLocale: 'fr' | 'en'
}

/** Who holds this key; null when it does not exist, was revoked, or its maker has left. */
export async function holderOf(handle: Handle, secret: string): Promise<KeyHolder | null> {
  const where = unpackIds(secret.split('.')[1] ?? '')
  if (!where || secret.length > 200) return null
  const row = await tables<AccessTables>(handle)
    .selectFrom('api_key')
    .innerJoin('member', (join) =>
      join
        .onRef('member.workspace_id', '=', 'api_key.workspace_id')
        .onRef('member.id', '=', 'api_key.member_id'),
    )
    .innerJoin('workspace', 'workspace.id', 'api_key.workspace_id')
    .select([
      'api_key.token_hash',
      'api_key.permissions',
      'api_key.last_used_at as lastUsed',
      'member.id as memberId',
      'member.user_id as userId',
      'member.role',
      'workspace.locale as workspaceLocale',
    ])
    .where('api_key.workspace_id', '=', where.workspaceId)
    .where('api_key.id', '=', where.id)
    .where('api_key.revoked_at', 'is', null)
    .executeTakeFirst()
  if (!row || !matchesToken('api-key', secret, row.token_hash)) return null
  const { token_hash: _, ...holder } = row
  return { keyId: where.id, workspaceId: where.workspaceId, ...holder }
}

export async function touchKey(handle: Handle, holder: KeyHolder, now: Date): Promise<void> {
  await tables<AccessTables>(handle)
    .updateTable('api_key')
    .set({ last_used_at: now })
    .where('workspace_id', '=', holder.workspaceId)
    .where('id', '=', holder.keyId)
    .execute()
}
