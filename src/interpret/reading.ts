import type { Topic } from './topics/index.ts'

export const SENTIMENTS = ['positive', 'neutral', 'negative'] as const
export type Sentiment = (typeof SENTIMENTS)[number]

/** A word or mark that made the verdict, by its place in the text (UTF-16 offsets), with its signed weight. */
export interface Why {
  start: number
  end: number
  effect: 'positive' | 'negative' | 'negation' | 'intensity'
  weight: number
  /** Absent: the place is in the text; `title`: it is in the title. */
  in?: 'title'
}

/** What a text says, with what made it so. */
export interface Reading {
  /** ISO 639-1, or `und` when it cannot be told. */
  lang: string
  sentiment: Sentiment
  /** Probabilities, summing to 1. */
  p: Record<Sentiment, number>
  why: Why[]
  /** Name and version of what made it, for instance `lexicon-1`. */
  by: string
}

/** A word that made a text offend: one of a list, of its kind, or one that the model learnt (`word`). */
export interface OffenceMark {
  start: number
  end: number
  kind: 'insult' | 'hate' | 'threat' | 'sexual' | 'coarse' | 'word'
  weight: number
  in?: 'title'
}

/** How likely a text offends, in all and in each way, 0 to 1. */
export interface Toxicity {
  p: number
  insult: number
  hate: number
  threat: number
  sexual: number
  why: OffenceMark[]
}

/** A word that spoke for an intent. */
export interface IntentMark {
  start: number
  end: number
  weight: number
  in?: 'title'
}

/**
 * What somebody wants: `complaint`, `question`, `praise`, `purchase`, `leaving` or `other`. Probabilities by label, summing
 * to 1.
 */
export interface Intent {
  label: string
  p: Record<string, number>
  why: IntentMark[]
}

/** How soon an answer is due, with the probability of each of the three levels. */
export interface Urgency {
  level: number
  p: [none: number, soon: number, now: number]
}

/** All that is understood of a text; null where its language is not read. */
export interface Understanding extends Reading {
  toxicity: Toxicity | null
  intent: Intent | null
  urgency: Urgency | null
  /** What it speaks of, the most spoken of first. */
  topics: Topic[]
}
