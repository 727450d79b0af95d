import { z } from 'zod'
import { inTransaction } from '../../../../../lib/db/index.ts'
import { conflict, notFound, Problem } from '../../../../../lib/errors/index.ts'
import { audit, type Context, idParams, type Route, route, whoIs } from '../../../../access/index.ts'
import type { ServiceDeps } from '../service/routes.ts'
import { getService, type Sealing, type Service } from '../service/store.ts'
import { deliveryId, newSecret, newsOf, refusalOf } from './hook.ts'
import { findHook, type Hook, keepSecret, noteRefused, removeHook, secretsOf, take } from './store.ts'

const tag = 'escalations'
const can = 'channels:manage'
const DAY = 86_400_000
/** Longer than any of the three makes it for an issue with its longest comment. */
const MOST = 2_000_000

const hookReply = z.object({
  url: z.string(),
  made: z.string().nullable(),
  graceUntil: z.string().nullable(),
  last: z
    .object({
      at: z.string(),
      event: z.string(),
      delivery: z.string().nullable(),
      outcome: z.enum(['read', 'ping', 'other', 'unknown', 'again']),
    })
    .nullable(),
  refused: z.object({ at: z.string(), why: z.enum(['unsigned', 'signature', 'late']) }).nullable(),
  quietDays: z.number().nullable(),
})

export function hookRoutes({ sealing }: ServiceDeps): Route[] {
  return [stateRoute(), makeRoute(sealing), removeRoute(), entrance(sealing)]
}

function stateRoute(): Route {
  return route({
    method: 'get',
    path: '/services/{id}/hook',
    summary: 'The address at which the tool of a service tells what happens there, and what came last',
    tag,
    can,
    params: idParams,
    reply: hookReply,
    handler: async (context, { params: { id } }) => {
      const { db, workspaceId } = context
      await getService(db, workspaceId, id)
      return present(context, id, await findHook(db, workspaceId, id))
    },
  })
}

function makeRoute(sealing: Sealing): Route {
  return route({
    method: 'post',
    path: '/services/{id}/hook',
    summary: 'Makes the secret by which a tool proves its deliveries, or a new one; it is shown this once',
    description:
      'The one before holds for two days more, so that nothing is lost while it is changed in the tool.',
    tag,
    can,
    limit: 20,
    params: idParams,
    reply: hookReply.extend({ secret: z.string() }),
    status: 201,
    handler: async (context, { params: { id } }) => {
      const { db, workspaceId, clock } = context
      const { tool } = await getService(db, workspaceId, id)
      if (!tool) throw conflict('service_tool')
      const secret = newSecret()
      await inTransaction(db, async (tx) => {
        const key = { workspaceId, serviceId: id, secret, now: clock.now() }
        const renewed = await keepSecret(tx, sealing, key)
        await noted(context, tx, renewed ? 'service.hook_renewed' : 'service.hook_made', id)
      })
      return { ...present(context, id, await findHook(db, workspaceId, id)), secret }
    },
  })
}

function removeRoute(): Route {
  return route({
    method: 'delete',
    path: '/services/{id}/hook',
    summary: 'Forgets the secret: nothing is taken from the tool any more, which is looked at by the clock',
    tag,
    can,
    params: idParams,
    handler: async (context, { params: { id } }) => {
      const { db, workspaceId } = context
      await getService(db, workspaceId, id)
      await inTransaction(db, async (tx) => {
        if (!(await removeHook(tx, workspaceId, id))) throw notFound('hook')
        await noted(context, tx, 'service.hook_removed', id)
      })
    },
  })
}

/** Everybody may knock; who proves nothing learns nothing, not even whether there is anybody. */
function entrance(sealing: Sealing): Route {
  return route({
    method: 'post',
    path: '/tools/{workspace}/{id}',
    summary: 'Where the tool of a service tells what happened to an issue',
    tag,
    can: 'public',
    raw: true,
    maxBody: MOST,
    params: z.strictObject({ workspace: z.uuid(), id: z.uuid() }),
    query: z.object({ key: z.string().max(200).optional() }),
    handler: async ({ db, clock, request }, { params: { workspace, id }, query }) => {
      const now = clock.now()
      const body = new Uint8Array(await request.arrayBuffer())
      const headers = Object.fromEntries(request.headers)
      const { service, hook } = await known(db, workspace, id)
      if (!service?.tool || !hook) throw refused()
      const { kind, project } = service.tool
      const why = refusalOf(
        kind,
        secretsOf(sealing, hook, now),
        { headers, body, key: query.key ?? null },
        now,
      )
      if (why) {
        await noteRefused(db, hook, why, now)
        throw refused()
      }
      const news = newsOf(kind, { headers, body })
      if (!news) throw new Problem('tool_delivery', { status: 400 })
      await take(db, hook, { news, project, delivery: deliveryId(kind, headers), body }, now)
      return new Response(null, { status: 202 })
    },
  })
}

async function known(
  db: Context['db'],
  workspaceId: string,
  id: string,
): Promise<{ service?: Service; hook?: Hook | undefined }> {
  try {
    const service = await getService(db, workspaceId, id)
    return service.archived ? {} : { service, hook: await findHook(db, workspaceId, id) }
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return {}
    throw error
  }
}

function refused(): Problem {
  return new Problem('tool_unproved', { status: 401 })
}

function present(
  { publicUrl, workspaceId, clock }: Context,
  id: string,
  hook: Hook | undefined,
): z.input<typeof hookReply> {
  const now = clock.now()
  const url = `${publicUrl}/api/v1/tools/${workspaceId}/${id}`
  if (!hook) return { url, made: null, graceUntil: null, last: null, refused: null, quietDays: null }
  const { made, before_until: until, last_at, last_event, last_delivery, last_outcome } = hook
  const days = Math.floor((now.getTime() - (last_at ?? made).getTime()) / DAY)
  return {
    url,
    made: made.toISOString(),
    graceUntil: until && until > now ? until.toISOString() : null,
    last:
      last_at && last_outcome
        ? {
            at: last_at.toISOString(),
            event: last_event ?? '',
            delivery: last_delivery,
            outcome: last_outcome,
          }
        : null,
    refused:
      hook.refused_at && hook.refused_why
        ? { at: hook.refused_at.toISOString(), why: hook.refused_why }
        : null,
    quietDays: days > 0 ? days : null,
  }
}

function noted({ workspaceId, principal }: Context, tx: Context['db'], action: string, target: string) {
  return audit(tx, { workspaceId, who: whoIs(principal), action, target, detail: {} })
}
