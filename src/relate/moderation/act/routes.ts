import { z } from 'zod'
import { inTransaction } from '../../../../lib/db/index.ts'
import { type Context, idParams, type Route, route } from '../../../access/index.ts'
import { SANCTIONS } from '../charter/charter.ts'
import { caseOf, caseReply } from './case.ts'
import { decide, propose, restore } from './decide.ts'
import type { ModerationDeps } from './deps.ts'
import { noteActs } from './journal.ts'
import { actReply, presentActs } from './present.ts'
import { getAct } from './store.ts'

const tag = 'moderation'
const can = 'moderation:act'
const note = z.string().trim().max(2_000).optional()
const offset = z.number().int().min(0).max(200_000)

export function actRoutes(deps: ModerationDeps): Route[] {
  return [...readRoutes(deps), ...changeRoutes(deps)]
}

function readRoutes(deps: ModerationDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/moderation/cases/{id}',
      summary: 'What can be done about a post, where, by which rule, and what its author would be told',
      tag,
      can,
      params: idParams,
      reply: caseReply,
      handler: (context, { params: { id } }) => caseOf(context, deps, id),
    }),
    route({
      method: 'get',
      path: '/moderation/acts/{id}',
      summary: 'One act by the charter',
      tag,
      can: 'inbox:read',
      params: idParams,
      reply: actReply,
      handler: (context, { params: { id } }) => shownAct(context, id),
    }),
  ]
}

function changeRoutes(deps: ModerationDeps): Route[] {
  return [
    route({
      method: 'post',
      path: '/moderation/acts',
      summary: 'Blurs, hides, mutes or blocks by a rule of the published charter, with the words at stake',
      description:
        'Done at once, or `proposed` where it takes a criticism away or silences somebody: then another member decides. \
The author is told, with the way to appeal (`{link}` in `notice`); what was taken away is kept sealed.',
      tag,
      can,
      status: 201,
      body: z.strictObject({
        activityId: z.uuid(),
        kind: z.enum(SANCTIONS),
        ruleId: z.string().max(60),
        mark: z.strictObject({ in: z.enum(['text', 'title']).default('text'), start: offset, end: offset }),
        notice: z.string().max(5_000).optional(),
        lang: z.enum(['fr', 'en']).optional(),
      }),
      reply: actReply,
      handler: async (context, { body }) => {
        const { db, workspaceId } = context
        const id = await inTransaction(db, async (tx) => {
          const made = await propose(tx, deps, { workspaceId, ...body }, byOf(context))
          await noteActs(context, tx, [made.id])
          return made.id
        })
        return shownAct(context, id)
      },
    }),
    route({
      method: 'post',
      path: '/moderation/acts/{id}/decision',
      summary: 'A second person approves a proposal or refuses it; who made it takes it back',
      tag,
      can,
      params: idParams,
      status: 200,
      body: z.strictObject({ decision: z.enum(['approve', 'refuse', 'withdraw']), note }),
      reply: actReply,
      handler: async (context, { params: { id }, body }) => {
        const { db, workspaceId } = context
        await inTransaction(db, async (tx) => {
          await decide(tx, deps, { workspaceId, id, ...body }, byOf(context))
          await noteActs(context, tx, [id])
        })
        return shownAct(context, id)
      },
    }),
    route({
      method: 'post',
      path: '/moderation/acts/{id}/restoration',
      summary: 'Lets it stand again, on the network too',
      tag,
      can,
      params: idParams,
      status: 200,
      body: z.strictObject({ note }),
      reply: actReply,
      handler: async (context, { params: { id }, body }) => {
        const { db, workspaceId } = context
        await inTransaction(db, async (tx) => {
          await restore(tx, deps, { workspaceId, id, why: 'team', ...body }, byOf(context))
          await noteActs(context, tx, [id])
        })
        return shownAct(context, id)
      },
    }),
  ]
}

export function byOf({ principal, clock }: Context) {
  return { memberId: principal.memberId, now: clock.now() }
}

export async function shownAct(context: Context, id: string) {
  const [shown] = await presentActs(context, [await getAct(context.db, context.workspaceId, id)])
  if (!shown) throw new Error('an act that is there is shown')
  return shown
}
