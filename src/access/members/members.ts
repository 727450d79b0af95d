import { type Handle, inTransaction, notify } from '../../../lib/db/index.ts'
import { invalid, Problem } from '../../../lib/errors/index.ts'
import { audit, type Who } from '../audit/store.ts'
import { cancelInvitationsOf } from '../invitations/store.ts'
import { type Permission, permissionsOf, ROLES, type Role } from '../policy.ts'
import { deleteMember, findMember, type MemberRow, requireAnotherOwner, setRole } from './store.ts'

/** Who changes the team, and how far their rights go. */
export interface Actor {
  who: Who
  permissions: ReadonlySet<Permission>
}

/** Nobody gives, takes or overrules more rights than they have. @throws Problem `role_above` (403) */
export function requireWithin(actor: Actor, role: Role): void {
  if (!isWithin(role, actor.permissions)) throw new Problem('role_above', { status: 403 })
}

function isWithin(role: Role, permissions: ReadonlySet<Permission>): boolean {
  return [...permissionsOf(role)].every((permission) => permissions.has(permission))
}

/** What somebody invited to goes with their right to: else who is shown the door comes back by a link of their own. */
async function cancelTheirs(
  tx: Handle,
  workspaceId: string,
  member: MemberRow,
  permissions: ReadonlySet<Permission>,
  who: Who,
): Promise<void> {
  const mayGive = permissions.has('team:manage') ? ROLES.filter((role) => isWithin(role, permissions)) : []
  for (const target of await cancelInvitationsOf(tx, workspaceId, member.user_id, mayGive)) {
    await audit(tx, { workspaceId, who, action: 'invitation.cancel', target })
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
    await cancelTheirs(tx, workspaceId, member, permissionsOf(role), actor.who)
    const detail = { from: member.role, to: role }
    await audit(tx, { workspaceId, who: actor.who, action: 'member.role', target: member.user_id, detail })
    await notify(tx, { w: workspaceId, k: 'member', id })
  })
}

/** What the rest of the program does with what is a member's, before they are gone. */
export type Leaving = (tx: Handle, workspaceId: string, memberId: string, heir: Heir) => Promise<void>

/** Who gets what was theirs: a member, whom the rules say, nobody. */
export type Heir = { memberId: string } | 'rules' | 'nobody'

/** How a member goes. */
export interface Going {
  heir: Heir
  leaving: Leaving
}

/** The member's keys of this workspace end with it. @throws Problem `not_found`, `role_above`, `last_owner` */
export async function removeMember(
  db: Handle,
  workspaceId: string,
  id: string,
  actor: Actor,
  going: Going,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await findMember(tx, workspaceId, id)
    requireWithin(actor, member.role)
    if (typeof going.heir === 'object') await requireHeir(tx, workspaceId, id, going.heir.memberId)
    await leave(tx, workspaceId, member, actor.who, going)
    await audit(tx, { workspaceId, who: actor.who, action: 'member.remove', target: member.user_id })
  })
}

/** Anyone may go of their own will. @throws Problem `last_owner` */
export async function leaveWorkspace(
  db: Handle,
  workspaceId: string,
  id: string,
  leaving: Leaving,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await findMember(tx, workspaceId, id)
    const who = { userId: member.user_id }
    await leave(tx, workspaceId, member, who, { heir: 'rules', leaving })
    await audit(tx, {
      workspaceId,
      who,
      action: 'member.leave',
      target: member.user_id,
    })
  })
}

/** @throws Problem `not_found`, `heir_cannot` (422) where they could do nothing with it */
async function requireHeir(tx: Handle, workspaceId: string, id: string, heir: string): Promise<void> {
  const { role } = await findMember(tx, workspaceId, heir)
  if (heir === id || !permissionsOf(role).has('inbox:write')) throw invalid('heir_cannot')
}

async function leave(
  tx: Handle,
  workspaceId: string,
  member: MemberRow,
  who: Who,
  { heir, leaving }: Going,
): Promise<void> {
  const { id, role } = member
  if (role === 'owner') await requireAnotherOwner(tx, workspaceId, id)
  await leaving(tx, workspaceId, id, heir)
  await deleteMember(tx, workspaceId, id)
  await cancelTheirs(tx, workspaceId, member, new Set(), who)
  await notify(tx, { w: workspaceId, k: 'member', id })
}
