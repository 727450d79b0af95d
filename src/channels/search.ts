import type { Activity } from '../activity/index.ts'

/** What is looked for on a network, in words that any network understands; what else was meant is for who asks to judge. */
export interface Wish {
  /** All must be there: a word, a `#tag`, a `@handle`, or several words that stand one right after the other. */
  words: string[]
  /** Nothing that was said before. */
  since?: Date
  /** Newest first, at most so many. */
  limit: number
}

export interface Found {
  /** As the channel reads them everywhere, with the same external ids. */
  activities: Activity[]
  /** Why this may not be all, as a key of `channel.json`. */
  partial?: string
}
