import type { Entry, Fresh } from './entry.ts'

/** Updates and Deletes are facts about a text that lives in one place only: they carry none themselves. */
export function carriesText(entry: Entry): boolean {
  const { verb, object, externalId } = entry.activity
  return object.id === externalId || (verb !== 'Update' && verb !== 'Delete')
}

/** The columns of `activity` that an entry gives, as `insert` spells them. */
export function rowOf(entry: Fresh, position: number) {
  const { activity, reading } = entry
  const { actor, object } = activity
  const gone = !carriesText(entry)
  return {
    id: entry.id,
    account_id: entry.accountId,
    published: activity.published,
    position,
    external_id: activity.externalId,
    verb: activity.verb,
    visibility: activity.visibility,
    ours: activity.ours ?? false,
    actor_id: actor.id,
    actor_name: actor.name,
    actor_handle: actor.handle,
    actor_url: actor.url,
    actor_avatar: actor.avatar,
    actor_followers: actor.followers,
    person_id: entry.personId,
    object_type: object.type,
    object_id: object.id,
    title: gone ? undefined : object.title,
    text: gone ? undefined : object.text,
    url: object.url,
    in_reply_to: object.inReplyTo,
    thread: object.thread,
    rating: object.rating,
    amount: object.amount,
    currency: object.currency,
    media: object.media?.length && !gone ? object.media : undefined,
    extra: gone ? undefined : activity.extra,
    lang: reading.lang,
    sentiment: reading.sentiment,
    p_positive: reading.p.positive,
    p_negative: reading.p.negative,
    why: reading.why.length && !gone ? reading.why : undefined,
    tokens: gone ? '' : entry.tokens,
    country: object.country,
    toxicity: reading.toxicity,
    intent: reading.intent,
    urgency: reading.urgency,
    topics: reading.topics?.length && !gone ? reading.topics : undefined,
  }
}
