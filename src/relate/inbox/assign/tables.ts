import type { JSONColumnType } from 'kysely'
import type { Give, When } from './rule.ts'

export interface AssignTables {
  assignment_rule: {
    workspace_id: string
    id: string
    /** The first that fits and finds somebody is followed. */
    place: number
    name: string
    enabled: boolean
    when: JSONColumnType<When>
    give: JSONColumnType<Give>
    changed: Date
  }
  /** Whose turn it was last, by rule: who has waited longest is next. */
  assignment_turn: { workspace_id: string; rule_id: string; member_id: string; turn: number }
  /** What a rule would have given, and nobody was there or free to take. */
  assignment_wait: { workspace_id: string; conversation_id: string; since: Date }
}
