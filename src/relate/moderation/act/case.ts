import { z } from 'zod'
import { notFound } from '../../../../lib/errors/index.ts'
import type { Context } from '../../../access/index.ts'
import { findWorkspace } from '../../../access/index.ts'
import { getActivities } from '../../../activity/index.ts'
import { inLang, SANCTIONS } from '../charter/charter.ts'
import { publishedCharter } from '../charter/store.ts'
import { CRITICAL, criticalOf, SCOPES } from './act.ts'
import type { ModerationDeps } from './deps.ts'
import { isToldInPublic, noticeLang, noticeText } from './notice.ts'
import { actReply, presentActs } from './present.ts'
import { actsOn } from './store.ts'
import { waysFor } from './way.ts'

/** What is known before anybody decides: what can be done, where, by which rule, and what the author would be told. */
export const caseReply = z.object({
  activityId: z.string(),
  title: z.string().nullable(),
  text: z.string().nullable(),
  author: z.string().nullable(),
  /** Published version of the charter; null: none, and nothing can be done. */
  charter: z.number().nullable(),
  kinds: z.array(
    z.object({
      kind: z.enum(SANCTIONS),
      scope: z.enum(SCOPES),
      account: z.string().nullable(),
      critical: z.enum(CRITICAL).nullable(),
    }),
  ),
  rules: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      sanctions: z.array(z.enum(SANCTIONS)),
      notices: z.record(z.string(), z.string()),
    }),
  ),
  notice: z.object({ lang: z.enum(['fr', 'en']), account: z.string().nullable(), inPublic: z.boolean() }),
  standing: z.array(actReply),
})

/** @throws Problem `not_found` */
export async function caseOf(
  context: Context,
  deps: ModerationDeps,
  activityId: string,
): Promise<z.input<typeof caseReply>> {
  const { db, workspaceId, locale } = context
  const [activity] = await getActivities(db, workspaceId, [activityId])
  if (!activity) throw notFound('activity')
  const [published, ways, workspace, standing] = await Promise.all([
    publishedCharter(db, workspaceId),
    waysFor(db, activity, deps.find),
    findWorkspace(db, workspaceId),
    actsOn(db, workspaceId, [activityId]),
  ])
  const lang = noticeLang(activity, workspace.locale)
  return {
    ...{ activityId, title: activity.title, text: activity.text },
    author: activity.actor_name ?? activity.actor_handle,
    charter: published?.version ?? null,
    kinds: SANCTIONS.map((kind) => {
      const way = ways.act(kind)
      const scope = way ? ('network' as const) : ('here' as const)
      return { kind, scope, account: way?.row.name ?? null, critical: criticalOf(activity, kind) }
    }),
    rules: (published?.charter.rules ?? []).map((rule) => ({
      ...{ id: rule.id, title: inLang(rule.title, locale), sanctions: rule.sanctions },
      notices: Object.fromEntries(rule.sanctions.map((kind) => [kind, noticeText(kind, rule, lang)])),
    })),
    notice: {
      ...{ lang, account: ways.tell?.row.name ?? null },
      inPublic: ways.tell ? isToldInPublic(ways.tell, activity) : false,
    },
    standing: await presentActs(context, standing),
  }
}
