import type { Handle } from '../../../lib/db/index.ts'
import { type Permission, permissionsOf } from '../policy.ts'
import { listMembers } from './store.ts'

/** Names of the workspace's members, by member id. */
export async function memberNames(handle: Handle, workspaceId: string): Promise<ReadonlyMap<string, string>> {
  const members = await listMembers(handle, workspaceId)
  return new Map(members.map((member) => [member.id, member.name]))
}

/** Members who may do a thing, by their role. */
export async function membersWho(
  handle: Handle,
  workspaceId: string,
  permission: Permission,
): Promise<string[]> {
  const members = await listMembers(handle, workspaceId)
  return members.filter(({ role }) => permissionsOf(role).has(permission)).map(({ id }) => id)
}
