export type ApprovalKind = 'newcomer' | 'alarm' | 'place' | 'money' | 'model' | 'key' | 'all'

/** A rule of GET and PUT /approval-rules: which answers wait, for whom, and for how long. */
export interface ApprovalRule {
  id: string
  name: string
  enabled: boolean
  kind: ApprovalKind
  members: string[]
  first: number
  channels: string[]
  labels: string[]
  alerts: string[]
  approvers: string[]
  /** Whoever has one of these roles when it is asked about approves as well. */
  roles: string[]
  hours: number
  editorMay: boolean
}

/** GET /approval-rules; `approvers`: who may approve at all, by their role. */
export interface ApprovalRules {
  revision: number
  rules: ApprovalRule[]
  approvers: { id: string; name: string; role: string }[]
  /** Roles that may. */
  roles: string[]
}

export interface ApprovalReason {
  name: string
  kind: ApprovalKind
  found: string[]
}

/** POST /approval-rules/trial: which of the last answers would have waited. */
export interface ApprovalTrial {
  looked: number
  waited: {
    id: string
    conversationId: string | null
    by: string | null
    at: string
    channel: string
    text: string
    reasons: ApprovalReason[]
  }[]
}

type Person = { id: string; name: string } | null

/** An answer that waits for somebody's approval, or has waited for it. */
export interface Approval {
  id: string
  deliveryId: string
  conversationId: string | null
  state: 'waiting' | 'approved' | 'refused' | 'withdrawn' | 'expired'
  reasons: ApprovalReason[]
  by: Person
  key: boolean
  editor: Person
  assigned: Person
  channel: string | null
  text: string
  hash: string
  files: { id: string; name: string; mediaType: string; alt: string }[]
  difference: { text: string; kind: 'same' | 'added' | 'removed' }[] | null
  question: {
    author: string | null
    text: string
    toxicity: number | null
    at: string
    private: boolean
  } | null
  asked: string
  expires: string
  decided: string | null
  decidedBy: Person
  via: 'app' | 'mail' | null
  reason: string | null
  mine: boolean
  mayDecide: boolean
  nobody: boolean
  /** Nobody whom the rule names can decide today: whoever may approve stands in for them. */
  standIn: boolean
  /** It waits though no rule asks for it any more. */
  loose: boolean
}

/** GET /approvals/loose: what waits though no rule asks for it any more; POST /approvals/loose/release lets it leave. */
export interface LooseApprovals {
  count: number
  /** By their names, those that asked. */
  rules: string[]
}

/** GET /approvals/counts */
export interface ApprovalCounts {
  toDecide: number
  mine: number
}

/** GET /approvals/figures: of one month; `minutes` is a median. */
export interface ApprovalMonth {
  month: string
  approved: number
  changed: number
  refused: number
  expired: number
  withdrawn: number
  minutes: number | null
}
