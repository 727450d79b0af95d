/** GET /conversations/presence: who else looks or writes where; POST /conversations/{id}/presence {tab, state}. */
export interface There {
  conversationId: string
  member: { id: string; name: string }
  writing: boolean
  /** They are gone then, unless they give another sign. */
  until: string
}

/**
 * GET /conversations/{id}/drafts; PUT /conversations/{id}/draft {version, shared, draft}: 409 with `more.draft` where it was
 * changed elsewhere; DELETE /conversations/{id}/draft; POST /conversations/{id}/drafts/{memberId}/take {version, replace}.
 */
export interface KeptDrafts {
  mine: KeptDraft | null
  shared: KeptDraft[]
}
export interface KeptDraft {
  by: { id: string; name: string }
  version: number
  shared: boolean
  /** The colleague who had begun it. */
  takenFrom: string | null
  updated: string
  draft: { text: string; media: { attachmentId: string }[]; [more: string]: unknown }
}

/** GET /mentions?unread&cursor; GET /mentions/unread {count}; POST /mentions/read {ids?, conversationId?, read}. */
export interface Mention {
  id: string
  at: string
  read: boolean
  by: { id: string; name: string }
  text: string
  conversation: { id: string; channel: string; author: string | null; status: string }
}

/** GET, PUT /assignment/rules {version, rules}: 409 `rules_changed` where somebody changed them since. */
export interface AssignmentRules {
  version: string
  rules: AssignmentRule[]
}
export interface AssignmentRule {
  id?: string | undefined
  name: string
  enabled: boolean
  /** What is not said, or empty, is not asked for. */
  when: AssignmentWhen
  give: AssignmentGive
}
export interface AssignmentWhen {
  channels?: string[] | undefined
  alerts?: string[] | undefined
  labels?: string[] | undefined
  langs?: string[] | undefined
  visibility?: 'public' | 'private' | undefined
  topics?: string[] | undefined
  intents?: string[] | undefined
  /** Tiers of customers. */
  tiers?: string[] | undefined
  urgency?: number | undefined
  query?: string | undefined
}
export type AssignmentGive =
  | { to: 'member'; memberId: string }
  | { to: 'owner' }
  | {
      to: 'pool'
      groupId: string | null
      skill: string | null
      language: boolean
      onCall: boolean
      by: 'load' | 'turn'
    }
/** POST /assignment/try {rules, from, to}: of the conversations that began then; `rules` in the order given. */
export interface AssignmentTrial {
  from: string
  to: string
  began: number
  tried: number
  given: { member: { id: string; name: string }; count: number }[]
  waiting: number
  nobody: number
  rules: { count: number; examples: string[] }[]
}

/**
 * GET /assignment/team; PUT /assignment/team/{id} {skills, langs, capacity, hours}; PUT /assignment/team/{id}/absence and
 * /me/absence {from, until}; PUT /assignment/groups {groups}: each answers the same.
 */
export interface AssignmentTeam {
  members: Assignee[]
  groups: AssigneeGroup[]
}
export interface Assignee {
  id: string
  name: string
  open: number
  timeZone: string
  skills: string[]
  langs: string[]
  capacity: number | null
  hours: WorkHours[]
  absence: { from: string | null; until: string | null }
  away: boolean
  there: boolean
}
export interface WorkHours {
  /** Monday is 1. */
  days: number[]
  starts: string
  ends: string
}
export interface AssigneeGroup {
  id: string
  name: string
  members: string[]
}
/** GET, PUT /people/{id}/owner {owner}: a member, or null. */
export interface CustomerOwner {
  member: { id: string; name: string } | null
  /** Somebody said so; else whoever answered last. */
  set: boolean
}
/** POST /hand-overs {from?, to: {memberId} | 'rules' | 'nobody'}; POST /hand-overs/{id}/undo {back}. */
export interface HandOver {
  id: string
  moved: number
  given: { member: { id: string; name: string }; count: number }[]
  nobody: number
}

/** GET /away?since: what has happened since the last visit ended, or since a moment. */
export interface Away {
  since: string
  left: string | null
  /** Counts stop here. */
  most: number
  came: Some<AwayTalk>
  stillOpen: number
  answered: Some<{ conversation: AwayTalk; at: string; by: Named | null; text: string }>
  assigned: Some<AwayEvent>
  closed: Some<AwayEvent>
  mentions: Mention[]
  late: Some<AwayTalk>
  alarms: { id: string; level: number; verdict: string; opened: string }[]
}
interface Some<T> {
  count: number
  items: T[]
}
interface Named {
  id: string
  name: string
}
export interface AwayTalk {
  id: string
  author: string | null
  channel: string
  snippet: string
  /** How likely the words of `snippet` offend, 0 to 1. */
  toxicity: number | null
}
export interface AwayEvent {
  conversation: AwayTalk
  at: string
  by: Named | null
  rule: string | null
}
