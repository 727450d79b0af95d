import { matchesToken, unpackIds } from '../../../lib/crypto/index.ts'
import { type Handle, tables } from '../../../lib/db/index.ts'
import type { Permission, Role } from '../policy.ts'
import type { AccessTables } from '../tables.ts'

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
