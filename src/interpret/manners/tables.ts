import type { Generated, JSONColumnType } from 'kysely'
import type { Manners } from './manners.ts'

export interface MannersTables {
  /** How a workspace wants its answers; without a row as the trade does. */
  courtesy_manners: {
    workspace_id: string
    /** Counts the changes, so that of two at once one is told. */
    revision: number
    manners: JSONColumnType<Manners>
    /** Whether reports tell one person from another, which the owner alone decides. */
    by_person: Generated<boolean>
    changed: Date
  }
}
