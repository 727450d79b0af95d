import { z } from 'zod'
import { within } from '../../../lib/db/index.ts'
import { invalid } from '../../../lib/errors/index.ts'
import { type Route, route } from '../../access/index.ts'
import { getAlert } from '../../match/index.ts'
import { namesIn, readPhrases } from './phrases.ts'

const SECONDS = 5
const LONGEST = 370 * 86_400_000

export const phraseRoutes: Route[] = [
  route({
    method: 'get',
    path: '/phrases',
    summary: 'What the posts of an alert speak of more than over as long before, with counts and tone',
    tag: 'stream',
    can: 'stream:read',
    query: z.strictObject({ alert: z.uuid(), from: z.iso.datetime(), to: z.iso.datetime() }),
    reply: z.object({
      read: z.number(),
      before: z.number(),
      partial: z.boolean(),
      phrases: z.array(
        z.object({
          phrase: z.string(),
          count: z.number(),
          positive: z.number(),
          negative: z.number(),
          distinct: z.number().nullable(),
        }),
      ),
    }),
    handler: async ({ db, workspaceId, principal }, { query }) => {
      const alert = await getAlert(db, workspaceId, query.alert)
      const [from, to] = [new Date(query.from), new Date(query.to)]
      if (to <= from || to.getTime() - from.getTime() > LONGEST) throw invalid('range_invalid')
      const found = await within(db, SECONDS, 'search_too_costly', (tx) =>
        readPhrases(tx, workspaceId, {
          alertId: alert.id,
          from,
          to,
          names: namesIn(alert.query),
          publicOnly: !principal.permissions.has('inbox:read'),
        }),
      )
      return {
        ...found,
        phrases: found.phrases.map(({ phrase, count, positive, negative, distinct }) => ({
          phrase,
          count,
          positive,
          negative,
          distinct,
        })),
      }
    },
  }),
]
