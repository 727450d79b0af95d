import { z } from 'zod'
import { inTransaction } from '../../../lib/db/index.ts'
import { audit } from '../audit/store.ts'
import { localeCode, requirePerson, timeZone, whoIs } from '../fields.ts'
import { chooseWorkspace, insertMember } from '../members/store.ts'
import { type Route, route } from '../route.ts'
import { createWorkspace, findWorkspace, updateWorkspace } from './store.ts'

const workspaceName = z.string().trim().min(1).max(100)
const workspaceSchema = z
  .object({ id: z.uuid(), name: z.string(), timeZone: z.string(), locale: localeCode, demo: z.boolean() })
  .meta({ id: 'Workspace' })

const read = route({
  method: 'get',
  path: '/workspace',
  summary: 'The workspace',
  tag: 'Workspace',
  can: 'member',
  reply: workspaceSchema,
  async handler({ db, workspaceId }) {
    return await findWorkspace(db, workspaceId)
  },
})

const patch = route({
  method: 'patch',
  path: '/workspace',
  summary: 'Change the workspace’s name, time zone or language',
  tag: 'Workspace',
  can: 'workspace:manage',
  body: z.strictObject({
    name: workspaceName.optional(),
    timeZone: timeZone.optional(),
    locale: localeCode.optional(),
  }),
  reply: workspaceSchema,
  async handler({ db, workspaceId, principal }, { body }) {
    return await inTransaction(db, async (tx) => {
      if (Object.keys(body).length > 0) await updateWorkspace(tx, workspaceId, body)
      const who = whoIs(principal)
      await audit(tx, { workspaceId, who, action: 'workspace.change', target: workspaceId, detail: body })
      return await findWorkspace(tx, workspaceId)
    })
  },
})

const create = route({
  method: 'post',
  path: '/workspaces',
  summary: 'Open another workspace, and own it',
  tag: 'Workspace',
  can: 'workspace:manage',
  body: z.strictObject({ name: workspaceName, timeZone, locale: localeCode }),
  reply: workspaceSchema,
  status: 201,
  async handler({ db, principal, clock }, { body }) {
    requirePerson(principal)
    return await inTransaction(db, async (tx) => {
      const id = await createWorkspace(tx, body)
      await insertMember(tx, id, principal.userId, 'owner')
      await chooseWorkspace(tx, principal.userId, id, clock.now())
      await audit(tx, { workspaceId: id, who: whoIs(principal), action: 'workspace.create', target: id })
      return await findWorkspace(tx, id)
    })
  },
})

export const workspaceRoutes: Route[] = [read, patch, create]
