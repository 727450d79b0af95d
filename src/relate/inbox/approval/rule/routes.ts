import { z } from 'zod'
import { type Handle, inTransaction } from '../../../../../lib/db/index.ts'
import { invalid } from '../../../../../lib/errors/index.ts'
import {
  audit,
  contactsOf,
  permissionsOf,
  ROLES,
  type Route,
  route,
  whoIs,
} from '../../../../access/index.ts'
import { KINDS, type Rule } from './rule.ts'
import { keepRules, readRules } from './store.ts'
import { tryRules } from './trial.ts'

const tag = 'approvals'
const ids = z.array(z.uuid()).max(200).default([])
const words = z.array(z.string().min(1).max(100)).max(100).default([])

/** Roles whose members may approve at all. */
const APPROVING = ROLES.filter((role) => permissionsOf(role).has('answers:approve'))

const ruleShape = z.strictObject({
  id: z.uuid(),
  name: z.string().trim().min(1).max(100),
  enabled: z.boolean(),
  kind: z.enum(KINDS),
  ...{ members: ids, channels: words, labels: words, alerts: ids, approvers: ids },
  roles: z.array(z.enum(APPROVING)).max(10).default([]),
  first: z.int().min(0).max(200).default(0),
  hours: z.int().min(1).max(336),
  editorMay: z.boolean().default(false),
})
const rulesShape = z.array(ruleShape).max(30)

const settingReply = z.object({
  revision: z.number(),
  rules: rulesShape,
  /** Who may approve at all, by their role. */
  approvers: z.array(z.object({ id: z.string(), name: z.string(), role: z.enum(ROLES) })),
  /** Roles that may. */
  roles: z.array(z.enum(ROLES)),
})

export const approvalRuleRoutes: Route[] = [
  route({
    method: 'get',
    path: '/approval-rules',
    summary: 'Which answers wait for approval, whose, and for how long',
    tag,
    can: 'inbox:read',
    reply: settingReply,
    handler: async ({ db, workspaceId, memberNames }) => setting(db, workspaceId, await memberNames()),
  }),
  route({
    method: 'put',
    path: '/approval-rules',
    summary: 'Replaces the rules; what waits already goes on waiting',
    description:
      'While one rule is on, nothing with words leaves the workspace unless it was let through: by the rules, or by somebody \
who approved of these very words. `revision` is the one that was gone on from: 409 `approval_rules_changed` where another has \
replaced it.',
    tag,
    can: 'team:manage',
    body: z.strictObject({ revision: z.int().min(0), rules: rulesShape }),
    reply: settingReply,
    handler: ({ db, workspaceId, principal, clock, memberNames }, { body: { revision, rules } }) =>
      inTransaction(db, async (tx) => {
        requireWhole(rules)
        await keepRules(tx, workspaceId, { rules, seen: revision, now: clock.now() })
        const on = rules.filter((rule) => rule.enabled).map(({ name }) => name)
        const detail = { rules: rules.length, on }
        const who = whoIs(principal)
        await audit(tx, { workspaceId, who, action: 'approval.rules', target: workspaceId, detail })
        return setting(tx, workspaceId, await memberNames())
      }),
  }),
  route({
    method: 'post',
    path: '/approval-rules/trial',
    summary: 'Which of the last fifty answers would have waited by these rules; nothing is kept',
    tag,
    can: 'team:manage',
    limit: 30,
    body: z.strictObject({ rules: rulesShape }),
    reply: z.object({
      looked: z.number(),
      waited: z.array(
        z.object({
          ...{ id: z.string(), conversationId: z.string().nullable(), by: z.string().nullable() },
          ...{ at: z.string(), channel: z.string(), text: z.string() },
          reasons: z.array(z.object({ name: z.string(), kind: z.enum(KINDS), found: z.array(z.string()) })),
        }),
      ),
    }),
    status: 200,
    handler: async ({ db, workspaceId, memberNames }, { body: { rules } }) => {
      requireWhole(rules)
      const names = await memberNames()
      const { looked, waited } = await tryRules(db, workspaceId, rules)
      return {
        looked,
        waited: waited.map(({ by, at, text, reasons, ...one }) => ({
          ...one,
          ...{ by: by === null ? null : (names.get(by) ?? null), at: at.toISOString() },
          text: text.slice(0, 400),
          reasons: reasons.map(({ name, kind, found }) => ({ name, kind, found })),
        })),
      }
    },
  }),
]

async function setting(db: Handle, workspaceId: string, names: ReadonlyMap<string, string>) {
  const able = (await contactsOf(db, workspaceId)).filter(({ role }) => APPROVING.includes(role))
  const approvers = able.map(({ memberId: id, role }) => ({ id, name: names.get(id) ?? '', role }))
  return { ...(await readRules(db, workspaceId)), approvers, roles: APPROVING }
}

/** A rule that concerns nothing is a mistake that nobody would see. @throws Problem `approval_rule_empty`, `approval_rule_twice` (422) */
function requireWhole(rules: readonly Rule[]): void {
  if (new Set(rules.map(({ id }) => id)).size < rules.length) throw invalid('approval_rule_twice')
  rules.forEach(({ kind, name, first, members, channels, labels, alerts }, n) => {
    const empty =
      (kind === 'newcomer' && first === 0 && members.length === 0) ||
      (kind === 'place' && [channels, labels, alerts].every((list) => list.length === 0))
    if (empty) throw invalid('approval_rule_empty', { name }, { [`rules.${n}`]: 'approval_rule_empty' })
  })
}
