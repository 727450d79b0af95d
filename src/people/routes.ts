import { z } from 'zod'
import { decodeCursor, encodeCursor, pageOf, pageQuery } from '../../lib/page/index.ts'
import { audit, type Route, route } from '../access/index.ts'
import { activityReply, presentActivity, searchActivities, tallyOf } from '../activity/index.ts'
import { findPeople, getPerson } from './store.ts'
import { tierRoutes } from './tier/routes.ts'

const id = z.strictObject({ id: z.uuid() })

const personReply = z.object({
  id: z.string(),
  name: z.string(),
  avatar: z.string().nullable(),
  since: z.string(),
  handles: z.array(z.object({ channel: z.string(), handle: z.string(), url: z.string().nullable() })),
  email: z.string().nullable(),
  orders: z.object({
    count: z.number(),
    total: z.number(),
    currency: z.string(),
    last: z.string().nullable(),
  }),
  exchanges: z.number(),
  sentiment: z.object({ positive: z.number(), neutral: z.number(), negative: z.number() }),
  lastSeen: z.string().nullable(),
})

const foundReply = z.object({
  id: z.string(),
  name: z.string(),
  avatar: z.string().nullable(),
  handles: z.array(z.object({ channel: z.string(), handle: z.string(), url: z.string().nullable() })),
})

export const peopleRoutes: Route[] = [
  ...tierRoutes,
  route({
    method: 'get',
    path: '/people',
    summary: 'People by the beginning of a name, a handle or a mail address',
    tag: 'people',
    can: 'people:read',
    query: z.strictObject({
      q: z.string().trim().min(1).max(200),
      limit: z.coerce.number().int().min(1).max(50).default(20),
    }),
    reply: z.array(foundReply),
    handler: async ({ db, workspaceId }, { query }) => {
      const people = await findPeople(db, workspaceId, query.q, query.limit)
      return people.map(({ id: personId, name, avatar, handles }) => ({
        id: personId,
        name,
        avatar,
        handles,
      }))
    },
  }),
  route({
    method: 'get',
    path: '/people/{id}',
    summary: 'One person, whatever the channel',
    tag: 'people',
    can: 'people:read',
    params: id,
    reply: personReply,
    handler: async ({ db, workspaceId, principal }, { params }) => {
      const person = await getPerson(db, workspaceId, params.id)
      const tally = await tallyOf(db, workspaceId, person.id)
      await audit(db, { workspaceId, who: principal, action: 'person.read', target: person.id })
      return {
        id: person.id,
        name: person.name,
        avatar: person.avatar,
        since: person.created.toISOString(),
        handles: person.handles,
        email: person.email,
        orders: {
          count: tally.orders,
          total: tally.total,
          currency: tally.currency ?? 'EUR',
          last: tally.lastOrder?.toISOString() ?? null,
        },
        exchanges: tally.exchanges,
        sentiment: { positive: tally.positive, neutral: tally.neutral, negative: tally.negative },
        lastSeen: tally.last?.toISOString() ?? null,
      }
    },
  }),
  route({
    method: 'get',
    path: '/people/{id}/timeline',
    summary: 'What a person said and did, newest first',
    tag: 'people',
    can: 'people:read',
    params: id,
    query: z.strictObject(pageQuery()),
    reply: pageOf(activityReply),
    handler: async ({ db, workspaceId, principal }, { params, query }) => {
      const person = await getPerson(db, workspaceId, params.id)
      const before = query.cursor
        ? decodeCursor(query.cursor, z.tuple([z.iso.datetime(), z.uuid()]))
        : undefined
      const rows = await searchActivities(db, workspaceId, {
        personId: person.id,
        publicOnly: !principal.permissions.has('inbox:read'),
        limit: query.limit + 1,
        ...(before ? { before: { published: new Date(before[0]), id: before[1] } } : {}),
      })
      if (!before)
        await audit(db, {
          workspaceId,
          who: principal,
          action: 'person.read',
          target: person.id,
          detail: { part: 'timeline' },
        })
      const shown = rows.slice(0, query.limit)
      const last = shown.at(-1)
      const more = rows.length > query.limit && last
      return {
        items: shown.map(presentActivity),
        next: more ? encodeCursor([last.published.toISOString(), last.id]) : null,
      }
    },
  }),
]
