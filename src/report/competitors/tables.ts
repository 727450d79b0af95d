/** The accounts that are a competitor's own, and who counts by them. */
export interface RivalTable {
  workspace_id: string
  alert_id: string
  /** `@handle`, or the name that they sign with. */
  accounts: string[]
  /** Tally of what they publish. */
  voice_id: string
  /** Tally of what the alert finds that others say. */
  others_id: string
}

export interface CompetitorTables {
  rival: RivalTable
}
