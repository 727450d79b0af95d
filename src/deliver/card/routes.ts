import { z } from 'zod'
import type { SafeHttp } from '../../../lib/http/index.ts'
import { type Route, route } from '../../access/index.ts'
import { fetchCard } from './fetch.ts'

const fetchedCard = z.object({
  url: z.string(),
  title: z.string(),
  description: z.string(),
  thumb: z.string().nullable(),
  thumbSize: z.number(),
  thumbType: z.string().nullable(),
})

/** @param deps `http`, the one that reaches nothing inside */
export function cardRoutes({ http }: { http: SafeHttp }): Route[] {
  return [
    route({
      method: 'post',
      path: '/link-cards',
      summary: 'Reads what a page says of itself, for the card of a link',
      description:
        '`card` is null where the page cannot be had or says nothing of itself. Its picture is kept as a file, which goes after a day unless a message carries it.',
      tag: 'deliveries',
      can: 'outbox:write',
      limit: 60,
      status: 200,
      body: z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(2000) }),
      reply: z.object({ card: fetchedCard.nullable() }),
      handler: async ({ db, workspaceId }, { body }) => ({
        card: (await fetchCard(http, db, workspaceId, body.url)) ?? null,
      }),
    }),
  ]
}
