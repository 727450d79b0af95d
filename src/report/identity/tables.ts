import type { JSONColumnType } from 'kysely'
import type { Terms } from './trait.ts'

interface Said {
  word: string
  description: string
  terms: JSONColumnType<Terms>
  opposites: JSONColumnType<Terms>
  query: string | null
  /** Rank among the traits declared, from 1. */
  position: number
}

export interface TraitTable extends Said {
  workspace_id: string
  id: string
  /** Tallies of what is said on it, and of what of that says the contrary. */
  talk_id: string
  contrary_id: string | null
  created: Date
  /** No longer declared since then. */
  archived: Date | null
}

/** How a trait was declared from an instant on. */
export interface TraitVersionTable extends Said {
  workspace_id: string
  trait_id: string
  id: string
  at: Date
  by_user: string | null
  archived: boolean
}

export interface IdentityTables {
  trait: TraitTable
  trait_version: TraitVersionTable
}
