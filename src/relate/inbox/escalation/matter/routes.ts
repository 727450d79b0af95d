import { z } from 'zod'
import { inTransaction } from '../../../../../lib/db/index.ts'
import { decodeCursor, encodeCursor, pageOf, pageQuery } from '../../../../../lib/page/index.ts'
import { audit, type Context, type Route, route, whoIs } from '../../../../access/index.ts'
import { partsOf } from '../../merge/way.ts'
import { getConversation } from '../../store.ts'
import { prefilled } from '../service/form.ts'
import { dueAt } from '../service/plan.ts'
import { getService } from '../service/store.ts'
import { act } from './act.ts'
import { escalationReply, fileReply, presentEscalations } from './present.ts'
import { raise, requireMessages } from './raise.ts'
import { customerOf, shownMessages } from './shown.ts'
import { type Escalation, escalationsOf, getEscalation, listEscalations } from './store.ts'

const tag = 'escalations'
const id = z.strictObject({ id: z.uuid() })
const seen = {
  messages: z.array(z.uuid()).max(100).default([]),
  named: z.enum(['nobody', 'short', 'name']).default('nobody'),
  masked: z.boolean().default(true),
}

const orderBody = z.strictObject({
  ...seen,
  serviceId: z.uuid(),
  reasonId: z.uuid(),
  question: z.string().trim().min(1).max(10_000),
  values: z.record(z.string().max(60), z.string().max(5000)).default({}),
  files: z.array(z.uuid()).max(20).default([]),
  snoozes: z.boolean().default(false),
  due: z.iso.datetime().optional(),
})

export const matterRoutes: Route[] = [...conversationRoutes(), ...listRoutes(), ...actRoutes()]

function conversationRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/conversations/{id}/escalations',
      summary: 'What a conversation has been raised to services for, and what they said',
      tag,
      can: 'inbox:read',
      params: id,
      reply: z.array(escalationReply),
      handler: async (context, { params }) => {
        const { db, workspaceId } = context
        await getConversation(db, workspaceId, params.id)
        const parts = await partsOf(db, workspaceId, params.id)
        return presented(context, await escalationsOf(db, workspaceId, parts))
      },
    }),
    route({
      method: 'post',
      path: '/conversations/{id}/escalations',
      summary: 'Raises a conversation to a service, which answers without an account',
      tag,
      can: 'inbox:write',
      params: id,
      body: orderBody,
      reply: escalationReply,
      status: 201,
      handler: async (context, { params, body }) => {
        const { db, workspaceId, principal, clock } = context
        const by = { memberId: principal.memberId, now: clock.now() }
        const { due, ...order } = body
        const made = await inTransaction(db, async (tx) => {
          const made = await raise(
            tx,
            workspaceId,
            params.id,
            { ...order, ...(due && { due: new Date(due) }) },
            by,
          )
          const detail = {
            service: body.serviceId,
            messages: body.messages.length,
            named: body.named,
            masked: body.masked,
          }
          await noted(context, tx, 'escalation.created', made, detail)
          return made
        })
        return shown(context, await getEscalation(db, workspaceId, made))
      },
    }),
    previewRoute(),
  ]
}

function previewRoute(): Route {
  return route({
    method: 'post',
    path: '/conversations/{id}/escalations/preview',
    summary:
      'What a service would see, by when it would answer, and what its form can be filled with; nothing is kept',
    tag,
    can: 'inbox:read',
    params: id,
    body: z.strictObject({ ...seen, serviceId: z.uuid() }),
    status: 200,
    reply: z.object({
      customer: z.string().nullable(),
      due: z.string(),
      values: z.record(z.string(), z.string()),
      messages: z.array(
        z.object({
          id: z.string(),
          at: z.string(),
          ours: z.boolean(),
          toxicity: z.number().nullable(),
          text: z.string().nullable(),
          files: z.array(fileReply),
        }),
      ),
    }),
    handler: async ({ db, workspaceId, clock }, { params, body }) => {
      const conversation = await getConversation(db, workspaceId, params.id)
      const service = await getService(db, workspaceId, body.serviceId)
      await requireMessages(db, workspaceId, params.id, body.messages)
      const { masked, messages: ids } = body
      const messages = await shownMessages(db, workspaceId, ids, { masked, author: conversation })
      const plain = await shownMessages(db, workspaceId, ids, { masked: false, author: conversation })
      const texts = plain.filter(({ ours }) => !ours).map(({ text }) => text ?? '')
      return {
        customer: customerOf(conversation, body.named),
        due: dueAt(clock.now(), service.timing).toISOString(),
        values: prefilled(service.fields, texts.reverse()),
        messages: messages.map(({ at, ...message }) => ({ ...message, at: at.toISOString() })),
      }
    },
  })
}

function listRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/escalations',
      summary: 'What has been raised to services, the newest first',
      tag,
      can: 'inbox:read',
      query: z.strictObject({
        ...pageQuery(),
        state: z.enum(['open', 'over']).optional(),
        service: z.uuid().optional(),
      }),
      reply: pageOf(escalationReply),
      handler: async (context, { query: { state, service, cursor, limit } }) => {
        const { db, workspaceId } = context
        const [at, last] = cursor ? decodeCursor(cursor, z.tuple([z.iso.datetime(), z.uuid()])) : []
        const filter = {
          ...(state && { state }),
          ...(service && { serviceId: service }),
          ...(at && last && { before: { at: new Date(at), id: last } }),
        }
        const rows = await listEscalations(db, workspaceId, filter, limit + 1)
        const page = rows.slice(0, limit)
        const end = rows.length > limit ? page.at(-1) : undefined
        return {
          items: await presented(context, page),
          next: end ? encodeCursor([end.created.toISOString(), end.id]) : null,
        }
      },
    }),
    route({
      method: 'get',
      path: '/escalations/{id}',
      summary: 'One escalation, with all that was said in it',
      tag,
      can: 'inbox:read',
      params: id,
      reply: escalationReply,
      handler: async (context, { params }) =>
        shown(context, await getEscalation(context.db, context.workspaceId, params.id)),
    }),
  ]
}

function actRoutes(): Route[] {
  return [
    route({
      method: 'post',
      path: '/escalations/{id}/acts',
      summary:
        'Answers the service, ends, withdraws or reopens an escalation, or says that the customer knows',
      tag,
      can: 'inbox:write',
      params: id,
      body: z.strictObject({
        kind: z.enum(['reply', 'solved', 'withdrawn', 'reopened', 'told']),
        text: z.string().max(20_000).optional(),
        files: z.array(z.uuid()).max(20).default([]),
      }),
      reply: escalationReply,
      status: 200,
      handler: async (context, { params, body }) => {
        const { db, workspaceId, principal, clock } = context
        const deed = {
          ...body,
          side: 'member',
          via: 'app',
          memberId: principal.memberId,
          now: clock.now(),
        } as const
        await inTransaction(db, async (tx) => {
          await act(tx, workspaceId, params.id, deed)
          if (body.kind !== 'reply') await noted(context, tx, `escalation.${body.kind}`, params.id, {})
        })
        return shown(context, await getEscalation(db, workspaceId, params.id))
      },
    }),
  ]
}

async function presented(context: Context, rows: readonly Escalation[]) {
  const { db, workspaceId, clock } = context
  return presentEscalations({ db, workspaceId, now: clock.now(), names: await context.memberNames() }, rows)
}

async function shown(context: Context, row: Escalation) {
  const [one] = await presented(context, [row])
  if (!one) throw new Error('an escalation was not presented')
  return one
}

function noted(
  { workspaceId, principal }: Context,
  tx: Context['db'],
  action: string,
  target: string,
  detail: Record<string, unknown>,
) {
  return audit(tx, { workspaceId, who: whoIs(principal), action, target, detail })
}
