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
