import type { TimeByArea } from '../../server/api.ts'
import { AREAS } from './area.ts'

/** Under which a week says nothing of how somebody works. */
export const ENOUGH = 60
/** Hundredths away from the reference that are worth a word. */
const FAR = 10

export type Finding =
  | { kind: 'none' }
  | { kind: 'little' }
  | { kind: 'near' }
  | { kind: 'more' | 'less'; area: (typeof AREAS)[number]; by: number }

/** What a week says beside the reference: the kind of work that is farthest from it, where one is far. */
export function findingOf(
  week: { minutes: TimeByArea; shares: TimeByArea | null },
  reference: TimeByArea,
): Finding {
  const { shares, minutes } = week
  if (!shares) return { kind: 'none' }
  const total = AREAS.reduce((sum, area) => sum + minutes[area], 0)
  if (total < ENOUGH) return { kind: 'little' }
  const away = AREAS.map((area) => ({ area, by: shares[area] - reference[area] }))
  const [first] = away.toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by))
  if (!first || Math.abs(first.by) < FAR) return { kind: 'near' }
  return { kind: first.by > 0 ? 'more' : 'less', area: first.area, by: Math.abs(first.by) }
}
