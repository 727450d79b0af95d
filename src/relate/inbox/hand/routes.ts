import { z } from 'zod'
import { inTransaction } from '../../../../lib/db/index.ts'
import { forbidden, invalid, notFound } from '../../../../lib/errors/index.ts'
import {
  audit,
  type Context,
  contactsOf,
  idParams,
  permissionsOf,
  type Route,
  route,
  whoIs,
} from '../../../access/index.ts'
import { findHandOver, handOverAll, type To, undoHandOver } from './hand.ts'

const tag = 'assignment'

const toBody = z.union([z.strictObject({ memberId: z.uuid() }), z.literal('rules'), z.literal('nobody')])

export const handRoutes: Route[] = [
  route({
    method: 'post',
    path: '/hand-overs',
    summary: 'Hands over all that is a member’s and not closed: to another, to the rules, or to nobody',
    description: 'Without `from`, what is yours. What is another’s asks for the right to manage the team.',
    tag,
    can: 'inbox:write',
    body: z.strictObject({ from: z.uuid().optional(), to: toBody }),
    reply: z.object({
      id: z.string(),
      moved: z.number(),
      given: z.array(z.object({ member: z.object({ id: z.string(), name: z.string() }), count: z.number() })),
      nobody: z.number(),
    }),
    status: 201,
    async handler(context, { body: { from: whose, to } }) {
      const { db, workspaceId, principal, clock } = context
      const from = whose ?? principal.memberId
      requireOwn(context, from)
      await requireTaker(context, from, to)
      const { id, moved } = await inTransaction(db, async (tx) => {
        const done = await handOverAll(tx, workspaceId, { from, to, by: principal.memberId }, clock.now())
        const detail = { to: typeof to === 'object' ? to.memberId : to, moved: done.moved.length }
        await audit(tx, {
          workspaceId,
          who: whoIs(principal),
          action: 'inbox.hand_over',
          target: from,
          detail,
        })
        return done
      })
      const names = await context.memberNames()
      const given = Map.groupBy(moved, (one) => one.to)
      return {
        ...{ id, moved: moved.length, nobody: given.get(null)?.length ?? 0 },
        given: [...given].flatMap(([memberId, some]) =>
          memberId ? [{ member: { id: memberId, name: names.get(memberId) ?? '' }, count: some.length }] : [],
        ),
      }
    },
  }),
  route({
    method: 'post',
    path: '/hand-overs/{id}/undo',
    summary: 'Takes a hand-over back; what somebody has taken up meanwhile stays with them',
    tag,
    can: 'inbox:write',
    params: idParams,
    reply: z.object({ back: z.number() }),
    status: 200,
    async handler(context, { params }) {
      const { db, workspaceId, principal, clock } = context
      const { from_member: from } = await findHandOver(db, workspaceId, params.id)
      requireOwn(context, from)
      const known = (await contactsOf(db, workspaceId)).some((one) => one.memberId === from)
      if (!known) throw notFound('member')
      return inTransaction(db, async (tx) => {
        const by = { id: params.id, by: principal.memberId }
        const back = await undoHandOver(tx, workspaceId, by, clock.now())
        const who = whoIs(principal)
        await audit(tx, { workspaceId, who, action: 'inbox.hand_over_undo', target: from, detail: { back } })
        return { back }
      })
    },
  }),
]

/** @throws Problem `forbidden` */
function requireOwn({ principal }: Context, from: string): void {
  if (from !== principal.memberId && !principal.permissions.has('team:manage')) throw forbidden('team:manage')
}

/** @throws Problem `not_found`, `assignee_unknown`, `hand_over_to_self` (422) */
async function requireTaker({ db, workspaceId }: Context, from: string, to: To): Promise<void> {
  const contacts = await contactsOf(db, workspaceId)
  if (!contacts.some((one) => one.memberId === from)) throw notFound('member')
  if (typeof to !== 'object') return
  if (to.memberId === from) throw invalid('hand_over_to_self')
  const taker = contacts.find((one) => one.memberId === to.memberId)
  if (!taker || !permissionsOf(taker.role).has('inbox:write')) throw invalid('assignee_unknown')
}
