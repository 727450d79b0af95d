import type { Generated } from 'kysely'

/** A post that somebody said is not what an alert is about. */
export interface AlertRejectionTable {
  workspace_id: string
  alert_id: string
  activity_id: string
  at: Generated<Date>
  by_user: string | null
}

export interface NoiseTables {
  alert_rejection: AlertRejectionTable
}
