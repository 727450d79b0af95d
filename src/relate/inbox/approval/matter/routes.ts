import { z } from 'zod'
import { decodeCursor, pageOf, pageQuery, toPage } from '../../../../../lib/page/index.ts'
import {
  type Context,
  findWorkspace,
  idParams,
  membersWho,
  type Permission,
  type Route,
  requirePerson,
  route,
  whoIs,
} from '../../../../access/index.ts'
import type { Limits } from '../../../../channels/index.ts'
import { partsOf } from '../../merge/way.ts'
import { getConversation } from '../../store.ts'
import { deciders } from '../rule/rule.ts'
import { type Act, approve, edit, handOn, refuse, takeBack } from './decide.ts'
import { approvalFigures } from './figures.ts'
import { approvalReply, presentApprovals } from './present.ts'
import { getApproval, listApprovals } from './store.ts'

export interface ApprovalRouteDeps {
  /** What an account may send; undefined where there is no such account any more. */
  limitsOf(context: Context, accountId: string): Promise<Limits | undefined>
}

const tag = 'approvals'
const hash = z.string().regex(/^[0-9a-f]{64}$/)
/** Waiting ones that are counted for a badge. */
const MOST_COUNTED = 200

export function approvalMatterRoutes(deps: ApprovalRouteDeps): Route[] {
  return [...readRoutes, ...decideRoutes(), ...authorRoutes(deps)]
}

const readRoutes: Route[] = [
  route({
    method: 'get',
    path: '/approvals',
    summary: 'Answers that wait for approval, and those that did',
    tag,
    can: 'inbox:read',
    query: z.strictObject({
      ...pageQuery(),
      state: z.enum(['waiting', 'decided']).optional(),
      conversationId: z.uuid().optional(),
    }),
    reply: pageOf(approvalReply),
    handler: async (context, { query: { cursor, limit, state, conversationId } }) => {
      const { db, workspaceId } = context
      const [after] = cursor ? decodeCursor(cursor, z.tuple([z.uuid()])) : []
      const parts = conversationId
        ? await partsOf(db, workspaceId, (await getConversation(db, workspaceId, conversationId)).id)
        : undefined
      const filter = {
        ...(state && { state }),
        ...(after && { after }),
        ...(parts && { conversationIds: parts }),
      }
      const rows = await listApprovals(db, workspaceId, filter, limit + 1)
      const page = toPage(
        rows,
        limit,
        (row) => [row.id],
        (row) => row,
      )
      return { ...page, items: await presentApprovals(context, page.items) }
    },
  }),
  route({
    method: 'get',
    path: '/approvals/counts',
    summary: 'How many wait for you, and how many of yours wait',
    tag,
    can: 'inbox:read',
    reply: z.object({ toDecide: z.number(), mine: z.number() }),
    handler: async ({ db, workspaceId, principal: { memberId } }) => {
      const rows = await listApprovals(db, workspaceId, { state: 'waiting' }, MOST_COUNTED)
      const able = rows.length === 0 ? [] : await membersWho(db, workspaceId, 'answers:approve')
      return {
        toDecide: rows.filter((row) => deciders(row, able).includes(memberId)).length,
        mine: rows.filter((row) => row.by_member === memberId).length,
      }
    },
  }),
  route({
    method: 'get',
    path: '/approvals/figures',
    summary: 'How long approvals take and what they come to, by month; never by person',
    tag,
    can: 'reports:read',
    query: z.strictObject({ months: z.coerce.number().int().min(1).max(24).default(6) }),
    reply: z.object({
      months: z.array(
        z.object({
          month: z.string(),
          ...{ approved: z.number(), changed: z.number(), refused: z.number() },
          ...{ expired: z.number(), withdrawn: z.number(), minutes: z.number().nullable() },
        }),
      ),
    }),
    handler: async ({ db, workspaceId, clock }, { query: { months } }) => {
      const { timeZone: zone } = await findWorkspace(db, workspaceId)
      const since = new Date(clock.now().getTime() - months * 31 * 86_400_000)
      return { months: (await approvalFigures(db, workspaceId, { since, zone })).slice(0, months) }
    },
  }),
  route({
    method: 'get',
    path: '/approvals/{id}',
    summary: 'One of them',
    tag,
    can: 'inbox:read',
    params: idParams,
    reply: approvalReply,
    handler: (context, { params }) => shown(context, params.id),
  }),
]

async function shown(context: Context, id: string) {
  const [one] = await presentApprovals(context, [await getApproval(context.db, context.workspaceId, id)])
  if (!one) throw new Error('it was just read')
  return one
}

/** Four eyes are a person’s: a key decides nothing in somebody’s name. */
function actOf({ workspaceId, principal, clock }: Context, id: string, seen: string): Act {
  requirePerson(principal)
  const { memberId } = principal
  return { workspaceId, id, memberId, who: whoIs(principal), via: 'app', hash: seen, now: clock.now() }
}

function decideRoutes(): Route[] {
  const can: Permission = 'answers:approve'
  const common = { method: 'post', tag, can, params: idParams, reply: approvalReply, status: 200 } as const
  const description =
    '`hash` is that of the words that were seen: where they have changed since, 409 `approval_changed` is answered; where \
somebody has decided meanwhile, 409 `approval_decided`. The author, and unless the rule says so who wrote in it last, cannot.'
  return [
    route({
      ...{ ...common, description, path: '/approvals/{id}/approve' },
      summary: 'Approves of these very words: they leave, once',
      body: z.strictObject({ hash }),
      handler: async (context, { params: { id }, body }) => {
        await approve(context.db, actOf(context, id, body.hash))
        return shown(context, id)
      },
    }),
    route({
      ...{ ...common, description, path: '/approvals/{id}/refuse' },
      summary: 'Refuses, with the reason that its author is told; it is theirs again as a draft',
      body: z.strictObject({ hash, reason: z.string().max(2000) }),
      handler: async (context, { params: { id }, body }) => {
        await refuse(context.db, { ...actOf(context, id, body.hash), reason: body.reason })
        return shown(context, id)
      },
    }),
    route({
      ...{ ...common, description, path: '/approvals/{id}/hand-on' },
      summary: 'Hands it on to somebody else who may approve',
      body: z.strictObject({ hash, to: z.uuid() }),
      handler: async (context, { params: { id }, body }) => {
        await handOn(context.db, { ...actOf(context, id, body.hash), to: body.to })
        return shown(context, id)
      },
    }),
  ]
}

function authorRoutes({ limitsOf }: ApprovalRouteDeps): Route[] {
  const common = { method: 'post', tag, can: 'inbox:write', params: idParams, status: 200 } as const
  return [
    route({
      ...{ ...common, path: '/approvals/{id}/edit' },
      summary:
        'Changes the words: its author’s are judged anew, an approver’s wait with the difference shown',
      body: z.strictObject({ hash, text: z.string().max(200_000) }),
      reply: approvalReply,
      handler: async (context, { params: { id }, body }) => {
        const act = { ...actOf(context, id, body.hash), text: body.text }
        await edit(context.db, { ...act, limitsOf: (accountId) => limitsOf(context, accountId) })
        return shown(context, id)
      },
    }),
    route({
      ...{ ...common, path: '/approvals/{id}/take-back' },
      summary: 'Takes your own answer back, as a draft',
      reply: approvalReply,
      handler: async (context, { params: { id } }) => {
        const { hash: _unseen, ...act } = actOf(context, id, '')
        await takeBack(context.db, act)
        return shown(context, id)
      },
    }),
  ]
}
