import type { DueKind } from './inbox.ts'

/** GET, PUT /service-levels (another revision is refused, 409); GET /service-levels/proposal: what one may begin with. */
export interface TimeSettings {
  revision: number
  calendars: ServiceCalendar[]
  /** Of those that fit a conversation, one that is more exact than another goes before it; else the first is its own. */
  policies: ServicePolicy[]
}
export interface ServiceHours {
  /** `HH:MM`, `24:00` at the latest. */
  from: string
  to: string
}
export type HolidayRule = 'none' | 'fr' | 'fr-alsace-moselle'
export interface ServiceCalendar {
  id: string
  name: string
  /** IANA name. */
  zone: string
  /** Seven days, Monday first. */
  week: ServiceHours[][]
  holidays: HolidayRule
  /** Days (`YYYY-MM-DD`) that are otherwise; closed where they have no hours. */
  days: { date: string; hours: ServiceHours[]; name?: string | undefined }[]
}
export interface ServicePolicy {
  id: string
  name: string
  enabled: boolean
  /** Empty: all. */
  channels: string[]
  visibility: 'public' | 'private' | null
  langs: string[]
  labels: string[]
  /** At least so pressing. */
  priority: number
  /** Tiers of customers; absent or empty: all. */
  tiers?: string[] | undefined
  /** Null: round the clock. */
  calendarId: string | null
  /** Minutes of the calendar; null: none. */
  targets: Record<DueKind, number | null>
  steps: ServiceStep[]
}
export interface ServiceStep {
  id: string
  of: DueKind
  /** Around what is due, by the clock: before it (negative), at it, or after. */
  minutes: number
  /** `assignee`, `managers`, `on-call`, or ids of members. */
  tell: string[]
  /** `on-call`, `nobody`, a member, or null: as it is. */
  assign: string | null
  raise: number
  webhook: boolean
}
/** GET /service-levels/now */
export interface ServiceNow {
  /** Counted up to a thousand. */
  late: number
  lateMine: number
  soon: number
  soonMine: number
  /** What the answers and closings of the last hours lead to; `late` is null where they are too few to tell. */
  pace: { until: string; dueBy: number; ended: number; hours: number; late: number | null }
  /** There is a target at all. */
  set: boolean
}
/** GET, PUT /satisfaction/setting */
export interface SatisfactionSetting {
  enabled: boolean
  /** Also who wrote in public, by a link in public. */
  inPublic: boolean
  /** Minutes after closing. */
  delay: number
  everyDays: number
  expiresDays: number
  /** By the clocks of the workspace; equal: at any hour. */
  quietFrom: string
  quietTo: string
  /** A figure of so much or less opens the conversation again. */
  reopenAt: number | null
  toMembers: boolean
}
/** GET /conversations/{id}/satisfaction */
export interface ConversationRatings {
  asks: {
    id: string
    at: string
    /** Why they were not asked. */
    skipped: string | null
    score: number | null
    comment: string | null
    /** How likely the comment offends, 0 to 1; null where there is none. */
    toxicity: number | null
    answered: string | null
  }[]
}
/** A figure with its bounds; null: not known yet. */
export type Bounded = { value: number; low: number; high: number } | null
/** One line of GET /reports/service: times in minutes, of the calendars (`worked`) and of the clock (`elapsed`). */
export interface ServiceLine {
  /** A channel; `high`, `middle`, `low`; or the Monday of a week. */
  key: string
  ended: number
  /** Closed without an answer. */
  unanswered: number
  /** What had a target, late and not ended yet included. */
  judged: number
  within: Bounded
  worked: { median: number; p90: number } | null
  elapsed: { median: number; p90: number } | null
}
export interface RatedFigures {
  asked: number
  answered: number
  /** Answers by figure, 1 to 5. */
  scores: number[]
  rate: Bounded
  mean: Bounded
  /** Who gave 4 or 5. */
  satisfied: Bounded
}
/** GET /reports/service?span=4w|13w|52w; /reports/service.csv is the same as a table. */
export interface ServiceReport {
  from: string
  to: string
  timeZone: string
  kinds: {
    kind: DueKind
    all: ServiceLine | null
    channels: ServiceLine[]
    priorities: ServiceLine[]
    /** By tier of the customer then; `none`: without one. The name is null where the tier is gone. */
    tiers: (ServiceLine & { name: string | null })[]
    weeks: ServiceLine[]
  }[]
  satisfaction: {
    all: RatedFigures
    channels: (RatedFigures & { key: string })[]
    skipped: Record<string, number>
    mine: RatedFigures | null
    /** Whether people are asked at all. */
    enabled: boolean
  }
}
/** GET /on-call/calls?open&cursor, newest first; POST /on-call/calls/{id}/acknowledge {takenBy, first}. */
export interface Call {
  id: string
  about: 'conversation' | 'alarm'
  subjectId: string
  began: string
  state: 'calling' | 'taken' | 'unanswered'
  takenBy: { id: string; name: string } | null
  ended: string | null
  told: { id: string; name: string; at: string }[]
}
/** GET, PUT /on-call/setting */
export interface CallSetting {
  /** How long one is waited for before the next is called. */
  minutes: number
  /** What hours the roster is to cover; a hole in them is told of. */
  cover: 'none' | 'outside' | 'always'
}
