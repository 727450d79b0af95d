import { z } from 'zod'
import { idParams, type Route, route } from '../../../access/index.ts'
import { type SuggestDeps, suggestionsFor } from './suggest.ts'

export function suggestRoutes(deps: SuggestDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/conversations/{id}/suggestions',
      summary: 'Answers that the team gave to the likes of what is asked, and a saved one that fits',
      description:
        'What named or reached the other customer is a variable or a blank. Nothing is sent by it.',
      tag: 'inbox',
      can: 'inbox:read',
      params: idParams,
      reply: z.array(
        z.object({
          kind: z.enum(['past', 'saved']),
          id: z.string(),
          about: z.string(),
          toxicity: z.number().nullable(),
          at: z.string().nullable(),
          channel: z.string().nullable(),
          thanked: z.boolean(),
          lang: z.string(),
          text: z.string(),
          blanks: z.array(z.object({ start: z.number(), end: z.number(), name: z.string() })),
        }),
      ),
      handler: async ({ db, workspaceId, principal, locale }, { params }) => {
        const asking = { conversationId: params.id, memberId: principal.memberId, locale }
        const all = await suggestionsFor(db, deps, workspaceId, asking)
        return all.map(({ alike: _, at, ...one }) => ({ ...one, at: at?.toISOString() ?? null }))
      },
    }),
  ]
}
