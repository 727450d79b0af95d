import { z } from 'zod'
import { inTransaction, notify } from '../../../../../lib/db/index.ts'
import { conflict, notFound } from '../../../../../lib/errors/index.ts'
import { audit, type Route, route, whoIs } from '../../../../access/index.ts'
import { isOpen } from '../matter/escalation.ts'
import { getEscalation } from '../matter/store.ts'
import { retry } from '../sender/queue.ts'
import { linksOf, newLinkToken, revokeLinks } from './link.ts'

const tag = 'escalations'
const params = z.strictObject({ id: z.uuid(), linkId: z.uuid() })

export const linkRoutes: Route[] = [
  route({
    method: 'post',
    path: '/escalations/{id}/links/{linkId}/copy',
    summary: 'Makes an address of a link, to be given by other means; it is shown this once',
    tag,
    can: 'inbox:write',
    limit: 30,
    params,
    reply: z.object({ url: z.string() }),
    status: 201,
    handler: async ({ db, workspaceId, principal, clock, publicUrl }, { params: { id, linkId } }) =>
      inTransaction(db, async (tx) => {
        const row = await getEscalation(tx, workspaceId, id)
        const link = (await linksOf(tx, workspaceId, id)).find((one) => one.id === linkId)
        if (!link) throw notFound('link')
        if (!isOpen(row.state) || link.revoked || link.expires <= clock.now())
          throw conflict('escalation_state')
        const detail = { email: link.email }
        await audit(tx, { workspaceId, who: whoIs(principal), action: 'escalation.link', target: id, detail })
        return { url: `${publicUrl}/service/${await newLinkToken(tx, workspaceId, linkId)}` }
      }),
  }),
  route({
    method: 'delete',
    path: '/escalations/{id}/links/{linkId}',
    summary: 'Takes a link back: it opens nothing from now on',
    tag,
    can: 'inbox:write',
    params,
    status: 204,
    handler: async ({ db, workspaceId, principal, clock }, { params: { id, linkId } }) => {
      await inTransaction(db, async (tx) => {
        const row = await getEscalation(tx, workspaceId, id, true)
        if ((await revokeLinks(tx, workspaceId, id, clock.now(), linkId)) === 0) throw notFound('link')
        const who = whoIs(principal)
        await audit(tx, { workspaceId, who, action: 'escalation.link_revoked', target: id, detail: {} })
        await notify(tx, { w: workspaceId, k: 'conversation', id: row.conversation_id })
      })
      return new Response(null, { status: 204 })
    },
  }),
  route({
    method: 'post',
    path: '/escalations/{id}/legs/{legId}/retry',
    summary: 'Has a mail or an issue that did not leave tried again',
    tag,
    can: 'inbox:write',
    params: z.strictObject({ id: z.uuid(), legId: z.uuid() }),
    status: 204,
    handler: async ({ db, workspaceId, clock }, { params: { id, legId } }) => {
      await inTransaction(db, async (tx) => {
        const row = await getEscalation(tx, workspaceId, id, true)
        if (!(await retry(tx, workspaceId, id, legId, clock.now()))) throw notFound('delivery')
        await notify(tx, { w: workspaceId, k: 'escalation' })
        await notify(tx, { w: workspaceId, k: 'conversation', id: row.conversation_id })
      })
      return new Response(null, { status: 204 })
    },
  }),
]
