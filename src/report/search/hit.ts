import { z } from 'zod'
import { activityReply, presentActivity } from '../../activity/index.ts'
import type { Fresh, Kept } from './sift.ts'

/** An activity found somewhere (`SearchHit`). */
export const hitReply = activityReply.extend({
  /** In the stream; then `id` is the activity's, else the network's own. */
  kept: z.boolean(),
  /** Ids of the sources that know it. */
  sources: z.array(z.string()),
})
export type Hit = z.input<typeof hitReply>

export function presentFresh({ activity, reading, network }: Fresh, source: string): Hit {
  const { actor, object } = activity
  return {
    id: `${network}:${activity.externalId}`,
    published: activity.published.toISOString(),
    verb: activity.verb,
    channel: network,
    accountId: null,
    actor: {
      id: actor.id,
      name: actor.name ?? null,
      handle: actor.handle ?? null,
      url: actor.url ?? null,
      avatar: actor.avatar ?? null,
      followers: actor.followers ?? null,
    },
    personId: null,
    type: object.type,
    title: object.title ?? null,
    text: object.text ?? null,
    url: object.url ?? null,
    rating: object.rating ?? null,
    amount: null,
    currency: null,
    media: object.media ?? [],
    lang: reading.lang,
    sentiment: reading.sentiment,
    p: reading.p,
    why: activityReply.shape.why.safeParse(reading.why).data ?? [],
    toxicity: reading.toxicity == null ? null : reading.toxicity / 1000,
    intent: reading.intent ?? null,
    urgency: reading.urgency ?? null,
    topics: reading.topics ?? [],
    country: activity.object.country ?? null,
    alerts: [],
    ours: activity.ours ?? false,
    edited: false,
    deleted: false,
    visibility: activity.visibility,
    auto: null,
    kept: false,
    sources: [source],
  }
}

export function presentKept({ row }: Kept, source: string): Hit {
  return { ...presentActivity(row), kept: true, sources: [source] }
}
