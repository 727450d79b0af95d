import type { Handle } from '../../../lib/db/index.ts'
import { listMembers } from './store.ts'

/** Names of the workspace's members, by member id. */
export async function memberNames(handle: Handle, workspaceId: string): Promise<ReadonlyMap<string, string>> {
  const members = await listMembers(handle, workspaceId)
  return new Map(members.map((member) => [member.id, member.name]))
}
