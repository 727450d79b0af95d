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

const PLAIN = /^[#@]?[\p{L}\p{M}\p{N}_]+$/u
/** Operators of networks, which mean themselves here. */
const OPERATOR = /^(?:AND|OR|NOT)$/u

/** Words as most networks read them: what is more than letters is put in quotes, where no sign of theirs means anything. */
export function phraseOf(words: string[]): string {
  return words
    .map((word) =>
      PLAIN.test(word) && !OPERATOR.test(word) ? word : `"${word.replace(/["“”„«»\\]/gu, ' ')}"`,
    )
    .join(' ')
}

/** What a person typed to be looked for: words, and phrases in quotes. */
export function wordsOf(text: string): string[] {
  const found = text.matchAll(/["“„«]([^"“”„«»]*)["”“»]|([^\s"“”„«»]+)/gu)
  return [...found].map(([, phrase, word]) => (phrase ?? word ?? '').trim()).filter(Boolean)
}
