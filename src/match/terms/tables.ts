import type { Generated } from 'kysely'

export interface TermListTable {
  workspace_id: string
  id: string
  /** As `list:` names it. */
  name: string
  /** The name without case or accents: no two lists have the same. */
  folded: string
  /** One word, phrase, beginning of a word, tag or handle each, as people write them. */
  terms: string[]
  created: Generated<Date>
  changed: Generated<Date>
}

export interface TermTables {
  term_list: TermListTable
}
