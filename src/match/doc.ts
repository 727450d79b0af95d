import type { Activity, StoredActivity } from '../activity/index.ts'
import type { Reading } from '../interpret/index.ts'

/** What a query is asked of. `text` and `title` are raw; folding and cutting into words is the matcher's affair. */
export interface Doc {
  text: string
  title?: string
  /** ISO 639-1, or `und` when it cannot be told. */
  lang: string
  sentiment: 'positive' | 'neutral' | 'negative'
  channel: string
  verb: string
  /** Kind of thing said (`Review`, `Note` …), for `is:review`. */
  type?: string
  author: { name?: string; handle?: string }
  /** It answers something else (`object.inReplyTo` is set). */
  reply?: boolean
  published?: Date | undefined
  followers?: number | undefined
  /** 1 to 5. */
  rating?: number | undefined
  /** Of what it was published with: `image`, `video`, `audio`, `file`. */
  media?: readonly string[] | undefined
  /** Its own address. */
  url?: string | undefined
  /** ISO 3166-1 alpha-2. */
  country?: string | undefined
  /** In whole thousandths. */
  toxicity?: number | null | undefined
  intent?: string | null | undefined
  /** 0 none, 1 soon, 2 now. */
  urgency?: number | null | undefined
  topics?: readonly string[] | undefined
}

/** What was understood of a text, as far as it was read. */
export type DocReading = Pick<Reading, 'lang' | 'sentiment'> &
  Pick<Doc, 'toxicity' | 'intent' | 'urgency' | 'topics'>

/** An activity as a query is asked of it; the same columns stand in the table for history. */
export function docOf(activity: Activity, reading: DocReading, channel: string): Doc {
  const { object, actor, verb } = activity
  return {
    text: object.text ?? '',
    ...(object.title ? { title: object.title } : {}),
    lang: reading.lang,
    sentiment: reading.sentiment,
    channel,
    verb,
    type: object.type,
    author: { name: actor.name, handle: actor.handle },
    reply: object.inReplyTo !== undefined,
    published: activity.published,
    followers: actor.followers,
    rating: object.rating,
    media: object.media?.map(({ type: kind }) => kind),
    url: object.url,
    country: object.country,
    toxicity: reading.toxicity,
    intent: reading.intent,
    urgency: reading.urgency,
    topics: reading.topics,
  }
}

/** An activity of the stream as a query is asked of it. */
export function docOfRow(row: StoredActivity): Doc {
  const { actor_name: name, actor_handle: handle, lang, sentiment, channel, verb } = row
  return {
    text: row.text ?? '',
    ...(row.title ? { title: row.title } : {}),
    lang,
    sentiment,
    channel,
    verb,
    type: row.object_type,
    author: { ...(name ? { name } : {}), ...(handle ? { handle } : {}) },
    reply: row.in_reply_to !== null,
    published: row.published,
    followers: row.actor_followers ?? undefined,
    rating: row.rating ?? undefined,
    media: row.media?.map(({ type }) => type),
    url: row.url ?? undefined,
    country: row.country ?? undefined,
    toxicity: row.toxicity,
    intent: row.intent,
    urgency: row.urgency,
    topics: row.topics ?? undefined,
  }
}
