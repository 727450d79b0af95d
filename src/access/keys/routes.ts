import { z } from 'zod'
import { inTransaction } from '../../../lib/db/index.ts'
import { Problem } from '../../../lib/errors/index.ts'
import { audit } from '../audit/store.ts'
import { idParams, whoIs } from '../fields.ts'
import { PERMISSIONS } from '../policy.ts'
import { type Route, route } from '../route.ts'
import { insertKey, type KeyRow, listKeys, revokeKey } from './store.ts'

const keySchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    prefix: z.string(),
    permissions: z.array(z.string()),
    created: z.string(),
    lastUsed: z.string().nullable(),
    secret: z.string().optional(),
  })
  .meta({ id: 'ApiKey' })

function present(row: KeyRow): z.input<typeof keySchema> {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    permissions: row.permissions,
    created: row.created_at.toISOString(),
    lastUsed: row.last_used_at?.toISOString() ?? null,
  }
}

const list = route({
  method: 'get',
  path: '/keys',
  summary: 'Keys of the API that serve now',
  tag: 'Keys',
  can: 'keys:manage',
  reply: z.array(keySchema),
  async handler({ db, workspaceId }) {
    return (await listKeys(db, workspaceId)).map(present)
  },
})

const create = route({
  method: 'post',
  path: '/keys',
  summary: 'Make a key; `secret` is in this answer only',
  description:
    'The key acts in the name of whoever makes it, within the permissions given here, for as long as that person has them too.',
  tag: 'Keys',
  can: 'keys:manage',
  body: z.strictObject({
    name: z.string().trim().min(1).max(100),
    permissions: z.array(z.enum(PERMISSIONS)).min(1).max(PERMISSIONS.length),
  }),
  reply: keySchema,
  status: 201,
  async handler({ db, workspaceId, principal }, { body }) {
    const permissions = [...new Set(body.permissions)]
    if (permissions.some((one) => !principal.permissions.has(one)))
      throw new Problem('permission_above', { status: 403 })
    return await inTransaction(db, async (tx) => {
      const row = await insertKey(tx, workspaceId, {
        memberId: principal.memberId,
        name: body.name,
        permissions,
      })
      const detail = { permissions }
      await audit(tx, { workspaceId, who: whoIs(principal), action: 'key.create', target: row.id, detail })
      return { ...present(row), secret: row.secret }
    })
  },
})

const revoke = route({
  method: 'delete',
  path: '/keys/{id}',
  summary: 'Revoke a key at once',
  tag: 'Keys',
  can: 'keys:manage',
  params: idParams,
  status: 204,
  async handler({ db, workspaceId, principal, clock }, { params }) {
    await inTransaction(db, async (tx) => {
      await revokeKey(tx, workspaceId, params.id, clock.now())
      await audit(tx, { workspaceId, who: whoIs(principal), action: 'key.revoke', target: params.id })
    })
  },
})

export const keyRoutes: Route[] = [list, create, revoke]
