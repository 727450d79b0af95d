import type { JSONColumnType } from 'kysely'
import type { Sort } from '../store.ts'

export interface InboxViewTable {
  workspace_id: string
  id: string
  /** Whose it is; null: the team's. */
  owner_id: string | null
  name: string
  /** As in an address; see `filterSchema`. */
  filter: JSONColumnType<Record<string, string>, string, string>
  sort: Sort
  place: number
  /** It can be brought back until it is cleared away. */
  deleted: Date | null
}

export interface ViewTables {
  inbox_view: InboxViewTable
}
