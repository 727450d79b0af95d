import { z } from 'zod'
import { inTransaction } from '../../../lib/db/index.ts'
import { audit } from '../audit/store.ts'
import { timeOfDay, whoIs } from '../fields.ts'
import { findMember } from '../members/store.ts'
import { type Context, type Route, route } from '../route.ts'
import { findWorkspace } from '../workspaces/store.ts'
import { listShifts, onCallNow, replaceShifts } from './store.ts'

const MOST = 200

const shift = z.strictObject({
  memberId: z.uuid(),
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  starts: timeOfDay,
  ends: timeOfDay,
})

const rosterReply = z
  .object({
    timeZone: z.string(),
    shifts: z.array(
      z.object({ memberId: z.string(), days: z.array(z.number()), starts: z.string(), ends: z.string() }),
    ),
    now: z.array(z.string()),
  })
  .meta({ id: 'OnCall' })

export const onCallRoutes: Route[] = [
  route({
    method: 'get',
    path: '/on-call',
    summary: 'Who is on call, by days of the week and hours of the workspace, and who is now',
    description: 'While a roster names nobody, whoever manages the team is.',
    tag: 'Team',
    can: 'inbox:read',
    reply: rosterReply,
    handler: present,
  }),
  route({
    method: 'put',
    path: '/on-call',
    summary: 'Puts a roster of who is on call in place of the one before',
    description: 'A shift that does not end after it starts goes on into the next day.',
    tag: 'Team',
    can: 'team:manage',
    body: z.strictObject({ shifts: z.array(shift).max(MOST) }),
    reply: rosterReply,
    async handler(context, { body: { shifts } }) {
      const { db, workspaceId, principal } = context
      await inTransaction(db, async (tx) => {
        for (const id of new Set(shifts.map((one) => one.memberId))) await findMember(tx, workspaceId, id)
        await replaceShifts(tx, workspaceId, shifts)
        const detail = { shifts: shifts.length }
        const who = whoIs(principal)
        await audit(tx, { workspaceId, who, action: 'on_call.changed', target: workspaceId, detail })
      })
      return present(context)
    },
  }),
]

async function present({ db, workspaceId, clock }: Context) {
  const [shifts, { timeZone }, now] = await Promise.all([
    listShifts(db, workspaceId),
    findWorkspace(db, workspaceId),
    onCallNow(db, workspaceId, clock.now()),
  ])
  return {
    timeZone,
    shifts: shifts.map((one) => ({ ...one, days: [...one.days] })),
    now: [...now],
  }
}
