/** Lists are pages: `next` is passed back as `cursor`. */
export interface Page<T> {
  items: T[]
  next: string | null
}

export type Locale = 'fr' | 'en'
export type Sentiment = 'positive' | 'neutral' | 'negative'

/**
 * GET /live: server-sent events `stream`, `conversation`, `account`, `import`, `alert`, `member`, `notice` (id: the member), `on-call`, each with {id?}; and
 * `refetch` when some were missed.
 */
export interface LiveEvent {
  k: string
  id?: string
  /** There were some of this kind just before one listened. */
  past?: true
}
