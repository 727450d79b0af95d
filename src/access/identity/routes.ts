import { z } from 'zod'
import { inTransaction } from '../../../lib/db/index.ts'
import { localeCode, personName, requirePerson, timeZone } from '../fields.ts'
import { chooseWorkspace, membershipsOf } from '../members/store.ts'
import { permissionsOf } from '../policy.ts'
import { type Context, type Route, route } from '../route.ts'
import { findWorkspace } from '../workspaces/store.ts'
import { findUser, updateUser } from './store.ts'

const theme = z.enum(['light', 'dark', 'auto'])
const veil = z.enum(['off', 'harsh', 'strict'])

const meSchema = z
  .object({
    user: z.object({
      id: z.uuid(),
      name: z.string(),
      email: z.string(),
      locale: localeCode.nullable(),
      theme,
      veil,
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
      veil: user.veil,
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
    veil: veil.optional(),
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

export const identityRoutes: Route[] = [getMe, patchMe]
