import { z } from 'zod'
import type { Context } from '../../../access/index.ts'
import { activityReply, getActivities, presentActivity } from '../../../activity/index.ts'
import type { ModerationDeps } from '../act/deps.ts'
import { FITS, ruleFor, SANCTIONS } from '../charter/charter.ts'
import { publishedCharter } from '../charter/store.ts'
import { ITEM_STATES, sentenceOf, whatStands } from './item.ts'
import { heldByOther, type Item, wavesOf } from './store.ts'

export const markReply = z.object({ in: z.enum(['text', 'title']), start: z.number(), end: z.number() })
const words = z.object({ fr: z.string(), en: z.string() })

export const itemReply = z.object({
  /** Of the post. */
  id: z.string(),
  /** To be given back with a verdict: of other words nobody decides unread. */
  revision: z.number(),
  kind: z.enum(FITS),
  severity: z.number(),
  /** 0 where it is sure, 1 where it is as likely as not. */
  doubt: z.number(),
  state: z.enum(ITEM_STATES),
  came: z.string(),
  activity: activityReply,
  conversationId: z.string().nullable(),
  /** The words that made it so. */
  spots: z.array(markReply.extend({ effect: z.string(), weight: z.number() })),
  sentence: markReply.nullable(),
  /** Of the published charter; null where no rule is for it, or no charter is published. */
  rule: z.object({ id: z.string(), title: words, sanction: z.enum(SANCTIONS) }).nullable(),
  wave: z.object({ id: z.string(), count: z.number() }).nullable(),
  /** A colleague who looks at it now. */
  claimedBy: z.string().nullable(),
})

/** Items as they are read, in the given order; one whose post is gone meanwhile is left out. */
export async function presentItems(
  { db, workspaceId, memberNames, principal, clock }: Context,
  deps: Pick<ModerationDeps, 'conversationsOf'>,
  items: readonly Item[],
): Promise<z.input<typeof itemReply>[]> {
  const ids = items.map((item) => item.activity_id)
  const waveIds = [...new Set(items.flatMap(({ wave }) => wave ?? []))]
  const [posts, talks, charter, waves, names] = await Promise.all([
    getActivities(db, workspaceId, ids),
    ids.length > 0 ? deps.conversationsOf(db, workspaceId, ids) : new Map<string, string>(),
    publishedCharter(db, workspaceId),
    wavesOf(db, workspaceId, waveIds),
    memberNames(),
  ])
  const byId = new Map(posts.map((post) => [post.id, post]))
  const by = { memberId: principal.memberId, now: clock.now() }
  return items.flatMap((item) => {
    const post = byId.get(item.activity_id)
    if (!post || post.deleted) return []
    const found = whatStands(post)
    const rule = charter && ruleFor(charter.charter, item.kind)
    const sanction = rule?.sanctions[0]
    return [
      {
        ...{ id: item.activity_id, revision: item.revision, kind: item.kind, severity: item.severity },
        ...{ doubt: item.doubt / 1000, state: item.state, came: item.came.toISOString() },
        activity: presentActivity(post),
        conversationId: talks.get(item.activity_id) ?? null,
        spots: found?.spots ?? [],
        sentence: sentenceOf(post, found),
        rule: rule && sanction ? { id: rule.id, title: rule.title, sanction } : null,
        wave: item.wave ? { id: item.wave, count: waves.get(item.wave) ?? 0 } : null,
        claimedBy: heldByOther(item, by) ? (names.get(item.claimed_by ?? '') ?? '') : null,
      },
    ]
  })
}
