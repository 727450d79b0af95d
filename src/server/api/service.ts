import type { DueKind } from './inbox.ts'

/** GET, PUT /service-levels (another revision is refused, 409); GET /service-levels/proposal: what one may begin with. */
export interface TimeSettings {
  revision: number
  calendars: ServiceCalendar[]
  /** The first that fits a conversation is its own. */
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
/** GET /service-levels/holidays?rule&year */
export interface Holidays {
  days: { date: string; name: string }[]
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
/** GET /conversations/{id}/service */
export interface ConversationTime {
  policy: { id: string; name: string } | null
  runs: {
    kind: DueKind
    began: string
    due: string | null
    target: number | null
    /** Minutes of the calendar that have gone by. */
    worked: number
    paused: boolean
  }[]
}
