import type { Generated } from 'kysely'
import type { AlertKind } from './alert.ts'

export interface AlertTable {
  workspace_id: string
  id: string
  name: string
  /** As it was written; parsed wherever it is used. */
  query: string
  /** What it finds becomes a conversation to answer. */
  inbox: Generated<boolean>
  /** `tally`: a counter, shown nowhere (see `tally/`). */
  kind: AlertKind | 'tally'
  paused: Generated<boolean>
  /** Order in lists; new ones come last. */
  position: number
  folder: Generated<string | null>
  created: Generated<Date>
  /** User who made it; null for the set-up and the demo. */
  created_by: string | null
  /** The query that history was last asked; another than `query` until `linkHistory` has been there. */
  linked_query: Generated<string | null>
  /** How often the lists of terms that the query asks for have changed. */
  terms_version: Generated<number>
  /** From when on all that answers that query is linked; null where it was linked before this was kept. */
  linked_from: Generated<Date | null>
}

export interface AlertTables {
  alert: AlertTable
}
