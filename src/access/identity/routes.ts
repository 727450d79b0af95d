import { z } from 'zod'
import { inTransaction } from '../../../lib/db/index.ts'
import { idParams, localeCode, personName, requirePerson, timeZone } from '../fields.ts'
import { chooseWorkspace, membershipsOf } from '../members/store.ts'
import { permissionsOf } from '../policy.ts'
import { type Context, type Route, route } from '../route.ts'
import { findWorkspace } from '../workspaces/store.ts'
import type { Auth } from './identity.ts'
import { endSession, findUser, listSessions, updateUser } from './store.ts'

const theme = z.enum(['light', 'dark', 'auto'])

const meSchema = z
  .object({
    user: z.object({
      id: z.uuid(),
      name: z.string(),
      email: z.string(),
      locale: localeCode.nullable(),
      theme,
      timeZone: z.string(),
      twoFactor: z.boolean(),
    }),
    workspace: z.object({ id: z.uuid(), name: z.string(), timeZone: z.string(), demo: z.boolean() }),
    role: z.string(),
    permissions: z.array(z.string()),
    workspaces: z.array(z.object({ id: z.uuid(), name: z.string() })),
  })
  .meta({ id: 'Me' })

async function me({ db, principal, workspaceId }: Context): Promise<z.input<typeof meSchema>> {
  const [user, workspace, memberships] = await Promise.all([
    findUser(db, principal.userId),
    findWorkspace(db, workspaceId),
    membershipsOf(db, principal.userId),
  ])
  const shown =
    principal.keyId === undefined ? memberships : memberships.filter((one) => one.workspaceId === workspaceId)
  return {
    user: {
      id: user.id,
      name: user.name,
      email: user.email,
      locale: user.locale,
      theme: user.theme,
      timeZone: user.time_zone ?? workspace.timeZone,
      twoFactor: user.two_factor_enabled,
    },
    workspace: { id: workspace.id, name: workspace.name, timeZone: workspace.timeZone, demo: workspace.demo },
    role: principal.role,
    permissions: [...principal.permissions],
    workspaces: shown.map((one) => ({ id: one.workspaceId, name: one.workspaceName })),
  }
}

const getMe = route({
  method: 'get',
  path: '/me',
  summary: 'Who asks, in which workspace, with which rights',
  tag: 'Me',
  can: 'member',
  reply: meSchema,
  handler: me,
})

const patchMe = route({
  method: 'patch',
  path: '/me',
  summary: 'Change one’s own settings, or the workspace to come back to',
  tag: 'Me',
  can: 'member',
  body: z.strictObject({
    name: personName.optional(),
    locale: localeCode.optional(),
    theme: theme.optional(),
    timeZone: timeZone.optional(),
    workspaceId: z.uuid().optional(),
  }),
  reply: meSchema,
  async handler(context, { body }) {
    const { db, principal, clock } = context
    requirePerson(principal)
    const { workspaceId, ...preferences } = body
    await inTransaction(db, async (tx) => {
      if (workspaceId !== undefined) await chooseWorkspace(tx, principal.userId, workspaceId, clock.now())
      await updateUser(tx, principal.userId, preferences, clock.now())
    })
    if (workspaceId === undefined || workspaceId === context.workspaceId) return me(context)
    const there = (await membershipsOf(db, principal.userId)).find((one) => one.workspaceId === workspaceId)
    const role = there?.role ?? principal.role
    return me({
      ...context,
      workspaceId,
      principal: { ...principal, role, permissions: permissionsOf(role) },
    })
  },
})

function sessionRoutes(auth: Auth): Route[] {
  const list = route({
    method: 'get',
    path: '/sessions',
    summary: 'Where one is signed in',
    tag: 'Me',
    can: 'member',
    reply: z.array(
      z
        .object({
          id: z.uuid(),
          current: z.boolean(),
          agent: z.string(),
          address: z.string(),
          started: z.string(),
          lastSeen: z.string(),
        })
        .meta({ id: 'Session' }),
    ),
    async handler({ db, principal, clock, request }) {
      requirePerson(principal)
      const own = await auth.session(request.headers)
      const rows = await listSessions(db, principal.userId, clock.now())
      return rows.map((row) => ({
        id: row.id,
        current: row.id === own?.sessionId,
        agent: row.user_agent ?? '',
        address: row.ip_address ?? '',
        started: row.created_at.toISOString(),
        lastSeen: row.updated_at.toISOString(),
      }))
    },
  })
  const end = route({
    method: 'delete',
    path: '/sessions/{id}',
    summary: 'Sign out elsewhere',
    tag: 'Me',
    can: 'member',
    params: idParams,
    status: 204,
    async handler({ db, principal }, { params }) {
      requirePerson(principal)
      await endSession(db, principal.userId, params.id)
    },
  })
  return [list, end]
}

export function identityRoutes(auth: Auth): Route[] {
  return [getMe, patchMe, ...sessionRoutes(auth)]
}
