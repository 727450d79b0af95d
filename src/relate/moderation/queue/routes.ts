import { z } from 'zod'
import { inTransaction, notify } from '../../../../lib/db/index.ts'
import { decodeCursor, encodeCursor, pageOf, pageQuery } from '../../../../lib/page/index.ts'
import { type Context, idParams, type Route, route } from '../../../access/index.ts'
import type { ModerationDeps } from '../act/deps.ts'
import { noteActs } from '../act/journal.ts'
import { SANCTIONS } from '../charter/charter.ts'
import { ITEM_STATES, VERDICTS } from './item.ts'
import { judge, judgeWave, takeBackVerdict } from './judge.ts'
import { itemReply, markReply, presentItems } from './present.ts'
import { claim, countItems, listItems, QUEUE_SORTS, QUEUE_VIEWS } from './store.ts'

const place = z.tuple([z.number(), z.number(), z.uuid()])
const ruleId = z.string().regex(/^[a-z0-9-]{1,60}$/)
const judged = z.object({
  state: z.enum(ITEM_STATES),
  act: z.object({ id: z.string(), state: z.enum(['proposed', 'done']) }).nullable(),
})
const verdictBody = z.strictObject({
  revision: z.number().int().min(1),
  verdict: z.enum(VERDICTS),
  ruleId: ruleId.optional(),
  sanction: z.enum(SANCTIONS).optional(),
  mark: z.strictObject(markReply.shape).optional(),
})

export function queueRoutes(deps: ModerationDeps): Route[] {
  return [...readRoutes(deps), ...judgeRoutes(deps)]
}

function readRoutes(deps: ModerationDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/moderation/queue',
      summary: 'Posts that a person should look at, the gravest first, or what is most in doubt first',
      description:
        'What one has judged oneself is not among them. A post that is given to two shows neither what the other said.',
      tag: 'moderation',
      can: 'moderation:act',
      query: z.strictObject({
        ...pageQuery({ limit: 20 }),
        view: z.enum(QUEUE_VIEWS).default('todo'),
        sort: z.enum(QUEUE_SORTS).default('severity'),
      }),
      reply: pageOf(itemReply),
      handler: async (context, { query: { cursor, limit, view, sort } }) => {
        const { db, workspaceId, principal } = context
        const [severity, doubt, id] = cursor ? decodeCursor(cursor, place) : []
        const after =
          severity !== undefined && doubt !== undefined && id ? { severity, doubt, id } : undefined
        const filter = { view, sort, memberId: principal.memberId, after }
        const items = await listItems(db, workspaceId, filter, limit + 1)
        const shown = items.slice(0, limit)
        const last = items.length > limit ? shown.at(-1) : undefined
        return {
          items: await presentItems(context, deps, shown),
          next: last ? encodeCursor([last.severity, last.doubt, last.activity_id]) : null,
        }
      },
    }),
    route({
      method: 'get',
      path: '/moderation/queue/counts',
      summary: 'How many posts wait for somebody, and how many two do not agree on',
      tag: 'moderation',
      can: 'moderation:act',
      reply: z.object({ todo: z.number(), split: z.number() }),
      handler: ({ db, workspaceId, principal }) => countItems(db, workspaceId, principal.memberId),
    }),
    route({
      method: 'put',
      path: '/moderation/claim',
      summary: 'Says which post one looks at now, so that nobody else judges it meanwhile; null lets it go',
      description: 'It is let go by itself after two minutes. The answer names who looks at it.',
      tag: 'moderation',
      can: 'moderation:act',
      body: z.strictObject({ id: z.uuid().nullable() }),
      reply: z.object({ mine: z.boolean(), by: z.string().nullable() }),
      handler: async ({ db, workspaceId, principal, clock, memberNames }, { body }) => {
        const by = { memberId: principal.memberId, now: clock.now() }
        const whose = await inTransaction(db, async (tx) => {
          const held = await claim(tx, workspaceId, body.id, by)
          await notify(tx, { w: workspaceId, k: 'moderation' })
          return held
        })
        const names = await memberNames()
        return { mine: whose === by.memberId, by: whose === null ? null : (names.get(whose) ?? '') }
      },
    }),
  ]
}

function judgeRoutes(deps: ModerationDeps): Route[] {
  const byOf = ({ principal, clock }: Context) => ({ memberId: principal.memberId, now: clock.now() })
  return [
    route({
      method: 'post',
      path: '/moderation/queue/{id}/verdict',
      summary:
        'Says what is to be made of a post: act by a rule, leave it, answer it, or ask a second person',
      description:
        'Without a rule, a sanction or a mark, those that are proposed are meant. Of a post that is given to two nothing is done before both have judged, and only where they agree.',
      tag: 'moderation',
      can: 'moderation:act',
      params: idParams,
      body: verdictBody,
      reply: judged,
      handler: (context, { params, body }) => {
        const judging = { workspaceId: context.workspaceId, activityId: params.id, ...body }
        return inTransaction(context.db, async (tx) => {
          const said = await judge(tx, deps, judging, byOf(context))
          if (said.act) await noteActs(context, tx, [said.act.id])
          return said
        })
      },
    }),
    route({
      method: 'delete',
      path: '/moderation/queue/{id}/verdict',
      summary: 'Takes back what one said last of a post, and what was done by it',
      tag: 'moderation',
      can: 'moderation:act',
      params: idParams,
      reply: judged,
      handler: (context, { params }) => {
        const { db, workspaceId } = context
        return inTransaction(db, async (tx) => {
          const item = { workspaceId, activityId: params.id }
          const { state, undone } = await takeBackVerdict(tx, deps, item, byOf(context))
          if (undone) await noteActs(context, tx, [undone])
          return { state, act: null }
        })
      },
    }),
    route({
      method: 'post',
      path: '/moderation/waves/{id}/verdict',
      summary: 'Says the same of all that waits of a wave of the like, two hundred at a time',
      tag: 'moderation',
      can: 'moderation:act',
      params: idParams,
      body: verdictBody.pick({ verdict: true, ruleId: true, sanction: true }),
      reply: z.object({
        judged: z.array(z.string()),
        /** Those that a colleague looks at. */
        left: z.number(),
      }),
      handler: (context, { params, body }) => {
        const judging = { workspaceId: context.workspaceId, wave: params.id, ...body }
        return inTransaction(context.db, async (tx) => {
          const { acts, ...said } = await judgeWave(tx, deps, judging, byOf(context))
          await noteActs(context, tx, acts)
          return said
        })
      },
    }),
  ]
}
