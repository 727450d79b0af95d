import { z } from 'zod'
import { within } from '../../../../lib/db/index.ts'
import { decodeCursor, encodeCursor, pageOf, pageQuery } from '../../../../lib/page/index.ts'
import { type Route, route } from '../../../access/index.ts'
import { readingOptions, requireQuery } from '../../../match/index.ts'
import { filterOf } from '../list/query.ts'
import { conversationReply, presentConversation } from '../present.ts'
import type { InboxDeps } from '../routes.ts'
import { filterFields } from '../view/filter.ts'
import { foundIn, foundReply, signedFound } from './found.ts'
import { searchConversations } from './store.ts'

/** Words that people choose may ask for anything; nobody waits longer. */
const SECONDS = 5
const place = z.tuple([z.iso.datetime(), z.uuid()])
const { q: _q, ...narrowing } = filterFields

/** Search in all history: messages, titles, authors and notes, whatever became of the conversation. */
export const searchInboxRoutes = ({ signsOn }: Pick<InboxDeps, 'signsOn'>): Route[] => [
  route({
    method: 'get',
    path: '/conversations/search',
    summary:
      'Conversations in which something answers a search, in all history; what was found last comes first',
    description:
      'Each item tells the message or the note that was found, with the words that made it so. A conversation may come again on a later page by an older message.',
    tag: 'inbox',
    can: 'inbox:read',
    query: z.strictObject({ ...pageQuery(), ...narrowing, q: z.string().trim().min(1).max(500) }),
    reply: pageOf(conversationReply.extend({ found: foundReply })),
    handler: async (context, { query: { q, cursor, limit, ...filters } }) => {
      const { db, workspaceId, locale, clock } = context
      const query = requireQuery(q, locale, await readingOptions(db, workspaceId))
      const filter = await filterOf(context, filters, 'recent')
      const [at, id] = cursor ? decodeCursor(cursor, place) : []
      const before = at && id ? { before: { at: new Date(at), id } } : {}
      return within(db, SECONDS, 'search_too_costly', async (tx) => {
        const { rows, hits, next } = await searchConversations(
          tx,
          workspaceId,
          { query, filter, limit, ...before },
          clock.now(),
        )
        const shown = rows.flatMap((row) => hits.get(row.id) ?? [])
        const found = await foundIn(tx, workspaceId, query, shown)
        const names = await context.memberNames()
        const signs = await signsOn(context, [...found.keys()])
        return {
          items: rows.flatMap((row) => {
            const what = found.get(hits.get(row.id)?.id ?? '')
            if (!what) return []
            const said = signedFound(what, signs)
            const talk = presentConversation(row, names)
            // It may be the very message that was found.
            return [{ ...talk, ...(said.sealed && { snippet: '' }), found: said }]
          }),
          next: next ? encodeCursor([next.at.toISOString(), next.id]) : null,
        }
      })
    },
  }),
]
