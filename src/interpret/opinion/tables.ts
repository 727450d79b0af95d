import type { Generated, JSONColumnType } from 'kysely'
import type { Answer } from './opinion.ts'

/** What may be asked, where, and how much of it in a month. */
export interface AnalyserTable {
  workspace_id: string
  /** Whether it is asked for second opinions. */
  enabled: boolean
  /** Whether it is asked for drafts of answers. */
  drafts: Generated<boolean>
  url: string
  model: string
  sealed_key: string | null
  currency: string
  /** Of a million tokens, in `currency`: so much is also the price of one, in millionths. */
  price_in: number
  price_out: number
  cap_micros: number
  cap_tokens: number
  /** Whether private messages may be shown to it too. */
  private: boolean
  changed: Date
}

/** Spent in a month (of UTC, as providers bill), what is being asked for included. */
export interface AnalyserMonthTable {
  workspace_id: string
  month: string
  currency: string
  micros: number
  tokens: number
  calls: number
}

export interface OpinionTable {
  workspace_id: string
  id: string
  activity_id: string
  model: string
  /** `asked` that stays so: the process ended meanwhile, and what was set aside stays counted. */
  state: 'asked' | 'told' | 'failed'
  failure: string | null
  /** As it came: with placeholders. */
  answer: JSONColumnType<Answer | null, string | null, string | null>
  /** Hash of the masked text that was shown: where the post was edited since, placeholders mean nothing more. */
  masked: string | null
  tokens: number
  micros: number
  currency: string
  /** Counted by the other side, and not by us at the most it can be. */
  exact: boolean
  member_id: string
  at: Date
}

export interface OpinionTables {
  analyser: AnalyserTable
  analyser_month: AnalyserMonthTable
  opinion: OpinionTable
}
