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

export interface TierFileLine {
  line: number
  personId: string
  name: string
  /** Tiers by their names; null: none. */
  was: string | null
  became: string | null
}

/** POST /tiers/file/check?tier&overwrite with a file as its body: what taking it would do; POST /tiers/file?seal&partial&name takes it. */
export interface TierFile {
  /** What was shown: the file is taken as such, or refused (409). */
  seal: string
  rows: number
  columns: string[]
  /** Columns that were read; `tier` null where everybody gets the same. */
  read: { who: string[]; tier: string | null; network: string | null }
  changed: number
  /** They bear it already. */
  same: number
  /** A member had decided, and the file was not asked to overwrite. */
  kept: number
  /** Lines that say again what another says. */
  again: number
  refused: number
  became: { tier: string | null; count: number }[]
  /** The first of each. */
  changing: TierFileLine[]
  keeping: TierFileLine[]
  refusals: { line: number; who: string; tier: string; words: string }[]
}

/** POST /people/tiers/{change}/undo takes it back. */
export interface TierFileTaken extends TierFile {
  change: string
}
