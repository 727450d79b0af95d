import { z } from 'zod'
import { inTransaction } from '../../../lib/db/index.ts'
import { audit } from '../audit/store.ts'
import { emailAddress, idParams, newPassword, personName, roleName, whoIs } from '../fields.ts'
import type { Auth } from '../identity/identity.ts'
import { findUserByEmail } from '../identity/store.ts'
import { requireWithin } from '../members/members.ts'
import { type Route, route } from '../route.ts'
import { acceptInvitation, dead } from './accept.ts'
import {
  cancelInvitation,
  findInvitation,
  type InvitationRow,
  insertInvitation,
  listInvitations,
} from './store.ts'

/** An invitation serves for a week. */
const LIFE = 7 * 24 * 3_600_000

const invitationSchema = z
  .object({
    id: z.uuid(),
    email: z.string(),
    role: z.string(),
    expires: z.string(),
    link: z.string().optional(),
  })
  .meta({ id: 'Invitation' })

function present(row: InvitationRow): z.input<typeof invitationSchema> {
  return { id: row.id, email: row.email, role: row.role, expires: row.expires_at.toISOString() }
}

const list = route({
  method: 'get',
  path: '/invitations',
  summary: 'Invitations that still stand',
  tag: 'Team',
  can: 'team:manage',
  reply: z.array(invitationSchema),
  async handler({ db, workspaceId, clock }) {
    return (await listInvitations(db, workspaceId, clock.now())).map(present)
  },
})

const create = route({
  method: 'post',
  path: '/invitations',
  summary: 'Invite somebody; `link` is in this answer only',
  tag: 'Team',
  can: 'team:manage',
  body: z.strictObject({ email: emailAddress, role: roleName }),
  reply: invitationSchema,
  status: 201,
  async handler({ db, workspaceId, principal, clock, publicUrl }, { body }) {
    requireWithin({ who: whoIs(principal), permissions: principal.permissions }, body.role)
    const now = clock.now()
    const expires = new Date(now.getTime() + LIFE)
    return await inTransaction(db, async (tx) => {
      const row = await insertInvitation(tx, workspaceId, {
        ...body,
        invitedBy: principal.userId,
        expires,
        now,
      })
      const detail = { role: body.role }
      await audit(tx, {
        workspaceId,
        who: whoIs(principal),
        action: 'invitation.create',
        target: row.id,
        detail,
      })
      return { ...present(row), link: `${publicUrl}/invitation#${row.token}` }
    })
  },
})

const cancel = route({
  method: 'delete',
  path: '/invitations/{id}',
  summary: 'Cancel an invitation',
  tag: 'Team',
  can: 'team:manage',
  params: idParams,
  status: 204,
  async handler({ db, workspaceId, principal, clock }, { params }) {
    await inTransaction(db, async (tx) => {
      await cancelInvitation(tx, workspaceId, params.id, clock.now())
      await audit(tx, { workspaceId, who: whoIs(principal), action: 'invitation.cancel', target: params.id })
    })
  },
})

const tokenParams = z.strictObject({ token: z.string().min(20).max(200) })

const read = route({
  method: 'get',
  path: '/invitations/{token}',
  summary: 'What an invitation link opens',
  tag: 'Team',
  can: 'public',
  params: tokenParams,
  limit: 60,
  reply: z.object({
    email: z.string(),
    role: z.string(),
    workspace: z.string(),
    expires: z.string(),
    /** Whether this address has an account already, to sign in with first. */
    account: z.boolean(),
  }),
  async handler({ db, clock }, { params }) {
    const found = await findInvitation(db, params.token, clock.now())
    if (!found) throw dead()
    return {
      email: found.email,
      role: found.role,
      workspace: found.workspaceName,
      expires: found.expires_at.toISOString(),
      account: (await findUserByEmail(db, found.email)) !== undefined,
    }
  },
})

function accept(auth: Auth): Route {
  return route({
    method: 'post',
    path: '/invitations/{token}/accept',
    summary:
      'Accept an invitation, signed in to the account it is for, or with a name and a password for a new one',
    tag: 'Team',
    can: 'public',
    params: tokenParams,
    limit: 20,
    body: z.strictObject({ name: personName.optional(), password: newPassword.optional() }),
    reply: z.object({ workspaceId: z.uuid() }),
    status: 201,
    async handler({ db, clock, locale, request }, { params, body }) {
      const session = await auth.session(request.headers)
      const userId = session?.userId ?? null
      const from = request.headers
      const it = { token: params.token, ...body, userId, locale, from, now: clock.now() }
      const { workspaceId, setCookies } = await acceptInvitation(db, auth, it)
      const response = Response.json({ workspaceId }, { status: 201 })
      for (const line of setCookies) response.headers.append('set-cookie', line)
      return response
    },
  })
}

export function invitationRoutes(auth: Auth): Route[] {
  return [list, create, cancel, read, accept(auth)]
}
