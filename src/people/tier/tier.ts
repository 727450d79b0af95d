/** Colours that a tier is shown in, of the house’s own palette. */
export const COLORS = ['indigo', 'ember', 'green', 'ochre', 'violet', 'slate'] as const
export type Color = (typeof COLORS)[number]

export const MOST_TIERS = 12
/** What a tier may bring to the priority of a conversation, of 100. */
export const MOST_WEIGHT = 25

/** A tier of the workspace; in a list the first is the highest. */
export interface Tier {
  id: string
  name: string
  color: Color
  /** 0 to `MOST_WEIGHT`. */
  weight: number
}

/** Whose word a tier stands by: a member’s, a program’s with a key, or a file’s. */
export type Source = 'hand' | 'api' | 'import'

/** Names that differ by case, spaces or composition alone are one name. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase()
}

/**
 * Whether a new word may stand in the place of an old one: whatever a member or a program says does, and a file’s does not
 * where a member had spoken, unless that was asked for.
 */
export function mayReplace(standing: Source | null, source: Source, overwrite: boolean): boolean {
  return source !== 'import' || overwrite || standing !== 'hand'
}
