import { z } from 'zod'
import { translate } from '../../../lib/i18n/index.ts'
import type { Context } from '../../access/index.ts'
import { activityReply, presentActivity } from '../../activity/index.ts'
import { failureText } from '../../ingest/index.ts'
import type { Answer } from './ask.ts'
import type { Place } from './place.ts'
import type { Fresh, Kept } from './sift.ts'

/** An activity found somewhere (`SearchHit`). */
const hitReply = activityReply.extend({
  /** In the stream; then `id` is the activity's, else the network's own. */
  kept: z.boolean(),
  /** Ids of the sources that know it. */
  sources: z.array(z.string()),
})
export type Hit = z.input<typeof hitReply>

const sourceReply = z.object({
  id: z.string(),
  /** Network; null for our own history. */
  channel: z.string().nullable(),
  name: z.string(),
  /** The words it was asked for, each a search of its own; empty where it was not asked. */
  asked: z.array(z.string()),
  found: z.number(),
  state: z.enum(['whole', 'partial', 'failed', 'not-asked']),
  /** Why it is not whole, in the reader's language. */
  why: z.string().nullable(),
})
export type Source = z.input<typeof sourceReply>

export const searchReply = z.object({ items: z.array(hitReply), sources: z.array(sourceReply) })

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

/** What a place was asked, and what came of it in words. */
export function presentAnswer(
  { place, partial, failure, late }: Answer,
  asked: string[],
  found: number,
  told: string[],
  { locale }: Pick<Context, 'locale'>,
): Source {
  const say = (key: string) => translate(locale, `channel:${key}`)
  const whys = [...new Set([...partial, ...told])].map(say)
  if (late) whys.unshift(say('search.late'))
  if (failure) whys.unshift(failureText(failure, locale))
  const failed = found === 0 && Boolean(late || failure)
  return {
    id: place.id,
    channel: place.network,
    name: place.name,
    asked,
    found,
    state: failed ? 'failed' : whys.length > 0 ? 'partial' : 'whole',
    why: whys.length > 0 ? whys.join(' ') : null,
  }
}

/** A place that was not asked at all. */
export function presentSilent(place: Place, why: string, { locale }: Pick<Context, 'locale'>): Source {
  return {
    id: place.id,
    channel: place.network,
    name: place.name,
    asked: [],
    found: 0,
    state: 'not-asked',
    why: translate(locale, `channel:search.${why}`),
  }
}
