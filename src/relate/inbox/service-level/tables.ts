import type { JSONColumnType } from 'kysely'
import type { Kind } from './clock.ts'
import type { NamedCalendar, Policy } from './policy.ts'

export interface ServiceTables {
  /** Policies in the order in which they are tried, and the calendars they count by. */
  service_setting: {
    workspace_id: string
    revision: number
    calendars: JSONColumnType<NamedCalendar[]>
    policies: JSONColumnType<Policy[]>
    changed: Date
  }
  /** What runs in one conversation, and when it is due. */
  service_clock: {
    workspace_id: string
    conversation_id: string
    /** What the conversation was when this was reckoned. */
    status: string
    waiting_since: Date | null
    /** Of the settings that it was reckoned by. */
    revision: number
    policy_id: string | null
    /** Of whoever wrote, as this was reckoned. */
    tier_id: string | null
    first_began: Date | null
    next_began: Date | null
    matter_began: Date | null
    matter_closed: Date | null
    pauses: JSONColumnType<{ from: string; to: string | null }[]>
    left_kind: 'first' | 'next' | null
    left_began: Date | null
    first_due: Date | null
    next_due: Date | null
    matter_due: Date | null
    /** The soonest of them. */
    due: Date | null
    due_kind: Kind | null
    /** When something is to be done by itself, and what has been. */
    step_at: Date | null
    steps_done: string[]
  }
  /** What has ended, and how it stood against its target then; never reckoned anew. */
  service_span: {
    workspace_id: string
    conversation_id: string
    kind: Kind
    began: Date
    ended: Date
    by: 'answer' | 'done' | 'unanswered'
    due: Date | null
    /** Minutes of the calendar. */
    target: number | null
    /** Seconds, by the clock and by the calendar. */
    elapsed: number
    worked: number
    policy_id: string | null
    channel: string
    visibility: string
    lang: string
    priority: number
    tier_id: string | null
  }
}
