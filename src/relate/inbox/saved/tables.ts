import type { Generated, JSONColumnType } from 'kysely'
import type { Content } from './saved.ts'

export interface SavedAnswerTable {
  workspace_id: string
  id: string
  /** As the version that stands says it: what lists and searches read. */
  content: JSONColumnType<Content>
  name: string
  /** In lower case; one of a workspace. */
  shortcut: string | null
  /** Name, shortcut, folder, tags and texts, folded. */
  search: string
  version: number
  /** The version that an approver has read, and by whom and when; only that of the version that stands counts. */
  approved_version: number | null
  approved_by: string | null
  approved_at: Date | null
  archived: Date | null
  uses: Generated<number>
  last_used: Date | null
  created: Date
  changed: Date
}

export interface SavedTables {
  saved_answer: SavedAnswerTable
  saved_answer_version: {
    workspace_id: string
    answer_id: string
    version: number
    content: JSONColumnType<Content>
    member_id: string
    at: Date
    /** The version that was brought back with this one. */
    restored: number | null
  }
}
