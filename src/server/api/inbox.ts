import type { Sentiment } from './base.ts'
import type { ActivityItem, Standing } from './stream.ts'
import type { TierColor } from './tier.ts'

/** `reason` is a key of the interface's words, `weight` what it brings of 100; `amount` followers or orders, `name` in the workspace's own words. */
export interface PriorityReason {
  reason: string
  weight: number
  amount?: number | undefined
  name?: string | undefined
}
/** The first answer, one of those after it, or the end of the matter. */
export type DueKind = 'first' | 'next' | 'resolution'

/** GET /conversations?status&assignee=me|none|<member>&channel&visibility&review=yes&alert&sentiment&lang&label&person&tier&q&before&cursor, newest activity first (or sort=waiting, sort=priority); `before` leaps to an instant */
export interface Conversation {
  id: string
  channel: string
  accountId: string | null
  visibility: 'public' | 'private'
  author: { id: string; name: string | null; handle: string | null; avatar: string | null }
  personId: string | null
  /** Of whoever wrote. */
  tier: { name: string; color: TierColor } | null
  title: string | null
  snippet: string
  /** How likely the words of `snippet` offend, 0 to 1; null where they are ours, or were not read. */
  toxicity: number | null
  status: 'open' | 'snoozed' | 'done'
  assignee: { id: string; name: string } | null
  labels: string[]
  /** Alerts that its messages matched. */
  alerts: string[]
  priority: number
  /** What made the priority, most weighty first. */
  priorityWhy: PriorityReason[]
  /** Something in it is a review. */
  review: boolean
  sentiment: Sentiment
  lang: string
  messages: number
  notes: number
  lastAt: string
  /** Since when somebody has waited for us; null when nobody does. */
  waitingSince: string | null
  snoozedUntil: string | null
  /** What comes due first by the service levels; null: nothing does. */
  due: { at: string; kind: DueKind } | null
}
/** POST /conversations/{id}/join {ids} takes others into it, /part {ids} takes them out again, /split {from} parts what was said from a message on; GET /related and /context say what stands around it. */
export interface ConversationPart {
  id: string
  channel: string
  accountId: string | null
  visibility: 'public' | 'private'
  author: string | null
}
/** GET /conversations/{id}?glance; with `glance=yes` the others are not shown that one looks at it. */
export interface ConversationDetail extends Conversation {
  /** Who else has it open now, for presence. */
  viewers: { id: string; name: string }[]
  /** The threads that it shows, itself first, where others were joined to it; else none. */
  parts: ConversationPart[]
}
/** GET /conversations/{id}/items?order&cursor, oldest first, or from the newest back with `desc`: messages, notes and what happened. */
export type ConversationEntry =
  | {
      kind: 'message'
      id: string
      at: string
      activity: ActivityItem
      ours: boolean
      /** The delivery that it was, of an answer that left from here. */
      deliveryId: string | null
    }
  | {
      kind: 'note'
      id: string
      at: string
      author: { id: string; name: string }
      text: string
      /** Members whom it names after an @. */
      mentions: { id: string; name: string }[]
    }
  | {
      kind: 'event'
      id: string
      at: string
      who: string | null
      what:
        | 'assigned'
        | 'done'
        | 'reopened'
        | 'snoozed'
        | 'labelled'
        | 'undelivered'
        | 'delayed'
        | 'time-rule'
        | 'rated'
        | 'answered-anyway'
        | 'model-draft'
        | 'joined'
        | 'parted'
        | 'split'
        | 'split-from'
        | 'private-invited'
        | 'private-came'
        | 'private-from'
        | 'private-absent'
        | 'private-closed'
      to: string | null
      /** Of an answer that came back or is late: the message, and what the other server said of it. */
      about: string | null
      detail: { status: string | null; words: string | null } | null
      /** Of a join or a parting: the other conversation. */
      talk: string | null
    }
/** PATCH /conversations/{id} and POST /conversations/bulk {ids, …}: each answers with `undo`, the request that takes it back. */
export interface ConversationChange {
  status?: 'open' | 'done' | 'snoozed'
  assigneeId?: string | null
  snoozedUntil?: string
  labels?: string[]
  /** On closing what a service has in hand; without it that is refused (409, `escalation_open`). */
  escalations?: 'keep' | 'withdraw'
}
/** GET /conversations/counts */
export interface ConversationCounts {
  open: number
  mine: number
  unassigned: number
  snoozed: number
  done: number
  oldestWaiting: string | null
}

/** GET /people?q gives {id, name, avatar, handles}[]; GET /people/{id}; GET /people/{id}/timeline?cursor is a Page<ActivityItem>. */
export interface Person {
  id: string
  name: string
  avatar: string | null
  since: string
  handles: { channel: string; handle: string; url: string | null }[]
  email: string | null
  orders: { count: number; total: number; currency: string; last: string | null }
  exchanges: number
  sentiment: { positive: number; neutral: number; negative: number }
  lastSeen: string | null
}

export type InboxSort = 'recent' | 'waiting' | 'priority' | 'due'
/** What narrows a list of conversations, as in its address. */
export interface ListFilter {
  status?: 'open' | 'snoozed' | 'done' | undefined
  /** `me`, `none`, or a member. */
  assignee?: string | undefined
  channel?: string | undefined
  alert?: string | undefined
  sentiment?: Sentiment | undefined
  lang?: string | undefined
  label?: string | undefined
  person?: string | undefined
  /** A tier of customers, or `none`. */
  tier?: string | undefined
  visibility?: 'public' | 'private' | undefined
  review?: 'yes' | 'no' | undefined
  due?: 'late' | 'hour' | undefined
  service?: 'yes' | 'no' | undefined
  mentioned?: 'yes' | 'no' | undefined
  q?: string | undefined
}

/** GET /conversations/search?q&status&assignee&…&cursor: in all history, what was found last first; a conversation may come again on a later page. */
export interface ConversationFound extends Conversation {
  found: {
    kind: 'message' | 'note'
    id: string
    at: string
    author: string | null
    text: string
    /** How likely the message offends, 0 to 1. */
    toxicity: number | null
    /** UTF-16 offsets of `text`. */
    marks: { start: number; end: number }[]
    /** What was decided about it by the charter; `covered`: its words are put away, `sealed`: kept from who asks. */
    decided?: Standing[] | undefined
    covered?: boolean | undefined
    sealed?: boolean | undefined
  }
}
