import { z } from 'zod'
import { type Route, requirePerson, route, whoIs } from '../../../../access/index.ts'
import { freeLoose, listLoose } from './loose.ts'

const tag = 'approvals'

/** What a rule held that is off: it is said, and leaves by one act of who sets the rules. */
export const looseRoutes: Route[] = [
  route({
    method: 'get',
    path: '/approvals/loose',
    summary: 'How many answers wait though no rule asks for it any more, and by which rules they did',
    tag,
    can: 'inbox:read',
    reply: z.object({ count: z.number(), rules: z.array(z.string()) }),
    handler: async ({ db, workspaceId }) => {
      const loose = await listLoose(db, workspaceId)
      const names = loose.flatMap(({ reasons }) => reasons.map(({ name }) => name))
      return { count: loose.length, rules: [...new Set(names)] }
    },
  }),
  route({
    method: 'post',
    path: '/approvals/loose/release',
    summary: 'Lets all of those leave, in one act; what a rule asks for stays',
    description:
      'Each is judged again in the moment in which it leaves. They can also be approved or refused one by one, as before.',
    tag,
    can: 'team:manage',
    status: 200,
    reply: z.object({ freed: z.number() }),
    handler: async ({ db, workspaceId, principal, clock }) => {
      requirePerson(principal)
      const { memberId } = principal
      const freed = await freeLoose(db, { workspaceId, memberId, who: whoIs(principal), now: clock.now() })
      return { freed: freed.length }
    },
  }),
]
