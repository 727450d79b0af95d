import type { Activity } from './activity.ts'

/** An activity that has been understood, matched and attributed, ready to be appended. */
export interface Entry {
  activity: Activity
  reading: EntryReading
  /** Text of the `tsvector` that history is searched by; made by the matcher so that both give the same answer. */
  tokens: string
  /** Alerts that it matched. */
  alerts: string[]
  personId?: string | null
  /** Where it is not the batch's. */
  accountId?: string
}

/** What was understood of the text, as the stream keeps it. What is absent or null was not read. */
export interface EntryReading {
  lang: string
  sentiment: 'positive' | 'neutral' | 'negative'
  p: { positive: number; neutral: number; negative: number }
  why: unknown[]
  /** How likely it offends, in whole thousandths: whole, so that memory and table compare alike. */
  toxicity?: number | null
  intent?: string | null
  /** 0 none, 1 soon, 2 now. */
  urgency?: number | null
  topics?: string[]
}

/** From this many thousandths on, the counters count a text among the toxic. */
export const TOXIC = 500

export function isToxic({ toxicity }: { toxicity?: number | null }): boolean {
  return (toxicity ?? 0) >= TOXIC
}

/** An entry that is new, with the id it was given. */
export interface Fresh extends Entry {
  id: string
}

export interface Appended {
  stored: { id: string; position: number; externalId: string; published: Date }[]
  /** Seen before: nothing was done. */
  duplicates: number
  /** Deleted on the network before it came here. */
  tombstoned: number
}

/** `at` cut to the hour, in UTC. */
export function hourOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 3_600_000) * 3_600_000)
}

/** First day of the month of `at`, in UTC: the lower bound of its partition. */
export function monthOf(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1))
}
