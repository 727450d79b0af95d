import { z } from 'zod'
import { inTransaction } from '../../../../lib/db/index.ts'
import { notFound } from '../../../../lib/errors/index.ts'
import { audit, idParams, type Route, route, whoIs } from '../../../access/index.ts'
import { harmOf } from '../../../interpret/index.ts'
import type { ModerationDeps } from '../act/deps.ts'
import { actReply } from '../act/present.ts'
import { byOf, shownAct } from '../act/routes.ts'
import type { Statement } from './appeal.ts'
import { judge, statementsOf } from './judge.ts'
import { appealOf } from './link.ts'

/** What an author says in anger is read as any other words are. */
function read(one: Statement) {
  return { ...one, toxicity: harmOf(one.text) }
}

const tag = 'moderation'
const can = 'moderation:act'

export function appealRoutes(deps: ModerationDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/moderation/acts/{id}/appeal',
      summary: 'What the author says against it',
      tag,
      can,
      params: idParams,
      reply: z.object({
        state: z.enum(['open', 'filed', 'granted', 'dismissed']),
        /** `toxicity`: how likely the words offend, 0 to 1, by the reader of posts; null where it cannot tell. */
        statements: z.array(z.object({ at: z.string(), text: z.string(), toxicity: z.number().nullable() })),
      }),
      handler: async ({ db, workspaceId }, { params: { id } }) => {
        const appeal = await appealOf(db, workspaceId, id)
        if (!appeal) throw notFound('appeal')
        return { state: appeal.state, statements: statementsOf(deps.sealing, appeal).map(read) }
      },
    }),
    route({
      method: 'post',
      path: '/moderation/acts/{id}/appeal',
      summary:
        'Grants an appeal, and what was done is undone, or dismisses it; by nobody who had a part in it',
      tag,
      can,
      params: idParams,
      status: 200,
      body: z.strictObject({
        decision: z.enum(['granted', 'dismissed']),
        answer: z.string().max(4_000).default(''),
      }),
      reply: actReply,
      handler: async (context, { params: { id }, body }) => {
        const { db, workspaceId, principal } = context
        await inTransaction(db, async (tx) => {
          await judge(tx, deps, { workspaceId, id, ...body }, byOf(context))
          const action = `moderation.appeal_${body.decision}`
          await audit(tx, { workspaceId, who: whoIs(principal), action, target: id })
        })
        return shownAct(context, id)
      },
    }),
  ]
}
