import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { Choice, Pace, Rule, Way } from './choice/choice.ts'
import type { Facts } from './letter/matter.ts'

export interface NoticeTables {
  notice_choice: {
    workspace_id: string
    member_id: string
    /** `HH:MM` of the member's clocks; null with `quiet_to`: no quiet hours. */
    quiet_from: string | null
    quiet_to: string | null
    digest_at: string
    alerts: JSONColumnType<Rule>
    alarms: JSONColumnType<Choice['alarms']>
    mine: JSONColumnType<Rule>
  }
  notice_alert: {
    workspace_id: string
    member_id: string
    alert_id: string
    ways: Way[]
    pace: Pace
  }
  notice_device: {
    workspace_id: string
    id: string
    member_id: string
    /** Two members cannot be told on one device. */
    endpoint_hash: string
    /** Its address and keys. */
    sealed: string
    /** The key of ours that it was subscribed with. */
    server_key: string
    label: string
    created: Generated<Date>
    last_told: Date | null
    /** Its service does not take our key any more: it has to subscribe again. */
    refused: Generated<boolean>
  }
  notice_story: {
    workspace_id: string
    id: string
    /** The post that began it. */
    activity_id: string
    sketch: number[]
    posts: number
    opened: Date
    updated: Date
  }
  notice_story_key: {
    workspace_id: string
    key: number
    story_id: string
    at: Date
  }
  /** One thing that is told to one member: a story, an alarm, or all that has gathered until its hour. */
  notice: {
    workspace_id: string
    member_id: string
    id: string
    /** What gathers together: nothing else for what is told at once, an hour, a morning. */
    slot: string
    ways: Way[]
    urgent: Generated<boolean>
    /** It holds what was to be told at once, after too many others. */
    capped: Generated<boolean>
    items: Generated<number>
    /** Posts that are only counted. */
    more: Generated<number>
    due: Date
    told: Date | null
    read: ColumnType<Date | null, Date | null | undefined, Date | null>
  }
  notice_item: {
    workspace_id: string
    member_id: string
    /** `story:<id>`, `alarm:<id>:<level>` or a matter's own key: a member is told of each once. */
    subject: string
    notice_id: string
    id: string
    story_id: string | null
    alarm_id: string | null
    activity_id: string | null
    /** What concerns this member alone, what it leads to, and small facts for its words; none of a customer's. */
    matter: string | null
    conversation_id: string | null
    call_id: string | null
    facts: Facts | null
    alerts: string[]
  }
  /** A way by which a notice leaves. */
  notice_leg: {
    workspace_id: string
    notice_id: string
    /** Of a mail, also in its Message-ID. */
    id: string
    way: 'mail' | 'push'
    device_id: string | null
    state: Generated<LegState>
    tries: Generated<number>
    next_try: Date
    lease: Date | null
    /** From then on the other side may have it. */
    handed: Date | null
    words: string | null
  }
  /** What has been told of alarms. */
  notice_alarm: {
    workspace_id: string
    alarm_id: string
    level: number
    at: Generated<Date>
  }
}

export type LegState = 'waiting' | 'sending' | 'sent' | 'failed' | 'unknown' | 'dropped'
