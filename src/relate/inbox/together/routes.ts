import { z } from 'zod'
import { idParams, type Route, route } from '../../../access/index.ts'
import { getConversation } from '../store.ts'
import { giveSign, whoIsThere } from './presence.ts'

const tag = 'inbox'
const can = 'inbox:read'

export const togetherRoutes: Route[] = [
  route({
    method: 'post',
    path: '/conversations/{id}/presence',
    summary: 'Shows the others that you look at a conversation, or write in it, or have left it',
    description:
      'Holds for 45 s, writing for 8 s; `tab` names a window of yours, so that one may close and another stay.',
    tag,
    can,
    limit: 1200,
    params: idParams,
    body: z.strictObject({ tab: z.uuid(), state: z.enum(['looking', 'writing', 'gone']) }),
    status: 204,
    handler: async ({ db, workspaceId, principal: { memberId }, clock }, { params, body }) => {
      const talk = await getConversation(db, workspaceId, params.id)
      await giveSign(db, workspaceId, talk.id, { memberId, ...body }, clock.now())
      return new Response(null, { status: 204 })
    },
  }),
  route({
    method: 'get',
    path: '/conversations/presence',
    summary: 'Who else looks or writes where, up to 500; `until`: unless they give another sign',
    tag,
    can,
    reply: z.array(
      z.object({
        conversationId: z.string(),
        member: z.object({ id: z.string(), name: z.string() }),
        writing: z.boolean(),
        until: z.string(),
      }),
    ),
    handler: async ({ db, workspaceId, principal, clock, memberNames }) => {
      const names = await memberNames()
      const there = await whoIsThere(db, workspaceId, principal.memberId, clock.now())
      return there.map(({ conversationId, memberId, writing, until }) => ({
        ...{ conversationId, writing },
        member: { id: memberId, name: names.get(memberId) ?? '' },
        until: until.toISOString(),
      }))
    },
  }),
]
