import type { Holidays } from '../../../../../lib/hours/index.ts'
import type { Locale } from '../../../../../lib/i18n/index.ts'

/** Words in both languages; what is empty is shown in the other. */
export type Words = Record<Locale, string>

export interface Reason {
  id: string
  words: Words
  /** Not offered any more; what was raised for it keeps its name. */
  off?: boolean | undefined
}

export const FIELD_KINDS = ['text', 'choice', 'number', 'date', 'file'] as const
export interface Field {
  id: string
  kind: (typeof FIELD_KINDS)[number]
  words: Words
  required: boolean
  /** Of a choice. */
  choices?: Words[] | undefined
  /** What the conversation may fill it with, to be looked over by a person. */
  from?: 'order' | 'product' | 'date' | undefined
}

/** One reminder: working days after the day it is due (before it: negative), at a time of day, to whom. */
export interface Step {
  days: number
  at: string
  to: 'service' | 'manager'
}

export interface Timing {
  /** Working days that a service has, and until what time of the last one. */
  days: number
  at: string
  /** Monday is 1. */
  workdays: number[]
  /** Public holidays that are no working days. */
  holidays: Holidays
  /** IANA. */
  zone: string
  steps: Step[]
  /** Days after it is due at which links end. */
  linkDays: number
}

/** Empty in one language: the other's. */
export function said(words: Words, locale: Locale): string {
  return words[locale] || words.fr || words.en
}
