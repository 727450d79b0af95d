import { type Handle, tables } from '../../../lib/db/index.ts'
import type { Role } from '../policy.ts'
import type { AccessTables } from '../tables.ts'

/** A member as one writes to them. */
export interface Contact {
  memberId: string
  userId: string
  name: string
  email: string
  role: Role
  /** Theirs, or the workspace's where they chose none. */
  locale: 'fr' | 'en'
  timeZone: string
}

/** Everybody of a workspace, in the order of their ids. */
export async function contactsOf(handle: Handle, workspaceId: string): Promise<Contact[]> {
  return await tables<AccessTables>(handle)
    .selectFrom('member')
    .innerJoin('app_user', 'app_user.id', 'member.user_id')
    .innerJoin('workspace', 'workspace.id', 'member.workspace_id')
    .select((e) => [
      'member.id as memberId',
      'member.user_id as userId',
      'app_user.name',
      'app_user.email',
      'member.role',
      e.fn.coalesce('app_user.locale', 'workspace.locale').as('locale'),
      e.fn.coalesce('app_user.time_zone', 'workspace.time_zone').as('timeZone'),
    ])
    .where('member.workspace_id', '=', workspaceId)
    .orderBy('member.id')
    .execute()
}
