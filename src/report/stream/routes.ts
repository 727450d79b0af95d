import { z } from 'zod'
import { within } from '../../../lib/db/index.ts'
import { invalid, notFound } from '../../../lib/errors/index.ts'
import { decodeCursor, encodeCursor, pageOf, pageQuery } from '../../../lib/page/index.ts'
import { findWorkspace, type Route, route } from '../../access/index.ts'
import {
  type ActivityFilter,
  activityReply,
  DIMENSIONS,
  getActivities,
  presentActivity,
  searchActivities,
  series,
} from '../../activity/index.ts'
import { compileQuery, type ParseOptions, readingOptions, requireQuery, tallyIds } from '../../match/index.ts'
import { withSigns } from '../../relate/moderation/index.ts'

const DAY = 86_400_000
/** Hourly counters of a year are 8,760 points a key; more is asked for by the day. */
const LONGEST = { hour: 92 * DAY, day: 3700 * DAY }

/** A query that people word may ask for all of history. */
const SEARCH_SECONDS = 5

const listQuery = z.strictObject({
  ...pageQuery(),
  query: z.string().trim().max(4000).optional(),
  alert: z.uuid().optional(),
  channel: z.string().max(50).optional(),
  sentiment: z.enum(['positive', 'neutral', 'negative']).optional(),
  lang: z.string().max(10).optional(),
  intent: z.string().max(20).optional(),
  topic: z.string().max(20).optional(),
  /** At least so urgent. */
  urgency: z.coerce.number().int().min(0).max(2).optional(),
  /** Only what likely offends. */
  toxic: z.literal('true').optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
})

const seriesQuery = z.strictObject({
  by: z.enum(DIMENSIONS),
  alert: z.union([z.uuid(), z.array(z.uuid()).max(50)]).optional(),
  channel: z.string().max(50).optional(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  step: z.enum(['hour', 'day']),
})

function filterOf(
  query: z.output<typeof listQuery>,
  locale: 'fr' | 'en',
  options: ParseOptions,
): ActivityFilter {
  const { query: source, alert, from, to, cursor, limit: _limit, toxic, ...same } = query
  const filter: ActivityFilter = { ...same, ...(toxic && { toxic: true }) }
  if (alert) filter.alertId = alert
  if (from) filter.from = new Date(from)
  if (to) filter.to = new Date(to)
  if (source) {
    filter.where = compileQuery(requireQuery(source, locale, options))
  }
  if (cursor) {
    const [published, id] = decodeCursor(cursor, z.tuple([z.iso.datetime(), z.uuid()]))
    filter.before = { published: new Date(published), id }
  }
  return filter
}

export const streamRoutes: Route[] = [
  route({
    method: 'get',
    path: '/activities',
    summary: 'What was said, newest first',
    tag: 'stream',
    can: 'stream:read',
    query: listQuery,
    reply: pageOf(activityReply),
    handler: async (context, { query }) => {
      const { db, workspaceId, locale, principal } = context
      const filter = {
        ...filterOf(query, locale, query.query ? await readingOptions(db, workspaceId) : {}),
        publicOnly: !principal.permissions.has('inbox:read'),
        limit: query.limit + 1,
      }
      const rows = await within(db, SEARCH_SECONDS, 'search_too_costly', (tx) =>
        searchActivities(tx, workspaceId, filter),
      )
      const shown = rows.slice(0, query.limit)
      const last = rows.length > query.limit ? shown.at(-1) : undefined
      return {
        items: await withSigns(context, shown.map(presentActivity)),
        next: last ? encodeCursor([last.published.toISOString(), last.id]) : null,
      }
    },
  }),
  route({
    method: 'get',
    path: '/activities/{id}',
    summary: 'One activity',
    tag: 'stream',
    can: 'stream:read',
    params: z.strictObject({ id: z.uuid() }),
    reply: activityReply,
    handler: async (context, { params }) => {
      const { db, workspaceId, principal } = context
      const [row] = await getActivities(db, workspaceId, [params.id])
      const shown = row?.visibility === 'public' || principal.permissions.has('inbox:read')
      if (!row || !shown) throw notFound('activity')
      const [item] = await withSigns(context, [presentActivity(row)])
      return item ?? presentActivity(row)
    },
  }),
  route({
    method: 'get',
    path: '/series',
    summary: 'Counts over time, from the counters; by alert without saying which, of the fifty with the most',
    tag: 'stream',
    can: 'reports:read',
    query: seriesQuery,
    reply: z.object({
      step: z.enum(['hour', 'day']),
      from: z.string(),
      to: z.string(),
      series: z.array(
        z.object({ key: z.string(), points: z.array(z.object({ at: z.string(), count: z.number() })) }),
      ),
    }),
    handler: async ({ db, workspaceId }, { query }) => {
      const { by, step, alert, channel } = query
      const [from, to] = [new Date(query.from), new Date(query.to)]
      if (to <= from || to.getTime() - from.getTime() > LONGEST[step]) throw invalid('range_invalid')
      const { timeZone } = await findWorkspace(db, workspaceId)
      const points = await series(db, workspaceId, {
        by,
        step,
        from,
        to,
        timeZone,
        ...(alert ? { alertIds: [alert].flat() } : {}),
        ...(by === 'alert' && !alert ? { except: await tallyIds(db, workspaceId) } : {}),
        ...(channel ? { channel } : {}),
      })
      const keys = [...Map.groupBy(points, (point) => point.key)]
      return {
        step,
        from: query.from,
        to: query.to,
        series: keys.map(([key, of]) => ({
          key,
          points: of.map(({ at, count }) => ({ at: at.toISOString(), count })),
        })),
      }
    },
  }),
]
