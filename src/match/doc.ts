import type { Activity } from '../activity/index.ts'
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
}

/** An activity as a query is asked of it; the same columns stand in the table for history. */
export function docOf(
  activity: Activity,
  reading: Pick<Reading, 'lang' | 'sentiment'>,
  channel: string,
): Doc {
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
  }
}
