import type { Generated } from 'kysely'

/** A question and the answer that the team gave to it, known by where they stand in the stream: their words are read there. */
export interface AnswerPairTable {
  workspace_id: string
  /** The activity that answers. */
  answer_id: string
  question_id: string
  channel: string
  /** Who asked, as the network knows them. */
  asker: string
  lang: string
  visibility: 'public' | 'private'
  at: Date
  /** Of the question; see `termsOf`. In order. */
  terms: number[]
  /** Who asked was not glad of it: it is offered no more. */
  unhappy: Generated<boolean>
  /** Who asked said thanks. */
  thanked: Generated<boolean>
}

export interface SuggestTables {
  answer_pair: AnswerPairTable
  /** In how many pairs a term stands; 0: how many pairs there are, 1: terms of all of them. */
  answer_term: { workspace_id: string; term: number; pairs: number }
}
