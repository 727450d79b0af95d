import type { Generated } from 'kysely'
import type { Area } from './area.ts'

export interface TimeGivenTables {
  /** Which of its minutes a day saw a member in an area; once settled, only how many. */
  time_given: {
    workspace_id: string
    member_id: string
    day: string
    area: Area
    minutes: Generated<number>
    /** A bit a minute since midnight; null once the day is settled. */
    seen: string | null
  }
  /** What a member wrote down by hand. */
  time_entry: {
    workspace_id: string
    member_id: string
    id: string
    day: string
    area: Area
    minutes: number
    note: string | null
  }
  /** Without a row nothing is counted, and nothing shared. */
  time_choice: {
    workspace_id: string
    member_id: string
    counted: boolean
    /** First day of which the team's figures may hold theirs. */
    shared_since: string | null
  }
}
