import { z } from 'zod'
import { inTransaction } from '../../../lib/db/index.ts'
import { audit, type Route, route, whoIs } from '../../access/index.ts'
import { ADVICE } from '../courtesy/index.ts'
import { changesOf, mannersShape } from './manners.ts'
import { keepByPerson, keepManners, mannersOf } from './store.ts'

const tag = 'courtesy'
const reply = z.object({
  /** To be given back with a change. */
  revision: z.int(),
  manners: mannersShape,
  byPerson: z.boolean(),
  /** All that can be turned off. */
  advice: z.array(z.enum(ADVICE)),
})

export const mannersRoutes: Route[] = [
  route({
    method: 'get',
    path: '/courtesy/manners',
    summary:
      'How the house wants its answers: tone, emoji, address, signature, words and addresses of its own',
    tag,
    can: 'inbox:read',
    reply,
    handler: async ({ db, workspaceId }) => ({
      ...(await mannersOf(db, workspaceId)),
      advice: [...ADVICE],
    }),
  }),
  route({
    method: 'put',
    path: '/courtesy/manners',
    summary: 'Changes how the house wants its answers; drafts are judged by it at once',
    description: 'Give the `revision` that was read: where somebody changed it since, 409 `manners_changed`.',
    tag,
    can: 'team:manage',
    body: z.strictObject({ revision: z.int().min(0).max(2_000_000_000), manners: mannersShape }),
    reply,
    handler: ({ db, workspaceId, principal, clock }, { body }) =>
      inTransaction(db, async (tx) => {
        const before = await mannersOf(tx, workspaceId)
        const revision = await keepManners(tx, workspaceId, body, clock.now())
        const detail = { revision, ...changesOf(before.manners, body.manners) }
        const who = whoIs(principal)
        await audit(tx, { workspaceId, who, action: 'courtesy.changed', target: workspaceId, detail })
        return { revision, manners: body.manners, byPerson: before.byPerson, advice: [...ADVICE] }
      }),
  }),
  route({
    method: 'put',
    path: '/courtesy/people',
    summary: 'Whether the report of courtesy tells one person from another; for the owner alone',
    tag,
    can: 'workspace:manage',
    body: z.strictObject({ enabled: z.boolean() }),
    reply: z.object({ byPerson: z.boolean() }),
    handler: ({ db, workspaceId, principal, clock }, { body: { enabled } }) =>
      inTransaction(db, async (tx) => {
        await keepByPerson(tx, workspaceId, enabled, clock.now())
        const who = whoIs(principal)
        await audit(tx, {
          ...{ workspaceId, who, target: workspaceId },
          action: 'courtesy.people',
          detail: { enabled },
        })
        return { byPerson: enabled }
      }),
  }),
]
