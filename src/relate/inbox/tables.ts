import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { Reason } from './priority/priority.ts'

export type Status = 'open' | 'snoozed' | 'done'

export interface ConversationTable {
  workspace_id: string
  id: string
  channel: string
  account_id: string | null
  /** The thread, or the thread and one of its commenters; see `threadKey`. */
  thread_key: string
  visibility: 'public' | 'private'
  author_id: string
  author_name: string | null
  author_handle: string | null
  author_avatar: string | null
  person_id: string | null
  title: string | null
  snippet: string
  status: Status
  /** A member. */
  assignee_id: string | null
  labels: Generated<string[]>
  alerts: Generated<string[]>
  /** 0 to 100. */
  priority: number
  priority_reasons: JSONColumnType<Reason[], string | undefined, string>
  /** Something in it is a review. */
  review: Generated<boolean>
  sentiment: 'positive' | 'neutral' | 'negative'
  lang: string
  messages: Generated<number>
  notes: Generated<number>
  /** First message of theirs, and first answer of ours after it. */
  first_at: Date
  first_answer_at: Date | null
  last_at: Date
  last_activity_id: string
  /** Since when somebody has waited for us. */
  waiting_since: Date | null
  snoozed_until: Date | null
  /** The conversation that shows it, where it was joined to one; nothing else shows it then. */
  merged_into: string | null
  /** The conversation that what comes later in its thread goes to, where it was parted. */
  split_to: string | null
  /** What parting it again needs. */
  merged: JSONColumnType<Merged | null, string | null | undefined, string | null>
}

/** How two conversations stood when one was joined to the other. */
export interface Merged {
  at: string
  status: Status
  snoozedUntil: string | null
  into: {
    status: Status
    snoozedUntil: string | null
    assigneeId: string | null
    personId: string | null
    labels: string[]
    /** Absent from what was joined before these were kept. */
    messages?: number
    lastActivityId?: string
    waitingSince?: string | null
    firstAnswerAt?: string | null
  }
}

export interface InboxTables {
  conversation: ConversationTable
  conversation_item: {
    workspace_id: string
    conversation_id: string
    published: Date
    activity_id: string
    /** The conversation that it would stand in, were none joined; null: the one it stands in. */
    home: ColumnType<string | null, string | null | undefined>
  }
  conversation_note: {
    workspace_id: string
    conversation_id: string
    id: string
    at: Date
    member_id: string
    text: string
    home: ColumnType<string | null, string | null | undefined>
  }
  conversation_event: {
    workspace_id: string
    conversation_id: string
    id: string
    at: Date
    member_id: string | null
    /** One of `HAPPENED`. */
    what: string
    value: string | null
    /** The message that came back, or is late. */
    about: ColumnType<string | null, string | null | undefined>
    /** What the other server said of it. */
    detail: JSONColumnType<{ status: string | null; words: string | null } | null, string | null | undefined>
    home: ColumnType<string | null, string | null | undefined>
  }
  conversation_counter: { workspace_id: string; status: string; assignee_id: string; count: number }
  conversation_viewer: {
    workspace_id: string
    conversation_id: string
    member_id: string
    tab: string
    until: Date
    writing_until: Date | null
  }
}
