import { z } from 'zod'
import { inTransaction } from '../../../lib/db/index.ts'
import { audit, type Context, memberNames, type Route, route, whoIs } from '../../access/index.ts'
import { drop } from '../outbox/change.ts'
import { countHeld, EVERYWHERE, findStop, resumeSending, stopSending } from './store.ts'

const stopReply = z.object({
  stopped: z
    .object({ at: z.string(), by: z.string().nullable(), reason: z.string(), everywhere: z.boolean() })
    .nullable(),
  held: z.number(),
  leaving: z.number(),
})

export const stopRoutes: Route[] = [
  route({
    method: 'get',
    path: '/stop',
    summary: 'Whether sending is stopped, what is held, and what is on the wire',
    tag: 'outbox',
    can: 'outbox:read',
    reply: stopReply,
    handler: (context) => state(context),
  }),
  route({
    method: 'post',
    path: '/stop',
    summary: 'Stops everything that leaves; once answered, nothing new does',
    tag: 'outbox',
    can: 'outbox:stop',
    body: z.strictObject({ reason: z.string().trim().max(500).default('') }),
    reply: stopReply,
    handler: async (context, { body: { reason } }) => {
      const { db, workspaceId, principal } = context
      const { leaving } = await stopSending(db, workspaceId, { by: principal.memberId, reason })
      const detail = { leaving }
      await audit(db, {
        workspaceId,
        who: whoIs(principal),
        action: 'outbox.stop',
        target: workspaceId,
        detail,
      })
      return { ...(await state(context)), leaving }
    },
  }),
  route({
    method: 'post',
    path: '/resume',
    summary: 'Lets things leave again, but for those of what was held that are dropped',
    tag: 'outbox',
    can: 'outbox:stop',
    body: z.strictObject({ drop: z.array(z.uuid()).max(1000).default([]) }),
    reply: stopReply,
    handler: async (context, { body }) => {
      const { db, workspaceId, principal } = context
      await inTransaction(db, async (tx) => {
        const dropped = [...new Set(body.drop)].sort()
        for (const id of dropped) await drop(tx, { workspaceId, id, by: principal.memberId })
        await resumeSending(tx, workspaceId)
        const detail = { dropped: dropped.length }
        await audit(tx, {
          workspaceId,
          who: whoIs(principal),
          action: 'outbox.resume',
          target: workspaceId,
          detail,
        })
      })
      return state(context)
    },
  }),
]

async function state({ db, workspaceId }: Context): Promise<z.input<typeof stopReply>> {
  const [stop, { waiting, leaving }, names] = await Promise.all([
    findStop(db, workspaceId),
    countHeld(db, workspaceId),
    memberNames(db, workspaceId),
  ])
  const everywhere = stop?.workspace_id === EVERYWHERE
  return {
    stopped: stop
      ? {
          at: stop.at.toISOString(),
          by: stop.by_member && !everywhere ? (names.get(stop.by_member) ?? null) : null,
          reason: stop.reason,
          everywhere,
        }
      : null,
    held: stop ? waiting : 0,
    leaving,
  }
}
