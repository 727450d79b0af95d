/** Words in both languages; what is empty is shown in the other. */
export interface BothWords {
  fr: string
  en: string
}

export interface ServiceReason {
  id: string
  words: BothWords
  off?: boolean | undefined
}
export interface ServiceField {
  id: string
  kind: 'text' | 'choice' | 'number' | 'date' | 'file'
  words: BothWords
  required: boolean
  choices?: BothWords[] | undefined
  from?: 'order' | 'product' | 'date' | undefined
}
/** Working days and times of day on the clocks of `zone`. */
export interface ServiceTiming {
  days: number
  at: string
  workdays: number[]
  holidays: 'none' | 'fr' | 'fr-alsace-moselle'
  zone: string
  steps: { days: number; at: string; to: 'service' | 'manager' }[]
  linkDays: number
}
export type ServiceTool =
  | { kind: 'github' | 'gitlab'; url: string; project: string; title: string; body: string }
  | { kind: 'jira'; url: string; project: string; user: string; type: string; title: string; body: string }

export interface ServiceSettings {
  name: string
  emails: string[]
  manager: string | null
  locale: 'fr' | 'en'
  reasons: ServiceReason[]
  fields: ServiceField[]
  timing: ServiceTiming
  tool: ServiceTool | null
}
/** GET, POST /services; PUT /services/{id} (the whole, with `token` where it changes, and `archived`). */
export interface Service extends ServiceSettings {
  id: string
  hasToken: boolean
  archived: boolean
}
/** GET /services/{id}/hook; POST makes its secret (answers `secret` beside, this once), DELETE removes it. */
export interface ServiceHook {
  url: string
  /** Null: there is no secret, and nothing is taken. */
  made: string | null
  /** Until then the secret before is taken too. */
  graceUntil: string | null
  last: {
    at: string
    event: string
    delivery: string | null
    outcome: 'read' | 'ping' | 'other' | 'unknown' | 'again'
  } | null
  refused: { at: string; why: 'unsigned' | 'signature' | 'late' } | null
  /** Whole days for which nothing has come. */
  quietDays: number | null
}
/** GET /services/proposals */
export interface ServiceProposal extends Pick<ServiceSettings, 'reasons' | 'fields' | 'timing'> {
  key: string
  name: BothWords
}

export interface SharedFile {
  id: string
  name: string
  size: number
  mediaType: string
}

export type EscalationState =
  | 'sent'
  | 'seen'
  | 'answered'
  | 'asked_back'
  | 'solved'
  | 'refused'
  | 'withdrawn'
  | 'expired'

/** GET, POST /conversations/{id}/escalations; GET /escalations?state&service&cursor; POST /escalations/{id}/acts {kind, text?, files?} */
export interface Escalation {
  id: string
  conversationId: string
  service: { id: string; name: string }
  reason: BothWords
  state: EscalationState
  open: boolean
  late: boolean
  by: { id: string; name: string }
  question: string
  values: { label: BothWords; value: string }[]
  customer: string | null
  shared: number
  masked: boolean
  files: SharedFile[]
  created: string
  due: string
  expires: string
  next: string | null
  closed: string | null
  closedBy: 'service' | 'member' | 'tool' | null
  told: string | null
  issue: { url: string; number: string } | null
  entries: EscalationEntry[]
  links: { id: string; email: string; open: boolean; used: string | null }[]
  /** Mails and issues that did not leave. */
  troubles: { id: string; what: string; email: string | null; state: string; words: string | null }[]
}
export interface EscalationEntry {
  id: string
  at: string
  kind: string
  via: 'app' | 'page' | 'mail' | 'tool' | 'clock'
  member: { id: string; name: string } | null
  email: string | null
  text: string | null
  /** Of who did it in a tool, and where it can be read there. */
  author: string | null
  url: string | null
  /** Written anew there, or not to be read there any more. */
  edited: string | null
  gone: string | null
  /** What it said before, the oldest first, each since when. */
  earlier: { text: string; at: string }[]
  files: SharedFile[]
}
/** POST /conversations/{id}/escalations/preview {serviceId, messages, named, masked} */
export interface EscalationPreview {
  customer: string | null
  due: string
  values: Record<string, string>
  messages: {
    id: string
    at: string
    ours: boolean
    toxicity: number | null
    text: string | null
    files: SharedFile[]
  }[]
}

export interface EscalationBounds {
  value: number
  low: number
  high: number
}
/** Hours of the clock; null: not known yet. */
export interface EscalationTimes {
  median: EscalationBounds | null
  p90: EscalationBounds | null
}
export interface EscalationLine {
  count: number
  open: number
  refused: number
  toAnswer: EscalationTimes
  toClosure: EscalationTimes
  late: EscalationBounds | null
  again: EscalationBounds | null
}
/** GET /reports/escalations?span=4w|13w|52w; `.csv` for the table. */
export interface EscalationReport {
  from: string
  to: string
  timeZone: string
  all: EscalationLine
  services: (EscalationLine & {
    id: string
    name: string
    reasons: (EscalationLine & { id: string; words: BothWords })[]
  })[]
  overTime: {
    reasons: { id: string; words: BothWords }[]
    weeks: { day: string; counts: Record<string, number> }[]
  }
}
