import { sql } from 'kysely'
import { z } from 'zod'
import { within } from '../../../lib/db/index.ts'
import { type Context, idParams, type Route, route } from '../../access/index.ts'
import { getActivities, SAID, searchActivities } from '../../activity/index.ts'
import { getAlert } from '../alerts/store.ts'
import { compileQuery } from '../query/compile.ts'
import { requireQuery } from '../query/describe.ts'
import { explainMatch } from '../query/explain.ts'
import { MAX_SOURCE } from '../query/query.ts'
import { readingOptions } from '../terms/store.ts'
import { KINDS } from './features.ts'
import { suggestExclusions } from './noise.ts'
import { MAX_AT_ONCE, MAX_REJECTIONS, reject, rejectionsOf, unreject } from './store.ts'
import { docOfStored } from './stored.ts'

const DAY = 86_400_000
const BACK = 90 * DAY
/** Posts that were not rejected, against which those that were are held. */
const KEPT = 1000
const SECONDS = 5

const ids = z.array(z.uuid()).max(MAX_AT_ONCE)

const noiseReply = z.object({
  /** Rejected posts that the query still finds, and others that it finds. */
  rejected: z.number(),
  kept: z.number(),
  suggestions: z.array(
    z.object({
      kind: z.enum(KINDS),
      term: z.string(),
      rejected: z.number(),
      kept: z.number(),
      z: z.number(),
      query: z.string(),
    }),
  ),
})

/** What would take the rejected posts out of what a query finds. @throws Problem `search_invalid`, `preview_too_costly` */
async function noiseOf(
  { db, workspaceId, clock, locale, principal }: Context,
  source: string,
  rejected: readonly string[],
): Promise<z.input<typeof noiseReply>> {
  const options = await readingOptions(db, workspaceId)
  const query = requireQuery(source, locale, { ...options, alert: true })
  const seen = principal.permissions.has('inbox:read')
  const where = sql<boolean>`not activity.ours and (${compileQuery(query)})`
  const others = await within(db, SECONDS, 'preview_too_costly', (tx) =>
    searchActivities(tx, workspaceId, {
      where,
      verbs: SAID,
      from: new Date(clock.now().getTime() - BACK),
      publicOnly: !seen,
      limit: KEPT + Math.min(rejected.length, KEPT),
    }),
  )
  const out = new Set(rejected)
  const kept = others.filter((row) => !out.has(row.id)).slice(0, KEPT)
  const bad = (await getActivities(db, workspaceId, [...out]))
    .filter((row) => row.deleted === null && (seen || row.visibility === 'public'))
    .map(docOfStored)
    .filter((doc) => explainMatch(query, doc).matches)
  const suggestions = suggestExclusions(source, bad, kept.map(docOfStored), options)
  return { rejected: bad.length, kept: kept.length, suggestions }
}

export const noiseRoutes: Route[] = [
  route({
    method: 'get',
    path: '/alerts/{id}/rejections',
    summary: 'Posts that were said to be beside the point of an alert',
    tag: 'alerts',
    can: 'alerts:read',
    params: idParams,
    reply: z.object({ items: z.array(z.string()) }),
    handler: async ({ db, workspaceId }, { params }) => {
      await getAlert(db, workspaceId, params.id)
      return { items: await rejectionsOf(db, workspaceId, params.id) }
    },
  }),
  route({
    method: 'post',
    path: '/alerts/{id}/rejections',
    summary: 'Says that posts are beside the point, or takes it back; they stay found and counted',
    tag: 'alerts',
    can: 'alerts:manage',
    params: idParams,
    body: z.strictObject({ reject: ids.default([]), take_back: ids.default([]) }),
    status: 204,
    handler: async ({ db, workspaceId, principal }, { params, body }) => {
      await reject(db, workspaceId, params.id, body.reject, principal.userId)
      if (body.take_back.length > 0) await unreject(db, workspaceId, params.id, body.take_back)
      return new Response(null, { status: 204 })
    },
  }),
  route({
    method: 'get',
    path: '/alerts/{id}/noise',
    summary: 'What to exclude from an alert so that what was rejected is no longer found, with what it costs',
    tag: 'alerts',
    can: 'alerts:read',
    params: idParams,
    reply: noiseReply,
    limit: 60,
    handler: async (context, { params }) => {
      const { db, workspaceId } = context
      const { query } = await getAlert(db, workspaceId, params.id)
      return await noiseOf(context, query, await rejectionsOf(db, workspaceId, params.id))
    },
  }),
  route({
    method: 'post',
    path: '/query/noise',
    summary: 'The same of a query that is not kept yet, from the posts of its preview that were rejected',
    tag: 'alerts',
    can: 'stream:read',
    body: z.strictObject({
      query: z.string().max(4 * MAX_SOURCE),
      rejected: z.array(z.uuid()).max(MAX_REJECTIONS),
    }),
    reply: noiseReply,
    status: 200,
    limit: 120,
    handler: (context, { body }) => noiseOf(context, body.query, body.rejected),
  }),
]
