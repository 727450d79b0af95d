import type { Alarm } from '../../server/api.ts'

/** Alarms that were not there before, or were less grave; none at the first look, as the page itself shows those. */
export function newlyRaised<T extends Pick<Alarm, 'id' | 'level'>>(
  before: readonly T[] | undefined,
  now: readonly T[],
): T[] {
  if (!before) return []
  const levels = new Map(before.map(({ id, level }) => [id, level]))
  return now.filter(({ id, level }) => level > (levels.get(id) ?? 0))
}
