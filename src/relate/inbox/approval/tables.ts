import type { JSONColumnType } from 'kysely'
import type { Reason, Rule } from './rule/rule.ts'

export const APPROVAL_STATES = ['waiting', 'approved', 'refused', 'withdrawn', 'expired'] as const
export type ApprovalState = (typeof APPROVAL_STATES)[number]

export interface ApprovalTable {
  workspace_id: string
  id: string
  /** What waits in the outbox; a delivery that was approved and changed later is asked about anew. */
  delivery_id: string
  conversation_id: string | null
  /** The activity that it answers: what is erased takes it along. */
  target_id: string | null
  state: ApprovalState
  reasons: JSONColumnType<Reason[]>
  /** Members; none: whoever may approve. */
  approvers: string[]
  /** The rule names somebody, also where nobody of them was there when it was asked. */
  named: boolean
  editor_may: boolean
  /** The conversation is to be closed with it. */
  done: boolean
  by_member: string | null
  by_key: string | null
  /** The member who last wrote in it. */
  editor: string | null
  /** Digest of the draft that is asked about, in hexadecimal. */
  hash: string
  /** Whom it was handed on to, and by whom. */
  assigned: string | null
  handed_by: string | null
  asked: Date
  expires: Date
  /** Null once they were reminded. */
  remind_at: Date | null
  /** Grows with each change and each handing on. */
  round: number
  /** Somebody has still to be told. */
  untold: boolean
  decided: Date | null
  decided_by: string | null
  via: 'app' | 'mail' | null
  reason: string | null
  /** Somebody other than its author changed it. */
  changed: boolean
}

export interface ApprovalTables {
  approval_setting: { workspace_id: string; revision: number; rules: JSONColumnType<Rule[]>; changed: Date }
  approval: ApprovalTable
  /** Each state of its words, from the author's on. */
  approval_version: {
    workspace_id: string
    approval_id: string
    n: number
    text: string
    by_member: string | null
    at: Date
  }
  /** What a mail carries: for one member and these very words. */
  approval_link: {
    workspace_id: string
    id: string
    approval_id: string
    member_id: string
    hash: string
    /** Hash of the token. */
    token: string
    expires: Date
  }
}
