import { z } from 'zod'
import { type Route, route } from '../../access/index.ts'
import { readingOptions, requireQuery } from '../../match/index.ts'
import { searchReply } from './present.ts'
import { keepFound, type SearchDeps, searchEverywhere } from './search.ts'

const MOST = 100

export function searchRoutes(deps: SearchDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/search',
      summary: 'One search across every connected network and what is kept, newest first',
      description:
        'Each network is asked for the words of the query that it understands, at once and with a deadline; the query itself is asked of what comes back. `sources` says what each was asked, and why one could not answer or not wholly. Nothing found is kept: an alert does that.',
      tag: 'stream',
      can: 'stream:read',
      query: z.strictObject({
        q: z.string().trim().min(1).max(4000),
        from: z.iso.datetime().optional(),
        limit: z.coerce.number().int().min(1).max(MOST).default(50),
      }),
      reply: searchReply,
      limit: 60,
      handler: async (context, { query: { q, from, limit } }) => {
        const options = await readingOptions(context.db, context.workspaceId)
        const query = requireQuery(q, context.locale, options)
        return searchEverywhere(context, deps, { query, limit, ...(from ? { from: new Date(from) } : {}) })
      },
    }),
    route({
      method: 'post',
      path: '/search/keep',
      summary:
        'Searches the networks again and brings what is public into the stream, for an alert just made of it',
      tag: 'stream',
      can: 'alerts:manage',
      body: z.strictObject({ query: z.string().trim().min(1).max(4000) }),
      reply: z.object({ kept: z.number() }),
      status: 200,
      limit: 30,
      handler: async (context, { body }) => {
        const options = await readingOptions(context.db, context.workspaceId)
        const query = requireQuery(body.query, context.locale, { ...options, alert: true })
        return { kept: await keepFound(context, deps, { query, limit: MOST, all: true }) }
      },
    }),
  ]
}
