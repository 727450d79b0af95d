import { z } from 'zod'
import { inTransaction } from '../../../../lib/db/index.ts'
import { invalid } from '../../../../lib/errors/index.ts'
import { audit, type Context, memberNames, type Route, route, whoIs } from '../../../access/index.ts'
import { readingOptions, requireQuery } from '../../../match/index.ts'
import { listGroups } from '../desk/store.ts'
import type { Rule } from './rule.ts'
import { listRules, type NewRule, replaceRules, versionOf } from './store.ts'
import { MOST_TRIED, tryRules } from './trial.ts'

const tag = 'assignment'
const MOST_RULES = 100

const words = (most: number) => z.array(z.string().trim().min(1).max(most)).max(50).optional()

const when = z.strictObject({
  channels: words(50),
  alerts: z.array(z.uuid()).max(50).optional(),
  labels: words(60),
  langs: words(10),
  visibility: z.enum(['public', 'private']).optional(),
  topics: words(60),
  intents: words(60),
  tiers: z.array(z.uuid()).max(20).optional(),
  urgency: z.int().min(1).max(2).optional(),
  query: z.string().trim().min(1).max(4000).optional(),
})

const give = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('member'), memberId: z.uuid() }),
  z.strictObject({ to: z.literal('owner') }),
  z.strictObject({
    to: z.literal('pool'),
    groupId: z.uuid().nullable().default(null),
    skill: z.string().trim().min(1).max(60).nullable().default(null),
    language: z.boolean().default(false),
    onCall: z.boolean().default(false),
    by: z.enum(['load', 'turn']).default('load'),
  }),
])

const rule = z.strictObject({
  id: z.uuid().optional(),
  name: z.string().trim().min(1).max(100),
  enabled: z.boolean().default(true),
  when,
  give,
})
const rules = z.array(rule).max(MOST_RULES)

const rulesReply = z.object({
  version: z.string(),
  rules: z.array(rule.extend({ id: z.string() })),
})

const trialReply = z.object({
  from: z.string(),
  to: z.string(),
  began: z.number(),
  tried: z.number(),
  given: z.array(z.object({ member: z.object({ id: z.string(), name: z.string() }), count: z.number() })),
  waiting: z.number(),
  nobody: z.number(),
  rules: z.array(z.object({ count: z.number(), examples: z.array(z.string()) })),
})

export const assignRoutes: Route[] = [
  route({
    method: 'get',
    path: '/assignment/rules',
    summary: 'Rules by which conversations are given as they come in, in the order in which they are tried',
    tag,
    can: 'inbox:read',
    reply: rulesReply,
    handler: present,
  }),
  route({
    method: 'put',
    path: '/assignment/rules',
    summary: 'Puts rules in place of those before',
    description: 'Give the `version` that you have changed; 409 where somebody has changed them since.',
    tag,
    can: 'team:manage',
    body: z.strictObject({ version: z.string().max(60), rules }),
    reply: rulesReply,
    async handler(context, { body }) {
      const { db, workspaceId, principal, clock } = context
      await inTransaction(db, async (tx) => {
        await requireSound(context, body.rules)
        await replaceRules(tx, workspaceId, body.rules, { version: body.version, now: clock.now() })
        const detail = { rules: body.rules.map(({ name, enabled }) => (enabled ? name : `(${name})`)) }
        const who = whoIs(principal)
        await audit(tx, { workspaceId, who, action: 'assignment.rules', target: workspaceId, detail })
      })
      return present(context)
    },
  }),
  route({
    method: 'post',
    path: '/assignment/try',
    summary: 'What rules would have made of the conversations that began in a span; nothing is changed',
    description: `Of the latest ${MOST_TRIED}, by the team of today. Desks are taken to be empty and without bound, and no label stands yet.`,
    tag,
    can: 'team:manage',
    limit: 60,
    body: z.strictObject({ rules, from: z.iso.datetime(), to: z.iso.datetime() }),
    reply: trialReply,
    status: 200,
    async handler(context, { body }) {
      const { db, workspaceId } = context
      await requireSound(context, body.rules)
      const names = await context.memberNames()
      const given = body.rules.map((one, n): Rule => ({ ...one, id: `${n}` }))
      const span = { from: new Date(body.from), to: new Date(body.to) }
      const trial = await tryRules(db, workspaceId, given, span)
      return {
        ...trial,
        from: body.from,
        to: body.to,
        given: trial.given.map(({ memberId, count }) => ({
          member: { id: memberId, name: names.get(memberId) ?? '' },
          count,
        })),
        rules: trial.rules.map(({ count, examples }) => ({ count, examples })),
      }
    },
  }),
]

async function present({ db, workspaceId }: Context): Promise<z.input<typeof rulesReply>> {
  return { version: await versionOf(db, workspaceId), rules: await listRules(db, workspaceId) }
}

/** @throws Problem `search_invalid`, `rule_member_gone`, `rule_group_gone` (422) */
async function requireSound({ db, workspaceId, locale }: Context, given: readonly NewRule[]): Promise<void> {
  const members = await memberNames(db, workspaceId)
  const groups = new Set((await listGroups(db, workspaceId)).map(({ id }) => id))
  const options = await readingOptions(db, workspaceId)
  for (const { name, when, give } of given) {
    if (when.query) requireQuery(when.query, locale, options)
    if (give.to === 'member' && !members.has(give.memberId)) throw invalid('rule_member_gone', { name })
    if (give.to === 'pool' && give.groupId && !groups.has(give.groupId))
      throw invalid('rule_group_gone', { name })
  }
}
