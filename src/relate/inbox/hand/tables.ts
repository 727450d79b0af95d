import type { JSONColumnType } from 'kysely'

/** A conversation that changed hands: whose it became, null: nobody's. */
export interface Moved {
  id: string
  to: string | null
}

export interface HandTables {
  hand_over: {
    workspace_id: string
    id: string
    at: Date
    from_member: string
    /** Null: the program, as a member went. */
    by_member: string | null
    moved: JSONColumnType<Moved[]>
    undone: Date | null
  }
}
