import { z } from 'zod'
import { inTransaction } from '../../../lib/db/index.ts'
import { invalid } from '../../../lib/errors/index.ts'
import { HttpFailure, type SafeHttp } from '../../../lib/http/index.ts'
import { hasWords, type Locale, translate } from '../../../lib/i18n/index.ts'
import { decodeCursor, pageOf, pageQuery, toPage } from '../../../lib/page/index.ts'
import { audit, type Context, type Route, route } from '../../access/index.ts'
import { VERBS } from '../../activity/index.ts'
import type { Endpoint, Message, Sealing } from './endpoint.ts'
import { envelope } from './payload.ts'
import { post } from './post.ts'
import { listMessages, noteTest, replay, testId } from './queue.ts'
import {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  getEndpoint,
  listEndpoints,
  renewSecret,
  type Subscription,
  secretsOf,
} from './store.ts'

interface WebhookRouteDeps {
  http: SafeHttp
  sealing: Sealing
}

const tag = 'webhooks'
const can = 'webhooks:manage'
const id = z.strictObject({ id: z.uuid() })
const url = z.string().trim().min(1).max(2000)
const verbs = z.array(z.enum(VERBS)).max(VERBS.length)
const channels = z.array(z.string().max(50)).max(100)
const alerts = z.array(z.uuid()).max(500)

const webhookReply = z.object({
  id: z.string(),
  url: z.string(),
  verbs: z.array(z.string()),
  channels: z.array(z.string()),
  alerts: z.array(z.string()),
  deliveries: z.boolean(),
  matches: z.boolean(),
  alarms: z.boolean(),
  escalations: z.boolean(),
  dues: z.boolean(),
  enabled: z.boolean(),
  failingSince: z.string().nullable(),
  disabledWhy: z.string().nullable(),
  secret: z.string().optional(),
})

const messageReply = z.object({
  id: z.string(),
  event: z.string(),
  state: z.enum(['waiting', 'sent', 'failed']),
  tries: z.number(),
  status: z.number().nullable(),
  duration: z.number().nullable(),
  answer: z.string().nullable(),
  at: z.string(),
  nextTry: z.string().nullable(),
})

export function webhookRoutes(deps: WebhookRouteDeps): Route[] {
  return [...endpointRoutes(deps), ...changeRoutes(deps), ...tryRoutes(deps), ...logRoutes]
}

function endpointRoutes(deps: WebhookRouteDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/webhooks',
      summary: 'Addresses that are told what happens',
      tag,
      can,
      reply: z.array(webhookReply),
      handler: async ({ db, workspaceId, locale }) =>
        (await listEndpoints(db, workspaceId)).map((row) => presentEndpoint(row, locale)),
    }),
    route({
      method: 'post',
      path: '/webhooks',
      summary: 'Adds an address to tell; its secret is shown this once',
      tag,
      can,
      body: z.strictObject({
        url,
        verbs: verbs.default([]),
        channels: channels.default([]),
        alerts: alerts.default([]),
        deliveries: z.boolean().default(false),
        matches: z.boolean().default(false),
        alarms: z.boolean().default(false),
        escalations: z.boolean().default(false),
        dues: z.boolean().default(false),
      }),
      reply: webhookReply,
      status: 201,
      handler: async (context, { body }) => {
        const { db, workspaceId, locale } = context
        requireSomething(body)
        await requireReachable(deps.http, body.url, locale)
        const made = await inTransaction(db, async (tx) => {
          const made = await createEndpoint(tx, deps.sealing, workspaceId, body)
          await noted(context, tx, 'webhook.added', made.id, { url: hostOf(body.url) })
          return made
        })
        const shown = presentEndpoint(await getEndpoint(db, workspaceId, made.id), locale)
        return { ...shown, secret: made.secret }
      },
    }),
  ]
}

function changeRoutes(deps: WebhookRouteDeps): Route[] {
  return [
    route({
      method: 'patch',
      path: '/webhooks/{id}',
      summary: 'Changes, disables, enables, or gives a new secret (the one before signs too for a day)',
      tag,
      can,
      params: id,
      body: z.strictObject({
        url: url.optional(),
        verbs: verbs.optional(),
        channels: channels.optional(),
        alerts: alerts.optional(),
        deliveries: z.boolean().optional(),
        matches: z.boolean().optional(),
        alarms: z.boolean().optional(),
        escalations: z.boolean().optional(),
        dues: z.boolean().optional(),
        enabled: z.boolean().optional(),
        renewSecret: z.boolean().default(false),
      }),
      reply: webhookReply,
      handler: async (context, { params, body: { renewSecret: renew, ...change } }) => {
        const { db, workspaceId, locale } = context
        const row = await getEndpoint(db, workspaceId, params.id)
        requireSomething({ ...row, ...change })
        if (change.url !== undefined) await requireReachable(deps.http, change.url, locale)
        const secret = await inTransaction(db, async (tx) => {
          await changeEndpoint(tx, row, change)
          const fields = [...Object.keys(change), ...(renew ? ['secret'] : [])]
          await noted(context, tx, 'webhook.changed', row.id, { fields })
          return renew ? renewSecret(tx, deps.sealing, row) : undefined
        })
        const shown = presentEndpoint(await getEndpoint(db, workspaceId, row.id), locale)
        return secret ? { ...shown, secret } : shown
      },
    }),
    route({
      method: 'delete',
      path: '/webhooks/{id}',
      summary: 'Forgets an address, and what it was still to be told',
      tag,
      can,
      params: id,
      status: 204,
      handler: async (context, { params }) => {
        const { db, workspaceId } = context
        const row = await getEndpoint(db, workspaceId, params.id)
        await inTransaction(db, async (tx) => {
          await deleteEndpoint(tx, workspaceId, row.id)
          await noted(context, tx, 'webhook.removed', row.id, { url: hostOf(row.url) })
        })
        return new Response(null, { status: 204 })
      },
    }),
  ]
}

function tryRoutes(deps: WebhookRouteDeps): Route[] {
  return [
    route({
      method: 'post',
      path: '/webhooks/{id}/test',
      summary: 'Tells an address something without meaning, now, and says what it answered',
      tag,
      can,
      limit: 30,
      params: id,
      reply: messageReply,
      status: 200,
      handler: async ({ db, workspaceId, clock, locale, request }, { params }) => {
        const row = await getEndpoint(db, workspaceId, params.id)
        const now = clock.now()
        const message = { id: testId(), body: envelope('webhook.test', now, workspaceId, { ok: true }) }
        const to = { url: row.url, secrets: secretsOf(deps.sealing, row, now) }
        const answer = await post(deps.http, to, message, request.signal)
        return presentMessage(await noteTest(db, row, message.id, answer), locale)
      },
    }),
  ]
}

const logRoutes: Route[] = [
  route({
    method: 'get',
    path: '/webhooks/{id}/deliveries',
    summary: 'What an address was told and answered, newest first; kept for thirty days',
    tag,
    can,
    params: id,
    query: z.strictObject(pageQuery()),
    reply: pageOf(messageReply),
    handler: async ({ db, workspaceId, locale }, { params, query: { cursor, limit } }) => {
      const row = await getEndpoint(db, workspaceId, params.id)
      const [before] = cursor ? decodeCursor(cursor, z.tuple([z.uuid()])) : []
      const rows = await listMessages(db, workspaceId, row.id, { before, limit: limit + 1 })
      return toPage(
        rows,
        limit,
        (one) => [one.id],
        (one) => presentMessage(one, locale),
      )
    },
  }),
  route({
    method: 'post',
    path: '/webhooks/{id}/deliveries/{deliveryId}/replay',
    summary: 'Tells one again, under the same id',
    tag,
    can,
    params: z.strictObject({ id: z.uuid(), deliveryId: z.uuid() }),
    reply: messageReply,
    status: 200,
    handler: async ({ db, workspaceId, locale }, { params }) => {
      const row = await getEndpoint(db, workspaceId, params.id)
      return presentMessage(await replay(db, workspaceId, row.id, params.deliveryId), locale)
    },
  }),
]

function requireSomething(
  told: Pick<Subscription, 'verbs' | 'deliveries' | 'matches' | 'alarms' | 'escalations' | 'dues'>,
): void {
  const { verbs, deliveries, matches, alarms, escalations, dues } = told
  if (verbs.length === 0 && !deliveries && !matches && !alarms && !escalations && !dues)
    throw invalid('webhook_nothing')
}

/** The same rules as when it is called, so that an address inside a private network is refused at once, in words. */
async function requireReachable(http: SafeHttp, address: string, locale: Locale): Promise<void> {
  try {
    await http.check(address)
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    const reason = translate(locale, `channel:http.${error.kind}`)
    throw invalid('webhook_address', { reason }, { url: reason })
  }
}

/** Addresses may carry a secret in their path or query: the journal keeps the host. */
function hostOf(address: string): string {
  return URL.parse(address)?.host ?? ''
}

function noted(
  { workspaceId, principal }: Context,
  tx: Context['db'],
  action: string,
  target: string,
  detail: Record<string, unknown>,
) {
  return audit(tx, { workspaceId, who: principal, action, target, detail })
}

function presentEndpoint(row: Endpoint, locale: Locale): z.input<typeof webhookReply> {
  const { id, url, verbs, channels, alerts, deliveries, matches, alarms, escalations, dues, enabled } = row
  const { disabled_why: why } = row
  return {
    id,
    url,
    verbs,
    channels,
    alerts,
    deliveries,
    matches,
    alarms,
    escalations,
    dues,
    enabled,
    failingSince: row.failing_since?.toISOString() ?? null,
    disabledWhy: why ? translate(locale, `channel:webhook-out.${why}`) : null,
  }
}

function presentMessage(row: Message, locale: Locale): z.input<typeof messageReply> {
  const key = `channel:${row.answer}`
  const failed = row.status === null && row.answer !== null && hasWords(locale, key)
  return {
    id: row.id,
    event: row.event,
    state: row.state,
    tries: row.tries,
    status: row.status,
    duration: row.duration,
    answer: failed ? translate(locale, key) : row.answer,
    at: row.at.toISOString(),
    nextTry: row.state === 'waiting' ? (row.next_try?.toISOString() ?? null) : null,
  }
}
