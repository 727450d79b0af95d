import { z } from 'zod'
import { within } from '../../../../lib/db/index.ts'
import { encodeCursor, pageOf } from '../../../../lib/page/index.ts'
import { type Context, type Route, route } from '../../../access/index.ts'
import { countsFor } from '../counter.ts'
import { conversationReply, presentConversation } from '../present.ts'
import { type ConversationFilter, listConversations, placeIn } from '../store.ts'
import { askedFor, listQuery } from './query.ts'

/** Some filters go over much to find little. */
const SEARCH_SECONDS = 5

export const listRoutes: Route[] = [
  route({
    method: 'get',
    path: '/conversations',
    summary: 'Conversations, newest activity first, longest wait first or what presses most first',
    tag: 'inbox',
    can: 'inbox:read',
    query: listQuery,
    reply: pageOf(conversationReply),
    handler: async (context, { query }) => {
      const { db, workspaceId } = context
      const filter = await askedFor(context, query)
      const [rows, names] = await Promise.all([
        listed(db, workspaceId, filter, query.limit + 1),
        context.memberNames(),
      ])
      const shown = rows.slice(0, query.limit)
      const last = rows.length > query.limit ? shown.at(-1) : undefined
      const at = last && placeIn(filter.sort, last)
      return {
        items: shown.map((row) => presentConversation(row, names)),
        next: last && at ? encodeCursor([at instanceof Date ? at.toISOString() : at, last.id]) : null,
      }
    },
  }),
  route({
    method: 'get',
    path: '/conversations/counts',
    summary: 'How many conversations stand where',
    tag: 'inbox',
    can: 'inbox:read',
    reply: z.object({
      open: z.number(),
      mine: z.number(),
      unassigned: z.number(),
      snoozed: z.number(),
      done: z.number(),
      oldestWaiting: z.string().nullable(),
    }),
    handler: async ({ db, workspaceId, principal }) => {
      const counts = await countsFor(db, workspaceId, principal.memberId)
      return { ...counts, oldestWaiting: counts.oldestWaiting?.toISOString() ?? null }
    },
  }),
]

/** What people word themselves is read under a limit of time; the rest has its index, and needs no transaction. */
function listed(db: Context['db'], workspaceId: string, filter: ConversationFilter, limit: number) {
  if (!filter.query) return listConversations(db, workspaceId, filter, limit)
  return within(db, SEARCH_SECONDS, 'search_too_costly', (tx) =>
    listConversations(tx, workspaceId, filter, limit),
  )
}
