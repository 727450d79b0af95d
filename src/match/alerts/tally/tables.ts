import type { Generated } from 'kysely'
import type { Base } from './tally.ts'

export interface TallyTable {
  workspace_id: string
  /** Of the alert that counts for it, of kind `tally`. */
  id: string
  base: Base
  /** The alert that it hangs on, and goes with. */
  alert_id: string | null
  words: string | null
  without: string | null
  /** Counts no more, and keeps what it has counted. */
  stopped: Generated<boolean>
}

export interface TallyTables {
  tally: TallyTable
}
