import { z } from 'zod'
import { inTransaction, within } from '../../../../lib/db/index.ts'
import { forbidden, Problem } from '../../../../lib/errors/index.ts'
import { type Context, type Route, route } from '../../../access/index.ts'
import { filterOf } from '../list/query.ts'
import { type ConversationFilter, countsUpTo, SORTS, type Sort } from '../store.ts'
import { type Filter, filterSchema } from './filter.ts'
import {
  changeView,
  deleteView,
  getView,
  keepView,
  listViews,
  orderViews,
  restoreView,
  type View,
} from './store.ts'

const tag = 'inbox'
const id = z.strictObject({ id: z.uuid() })
const name = z.string().trim().min(1).max(60)
const sort = z.enum(SORTS)
const viewReply = z.object({
  id: z.string(),
  name: z.string(),
  filter: filterSchema,
  sort,
  shared: z.boolean(),
})

/** Beyond this, a view holds "99+": nobody counts further, and the database need not. */
const COUNTED = 100
const SECONDS = 2

/** Views that every member has, with what they ask for: those whose counts no counter keeps. */
const READY: Record<string, { filter: Filter; sort: Sort }> = {
  private: { filter: { visibility: 'private' }, sort: 'priority' },
  reviews: { filter: { review: 'yes' }, sort: 'priority' },
  late: { filter: { status: 'open', due: 'late' }, sort: 'due' },
  mentions: { filter: { status: 'open', mentioned: 'yes' }, sort: 'recent' },
}

export const viewRoutes: Route[] = [...readRoutes(), ...changeRoutes(), ...clearRoutes()]

function readRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/inbox-views',
      summary: 'Views of the inbox that you and the team keep, in order',
      tag,
      can: 'inbox:read',
      reply: z.object({ items: z.array(viewReply) }),
      handler: async ({ db, workspaceId, principal }) => ({
        items: (await listViews(db, workspaceId, principal.memberId)).map(presentView),
      }),
    }),
    route({
      method: 'get',
      path: '/inbox-views/counts',
      summary: 'How many conversations stand in each view, counted to a hundred',
      description:
        'By the id of a view, or the name of one that all have; null where counting would take too long.',
      tag,
      can: 'inbox:read',
      reply: z.object({ counts: z.record(z.string(), z.number().nullable()) }),
      handler: async (context) => {
        const views = await listViews(context.db, context.workspaceId, context.principal.memberId)
        const own = views.map((view): [string, View] => [view.id, view])
        return { counts: await countsOf(context, [...Object.entries(READY), ...own]) }
      },
    }),
  ]
}

function changeRoutes(): Route[] {
  return [
    route({
      method: 'post',
      path: '/inbox-views',
      summary: 'Keeps a view, for yourself or for the team',
      tag,
      can: 'inbox:read',
      body: z.strictObject({ name, filter: filterSchema, sort, shared: z.boolean() }),
      reply: viewReply,
      status: 201,
      handler: async (context, { body }) => {
        mayShare(context, body.shared)
        const { db, workspaceId, principal } = context
        return presentView(await keepView(db, workspaceId, principal.memberId, body))
      },
    }),
    route({
      method: 'patch',
      path: '/inbox-views/{id}',
      summary: 'Renames a view, shares it, changes what it shows',
      tag,
      can: 'inbox:read',
      params: id,
      body: z.strictObject({
        name: name.optional(),
        filter: filterSchema.optional(),
        sort: sort.optional(),
        shared: z.boolean().optional(),
      }),
      reply: viewReply,
      handler: async (context, { params, body }) => {
        const { db, workspaceId, principal } = context
        const was = await getView(db, workspaceId, principal.memberId, params.id)
        mayShare(context, was.shared || body.shared === true)
        return presentView(
          await changeView(db, workspaceId, principal.memberId, { ...given(body), id: params.id }),
        )
      },
    }),
  ]
}

function clearRoutes(): Route[] {
  return [
    route({
      method: 'delete',
      path: '/inbox-views/{id}',
      summary: 'Takes a view away; for a day it can be brought back',
      tag,
      can: 'inbox:read',
      params: id,
      reply: z.object({}),
      handler: async (context, { params }) => {
        const { db, workspaceId, principal, clock } = context
        const was = await getView(db, workspaceId, principal.memberId, params.id)
        mayShare(context, was.shared)
        await deleteView(db, workspaceId, principal.memberId, { id: params.id, now: clock.now() })
        return {}
      },
    }),
    route({
      method: 'post',
      path: '/inbox-views/{id}/restore',
      summary: 'Brings back a view that was taken away',
      tag,
      can: 'inbox:read',
      params: id,
      reply: viewReply,
      status: 200,
      handler: (context, { params }) =>
        inTransaction(context.db, async (tx) => {
          const { workspaceId, principal, clock } = context
          const who = { memberId: principal.memberId, now: clock.now() }
          const view = await restoreView(tx, workspaceId, who, params.id)
          mayShare(context, view.shared)
          return presentView(view)
        }),
    }),
    route({
      method: 'put',
      path: '/inbox-views/order',
      summary: 'Puts the views in an order',
      tag,
      can: 'inbox:read',
      body: z.strictObject({ ids: z.array(z.uuid()).max(200) }),
      reply: z.object({}),
      handler: async ({ db, workspaceId, principal }, { body }) => {
        await orderViews(db, workspaceId, principal.memberId, body.ids)
        return {}
      },
    }),
  ]
}

/** The team's views are changed by those who work in the inbox, one's own by whoever reads it. */
function mayShare({ principal }: Context, shared: boolean): void {
  if (shared && !principal.permissions.has('inbox:write')) throw forbidden('inbox:write')
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function given<T extends object>(body: T): Given<T> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as Given<T>
}

function presentView({ id: viewId, name: called, filter, sort: order, shared }: View) {
  return { id: viewId, name: called, filter, sort: order, shared }
}

/** By key; null for what is searched for in words, not counted at each look, and for what takes too long. */
async function countsOf(
  context: Context,
  views: [string, { filter: Filter; sort: Sort }][],
): Promise<Record<string, number | null>> {
  const counts: Record<string, number | null> = Object.fromEntries(views.map(([key]) => [key, null]))
  const asked: [string, ConversationFilter][] = []
  for (const [key, { filter, sort: order }] of views)
    if (!filter.q) asked.push([key, await filterOf(context, filter, order)])
  const together = await inTime(context, asked)
  // One that takes too long is found by asking for each alone.
  const alone = async () => {
    const found: (number | null)[] = []
    for (const one of asked) found.push((await inTime(context, [one]))?.[0] ?? null)
    return found
  }
  for (const [i, count] of (together ?? (await alone())).entries()) counts[asked[i]?.[0] ?? ''] = count
  return counts
}

/** Null when it takes too long. */
async function inTime(context: Context, asked: [string, ConversationFilter][]): Promise<number[] | null> {
  const filters = asked.map(([, filter]) => filter)
  return within(context.db, SECONDS, 'search_too_costly', (tx) =>
    countsUpTo(tx, context.workspaceId, filters, COUNTED),
  ).catch((error) => {
    if (error instanceof Problem && error.id === 'search_too_costly') return null
    throw error
  })
}
