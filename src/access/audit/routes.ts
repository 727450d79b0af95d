import { z } from 'zod'
import { decodeCursor, pageOf, pageQuery, toPage } from '../../../lib/page/index.ts'
import { type Route, route } from '../route.ts'
import { readAudit } from './store.ts'

const entrySchema = z
  .object({
    id: z.uuid(),
    at: z.string(),
    who: z.string(),
    action: z.string(),
    target: z.string(),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEntry' })

const list = route({
  method: 'get',
  path: '/audit',
  summary: 'The journal of the workspace, newest first',
  tag: 'Team',
  can: 'audit:read',
  query: z.strictObject({
    ...pageQuery(),
    action: z.string().max(60).optional(),
    userId: z.uuid().optional(),
  }),
  reply: pageOf(entrySchema),
  async handler({ db, workspaceId }, { query }) {
    const [before] = query.cursor ? decodeCursor(query.cursor, z.tuple([z.uuid()])) : [undefined]
    const filter = { before, action: query.action, userId: query.userId, limit: query.limit + 1 }
    const rows = await readAudit(db, workspaceId, filter)
    return toPage(
      rows,
      query.limit,
      (row) => [row.id],
      (row) => ({
        id: row.id,
        at: row.at.toISOString(),
        who: row.name ?? row.who ?? '',
        action: row.action,
        target: row.target,
        detail: { ...row.detail, ...(row.key !== null && { key: row.key }) },
      }),
    )
  },
})

export const auditRoutes: Route[] = [list]
