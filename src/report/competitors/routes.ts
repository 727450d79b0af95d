import { z } from 'zod'
import { within } from '../../../lib/db/index.ts'
import { type Context, findWorkspace, idParams, type Route, route, whoIs } from '../../access/index.ts'
import { activityReply, presentActivity, searchActivities } from '../../activity/index.ts'
import { bucketsTo, STEPS } from '../figure/bucket.ts'
import { MAX_ACCOUNTS, suggestionsFor } from './account.ts'
import { readPublished } from './published.ts'
import { getCompetitor, listRivals, setAccounts } from './store.ts'
import { readVoices } from './voices.ts'
import { FEATURES } from './works.ts'

const PUBLISHED_SECONDS = 8
/** Posts whose authors are looked through for suggestions. */
const LOOKED_THROUGH = 2000

const period = z.strictObject({
  step: z.enum(STEPS).default('week'),
  count: z.coerce.number().int().min(2).max(92).default(13),
})

const figure = z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable()
const voiced = z.object({
  count: z.number(),
  positive: z.number(),
  negative: z.number(),
  share: figure,
  tone: figure,
})

const voicesReply = z.object({
  step: z.enum(STEPS),
  total: z.number(),
  buckets: z.array(z.object({ from: z.string(), to: z.string(), count: z.number() })),
  voices: z.array(
    z.object({
      kind: z.enum(['brand', 'competitor']),
      alertId: z.string(),
      name: z.string(),
      countedId: z.string(),
      accounts: z.array(z.string()),
      ownId: z.string().nullable(),
      state: z.enum(['counted', 'counting', 'stopped', 'idle']),
      all: voiced,
      points: z.array(voiced.nullable()),
      channels: z.array(z.object({ channel: z.string(), count: z.number() })),
      published: z.number(),
    }),
  ),
})

const side = z.object({ posts: z.number(), median: z.number() })
const publishedReply = z.object({
  posts: z.number(),
  partial: z.boolean(),
  median: z.number().nullable(),
  times: z.array(z.array(z.number())),
  effects: z.array(z.object({ feature: z.enum(FEATURES), with: side, without: side, apart: z.boolean() })),
  best: z.array(
    z.object({
      activity: activityReply,
      likes: z.number(),
      reposts: z.number(),
      answers: z.number(),
      total: z.number(),
      times: z.number().nullable(),
    }),
  ),
})

const accounts = z.array(z.string().trim().min(2).max(200)).max(MAX_ACCOUNTS)

export const competitorRoutes: Route[] = [
  route({
    method: 'get',
    path: '/competitors',
    summary: 'What is said of the brand and of each competitor, side by side, over time',
    description:
      'Shares of voice with Wilson’s interval, tones from -1 to 1 with Bonett and Price’s; null where too little was said. What a competitor’s own accounts publish is left out of what is said of it.',
    tag: 'reports',
    can: 'reports:read',
    query: period,
    reply: voicesReply,
    handler: async ({ db, workspaceId, clock }, { query: { step, count } }) => {
      const { timeZone } = await findWorkspace(db, workspaceId)
      const read = await readVoices(db, workspaceId, { now: clock.now(), timeZone, step, count })
      return {
        step,
        total: read.total,
        buckets: read.buckets.map((bucket) => ({
          from: bucket.from.toISOString(),
          to: bucket.to.toISOString(),
          count: bucket.count,
        })),
        voices: read.voices,
      }
    },
  }),
  route({
    method: 'get',
    path: '/competitors/{id}/published',
    summary: 'What a competitor’s own accounts publish, when, and what works for them',
    tag: 'reports',
    can: 'stream:read',
    params: idParams,
    query: period,
    reply: publishedReply,
    handler: async (context, { params, query }) => await publishedOf(context, params.id, query),
  }),
  route({
    method: 'get',
    path: '/competitors/{id}/suggestions',
    summary: 'Accounts called as the competitor is, that may be its own',
    tag: 'reports',
    can: 'stream:read',
    params: idParams,
    reply: z.array(
      z.object({
        account: z.string(),
        name: z.string(),
        posts: z.number(),
        followers: z.number().nullable(),
      }),
    ),
    handler: async ({ db, workspaceId, principal }, { params }) => {
      const alert = await getCompetitor(db, workspaceId, params.id)
      const known = (await listRivals(db, workspaceId)).get(alert.id)?.accounts ?? []
      const publicOnly = !principal.permissions.has('inbox:read')
      const posts = await searchActivities(db, workspaceId, {
        alertId: alert.id,
        publicOnly,
        limit: LOOKED_THROUGH,
      })
      const authors = posts.map(({ actor_name: name, actor_handle: handle, actor_followers: followers }) => ({
        name,
        handle,
        followers,
      }))
      return suggestionsFor(alert.name, authors, known)
    },
  }),
  route({
    method: 'put',
    path: '/competitors/{id}/accounts',
    summary:
      'Says which accounts are the competitor’s own: @handles, addresses of profiles, or names they sign with',
    tag: 'reports',
    can: 'alerts:manage',
    params: idParams,
    body: z.strictObject({ accounts }),
    status: 204,
    handler: async ({ db, workspaceId, principal }, { params, body }) => {
      await setAccounts(db, workspaceId, params.id, body.accounts, whoIs(principal))
      return new Response(null, { status: 204 })
    },
  }),
]

async function publishedOf(
  { db, workspaceId, clock, principal }: Context,
  id: string,
  { step, count }: z.output<typeof period>,
): Promise<z.input<typeof publishedReply>> {
  const { timeZone } = await findWorkspace(db, workspaceId)
  const alert = await getCompetitor(db, workspaceId, id)
  const ownId = (await listRivals(db, workspaceId)).get(alert.id)?.voice_id
  const buckets = bucketsTo(clock.now(), timeZone, step, count)
  const [from, to] = [buckets.at(0)?.from, buckets.at(-1)?.to]
  if (!ownId || !from || !to) {
    return { posts: 0, partial: false, median: null, times: [], effects: [], best: [] }
  }
  const request = { ownId, from, to, timeZone, publicOnly: !principal.permissions.has('inbox:read') }
  const read = await within(db, PUBLISHED_SECONDS, 'search_too_costly', (tx) =>
    readPublished(tx, workspaceId, request),
  )
  const best = read.best.map(({ row, echo, total, times }) => ({
    activity: presentActivity(row),
    ...echo,
    total,
    times,
  }))
  return { ...read, best }
}
