import type { ColumnType, JSONColumnType } from 'kysely'
import type { State } from './matter/escalation.ts'
import type { Field, Reason, Timing } from './service/service.ts'
import type { Tool } from './tool/tool.ts'

/** What a service is told: where the thing stands in the tool that it works with. */
export interface Issue {
  url: string
  /** As the tool itself calls it: `12`, `SAV-12`. */
  number: string
  /** The project that it is of; absent in what is older than this. */
  project?: string
}

/** What was written in a tool before it was written anew. */
export interface EarlierText {
  text: string
  /** Since when it said so: ISO 8601. */
  at: string
}

export interface EscalationTables {
  service: {
    workspace_id: string
    id: string
    name: string
    emails: string[]
    /** Who is told when the service does not answer. */
    manager: string | null
    locale: 'fr' | 'en'
    reasons: JSONColumnType<Reason[]>
    fields: JSONColumnType<Field[]>
    timing: JSONColumnType<Timing>
    tool: JSONColumnType<Tool | null, string | null, string | null>
    /** Of its tool. */
    sealed_token: string | null
    created: Date
    archived: Date | null
  }
  escalation: {
    workspace_id: string
    id: string
    conversation_id: string
    service_id: string
    reason_id: string
    state: State
    /** How often it has been put to the service: reminders begin anew with each. */
    round: number
    member_id: string
    /** The service's plan as it was when this was raised. */
    timing: JSONColumnType<Timing>
    question: string
    values: JSONColumnType<Record<string, string>>
    /** The name that the service sees; null: none. */
    customer: string | null
    /** Messages that the service sees, as they stand whenever it looks. */
    shared: string[]
    /** What names or reaches somebody is masked in them. */
    masked: boolean
    files: string[]
    /** The conversation is put away until there is an answer. */
    snoozes: boolean
    /** The same conversation has been with this service before. */
    again: boolean
    created: Date
    due: Date
    /** Links end. */
    expires: Date
    /** Steps of the plan that are done, in this round. */
    step: number
    next_step: Date | null
    first_answer: Date | null
    closed: Date | null
    closed_by: 'service' | 'member' | 'tool' | null
    /** A person has said that the customer knows. */
    told: Date | null
    issue: ColumnType<Issue | null, string | null, string | null>
    /** When the tool is asked next. */
    issue_look: Date | null
    /** How it stood there when it was last asked. */
    issue_standing: 'open' | 'done' | 'refused' | null
    /** When it was last asked. */
    issue_read: Date | null
    /** What was written there until then has been read. */
    issue_heard: Date | null
  }
  escalation_entry: {
    workspace_id: string
    escalation_id: string
    id: string
    at: Date
    kind: EntryKind
    member_id: string | null
    /** Of who answered at the service. */
    email: string | null
    text: string | null
    files: string[]
    via: 'app' | 'page' | 'mail' | 'tool' | 'clock'
    /** Of who did it in a tool, and where it can be read there. */
    author: string | null
    url: string | null
    /** Written anew in its tool; when, by that tool's clock. */
    edited: ColumnType<Date | null, Date | null | undefined, Date | null>
    /** Not to be read in its tool any more, since so long. */
    gone: ColumnType<Date | null, Date | null | undefined, Date | null>
    /** What it said before, the oldest first. */
    earlier: ColumnType<EarlierText[] | null, string | null | undefined, string | null>
  }
  /** By which the tool of a service tells us what happens there. */
  service_hook: {
    workspace_id: string
    service_id: string
    sealed_secret: string
    made: Date
    /** The one before, which holds for a while. */
    sealed_before: string | null
    before_until: Date | null
    last_at: Date | null
    last_event: string | null
    last_delivery: string | null
    last_outcome: Outcome | null
    /** The last that did not prove where it came from. */
    refused_at: Date | null
    refused_why: Refusal | null
  }
  /** What was taken, so that it is taken once. */
  service_hook_delivery: {
    workspace_id: string
    service_id: string
    hash: Buffer
    at: Date
  }
  escalation_link: {
    workspace_id: string
    id: string
    escalation_id: string
    email: string
    /** Hashes of what opens it: each mail has its own, made in the moment at which it leaves. */
    tokens: string[]
    expires: Date
    revoked: Date | null
    /** Somebody has done something with it. */
    used: Date | null
    /** A new one was asked for. */
    asked: Date | null
  }
  escalation_leg: {
    workspace_id: string
    id: string
    escalation_id: string
    /** What it is, once: `ask:1:lea@…`, `remind:1:2:lea@…`. */
    subject: string
    kind: 'mail' | 'issue'
    what: LegWhat
    email: string | null
    entry_id: string | null
    created: Date
    state: LegState
    tries: ColumnType<number, number | undefined, number>
    next_try: Date
    lease: Date | null
    /** From then on the other side may have it. */
    handed: Date | null
    words: string | null
  }
}

/** `read`: of an issue of ours. `other`: of nothing that we follow. `unknown`: of an issue that is not ours. */
export type Outcome = 'read' | 'ping' | 'other' | 'unknown' | 'again'
/** `late`: signed too long ago. */
export type Refusal = 'unsigned' | 'signature' | 'late'

export type EntryKind =
  | 'asked'
  | 'seen'
  | 'answer'
  | 'question'
  | 'reply'
  | 'handed'
  | 'solved'
  | 'refused'
  | 'withdrawn'
  | 'expired'
  | 'reopened'
  | 'reminded'
  | 'manager'
  | 'issue'
  | 'told'

/** `tell` is for the member in charge; the others are for the service. */
export type LegWhat =
  | 'ask'
  | 'reply'
  | 'remind'
  | 'manager'
  | 'link'
  | 'hand'
  | 'withdrawn'
  | 'tell'
  | 'issue'
export type LegState = 'waiting' | 'sending' | 'sent' | 'failed' | 'unknown' | 'dropped'
