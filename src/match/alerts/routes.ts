import { z } from 'zod'
import { decodeCursor, pageOf, pageQuery, toPage } from '../../../lib/page/index.ts'
import { type Context, idParams, type Route, route, whoIs } from '../../access/index.ts'
import { describeQuery, errorWords, requireQuery } from '../query/describe.ts'
import { foreignRoutes } from '../query/foreign/routes.ts'
import { parseQuery } from '../query/parse.ts'
import { MAX_SOURCE } from '../query/query.ts'
import { readingOptions } from '../terms/store.ts'
import { ALERT_KINDS } from './alert.ts'
import { alertReply, presentAll, presentOne } from './present.ts'
import { difference, diffReply, preview, previewReply } from './preview.ts'
import { changeAlert, createAlert, deleteAlert, getAlert, pageOfAlerts } from './store.ts'

const PREVIEW_SECONDS = 5

// Longer ones are taken in, so that the refusal is ours and says what is wrong.
const source = z.string().max(4 * MAX_SOURCE)
const name = z.string().trim().min(1).max(200)
const kind = z.enum(ALERT_KINDS)
const folder = z.string().trim().min(1).max(60).nullable()

const checkReply = z.object({
  ok: z.boolean(),
  errors: z.array(
    z.object({ start: z.number(), end: z.number(), message: z.string(), mend: z.string().nullable() }),
  ),
  reading: z.string().nullable(),
})

export interface AlertRouteOptions {
  /** Ids that `channel:` may name; without them any will do. */
  channels?: readonly string[]
  /** Longest that a preview may read the history; default 5. */
  previewSeconds?: number
}

export function alertRoutes(options: AlertRouteOptions = {}): Route[] {
  return [...readingRoutes(), ...changingRoutes(), ...queryRoutes(options), ...foreignRoutes(options)]
}

function readingRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/alerts',
      summary: 'Alerts in their order, with the figures of the last two weeks',
      tag: 'alerts',
      can: 'alerts:read',
      query: z.strictObject(pageQuery({ limit: 200, max: 500 })),
      reply: pageOf(alertReply),
      handler: async (context, { query }) => {
        const after = query.cursor && decodeCursor(query.cursor, z.tuple([z.int32(), z.uuid()]))
        const place = after ? { position: after[0], id: after[1] } : undefined
        const rows = await pageOfAlerts(context.db, context.workspaceId, query.limit + 1, place)
        const presented = new Map((await presentAll(context, rows)).map((alert) => [alert.id, alert]))
        const page = toPage(
          rows,
          query.limit,
          (row) => [row.position, row.id],
          (row) => row.id,
        )
        return { items: page.items.flatMap((id) => presented.get(id) ?? []), next: page.next }
      },
    }),
    route({
      method: 'get',
      path: '/alerts/{id}',
      summary: 'One alert',
      tag: 'alerts',
      can: 'alerts:read',
      params: idParams,
      reply: alertReply,
      handler: async (context, { params }) =>
        await presentOne(context, await getAlert(context.db, context.workspaceId, params.id)),
    }),
  ]
}

function changingRoutes(): Route[] {
  return [
    route({
      method: 'post',
      path: '/alerts',
      summary: 'Makes an alert: it listens from now on',
      tag: 'alerts',
      can: 'alerts:manage',
      body: z.strictObject({
        name,
        query: source,
        inbox: z.boolean().default(false),
        kind: kind.default('topic'),
        paused: z.boolean().default(false),
        folder: folder.default(null),
      }),
      reply: alertReply,
      status: 201,
      handler: async (context, { body }) => {
        const { principal, db, workspaceId } = context
        await requireListening(context, body.query)
        const alert = { ...body, createdBy: principal.userId }
        return await presentOne(context, await createAlert(db, workspaceId, alert, whoIs(principal)))
      },
    }),
    route({
      method: 'patch',
      path: '/alerts/{id}',
      summary: 'Changes an alert',
      tag: 'alerts',
      can: 'alerts:manage',
      params: idParams,
      body: z.strictObject({
        name: name.optional(),
        query: source.optional(),
        inbox: z.boolean().optional(),
        kind: kind.optional(),
        paused: z.boolean().optional(),
        folder: folder.optional(),
      }),
      reply: alertReply,
      handler: async (context, { params, body }) => {
        if (body.query !== undefined) await requireListening(context, body.query)
        const { principal, db, workspaceId } = context
        return await presentOne(
          context,
          await changeAlert(db, workspaceId, params.id, body, whoIs(principal)),
        )
      },
    }),
    route({
      method: 'delete',
      path: '/alerts/{id}',
      summary: 'Takes an alert away; what it found stays in the stream',
      tag: 'alerts',
      can: 'alerts:manage',
      params: idParams,
      status: 204,
      handler: async ({ db, workspaceId, principal }, { params }) => {
        await deleteAlert(db, workspaceId, params.id, whoIs(principal))
        return new Response(null, { status: 204 })
      },
    }),
  ]
}

/** @throws Problem `search_invalid` (422) in the reader's words */
async function requireListening({ db, workspaceId, locale }: Context, query: string): Promise<void> {
  requireQuery(query, locale, { ...(await readingOptions(db, workspaceId)), alert: true })
}

function queryRoutes({ channels, previewSeconds = PREVIEW_SECONDS }: AlertRouteOptions): Route[] {
  return [
    route({
      method: 'post',
      path: '/query/check',
      summary: 'Reads a query back in words, or tells what is wrong with it',
      tag: 'alerts',
      can: 'member',
      body: z.strictObject({ query: source, alert: z.boolean().default(true) }),
      reply: checkReply,
      status: 200,
      handler: async ({ db, workspaceId, locale }, { body }) => {
        const options = { ...(await readingOptions(db, workspaceId)), alert: body.alert, channels }
        const parsed = parseQuery(body.query, options)
        if (parsed.ok) return { ok: true, errors: [], reading: describeQuery(parsed.query, locale) }
        const errors = parsed.errors.map((error) => ({
          start: error.start,
          end: error.end,
          message: errorWords(error, locale),
          mend: error.mend ?? null,
        }))
        return { ok: false, errors, reading: null }
      },
    }),
    route({
      method: 'post',
      path: '/alerts/preview',
      summary: 'What a query would have found in the last 30 days',
      tag: 'alerts',
      can: 'stream:read',
      body: z.strictObject({ query: source }),
      reply: previewReply,
      status: 200,
      limit: 120,
      handler: (context, { body }) => preview(context, body.query, previewSeconds),
    }),
    route({
      method: 'post',
      path: '/alerts/{id}/difference',
      summary: 'What an alert would find more, and no longer, with another query; on the last 30 days',
      tag: 'alerts',
      can: 'stream:read',
      params: idParams,
      body: z.strictObject({ query: source }),
      reply: diffReply,
      status: 200,
      limit: 120,
      handler: async (context, { params, body }) => {
        const { query } = await getAlert(context.db, context.workspaceId, params.id)
        return await difference(context, query, body.query, previewSeconds)
      },
    }),
  ]
}
