import { z } from 'zod'
import { type Handle, inTransaction } from '../../../lib/db/index.ts'
import { conflict, invalid, notFound } from '../../../lib/errors/index.ts'
import { decodeCursor, pageOf, pageQuery, toPage } from '../../../lib/page/index.ts'
import { type Context, idParams, memberNames, type Route, route } from '../../access/index.ts'
import { getActivities } from '../../activity/index.ts'
import { ACTS, type Channel, networkOf } from '../../channels/index.ts'
import type { DeliverDeps } from '../sender/deps.ts'
import { countHeld, findStop } from '../stop/store.ts'
import { type Decision, drop, retry, rewrite, sayIsSent } from './change.ts'
import { type Delivery, referenceOf } from './delivery.ts'
import { enqueue, type Order } from './enqueue.ts'
import { requireFit } from './fit.ts'
import { readLog } from './log.ts'
import { lookNow } from './look.ts'
import { deliveryReply, presentDelivery, presentLog, type Shown } from './present.ts'
import { STATES } from './state.ts'
import { countDeliveries, getDelivery, listDeliveries } from './store.ts'
import { draftFields, writtenDraft } from './write.ts'

/** An account as the outbox must know it to take something for it. */
export interface AccountToSend {
  id: string
  name: string
  channel: Channel
  /** The channel's, or the server's own where they differ. */
  limits: Channel['limits']
}

/** What can be done with one message besides answering it. */
const MARKS = ACTS.filter((act) => act !== 'publish' && act !== 'reply')

const ID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const IDS = new RegExp(`^${ID}(,${ID}){0,99}$`, 'i')

export interface DeliverRouteDeps {
  /** Accounts of a workspace, of kinds that there are. */
  accounts(db: Context['db'], workspaceId: string): Promise<AccountToSend[]>
  deliver: DeliverDeps
  /** Finds out whether what was decided, changed or given up needs approval, in the transaction that does it. */
  judge(
    tx: Handle,
    workspaceId: string,
    deliveryId: string,
    judging: { now: Date; by: string },
  ): Promise<void>
}

export function outboxRoutes(deps: DeliverRouteDeps): Route[] {
  return [...readRoutes(deps), ...sendRoutes(deps), ...decisionRoutes(deps)]
}

function readRoutes(deps: DeliverRouteDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/deliveries',
      summary: 'What leaves and has left, newest decision first',
      tag: 'outbox',
      can: 'outbox:read',
      query: z.strictObject({
        ...pageQuery(),
        state: z.enum(STATES).optional(),
        accountId: z.uuid().optional(),
        conversationId: z.uuid().optional(),
        about: z
          .string()
          .regex(IDS)
          .optional()
          .describe('What was decided about these activities: their ids, with commas between'),
      }),
      reply: pageOf(deliveryReply),
      handler: async (context, { query: { cursor, limit, about, ...filter } }) => {
        const [after] = cursor ? decodeCursor(cursor, z.tuple([z.uuid()])) : []
        const { db, workspaceId } = context
        const rows = await listDeliveries(
          db,
          workspaceId,
          { ...filter, ...(about ? { about: about.split(',') } : {}), ...(after ? { after } : {}) },
          limit + 1,
        )
        const shown = await shownWith(deps, context)
        return toPage(
          rows,
          limit,
          (row) => [row.id],
          (row) => presentDelivery(row, shown),
        )
      },
    }),
    countsRoute(),
    route({
      method: 'get',
      path: '/deliveries/{id}',
      summary: 'One of them, with every try and every decision',
      tag: 'outbox',
      can: 'outbox:read',
      params: idParams,
      reply: deliveryReply,
      handler: async (context, { params }) => {
        const { db, workspaceId } = context
        const row = await getDelivery(db, workspaceId, params.id)
        const shown = await shownWith(deps, context)
        const lines = await readLog(db, workspaceId, row.id)
        return { ...presentDelivery(row, shown), log: presentLog(lines, shown) }
      },
    }),
  ]
}

function countsRoute(): Route {
  return route({
    method: 'get',
    path: '/deliveries/counts',
    summary: 'How many wait, are on the wire, were refused, or ask for a person',
    tag: 'outbox',
    can: 'outbox:read',
    reply: z.object({
      waiting: z.number(),
      sending: z.number(),
      refused: z.number(),
      unknown: z.number(),
      held: z.number(),
    }),
    handler: async ({ db, workspaceId }) => {
      const [counts, stop] = await Promise.all([countDeliveries(db, workspaceId), findStop(db, workspaceId)])
      return { ...counts, held: stop ? (await countHeld(db, workspaceId)).waiting : 0 }
    },
  })
}

function sendRoutes(deps: DeliverRouteDeps): Route[] {
  return [
    route({
      method: 'post',
      path: '/deliveries',
      summary: 'Publishes something by an account',
      tag: 'outbox',
      can: 'outbox:write',
      status: 201,
      body: z.strictObject({ accountId: z.uuid(), ...draftFields, due: z.iso.datetime().optional() }),
      reply: deliveryReply,
      handler: async (context, { body: { accountId, due, ...written } }) => {
        const account = await accountToSend(deps, context, accountId)
        if (!account.channel.publish) throw conflict('account_cannot')
        const draft = await writtenDraft(context.db, context.workspaceId, written)
        requireFit(draft, account.limits)
        const order = { ...orderOf(context, account), act: 'publish' as const, draft }
        return sent(deps, context, { ...order, ...(due ? { due: new Date(due) } : {}) })
      },
    }),
    route({
      method: 'post',
      path: '/activities/{id}/marks',
      summary: 'Likes or shares, or no longer; deletes what is ours',
      tag: 'outbox',
      can: 'outbox:write',
      status: 201,
      params: idParams,
      body: z.strictObject({ act: z.enum(MARKS), accountId: z.uuid().optional() }),
      reply: deliveryReply,
      handler: async (context, { params, body: { act, accountId } }) => {
        const [activity] = await getActivities(context.db, context.workspaceId, [params.id])
        if (!activity) throw notFound('activity')
        const by = accountId ?? activity.account_id
        if (!by) throw invalid('account_needed', {}, { accountId: 'account_needed' })
        const account = await accountToSend(deps, context, by)
        if (!account.channel[act] || networkOf(account.channel) !== activity.channel)
          throw conflict('account_cannot')
        if (act === 'remove' && !activity.ours) throw conflict('not_ours')
        const to = { activityId: activity.id, reference: referenceOf(activity) }
        return sent(deps, context, { ...orderOf(context, account), act, to })
      },
    }),
  ]
}

function orderOf({ workspaceId, principal, clock }: Context, account: AccountToSend) {
  const { id: accountId, channel } = account
  return { workspaceId, accountId, channel: channel.id, at: clock.now(), ...byOf(principal) }
}

function byOf({ memberId, keyId }: Context['principal']) {
  return { by: memberId, key: keyId }
}

async function sent(deps: DeliverRouteDeps, context: Context, order: Order) {
  const id = await inTransaction(context.db, async (tx) => {
    const enqueued = await enqueue(tx, order)
    await deps.judge(tx, context.workspaceId, enqueued, judgingOf(context))
    return enqueued
  })
  return presented(deps, context, id)
}

/** @throws Problem `not_found` */
async function accountToSend(deps: DeliverRouteDeps, { db, workspaceId }: Context, id: string) {
  const account = (await deps.accounts(db, workspaceId)).find((one) => one.id === id)
  if (!account) throw notFound('account')
  return account
}

function decisionRoutes(deps: DeliverRouteDeps): Route[] {
  const decision = (
    name: string,
    summary: string,
    work: (context: Context, asked: Decision) => Promise<void>,
  ) =>
    route({
      method: 'post',
      path: `/deliveries/{id}/${name}`,
      summary,
      tag: 'outbox',
      description:
        '`seen` is the state in which it was shown: where it has moved on since, nothing is done and 409 `delivery_state` is answered.',
      can: 'outbox:write',
      params: idParams,
      query: z.strictObject({ seen: z.enum(STATES).optional() }),
      reply: deliveryReply,
      handler: async (context, { params, query: { seen } }) => {
        await work(context, { ...decisionOf(context, params.id), ...(seen ? { seen } : {}) })
        return presented(deps, context, params.id)
      },
    })
  return [
    decision('retry', 'Tries it again now, also what may have been done', ({ db }, asked) =>
      retry(db, asked),
    ),
    decision('drop', 'Gives it up', (context, asked) =>
      judged(deps, context, asked.id, (tx) => drop(tx, asked)),
    ),
    decision('look', 'Looks on the network whether what is unknown is there', (_context, asked) =>
      lookNow(deps.deliver, asked, AbortSignal.timeout(30_000)),
    ),
    ...changeRoutes(deps),
  ]
}

function changeRoutes(deps: DeliverRouteDeps): Route[] {
  return [
    route({
      method: 'post',
      path: '/deliveries/{id}/sent',
      summary: 'Says that what is unknown was seen there',
      tag: 'outbox',
      can: 'outbox:write',
      params: idParams,
      body: z.strictObject({
        url: z
          .url({ protocol: /^https?$/ })
          .max(2000)
          .optional(),
      }),
      reply: deliveryReply,
      handler: async (context, { params, body: { url } }) => {
        await sayIsSent(context.db, { ...decisionOf(context, params.id), ...(url ? { url } : {}) })
        return presented(deps, context, params.id)
      },
    }),
    route({
      method: 'patch',
      path: '/deliveries/{id}',
      summary: 'Changes the words of what has certainly not left',
      tag: 'outbox',
      can: 'outbox:write',
      params: idParams,
      body: z.strictObject(draftFields),
      reply: deliveryReply,
      handler: async (context, { params, body }) => {
        const { db, workspaceId } = context
        const row = await getDelivery(db, workspaceId, params.id)
        const account = await accountToSend(deps, context, row.account_id)
        const draft = await writtenDraft(db, workspaceId, body)
        requireFit(draft, account.limits)
        await judged(deps, context, params.id, (tx) =>
          rewrite(tx, { ...decisionOf(context, params.id), draft }),
        )
        return presented(deps, context, params.id)
      },
    }),
  ]
}

/** Does something to a delivery, and what follows of it for its approval, together. */
function judged(
  deps: DeliverRouteDeps,
  context: Context,
  id: string,
  work: (tx: Handle) => Promise<unknown>,
): Promise<void> {
  return inTransaction(context.db, async (tx) => {
    await work(tx)
    await deps.judge(tx, context.workspaceId, id, judgingOf(context))
  })
}

function judgingOf({ clock, principal }: Context) {
  return { now: clock.now(), by: principal.memberId }
}

function decisionOf({ workspaceId, principal }: Context, id: string) {
  return { workspaceId, id, by: principal.memberId }
}

/** One delivery as the API shows it, for the routes of others that decide one. */
export async function presented(deps: Pick<DeliverRouteDeps, 'accounts'>, context: Context, id: string) {
  const row: Delivery = await getDelivery(context.db, context.workspaceId, id)
  return presentDelivery(row, await shownWith(deps, context))
}

async function shownWith(
  deps: Pick<DeliverRouteDeps, 'accounts'>,
  { db, workspaceId, locale }: Context,
): Promise<Shown> {
  const [members, accounts, stop] = await Promise.all([
    memberNames(db, workspaceId),
    deps.accounts(db, workspaceId),
    findStop(db, workspaceId),
  ])
  return {
    locale,
    members,
    stopped: stop !== undefined,
    accounts: new Map(accounts.map(({ id, name }) => [id, name])),
  }
}
