/** Of the house’s palette. */
export type TierColor = 'indigo' | 'ember' | 'green' | 'ochre' | 'violet' | 'slate'

export interface CustomerTier {
  id: string
  name: string
  color: TierColor
  /** What it brings to the priority of a conversation, 0 to 25. */
  weight: number
}

/** GET, PUT /tiers {version, tiers: {id?, name, color, weight}[]}: the highest first; another version is refused (409). */
export interface CustomerTiers {
  version: string
  tiers: (CustomerTier & { people: number })[]
}

/** Whose word it is: a member’s, a program’s with a key, or a file’s. */
export type TierSource = 'hand' | 'api' | 'import'

/** GET /tiers/people?q&tier&cursor lists people; POST /people/tiers {ids, tierId} gives one to several; GET, PUT /people/{id}/tier {tierId, seen?}; `seen` is the tier that one saw (409 where it is another by now). */
export interface PersonTier {
  tier: CustomerTier | null
  said: { source: TierSource; at: string; by: string | null } | null
  /** Newest first; names are those of the day. */
  past: {
    at: string
    source: TierSource | 'undo' | 'deleted'
    by: string | null
    was: string | null
    became: string | null
  }[]
  /** What was just changed: POST /people/tiers/{change}/undo takes it back. */
  change: string | null
}
