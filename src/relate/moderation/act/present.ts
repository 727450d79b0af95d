import { z } from 'zod'
import type { Context } from '../../../access/index.ts'
import { getActivities } from '../../../activity/index.ts'
import { failureWords, outcomesOf } from '../../../deliver/index.ts'
import { listAccounts } from '../../../ingest/index.ts'
import { appealsOf } from '../appeal/link.ts'
import { ruleOf, SANCTIONS } from '../charter/charter.ts'
import { chartersOf } from '../charter/store.ts'
import { ACT_STATES, CRITICAL, hadPart, NOTICE_STATES, SCOPES } from './act.ts'
import type { Act } from './store.ts'

const who = z.object({ id: z.string(), name: z.string() })
const leg = z.object({ id: z.string(), state: z.string(), words: z.string().nullable() })

/** An act by the charter as the API shows it (`ModerationAct`). */
export const actReply = z.object({
  id: z.string(),
  activityId: z.string(),
  conversationId: z.string().nullable(),
  channel: z.string(),
  kind: z.enum(SANCTIONS),
  state: z.enum(ACT_STATES),
  scope: z.enum(SCOPES),
  account: z.string().nullable(),
  rule: z.object({
    id: z.string(),
    title: z.object({ fr: z.string(), en: z.string() }),
    version: z.number(),
  }),
  mark: z.object({ in: z.enum(['text', 'title']), start: z.number(), end: z.number() }),
  critical: z.enum(CRITICAL).nullable(),
  /** Null where it is gone, and for who may not act. */
  post: z
    .object({
      title: z.string().nullable(),
      text: z.string().nullable(),
      author: z.string().nullable(),
      url: z.string().nullable(),
      published: z.string(),
    })
    .nullable(),
  proposedBy: who,
  proposed: z.string(),
  decidedBy: who.nullable(),
  decided: z.string().nullable(),
  done: z.string().nullable(),
  restoredBy: who.nullable(),
  restored: z.string().nullable(),
  restoredWhy: z.enum(['appeal', 'team']).nullable(),
  note: z.string().nullable(),
  network: leg.nullable(),
  undo: leg.nullable(),
  notice: z.object({
    state: z.enum(NOTICE_STATES),
    lang: z.enum(['fr', 'en']),
    text: z.string().nullable(),
    delivery: leg.nullable(),
  }),
  appeal: z
    .object({
      state: z.enum(['open', 'filed', 'granted', 'dismissed']),
      expires: z.string(),
      filed: z.string().nullable(),
      decided: z.string().nullable(),
      decidedBy: who.nullable(),
      answer: z.string().nullable(),
    })
    .nullable(),
  /** What who asks may do with it now. */
  may: z.array(z.enum(['approve', 'withdraw', 'restore', 'judge'])),
})

export type ShownAct = z.input<typeof actReply>

/** Acts with all that is shown of them, in their order; a few questions for any number of them. */
export async function presentActs(context: Context, acts: readonly Act[]): Promise<ShownAct[]> {
  const { db, workspaceId, principal, locale } = context
  const ids = acts.map(({ id }) => id)
  const legs = acts.flatMap((act) => [act.act_delivery, act.undo_delivery, act.notice_delivery])
  const [names, charters, posts, appeals, outcomes, accounts] = await Promise.all([
    context.memberNames(),
    chartersOf(
      db,
      workspaceId,
      acts.map(({ charter_version }) => charter_version),
    ),
    getActivities(db, workspaceId, [...new Set(acts.map(({ activity_id }) => activity_id))]),
    appealsOf(db, workspaceId, ids),
    outcomesOf(
      db,
      workspaceId,
      legs.filter((id) => id !== null),
    ),
    listAccounts(db, workspaceId),
  ])
  const mayAct = principal.permissions.has('moderation:act')
  const postOf = new Map(posts.map((post) => [post.id, post]))
  const nameOf = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? '' })
  const legOf = (id: string | null) => {
    const row = id === null ? undefined : outcomes.get(id)
    return (
      row && { id: row.id, state: row.state, words: row.failure && failureWords(row, row.failure, locale) }
    )
  }
  return acts.map((act) => {
    const post = mayAct ? postOf.get(act.activity_id) : undefined
    const charter = charters.get(act.charter_version)
    const appeal = appeals.get(act.id)
    return {
      ...{ id: act.id, activityId: act.activity_id, conversationId: act.conversation_id },
      ...{ channel: act.channel, kind: act.kind, state: act.state, scope: act.scope, critical: act.critical },
      account: accounts.find(({ id }) => id === act.account_id)?.name ?? null,
      rule: {
        ...{ id: act.rule_id, version: act.charter_version },
        title: (charter && ruleOf(charter, act.rule_id)?.title) ?? { fr: act.rule_id, en: act.rule_id },
      },
      mark: { in: act.mark_in, start: act.mark_start, end: act.mark_end },
      post: post ? presentPost(post) : null,
      ...{ proposedBy: { id: act.proposed_by, name: names.get(act.proposed_by) ?? '' } },
      ...{ proposed: act.proposed.toISOString(), decidedBy: nameOf(act.decided_by) },
      ...{ decided: act.decided?.toISOString() ?? null, done: act.done?.toISOString() ?? null },
      ...{ restoredBy: nameOf(act.restored_by), restored: act.restored?.toISOString() ?? null },
      ...{ restoredWhy: act.restored_why, note: mayAct ? act.note : null },
      ...{ network: legOf(act.act_delivery) ?? null, undo: legOf(act.undo_delivery) ?? null },
      notice: {
        ...{ state: act.notice_state, lang: act.notice_lang, text: mayAct ? act.notice_text : null },
        delivery: legOf(act.notice_delivery) ?? null,
      },
      appeal: appeal
        ? {
            ...{ state: appeal.state, expires: appeal.expires.toISOString() },
            ...{ filed: appeal.filed?.toISOString() ?? null, decided: appeal.decided?.toISOString() ?? null },
            ...{ decidedBy: nameOf(appeal.decided_by), answer: appeal.answer },
          }
        : null,
      may: mayAct ? mayOf(act, principal.memberId, appeal?.state === 'filed') : [],
    }
  })
}

function presentPost(post: Awaited<ReturnType<typeof getActivities>>[number]) {
  const { title, text, actor_name, actor_handle, url, published } = post
  return { title, text, author: actor_name ?? actor_handle, url, published: published.toISOString() }
}

function mayOf(act: Act, memberId: string, appealed: boolean): ShownAct['may'] {
  const own = act.proposed_by === memberId
  const waits = act.state === 'proposed'
  return [
    ...(waits && !own ? (['approve'] as const) : []),
    ...(waits && own ? (['withdraw'] as const) : []),
    ...(act.state === 'done' ? (['restore'] as const) : []),
    ...(appealed && !hadPart(act, memberId) ? (['judge'] as const) : []),
  ]
}
