import type { StoredActivity } from '../../activity/index.ts'
import type { Doc } from '../doc.ts'

/** What stands in the stream, as a query is asked of it. */
export function docOfStored(row: StoredActivity): Doc {
  return {
    text: row.text ?? '',
    ...(row.title ? { title: row.title } : {}),
    lang: row.lang,
    sentiment: row.sentiment,
    channel: row.channel,
    verb: row.verb,
    type: row.object_type,
    author: { name: row.actor_name ?? undefined, handle: row.actor_handle ?? undefined } as Doc['author'],
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
    topics: row.topics ?? [],
  }
}
