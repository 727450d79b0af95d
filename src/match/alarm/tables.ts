import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { AlarmEnd, AlarmKind, SubjectKind } from './alarm.ts'
import type { Evidence } from './evidence.ts'
import type { WatchState } from './watch/watch.ts'

export interface AlarmTable {
  workspace_id: string
  id: string
  kind: AlarmKind
  subject_kind: SubjectKind
  /** Id of the alert or account, name of the channel. */
  subject: string
  /** 1 worth a look, 2 serious, 3 critical. */
  level: number
  opened: Date
  updated: Date
  /** Since when nothing is out of the ordinary any more; null while something is. */
  calm: Generated<Date | null>
  ended: Generated<Date | null>
  how: Generated<AlarmEnd | null>
  acknowledged: Generated<Date | null>
  acknowledged_by: Generated<string | null>
  ended_by: Generated<string | null>
  /** Numbers and ids; whoever said it, and what, is read from the stream when it is shown. */
  evidence: JSONColumnType<Evidence>
}

export interface AlarmTables {
  alarm: AlarmTable
  alarm_note: {
    workspace_id: string
    alarm_id: string
    id: string
    at: Generated<Date>
    member_id: string
    text: string
  }
  alarm_hour: {
    workspace_id: string
    subject_kind: SubjectKind
    subject: string
    hour: Date
    count: number
    negative: number
    toxic: number
    reach: number
    authors: number
    /** Who spoke, as long as more may come of the hour. */
    sketch: Buffer | null
  }
  alarm_watch: {
    workspace_id: string
    subject_kind: SubjectKind
    subject: string
    /** When it is to be looked at next. */
    due: Date
    /** The query that was counted: another one is another series. */
    query: string | null
    state: ColumnType<WatchState | null, string | null | undefined, string | null>
    /** Highest hour of an alarm that a person closed while it went on: not raised again before calm, or far more. */
    hushed: number | null
  }
}
