import type { ObjectiveState } from '../../server/api.ts'

/** For these, less is better. */
const LOWER: ReadonlySet<ObjectiveState['indicator']> = new Set(['reply-time'] as const)

/** Whether it is reached; nobody knows before it is measured. */
export function isReached({
  indicator,
  value,
  target,
}: Pick<ObjectiveState, 'indicator' | 'value' | 'target'>): boolean | null {
  if (value === null) return null
  return LOWER.has(indicator) ? value <= target : value >= target
}
