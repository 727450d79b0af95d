import type { Alarm } from './alarm.ts'
import type { ActivityItem } from './stream.ts'

/** GET, PUT /on-call {shifts}. Days: Monday is 1. Hours by the workspace's clocks; not after `starts`: into the next day. */
export interface OnCall {
  timeZone: string
  shifts: Shift[]
  /** Ids of the members who are on call now; while nobody is named, of whoever manages the team. */
  now: string[]
}
export interface Shift {
  memberId: string
  days: number[]
  starts: string
  ends: string
}

export type NoticeWay = 'app' | 'mail' | 'push'
export type NoticePace = 'once' | 'hourly' | 'morning'
export interface NoticeRule {
  /** None: not told. */
  ways: NoticeWay[]
  pace: NoticePace
}
/**
 * GET /notices?unread (newest first; each with its first subjects), GET /notices/{id} (with all of them), GET /notices/unread
 * {count}, POST /notices/read {ids?, read}.
 */
export interface Notice {
  id: string
  at: string
  read: boolean
  pace: NoticePace
  urgent: boolean
  /** It was to be told at once, after too many others in the hour. */
  capped: boolean
  /** How many things it tells; `more` posts are counted besides. */
  subjects: number
  more: number
  ways: NoticeWay[]
  mail: 'waiting' | 'sending' | 'sent' | 'failed' | 'unknown' | 'dropped' | null
  items: NoticeItem[]
}
/** A story (its first post, how many told it), an alarm, or a matter that concerns oneself alone, in words. */
export interface NoticeItem {
  id: string
  alerts: { id: string; name: string }[]
  posts: number
  /** Words of the post's text that made it match. */
  hits: { start: number; end: number }[]
  post: ActivityItem | null
  alarm: Alarm | null
  matter: {
    what: string
    title: string
    body: string
    conversationId: string | null
    /** A call to who is on call: POST /on-call/calls/{id}/acknowledge. */
    callId: string | null
  } | null
}
/** GET, PUT /notices/settings; PUT, DELETE /notices/settings/alerts/{id}. Hours are `HH:MM` of the member's clocks. */
export interface NoticeChoice {
  quiet: { from: string; to: string } | null
  digestAt: string
  alerts: NoticeRule
  alarms: { 1: NoticeRule; 2: NoticeRule; 3: NoticeRule }
  /** Of what concerns oneself alone: what is late, who names one, what is handed over. */
  mine: NoticeRule
}
export interface NoticeSettings extends NoticeChoice {
  own: (NoticeRule & { alertId: string })[]
  timeZone: string
  onCall: boolean
  /** `from` is null where no mail can leave. POST /notices/test-mail tries. */
  mail: { to: string; from: string | null }
  /** What a browser subscribes with. */
  pushKey: string
}
/** GET, POST /notices/devices {endpoint, p256dh, auth, label}; DELETE …/{id}; POST …/{id}/test. */
export interface NoticeDevice {
  id: string
  label: string
  created: string
  lastTold: string | null
  /** It has to be turned on again from that browser. */
  stale: boolean
}
