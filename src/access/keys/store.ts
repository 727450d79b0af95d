import { uuidv7 } from 'uuidv7'
import { hashToken, newToken, packIds } from '../../../lib/crypto/index.ts'
import { type Handle, tables } from '../../../lib/db/index.ts'
import { notFound } from '../../../lib/errors/index.ts'
import { changedAccess } from '../memory/changed.ts'
import type { Permission } from '../policy.ts'
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
