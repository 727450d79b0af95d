import { z } from 'zod'
import { inTransaction } from '../../../../lib/db/index.ts'
import { audit, idParams, type Route, route, timeOfDay, whoIs } from '../../../access/index.ts'
import { harmOf } from '../../../interpret/index.ts'
import { getConversation } from '../store.ts'
import { SKIPPED } from './ask.ts'
import { asksOf, keepSetting, satisfactionSetting } from './store.ts'

const tag = 'satisfaction'

const shape = z.strictObject({
  enabled: z.boolean(),
  inPublic: z.boolean(),
  delay: z.int().min(0).max(10_080),
  everyDays: z.int().min(1).max(365),
  expiresDays: z.int().min(1).max(90),
  quietFrom: timeOfDay,
  quietTo: timeOfDay,
  reopenAt: z.int().min(1).max(4).nullable(),
  toMembers: z.boolean(),
})

export const satisfactionRoutes: Route[] = [
  route({
    method: 'get',
    path: '/satisfaction/setting',
    summary: 'Whether and how customers are asked how they found it',
    tag,
    can: 'inbox:read',
    reply: shape,
    handler: async ({ db, workspaceId }) => (await satisfactionSetting(db, workspaceId)).setting,
  }),
  route({
    method: 'put',
    path: '/satisfaction/setting',
    summary: 'Changes whether and how customers are asked; turned on, about what is closed from then on',
    tag,
    can: 'team:manage',
    body: shape,
    reply: shape,
    handler: ({ db, workspaceId, principal, clock }, { body }) =>
      inTransaction(db, async (tx) => {
        await keepSetting(tx, workspaceId, body, clock.now())
        const detail = { enabled: body.enabled, inPublic: body.inPublic }
        const who = whoIs(principal)
        await audit(tx, { workspaceId, who, action: 'satisfaction.changed', target: workspaceId, detail })
        return body
      }),
  }),
  route({
    method: 'get',
    path: '/conversations/{id}/satisfaction',
    summary: 'What a customer was asked about a conversation and what they said, or why they were not asked',
    tag,
    can: 'inbox:read',
    params: idParams,
    reply: z.object({
      asks: z.array(
        z.object({
          id: z.string(),
          at: z.string(),
          skipped: z.enum(SKIPPED).nullable(),
          score: z.number().nullable(),
          comment: z.string().nullable(),
          /** How likely the comment offends, 0 to 1; null where there is none, or it cannot be told. */
          toxicity: z.number().nullable(),
          answered: z.string().nullable(),
        }),
      ),
    }),
    handler: async ({ db, workspaceId }, { params }) => {
      const talk = await getConversation(db, workspaceId, params.id)
      const asks = await asksOf(db, workspaceId, talk.id)
      return {
        asks: asks.map(({ id, decided, skipped, score, comment, answered }) => ({
          ...{ id, skipped, score, comment, toxicity: comment ? harmOf(comment) : null },
          at: decided.toISOString(),
          answered: answered?.toISOString() ?? null,
        })),
      }
    },
  }),
]
