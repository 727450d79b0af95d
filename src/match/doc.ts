/** What a query is asked of. `text` and `title` are raw; folding and cutting into words is the matcher's affair. */
export interface Doc {
  text: string
  title?: string
  lang: string
  sentiment: 'positive' | 'neutral' | 'negative'
  channel: string
  verb: string
  author: { name?: string; handle?: string }
}
