import { z } from 'zod'
import { servedAt } from './attachment/index.ts'
import { isCounter } from './id.ts'
import type { StoredActivity } from './read.ts'
import { standingReply } from './sign.ts'

/** How a message was made where no person wrote it to us; channels say so in `extra.auto`. */
const AUTO = z.enum(['reply', 'generated', 'bulk'])
const sentiment = z.enum(['positive', 'neutral', 'negative'])

/** An activity as the API shows it (`ActivityItem`). */
export const activityReply = z.object({
  id: z.string(),
  published: z.string(),
  verb: z.string(),
  channel: z.string(),
  accountId: z.string().nullable(),
  actor: z.object({
    id: z.string(),
    name: z.string().nullable(),
    handle: z.string().nullable(),
    url: z.string().nullable(),
    avatar: z.string().nullable(),
    followers: z.number().nullable(),
  }),
  personId: z.string().nullable(),
  type: z.string(),
  title: z.string().nullable(),
  text: z.string().nullable(),
  url: z.string().nullable(),
  rating: z.number().nullable(),
  amount: z.number().nullable(),
  currency: z.string().nullable(),
  media: z.array(
    z.object({
      type: z.string(),
      url: z.string(),
      alt: z.string().optional(),
      mediaType: z.string().optional(),
      name: z.string().optional(),
    }),
  ),
  lang: z.string(),
  sentiment,
  p: z.object({ positive: z.number(), neutral: z.number(), negative: z.number() }),
  why: z.array(
    z.object({
      start: z.number(),
      end: z.number(),
      effect: z.string(),
      weight: z.number(),
      in: z.literal('title').optional(),
    }),
  ),
  /** How likely it offends, 0 to 1; null where it was not read. */
  toxicity: z.number().nullable(),
  intent: z.string().nullable(),
  /** 0 none, 1 soon, 2 now. */
  urgency: z.number().nullable(),
  topics: z.array(z.string()),
  /** What of these a person set. */
  corrected: z.array(z.string()).optional(),
  country: z.string().nullable(),
  alerts: z.array(z.string()),
  ours: z.boolean(),
  edited: z.boolean(),
  deleted: z.boolean(),
  visibility: z.enum(['public', 'private']),
  auto: AUTO.nullable(),
  /** What was decided about it by the charter and stands, or waits for a second person. */
  decided: z.array(standingReply).optional(),
  /** Its words are put away: shown when they are asked for. */
  covered: z.boolean().optional(),
  /** They are kept from who asks, who may not read the archive: `title`, `text` and `media` are empty. */
  sealed: z.boolean().optional(),
})

export function presentActivity(row: StoredActivity): z.input<typeof activityReply> {
  const { p_positive: positive, p_negative: negative } = row
  return {
    id: row.id,
    published: row.published.toISOString(),
    verb: row.verb,
    channel: row.channel,
    accountId: row.account_id,
    actor: {
      id: row.actor_id,
      name: row.actor_name,
      handle: row.actor_handle,
      url: row.actor_url,
      avatar: row.actor_avatar,
      followers: row.actor_followers,
    },
    personId: row.person_id,
    type: row.object_type,
    title: row.title,
    text: row.text,
    url: row.url,
    rating: row.rating,
    amount: row.amount,
    currency: row.currency,
    media: (row.media ?? []).map((media) => ({ ...media, url: servedAt(media.url) })),
    lang: row.lang,
    sentiment: row.sentiment,
    p: { positive, negative, neutral: Math.max(0, 1 - positive - negative) },
    why: row.why ?? [],
    toxicity: row.toxicity === null ? null : row.toxicity / 1000,
    intent: row.intent,
    urgency: row.urgency,
    topics: row.topics ?? [],
    ...(row.corrected && { corrected: row.corrected }),
    country: row.country,
    alerts: row.alerts.filter((id) => !isCounter(id)),
    ours: row.ours,
    edited: row.edited !== null,
    deleted: row.deleted !== null,
    visibility: row.visibility,
    auto: AUTO.safeParse(row.extra?.auto).data ?? null,
  }
}
