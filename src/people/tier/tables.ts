import type { Color, Source } from './tier.ts'

export interface TierTables {
  /** `place` 0 is the highest. */
  tier: {
    workspace_id: string
    id: string
    place: number
    name: string
    color: Color
    weight: number
  }
  /** The last that was said of a person; without a tier, that they have none. */
  person_tier: {
    workspace_id: string
    person_id: string
    tier_id: string | null
    source: Source
    by_member: string | null
    at: Date
    /** What was said in one go. */
    change_id: string
  }
  /** Each time it changed; names are those of the day. */
  person_tier_change: {
    workspace_id: string
    person_id: string
    id: string
    change_id: string
    was_id: string | null
    was_name: string | null
    /** Null: nothing had been said. */
    was_source: Source | null
    became_id: string | null
    became_name: string | null
    source: Source | 'undo' | 'deleted'
    by_member: string | null
    at: Date
  }
  /** People whose tier moved, and whose conversations have not followed yet. */
  person_tier_moved: { workspace_id: string; person_id: string }
}
