import { z } from 'zod'
import { idParams, requirePerson, roleName, whoIs } from '../fields.ts'
import { type Route, route } from '../route.ts'
import { changeRole, type Leaving, leaveWorkspace, removeMember } from './members.ts'
import { findMember, listMembers, type MemberRow } from './store.ts'

const memberSchema = z
  .object({
    id: z.uuid(),
    userId: z.uuid(),
    name: z.string(),
    email: z.string(),
    role: z.string(),
    lastSeen: z.string().nullable(),
  })
  .meta({ id: 'Member' })

function present(row: MemberRow): z.input<typeof memberSchema> {
  return {
    id: row.id,
    userId: row.user_id,
    name: row.name,
    email: row.email,
    role: row.role,
    lastSeen: row.last_seen_at?.toISOString() ?? null,
  }
}

const list = route({
  method: 'get',
  path: '/members',
  summary: 'The team',
  tag: 'Team',
  can: 'inbox:read',
  reply: z.array(memberSchema),
  async handler({ db, workspaceId }) {
    return (await listMembers(db, workspaceId)).map(present)
  },
})

const patch = route({
  method: 'patch',
  path: '/members/{id}',
  summary: 'Change a member’s role',
  tag: 'Team',
  can: 'team:manage',
  params: idParams,
  body: z.strictObject({ role: roleName }),
  reply: memberSchema,
  async handler({ db, workspaceId, principal }, { params, body }) {
    const actor = { who: whoIs(principal), permissions: principal.permissions }
    await changeRole(db, workspaceId, params.id, body.role, actor)
    return present(await findMember(db, workspaceId, params.id))
  },
})

function remove(leaving: Leaving): Route {
  return route({
    method: 'delete',
    path: '/members/{id}',
    summary: 'Take a member out of the workspace, and end their keys',
    description:
      'Their conversations that are not closed go `to` a member, to whom the `rules` say, or to `nobody`.',
    tag: 'Team',
    can: 'team:manage',
    params: idParams,
    query: z.strictObject({ to: z.union([z.enum(['rules', 'nobody']), z.uuid()]).default('rules') }),
    status: 204,
    async handler({ db, workspaceId, principal }, { params, query: { to } }) {
      const actor = { who: whoIs(principal), permissions: principal.permissions }
      const heir = to === 'rules' || to === 'nobody' ? to : { memberId: to }
      await removeMember(db, workspaceId, params.id, actor, { heir, leaving })
    },
  })
}

function leave(leaving: Leaving): Route {
  return route({
    method: 'post',
    path: '/me/leave',
    summary: 'Leave the workspace',
    description: 'Your conversations that are not closed go to whom the rules say.',
    tag: 'Me',
    can: 'member',
    status: 204,
    async handler({ db, workspaceId, principal }) {
      requirePerson(principal)
      await leaveWorkspace(db, workspaceId, principal.memberId, leaving)
    },
  })
}

export function memberRoutes(leaving: Leaving): Route[] {
  return [list, patch, remove(leaving), leave(leaving)]
}
