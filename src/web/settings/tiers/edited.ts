import type { CustomerTier, CustomerTiers, TierColor } from '../../../server/api.ts'

export const COLORS: TierColor[] = ['ochre', 'slate', 'ember', 'violet', 'indigo', 'green']
export const MOST_TIERS = 12

/** A tier as it is edited; what is new is given an id by the server. */
export type Edited = CustomerTier & { people: number }

export function editedOf({ tiers }: CustomerTiers): Edited[] {
  return tiers.map((tier) => ({ ...tier }))
}

export function newTier(id: string, all: readonly Edited[]): Edited {
  const used = new Set(all.map(({ color }) => color))
  return { id, name: '', color: COLORS.find((color) => !used.has(color)) ?? 'slate', weight: 0, people: 0 }
}

/** What one may begin with, the highest first: nothing of it holds until it is kept. */
export function readyMade(names: readonly string[], idOf: () => string): Edited[] {
  const colors: TierColor[] = ['ochre', 'slate', 'ember']
  return names.map((name, n) => ({
    ...{ id: idOf(), name, color: colors[n] ?? 'indigo' },
    ...{ weight: Math.max(0, 5 * (names.length - n)), people: 0 },
  }))
}

/** The list as it is sent. */
export function sentOf(all: readonly Edited[]) {
  return all.map(({ id, name, color, weight }) => ({ id, name: name.trim(), color, weight }))
}

/** Whether it can be kept: each has a name, and no two the same. */
export function isSound(all: readonly Edited[]): boolean {
  const names = all.map(({ name }) => name.trim().toLowerCase())
  return names.every(Boolean) && new Set(names).size === names.length
}

/** Who would have no tier any more, were this kept. */
export function wouldFall(before: CustomerTiers, all: readonly Edited[]): number {
  const kept = new Set(all.map(({ id }) => id))
  return before.tiers.reduce((sum, { id, people }) => (kept.has(id) ? sum : sum + people), 0)
}
