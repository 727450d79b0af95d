import { type Handle, inTransaction, notify } from '../../../lib/db/index.ts'
import { Problem } from '../../../lib/errors/index.ts'
import { audit, type Who } from '../audit/store.ts'
import { type Permission, permissionsOf, type Role } from '../policy.ts'
import { deleteMember, findMember, requireAnotherOwner, setRole } from './store.ts'

/** Who changes the team, and how far their rights go. */
export interface Actor {
  who: Who
  permissions: ReadonlySet<Permission>
}

/** Nobody gives, takes or overrules more rights than they have. @throws Problem `role_above` (403) */
export function requireWithin(actor: Actor, role: Role): void {
  for (const permission of permissionsOf(role)) {
    if (!actor.permissions.has(permission)) throw new Problem('role_above', { status: 403 })
  }
}

/** @throws Problem `not_found`, `role_above`, `last_owner` */
export async function changeRole(db: Handle, workspaceId: string, id: string, role: Role, actor: Actor) {
  await inTransaction(db, async (tx) => {
    const member = await findMember(tx, workspaceId, id)
    requireWithin(actor, member.role)
    requireWithin(actor, role)
    if (member.role === role) return
    if (member.role === 'owner') await requireAnotherOwner(tx, workspaceId, id)
    await setRole(tx, workspaceId, id, role)
    const detail = { from: member.role, to: role }
    await audit(tx, { workspaceId, who: actor.who, action: 'member.role', target: member.user_id, detail })
    await notify(tx, { w: workspaceId, k: 'member', id })
  })
}

/** The member's keys of this workspace end with it. @throws Problem `not_found`, `role_above`, `last_owner` */
export async function removeMember(db: Handle, workspaceId: string, id: string, actor: Actor): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await findMember(tx, workspaceId, id)
    requireWithin(actor, member.role)
    await leave(tx, workspaceId, id, member.role)
    await audit(tx, { workspaceId, who: actor.who, action: 'member.remove', target: member.user_id })
  })
}

/** Anyone may go of their own will. @throws Problem `last_owner` */
export async function leaveWorkspace(db: Handle, workspaceId: string, id: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await findMember(tx, workspaceId, id)
    await leave(tx, workspaceId, id, member.role)
    await audit(tx, {
      workspaceId,
      who: { userId: member.user_id },
      action: 'member.leave',
      target: member.user_id,
    })
  })
}

async function leave(tx: Handle, workspaceId: string, id: string, role: Role): Promise<void> {
  if (role === 'owner') await requireAnotherOwner(tx, workspaceId, id)
  await deleteMember(tx, workspaceId, id)
  await notify(tx, { w: workspaceId, k: 'member', id })
}
