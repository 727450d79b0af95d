import type { JSONColumnType } from 'kysely'
import type { Setting, Skipped } from './ask.ts'

export interface SatisfactionTables {
  satisfaction_setting: {
    workspace_id: string
    setting: JSONColumnType<Setting>
    /** What was closed before is not asked about. */
    since: Date
  }
  satisfaction_ask: {
    workspace_id: string
    id: string
    conversation_id: string
    activity_id: string | null
    person_id: string | null
    author_hash: string
    /** Who had the conversation when it was closed. */
    assignee_id: string | null
    channel: string
    lang: string
    closed: Date
    decided: Date
    /** Why nobody was asked; null: they were. */
    skipped: Skipped | null
    delivery_id: string | null
    token_hash: string | null
    expires: Date | null
    /** 1 to 5. */
    score: number | null
    comment: string | null
    answered: Date | null
  }
  /** Who does not want to be asked, by what their account hashes to. */
  satisfaction_objection: { workspace_id: string; author_hash: string; at: Date }
}
